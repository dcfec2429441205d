/**
 * The report of a backtest as data, `arbkit.backtest/1`: what `--json` prints, and all that the page and
 * the terminal's text are made from. Money and prices are dollars, counts are contracts, shares are parts
 * of one: decimal strings of at most six decimals. Sums are exact; means, shares and bounds of intervals
 * are statistics, rounded to the nearest millionth. Durations are milliseconds, times ISO 8601 in UTC.
 * What is not known is null, and no field is ever left out.
 * @module
 */
import { z } from 'zod'

/** Name of this form of the report. */
export const BACKTEST_SCHEMA = 'arbkit.backtest/1'

/** Schema of dollars. */
export const dollars = z.string().regex(/^-?\d+\.\d{2,6}$/)
/** Schema of a share. */
export const share = z.string().regex(/^-?\d+\.\d{6}$/)
const contracts = z.string().regex(/^\d+\.\d{2}$/)
const instant = z.iso.datetime()
/** Schema of a number of things. */
export const count = z.int().min(0)
/** Durations are whole where they were measured; half-lives and medians may not be. */
const durationMs = z.number().min(0)

/** Schema of an interval. */
export const intervalOf = (value: z.ZodString) =>
  z.strictObject({
    low: value,
    high: value,
    /** Share of resamples within. */
    level: z.number().gt(0).lt(1),
    resamples: count,
    /** Games that were drawn from. */
    games: count,
  })

/** Fields of a mean. */
export const meanOf = (value: z.ZodString) => ({
  count,
  /** Null of nothing. */
  mean: value.nullable(),
  /** 95 %, by a bootstrap over games; null where there are too few of them. */
  interval: intervalOf(value).nullable(),
})

const equity = z.strictObject({
  start: dollars,
  final: dollars,
  /** After each moment at which a trade was over. */
  points: z.array(z.strictObject({ at: instant, equity: dollars, drawdown: dollars })),
  deepest: z
    .strictObject({
      amount: dollars,
      peakAt: instant.nullable(),
      troughAt: instant,
      recoveredAt: instant.nullable(),
    })
    .nullable(),
})

const takenAndRejected = { taken: count, rejected: count }

const edges = z.strictObject({
  /** Ascending, each from where the last one ends; `to` is not included. */
  bins: z.array(z.strictObject({ from: share, to: share, ...takenAndRejected })),
  below: z.strictObject(takenAndRejected),
  above: z.strictObject(takenAndRejected),
})

const survivalPoints = z.array(
  z.strictObject({
    durationMs,
    atRisk: count,
    ended: count,
    survival: share,
    /** Greenwood's. */
    standardError: share,
  }),
)

const survivalEstimate = z.strictObject({
  share: share.nullable(),
  interval: intervalOf(share).nullable(),
})

const survival = z.strictObject({
  total: count,
  censored: count,
  longestMs: durationMs,
  /** Median time between the last sighting and the look that missed it. */
  gapMs: durationMs.nullable(),
  /** `earliest`: gone when last seen; `latest`: gone when missed. */
  halfLifeMs: z.strictObject({ earliest: durationMs.nullable(), latest: durationMs.nullable() }),
  horizons: z.array(
    z.strictObject({
      horizonMs: durationMs,
      earliest: survivalEstimate,
      latest: survivalEstimate,
      isSupported: z.boolean(),
    }),
  ),
  curves: z.strictObject({ earliest: survivalPoints, latest: survivalPoints }),
  /** How long those were followed that were there to the last, ascending. */
  censoredAt: z.array(z.strictObject({ durationMs, count })),
})

const closingLeg = (value: z.ZodString) =>
  z.strictObject({ ...meanOf(value), beatShare: share.nullable(), missing: count })

const closingLine = z.strictObject({
  /** Return when found over the closing one, less 1. */
  odds: closingLeg(share),
  /** Closing price less the price when found, dollars a contract. */
  price: closingLeg(dollars),
})

/** A histogram of dollars. */
const spread = z.strictObject({
  bins: z.array(z.strictObject({ from: dollars, to: dollars, count })),
  below: count,
  above: count,
  total: count,
})

const dropReason = z.enum(['not-quoted', 'odds-below-minimum', 'stake-limit', 'not-filled'])

const fills = z.strictObject({
  trades: count,
  dropped: z.array(z.strictObject({ reason: dropReason, count })),
  /** Opportunities that were not traded, most frequent reason first. */
  skipped: z.array(z.strictObject({ reason: z.string(), count })),
  filled: count,
  both: count,
  naked: count,
  open: count,
  fillRate: z.strictObject(meanOf(share)),
  filledShare: share.nullable(),
  /** Price and odds slippage of a filled trade; above 0: worse than seen. */
  slippage: z.strictObject({ ...meanOf(dollars), spread }),
  priceSlippage: dollars,
  oddsSlippage: dollars,
  nakedCost: dollars,
  /** Of a trade with a naked leg. */
  nakedCosts: z.strictObject({ ...meanOf(dollars), spread }),
  paid: dollars,
  plannedGuaranteed: dollars,
  /** Of trades that are over. */
  realised: dollars,
  /** What the fills of the open ones guarantee; below 0 where a leg is naked. */
  openGuaranteed: dollars,
  realisedMean: z.strictObject(meanOf(dollars)),
})

const groupRows = z.array(
  z.strictObject({
    key: z.string(),
    candidates: count,
    taken: count,
    medianEdge: share.nullable(),
    trades: count,
    both: count,
    naked: count,
    filledShare: share.nullable(),
    plannedGuaranteed: dollars,
    realised: dollars,
    nakedCost: dollars,
  }),
)

const figures = z.strictObject({
  candidates: count,
  taken: count,
  equity,
  edges,
  survival,
  closing: z.strictObject({ taken: closingLine, rejected: closingLine }),
  fills,
  tables: z.strictObject({
    byLeague: groupRows,
    byBook: groupRows,
    byMarketType: groupRows,
    /** Of the day, US Eastern, `00` to `23`. */
    byHour: groupRows,
  }),
})

const head = z.strictObject({
  sessions: z.array(
    z.strictObject({
      name: z.string(),
      from: instant,
      to: instant,
      frames: count,
      turns: count,
      /** Whether the decisions are those that were recorded. */
      parity: z.strictObject({
        verdict: z.enum(['same', 'different', 'not-checked']),
        /** Those that are the same. */
        decisions: count,
        detail: z.string(),
      }),
    }),
  ),
  /** Of the first and the last frame; null where there is none. */
  from: instant.nullable(),
  to: instant.nullable(),
  frames: count,
  turns: count,
  options: z.array(z.strictObject({ name: z.string(), value: z.string(), origin: z.string() })),
  /** What was taken for granted, each with its day and source. */
  assumptions: z.array(
    z.strictObject({
      what: z.string(),
      value: z.string(),
      asOf: z.string(),
      source: z.string(),
      isMeasured: z.boolean(),
    }),
  ),
  seed: z.string(),
  versions: z.array(z.strictObject({ name: z.string(), version: z.string() })),
})

const trade = z.strictObject({
  id: z.string(),
  candidateId: z.string(),
  at: instant,
  /** Null while something is open. */
  closedAt: instant.nullable(),
  league: z.string(),
  book: z.string(),
  marketType: z.string(),
  fixtureId: z.string(),
  /** For a person: the game, and what the contract asks. */
  fixture: z.string(),
  question: z.string(),
  stage: z.enum([
    'preparing',
    'sent',
    'committing',
    'unwinding',
    'both',
    'unwound',
    'held',
    'settled',
    'dropped',
  ]),
  dropReason: dropReason.nullable(),
  planned: contracts,
  filled: contracts,
  naked: contracts,
  paid: dollars,
  plannedGuaranteed: dollars,
  guaranteed: dollars,
  priceSlippage: dollars,
  oddsSlippage: dollars,
  nakedCost: dollars,
  realised: dollars.nullable(),
  explanation: z.array(
    z.strictObject({
      title: z.string(),
      lines: z.array(z.strictObject({ what: z.string(), value: z.string(), why: z.string() })),
    }),
  ),
})

/** Schema of a {@link BacktestReport}. */
export const backtestReportSchema = z.strictObject({
  schema: z.literal(BACKTEST_SCHEMA),
  head,
  /** What the data can not support; shown before any figure. */
  warnings: z.array(z.strictObject({ code: z.string(), text: z.string() })),
  figures,
  /** Why candidates were not taken, most frequent first. */
  rejected: z.array(z.strictObject({ reason: z.string(), count, meaning: z.string() })),
  /** In order of time; every one of them. */
  trades: z.array(trade),
})

/** The report of a backtest. */
export type BacktestReport = z.infer<typeof backtestReportSchema>
/** What was read, with which options and assumptions. */
export type BacktestHead = BacktestReport['head']
/** One trade of a report. */
export type ReportedTrade = BacktestReport['trades'][number]
/** One row of a table by league, book, market type or hour. */
export type ReportedGroup = BacktestReport['figures']['tables']['byLeague'][number]
/** A mean of dollars or of shares. */
export type ReportedMean = BacktestReport['figures']['fills']['fillRate']
/** A histogram of dollars. */
export type ReportedSpread = BacktestReport['figures']['fills']['slippage']['spread']

/**
 * Everything there is to say about one contract: what `arb pairs show` prints.
 * @module
 */
import {
  type ContractListing,
  decidedContractKey,
  type DecidedMatch,
  type DecidedPair,
  decisionsInOrder,
  explainMatch,
  isDecisionAbout,
  type OddsListing,
  type PairDecision,
  pairSettlementOf,
  type SettlementRule,
} from '@arbkit/core'
import { z } from 'zod'
import type { Decisions } from '../decisions/read-decisions.ts'
import { conflictSchema, conflictsOf, decisionReportOf, decisionSchema } from './decision-report.ts'
import { pairStatesOf, pairStateSchema } from './pair-state.ts'
import { pairOf, pairSchema } from './pairs-report.ts'

const quoteSchema = z.strictObject({
  book: z.string(),
  marketKey: z.string(),
  /** Prices as the feed prints them, of a lay market those to lay at; null where a side is not sold. */
  yes: z.string().nullable(),
  no: z.string().nullable(),
  action: z.enum(['back', 'lay']),
  updatedAt: z.iso.datetime(),
})

const runnerUpSchema = z.strictObject({
  oddsEventId: z.string(),
  away: z.string(),
  home: z.string(),
  start: z.iso.datetime(),
  /** Null where it was no candidate at all. */
  confidence: z.number().nullable(),
  /** What it shares with the contract, and what not: one line each. */
  agreed: z.array(z.string()),
  differed: z.array(z.string()),
})

const settlementSchema = z.strictObject({
  /** Books that do the same. */
  books: z.array(z.string()),
  state: z.string(),
  /** What either venue does in that state, `void`, `fair-price`; with what it does otherwise behind a slash. */
  contract: z.string(),
  bet: z.string(),
  /** The rules in our words, with their sources and dates. */
  contractRule: z.string(),
  betRule: z.string(),
})

/** Everything about one contract. */
export const pairDetailSchema = z.strictObject({
  schema: z.literal('arbkit.pair/1'),
  contract: z.strictObject({
    venue: z.string(),
    ticker: z.string(),
    eventTicker: z.string(),
    series: z.string(),
    label: z.string().nullable(),
    teams: z.array(z.string()),
    strike: z.number().nullable(),
    day: z.string().nullable(),
  }),
  states: z.array(pairStateSchema),
  /** Every odds event it was held against, with evidence and quotes. */
  candidates: z.array(
    z.strictObject({
      pair: pairSchema,
      quotes: z.array(quoteSchema),
      /** States of the game in which contract and bet do not do the same. */
      settlement: z.array(settlementSchema),
    }),
  ),
  /** Why there is none. */
  unpaired: z.strictObject({ reason: z.string(), detail: z.string() }).nullable(),
  conflicts: z.array(conflictSchema),
  /** Every decision about the contract or its event, by time, overrides last. */
  history: z.array(z.strictObject({ decision: decisionSchema, stands: z.boolean() })),
  /** What it would be if not for what it is. */
  runnerUp: runnerUpSchema.nullable(),
})

/** See {@link pairDetailSchema}. */
export type PairDetail = z.infer<typeof pairDetailSchema>

/** What the detail is made from. */
export interface DetailContext {
  readonly matching: DecidedMatch
  /** Every odds event of the session. */
  readonly odds: readonly OddsListing[]
  readonly decisions: Decisions
  /** Time of the session's last frame, Unix ms. */
  readonly nowMs: number
}

/** Returns everything about a contract of the session. */
export function pairDetailOf(contract: ContractListing, context: DetailContext): PairDetail {
  const { matching, odds, decisions, nowMs } = context
  const { overrides } = decisions
  const candidates = candidatesOf(contract, matching)
  const unpaired = matching.unpaired.find((own) => isSame(own.contract, contract))
  const own = new Set(candidates.map(({ odds }) => odds.eventId))
  return {
    schema: 'arbkit.pair/1',
    contract: {
      venue: contract.venue,
      ticker: contract.marketId,
      eventTicker: contract.eventId,
      series: contract.seriesId,
      label: contract.yesLabel ?? null,
      teams: [...(contract.teamNames ?? [])],
      strike: contract.strike?.floor ?? null,
      day: contract.start?.easternDate ?? null,
    },
    states: [...(pairStatesOf(matching).get(contract.marketId) ?? [])],
    candidates: candidates.map((pair) => ({
      pair: pairOf(pair, { nowMs, overrides }),
      quotes: pair.quotes.map(({ market, yesOutcome, noOutcome }) => ({
        book: market.book,
        marketKey: market.marketKey,
        yes: yesOutcome?.price.original ?? null,
        no: noOutcome?.price.original ?? null,
        action: market.action,
        updatedAt: new Date(market.updatedMs).toISOString(),
      })),
      settlement: settlementOf(pair),
    })),
    unpaired: unpaired === undefined ? null : { reason: unpaired.reason, detail: unpaired.detail },
    conflicts: conflictsOf(matching, overrides).filter(
      ({ kalshiTicker, oddsEventId }) => kalshiTicker === contract.marketId && own.has(oddsEventId),
    ),
    history: historyOf(contract, decisions),
    runnerUp: runnerUpOf(contract, matching, odds),
  }
}

/** What may be traded first, then by confidence. */
function candidatesOf(contract: ContractListing, matching: DecidedMatch): readonly DecidedPair[] {
  const { pairs, paused, suggestions, rejectedByPerson, dropped } = matching
  const rest = [...suggestions, ...rejectedByPerson, ...dropped.map(({ pair }) => pair)]
  return [...pairs, ...paused, ...rest.toSorted((a, b) => b.confidence - a.confidence)].filter(
    (pair) => isSame(pair.contract, contract),
  )
}

function historyOf(
  contract: ContractListing,
  { state, log, overrides }: Decisions,
): PairDetail['history'] {
  const standing = new Set([...state.verdicts, ...state.pauses].map(({ decision }) => decision))
  const isAbout = ({ subject }: PairDecision): boolean => isDecisionAbout(subject, contract)
  return [...decisionsInOrder(log), ...overrides].filter(isAbout).map((decision) => ({
    decision: decisionReportOf(decision, overrides),
    stands: standing.has(decision),
  }))
}

/** Rows in which the venues part ways, a row for all books that do the same. */
function settlementOf(pair: DecidedPair): PairDetail['candidates'][number]['settlement'] {
  const rows = new Map<string, PairDetail['candidates'][number]['settlement'][number]>()
  const books = new Set(pair.quotes.map(({ market }) => market.book))
  for (const book of [...books].toSorted()) {
    for (const { state, contract, bet, agrees } of pairSettlementOf(pair, book)) {
      if (agrees) continue
      const key = `${state} ${effectText(bet)} ${bet.summary}`
      const known = rows.get(key)
      if (known !== undefined) {
        known.books.push(book)
        continue
      }
      rows.set(key, {
        books: [book],
        state,
        contract: effectText(contract),
        bet: effectText(bet),
        contractRule: ruleText(contract),
        betRule: ruleText(bet),
      })
    }
  }
  return [...rows.values()]
}

function effectText({ effect, orElse }: SettlementRule): string {
  return orElse === undefined ? effect : `${effect}/${orElse}`
}

function ruleText({ summary, source, asOf }: SettlementRule): string {
  return `${summary} (${source}, ${asOf})`
}

function runnerUpOf(
  contract: ContractListing,
  matching: DecidedMatch,
  odds: readonly OddsListing[],
): PairDetail['runnerUp'] {
  const [best, ...others] = candidatesOf(contract, matching)
  // The best one may be paused or rejected: whatever it is, the runner-up is another.
  const result = { ...matching, pairs: best === undefined ? [] : [best], suggestions: [] }
  const { runnerUp } = explainMatch({ contract, odds, result })
  if (runnerUp === undefined) return null
  const { eventId, awayName, homeName, startMs } = runnerUp.odds
  const candidate = others.find((pair) => pair.odds.eventId === eventId)
  const doubts = candidate?.evidence.filter(({ agrees }) => !agrees) ?? []
  return {
    oddsEventId: eventId,
    away: awayName,
    home: homeName,
    start: new Date(startMs).toISOString(),
    confidence: candidate?.confidence ?? null,
    agreed: [...runnerUp.agreed],
    differed: [...runnerUp.differed, ...doubts.map(({ detail }) => detail)],
  }
}

function isSame(a: ContractListing, b: ContractListing): boolean {
  return decidedContractKey(a) === decidedContractKey(b)
}

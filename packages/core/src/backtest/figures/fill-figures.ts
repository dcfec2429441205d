/**
 * How trades filled: how many got both legs, how much was left naked, what slipped, and what that cost.
 * @module
 */
import { type Centicontracts, type Microdollars, microdollars } from '../../units/money.ts'
import type { PaperDropReason } from '../paper-state.ts'
import { bootstrapMean, type BootstrapOptions, type EstimatedMean } from './bootstrap.ts'
import type { TradeRecord } from './records.ts'

/** The figures of a set of trades. Means are of microdollars; they are statistics, not money. */
export interface FillFigures {
  readonly trades: number
  /** Trades of which nothing was bought, by why. */
  readonly dropped: Readonly<Partial<Record<PaperDropReason, number>>>
  /** Trades with some contracts bought. */
  readonly filled: number
  /** Of those: trades whose book answered so that nothing was left naked. */
  readonly both: number
  readonly naked: number
  /** Trades of which something is open: without a result, or cut off by the end of the data. */
  readonly open: number
  /** Share of all trades that got both legs, with its interval. */
  readonly fillRate: EstimatedMean
  /** Contracts bought over contracts planned, over all trades; undefined of none. */
  readonly filledShare: number | undefined
  /** Of filled trades: price and odds slippage together. Above 0: worse than seen. */
  readonly slippage: EstimatedMean
  readonly priceSlippage: Microdollars
  readonly oddsSlippage: Microdollars
  /** What selling naked contracts back lost, over all trades. */
  readonly nakedCost: Microdollars
  /** Of trades with a naked leg. */
  readonly nakedCostMean: EstimatedMean
  readonly paid: Microdollars
  readonly plannedGuaranteed: Microdollars
  /** Realised by the trades that are over. */
  readonly realised: Microdollars
  /** Guaranteed by what the open ones hold; below 0 where a leg is naked. */
  readonly openGuaranteed: Microdollars
  /** Of trades that are over and bought something. */
  readonly realisedMean: EstimatedMean
}

/** Returns whether a trade has got both legs: something was bought, and nothing of it left naked. */
export function hasBothLegs({ filled, naked, stage }: TradeRecord): boolean {
  return filled > 0 && naked === 0 && stage !== 'committing'
}

/** Returns the figures. */
export function fillFiguresOf(
  trades: readonly TradeRecord[],
  options: BootstrapOptions,
): FillFigures {
  const filled = trades.filter((trade) => trade.filled > 0)
  const naked = trades.filter((trade) => trade.naked > 0)
  const meanOf = (of: readonly TradeRecord[], valueOf: (trade: TradeRecord) => number) =>
    bootstrapMean(
      of.map((trade) => ({ value: valueOf(trade), cluster: trade.fixtureId })),
      options,
    )
  return {
    trades: trades.length,
    dropped: droppedBy(trades),
    filled: filled.length,
    both: trades.filter(hasBothLegs).length,
    naked: naked.length,
    open: trades.filter((trade) => trade.realised === undefined).length,
    fillRate: meanOf(trades, (trade) => (hasBothLegs(trade) ? 1 : 0)),
    filledShare: filledShareOf(trades),
    slippage: meanOf(filled, (trade) => trade.priceSlippage + trade.oddsSlippage),
    priceSlippage: sumOf(trades, ({ priceSlippage }) => priceSlippage),
    oddsSlippage: sumOf(trades, ({ oddsSlippage }) => oddsSlippage),
    nakedCost: sumOf(trades, ({ nakedCost }) => nakedCost),
    nakedCostMean: meanOf(naked, ({ nakedCost }) => nakedCost),
    paid: sumOf(trades, ({ paid }) => paid),
    plannedGuaranteed: sumOf(trades, ({ plannedGuaranteed }) => plannedGuaranteed),
    realised: sumOf(trades, ({ realised }) => realised ?? 0),
    openGuaranteed: sumOf(trades, ({ realised, guaranteed }) =>
      realised === undefined ? guaranteed : 0,
    ),
    realisedMean: meanOf(
      filled.filter(({ realised }) => realised !== undefined),
      ({ realised }) => realised ?? 0,
    ),
  }
}

/** Returns contracts bought over contracts planned; undefined where none were planned. */
export function filledShareOf(
  trades: readonly { readonly filled: Centicontracts; readonly planned: Centicontracts }[],
): number | undefined {
  let [filled, planned] = [0, 0]
  for (const trade of trades) {
    filled += trade.filled
    planned += trade.planned
  }
  return planned === 0 ? undefined : filled / planned
}

/** Returns the exact sum of a figure over records. */
export function sumOf<Item>(
  items: readonly Item[],
  amountOf: (item: Item) => number,
): Microdollars {
  return microdollars(items.reduce((sum, item) => sum + amountOf(item), 0))
}

function droppedBy(trades: readonly TradeRecord[]): Partial<Record<PaperDropReason, number>> {
  const counts: Partial<Record<PaperDropReason, number>> = {}
  for (const { dropReason } of trades) {
    if (dropReason !== undefined) counts[dropReason] = (counts[dropReason] ?? 0) + 1
  }
  return counts
}

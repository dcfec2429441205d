/**
 * The models that fills are simulated with, as rows for a person: what, how much, since when, by whom.
 * @module
 */
import {
  assertNever,
  type BetAcceptanceModel,
  type FactorTable,
  FILL_ASSUMPTIONS_AS_OF,
  type FillModels,
  formatCents,
  formatMicrodollars,
  formatPriceTicks,
  type LatencyModel,
  type NakedPolicy,
  priceTicks,
} from '@arbkit/core'
import type { PaperDeskOptions } from '../paper/paper-options.ts'
import type { BacktestHead } from './backtest-report-schema.ts'

/** One row. */
export type Assumption = BacktestHead['assumptions'][number]

/**
 * Returns a row for each figure of the models.
 * @param origin where models that were measured come from; those that were assumed say so themselves.
 */
export function fillAssumptionsOf(
  models: FillModels,
  origin: { readonly asOf: string; readonly source: string } = {
    asOf: FILL_ASSUMPTIONS_AS_OF,
    source: 'assumed, not measured',
  },
): Assumption[] {
  const { acceptance, isAssumed } = models
  const row = (what: string, value: string): Assumption => ({
    what,
    value,
    ...origin,
    isMeasured: !isAssumed,
  })
  return [
    row('bet slip filled and read back', latencyText(models.prepareLatency)),
    row('order reaches the exchange', latencyText(models.orderLatency)),
    row('book answers a bet', latencyText(models.commitLatency)),
    row('contract price half-life', `${models.contractHalfLifeMs} ms`),
    row('odds half-life', `${models.oddsHalfLifeMs} ms`),
    row(
      'odds move in a minute',
      `${percent(models.oddsDriftPerMinute)} of probability, standard deviation`,
    ),
    ...acceptanceRows(acceptance).map(([what, value]) => ({
      what,
      value,
      asOf: acceptance.asOf,
      source: acceptance.source,
      isMeasured: !isAssumed,
    })),
  ]
}

/** Returns a row for each rule that a desk trades by. */
export function paperRulesOf(paper: PaperDeskOptions): Assumption[] {
  const { limits, cash, minProfit, whenNaked, bookAgeMsMax } = paper
  return [
    ruleRow('cash of each account', dollars(cash)),
    ruleRow(
      'most at stake',
      `${dollars(limits.perGame)} on a game, ${dollars(limits.atRisk)} at once, ${dollars(limits.perDay)} a day`,
    ),
    ruleRow('least profit of a trade', dollars(minProfit)),
    ruleRow('order book too old for an order', `${bookAgeMsMax} ms`),
    ruleRow('contracts that no bet covers', nakedText(whenNaked)),
  ]
}

const dollars = (amount: PaperDeskOptions['cash']): string => `$${formatMicrodollars(amount)}`

function ruleRow(what: string, value: string): Assumption {
  const source = 'options of the dry run'
  return { what, value, asOf: PAPER_RULES_AS_OF, source, isMeasured: false }
}

/** Day the rules of paper trading were set down. */
const PAPER_RULES_AS_OF = '2026-11-22'

function nakedText(policy: NakedPolicy): string {
  return policy.tag === 'hold'
    ? 'held to their result'
    : `sold back at a loss of up to $${formatPriceTicks(priceTicks(policy.lossTicksMax))} a contract, ` +
        `${policy.attemptsMax} attempts ${policy.retryAfterMs} ms apart, then held`
}

function latencyText(model: LatencyModel): string {
  switch (model.tag) {
    case 'fixed':
      return `${model.latencyMs} ms`
    case 'lognormal':
      return `half within ${model.p50Ms} ms, 99 % within ${model.p99Ms} ms`
    case 'empirical':
      return `measured, ${model.quantiles.length} quantiles, at most ${model.quantiles.at(-1)?.latencyMs ?? 0} ms`
    default:
      return assertNever(model)
  }
}

function acceptanceRows(model: BetAcceptanceModel): readonly (readonly [string, string])[] {
  return [
    ['a bet is taken', percent(model.acceptProbability)],
    ['by how far odds moved', factors(model.byDrift, percent)],
    ['by age of the quote', factors(model.byAgeMs, (ms) => `${ms} ms`)],
    ['by stake over limit', factors(model.byStakeShare, percent)],
    [
      'taken at worse odds',
      `${percent(model.changeProbability)}, ${model.changeBasisPoints / 100} % of winnings`,
    ],
    [
      'taken with less stake',
      `${percent(model.capProbability)}, ${percent(model.capShare)} of it left`,
    ],
    ['least stake', `$${formatCents(model.stakeMinCents)}`],
  ]
}

function factors(table: FactorTable, unit: (bound: number) => string): string {
  return [
    ...table.bands.map(({ upTo, factor }) => `× ${factor} up to ${unit(upTo)}`),
    `× ${table.beyond} beyond`,
  ].join(', ')
}

const percent = (value: number): string => `${Math.round(value * 10_000) / 100} %`

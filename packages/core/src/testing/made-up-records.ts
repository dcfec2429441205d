/**
 * Records of made-up candidates and trades for the figures of a report.
 * @module
 */
import type { CandidateRecord, TradeRecord } from '../backtest/figures/records.ts'
import { centicontracts, microdollars, priceTicks } from '../units/money.ts'
import { rational } from '../units/rational.ts'
import { TRADE_MS } from './made-up-trades.ts'

/** A taken candidate that was missed after half a second, told so at once. */
export const CANDIDATE: CandidateRecord = {
  id: 'candidate-1',
  league: 'nba',
  book: 'draftkings',
  marketType: 'moneyline',
  fixtureId: 'game-1',
  foundMs: TRADE_MS,
  lastSeenMs: TRADE_MS + 450,
  endedMs: TRADE_MS + 500,
  edgePpm: 12_966,
  state: { tag: 'taken' },
  quoteAgeMs: 10_000,
  odds: rational(27, 10),
  closingOdds: rational(25, 10),
  price: priceTicks(6_000),
  closingPrice: priceTicks(6_150),
}

/** A trade that went as planned and made $1.28. */
export const TRADE: TradeRecord = {
  id: 'trade-1',
  candidateId: 'candidate-1',
  league: 'nba',
  book: 'draftkings',
  marketType: 'moneyline',
  fixtureId: 'game-1',
  atMs: TRADE_MS,
  closedMs: TRADE_MS + 7_200_000,
  stage: 'settled',
  dropReason: undefined,
  planned: centicontracts(10_000),
  filled: centicontracts(10_000),
  naked: centicontracts(0),
  paid: microdollars(98_720_000),
  plannedGuaranteed: microdollars(1_280_000),
  guaranteed: microdollars(1_280_000),
  priceSlippage: microdollars(0),
  oddsSlippage: microdollars(0),
  nakedCost: microdollars(0),
  realised: microdollars(1_280_000),
}

/** As many copies, each changed by its number, each of a game of its own. */
export function copiesOf<Item extends { readonly id: string; readonly fixtureId: string }>(
  item: Item,
  count: number,
  changes: (index: number) => Partial<Item> = () => ({}),
): readonly Item[] {
  return Array.from({ length: count }, (_, index) => ({
    ...item,
    id: `${item.id}/${index}`,
    fixtureId: `game-${index}`,
    ...changes(index),
  }))
}

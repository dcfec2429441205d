/**
 * Decisions about paper trades as rows of money: orders, fills and bets as a venue would tell them. Ids come
 * from the trade, so that the same decision is never two rows. Pure.
 * @module
 */
import {
  centicontracts,
  type Centicontracts,
  cents,
  type Cents,
  costMicrodollars,
  type Microdollars,
  microdollars,
  MICRODOLLARS_PER_CENT,
  parseCenticontracts,
  parseMicrodollars,
  parsePriceTicks,
  type PriceTicks,
  priceTicks,
  TICKS_PER_DOLLAR,
} from '@arbkit/core'
import type { BetRecord, BetStatus, FillRecord, OrderRecord } from '@arbkit/store'
import type { LedgerTrade, Settled, Step } from './ledger-trade.ts'

/** Whose rows. */
export interface RowOwner {
  readonly mode: 'dry-run'
  readonly account: string
}

/** What a decision is in rows. */
export interface PaperRows {
  readonly orders: readonly OrderRecord[]
  readonly fills: readonly FillRecord[]
  readonly bets: readonly BetRecord[]
  /** Contracts held afterwards, and attempts to sell. */
  readonly held: Centicontracts
  readonly sales: number
}

const KALSHI = 'kalshi'

/** Returns the rows of a step or of what a leg was paid. */
export function paperRowsOf(
  trade: LedgerTrade,
  decision: Step | Settled,
  owner: RowOwner,
): PaperRows {
  const context = { trade, owner }
  if (decision.tag === 'paper-settled') return settledRows(decision, context)
  if (decision.fill !== null) return takenRows(decision, decision.fill, context)
  if (decision.bet !== null) return { ...nothingNew(trade), bets: [betOf(decision, context)] }
  return nothingNew(trade)
}

interface Context {
  readonly trade: LedgerTrade
  readonly owner: RowOwner
}

const nothingNew = ({ held, sales }: LedgerTrade): PaperRows => ({
  orders: [],
  fills: [],
  bets: [],
  held,
  sales,
})

/** An order that met the book: to buy, or to sell back. */
function takenRows(
  { event, atMs }: Step,
  fill: NonNullable<Step['fill']>,
  { trade, owner }: Context,
): PaperRows {
  const isSale = event === 'unwind-arrived'
  const sales = trade.sales + (isSale ? 1 : 0)
  const clientOrderId = isSale ? `${trade.id}/unwind-${sales}` : `${trade.id}/contract`
  const ordered = parseCenticontracts(fill.ordered)
  const filled = parseCenticontracts(fill.filled)
  if (ordered === 0) return { ...nothingNew(trade), sales }
  const what = {
    ...owner,
    venue: KALSHI,
    instrumentId: contractId(trade),
    side: trade.terms.side,
    action: isSale ? 'sell' : 'buy',
  } as const
  const worst = fill.levels.at(-1)?.price
  // A sale's limit is not told: the worst price that it took, or the lowest that there is.
  const limit = isSale ? (worst ?? '0.0001') : trade.terms.limitPrice
  const order: OrderRecord = {
    ...what,
    clientOrderId,
    planId: trade.id,
    leg: 0,
    timeInForce: isSale ? 'ioc' : trade.terms.timeInForce,
    priceTicks: parsePriceTicks(limit),
    countCenticontracts: ordered,
    filledCenticontracts: filled,
    status: filled === ordered ? 'filled' : 'cancelled',
    createdAtMs: atMs,
    updatedAtMs: atMs,
  }
  const fills = fill.levels.map(({ price, contracts }, index) => {
    const [ticks, count] = [parsePriceTicks(price), parseCenticontracts(contracts)]
    return {
      ...what,
      venueFillId: `${clientOrderId}/${index + 1}`,
      clientOrderId,
      liquidity: 'taker' as const,
      priceTicks: ticks,
      countCenticontracts: count,
      cashMicrodollars: costMicrodollars(ticks, count),
      // The order's fee is one figure: it stands with the first fill.
      feeMicrodollars: index === 0 ? parseMicrodollars(fill.fee) : microdollars(0),
      atMs,
    }
  })
  const held = centicontracts(isSale ? trade.held - filled : trade.held + filled)
  return { orders: [order], fills, bets: [], held, sales }
}

function betOf({ bet, atMs }: Step, { trade, owner }: Context): BetRecord {
  const accepted = bet?.isAccepted === true
  return {
    ...betBase({ trade, owner }, atMs),
    status: accepted ? 'placed' : 'rejected',
    odds: bet?.odds ?? trade.terms.minimumOdds,
    stakeCents: wholeCents(bet === null || accepted ? (bet?.stake ?? '0.00') : bet.asked),
    toReturnCents: wholeCents(bet?.payout ?? '0.00'),
    reason: bet?.reason ?? undefined,
    createdAtMs: atMs,
    ...(accepted ? { placedAtMs: atMs } : {}),
  }
}

function betBase({ trade, owner }: Context, atMs: number) {
  const { book, selection } = trade.terms
  return {
    ...owner,
    clientBetId: betId(trade),
    venue: book,
    planId: trade.id,
    leg: 1,
    instrumentId: `${book}:${selection}`,
    updatedAtMs: atMs,
  }
}

/** Returns the id of a trade's bet. */
export const betId = ({ id }: Pick<LedgerTrade, 'id'>): string => `${id}/bet`

const contractId = ({ terms }: LedgerTrade): string => `${KALSHI}:${terms.marketId}`

/** The contracts leave for what they pay. A bet is graded by {@link gradedBet}, from the bet as it stands. */
function settledRows({ leg, atMs, payout }: Settled, { trade, owner }: Context): PaperRows {
  if (leg === 'bet' || trade.held <= 0) return nothingNew(trade)
  const paid = parseMicrodollars(payout)
  const fill: FillRecord = {
    ...owner,
    venue: KALSHI,
    venueFillId: `${trade.id}/settlement`,
    instrumentId: contractId(trade),
    side: trade.terms.side,
    action: 'settle',
    priceTicks: perContract(paid, trade.held),
    countCenticontracts: trade.held,
    cashMicrodollars: paid,
    feeMicrodollars: microdollars(0),
    atMs,
  }
  return { ...nothingNew(trade), fills: [fill], held: centicontracts(0) }
}

/** Returns a bet with its result. */
export function gradedBet(bet: BetRecord, { atMs, payout }: Settled): BetRecord {
  const returnedCents = wholeCents(payout)
  return {
    ...bet,
    status: gradeOf(bet, returnedCents),
    returnedCents,
    updatedAtMs: atMs,
    settledAtMs: atMs,
  }
}

/** By what came back: half a win is a win, half a loss a loss. */
function gradeOf({ stakeCents }: BetRecord, returned: Cents): BetStatus {
  if (returned === stakeCents) return 'void'
  return returned > stakeCents ? 'won' : 'lost'
}

/** The price that a settlement comes to, rounded down to the tick. */
function perContract(paid: Microdollars, count: Centicontracts): PriceTicks {
  return priceTicks(Math.min(TICKS_PER_DOLLAR, Math.floor(paid / count)))
}

/** Dollars that are whole cents: books pay nothing else. */
function wholeCents(dollars: string): Cents {
  return cents(Math.round(parseMicrodollars(dollars) / MICRODOLLARS_PER_CENT))
}

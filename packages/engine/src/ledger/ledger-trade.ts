/**
 * A paper trade as a ledger keeps it: what it is about, how far its rows are, and the desk's own state of
 * it. As JSON it is the body of a plan.
 * @module
 */
import {
  centicontracts,
  checkWire,
  type Centicontracts,
  type Microdollars,
  parseMicrodollars,
} from '@arbkit/core'
import type { PlanRecord, TradingMode } from '@arbkit/store'
import { z } from 'zod'
import type { PaperDecision } from '../paper/paper-decision.ts'

/** Form of a plan's body; another one is another number. */
export const LEDGER_PLAN_FORM = 'arbkit.paper-plan/1'

export type Started = Extract<PaperDecision, { tag: 'paper-started' }>
export type Step = Extract<PaperDecision, { tag: 'paper-step' }>
export type Settled = Extract<PaperDecision, { tag: 'paper-settled' }>
/** A decision that moves money. */
export type TradeDecision = Started | Step | Settled

const termsSchema = z.strictObject({
  opportunityId: z.string(),
  fixtureId: z.string(),
  marketId: z.string(),
  side: z.enum(['yes', 'no']),
  /** Worst price of the order. */
  limitPrice: z.string(),
  timeInForce: z.string(),
  book: z.string(),
  /** What is bet on there, for the id of its instrument. */
  selection: z.string(),
  minimumOdds: z.string(),
})

/** What a trade is about; never changes. */
export type TradeTerms = z.infer<typeof termsSchema>

const bodySchema = z.strictObject({
  schema: z.literal(LEDGER_PLAN_FORM),
  terms: termsSchema,
  heldCenticontracts: z.int(),
  sales: z.int(),
  /** As the desk saves it; null where the desk has it no more. */
  trade: z.unknown(),
  /** What was decided last. */
  last: z.unknown(),
})

/** One trade. */
export interface LedgerTrade {
  readonly id: string
  readonly terms: TradeTerms
  readonly createdAtMs: number
  /** Of its plan in the database; 0 before it is there. */
  readonly revision: number
  readonly guaranteed: Microdollars
  readonly capital: Microdollars
  /** Contracts that neither were sold nor have their result. */
  readonly held: Centicontracts
  /** Attempts to sell so far. */
  readonly sales: number
  /** The desk's own state of it, as it saves it. */
  readonly saved: unknown
  readonly last: TradeDecision | undefined
}

/** Returns a trade that was started just now. */
export function startedTrade(started: Started, saved: unknown): LedgerTrade {
  const [contract, bet] = started.legs
  return {
    id: started.trade,
    terms: {
      opportunityId: started.id,
      fixtureId: started.fixture,
      marketId: contract.marketId,
      side: contract.side,
      limitPrice: contract.limitPrice,
      timeInForce: 'ioc',
      book: bet.venue,
      selection: selectionOf(bet),
      minimumOdds: bet.minimumOdds,
    },
    createdAtMs: started.t,
    revision: 0,
    guaranteed: parseMicrodollars(started.guaranteed),
    capital: parseMicrodollars(started.reserved),
    held: centicontracts(0),
    sales: 0,
    saved,
    last: started,
  }
}

/** Returns the trade of a plan. @throws {WireFormatError} its body is of another form. */
export function tradeOfPlan(plan: PlanRecord): LedgerTrade {
  const body = checkWire(bodySchema, plan.body, { source: `plan ${plan.id}`, path: '$' })
  return {
    id: plan.id,
    terms: body.terms,
    createdAtMs: plan.createdAtMs,
    revision: plan.revision,
    guaranteed: plan.guaranteed,
    capital: plan.capital,
    held: centicontracts(body.heldCenticontracts),
    sales: body.sales,
    saved: body.trade,
    last: (body.last ?? undefined) as TradeDecision | undefined,
  }
}

/** Returns the plan of a trade at its next revision. */
export function planOfTrade(
  trade: LedgerTrade,
  { mode, atMs }: { readonly mode: TradingMode; readonly atMs: number },
): PlanRecord {
  const { id, terms, held, sales, saved, last } = trade
  return {
    id,
    mode,
    opportunityId: terms.opportunityId,
    fixtureId: terms.fixtureId,
    revision: trade.revision + 1,
    guaranteed: trade.guaranteed,
    capital: trade.capital,
    body: {
      schema: LEDGER_PLAN_FORM,
      terms,
      heldCenticontracts: held,
      sales,
      trade: saved ?? null,
      last: last ?? null,
    },
    createdAtMs: trade.createdAtMs,
    updatedAtMs: atMs,
    ...(isOver(last) ? { end: { atMs, outcome: outcomeOf(last) } } : {}),
  }
}

/** True for the last decision of a trade. */
export function isOver(decision: TradeDecision | undefined): decision is Step | Settled {
  return decision !== undefined && decision.tag !== 'paper-started' && decision.isOver
}

function outcomeOf(last: Step | Settled): string {
  const dropped = last.tag === 'paper-step' ? last.dropped : null
  return dropped === null ? last.stage : `${last.stage}: ${dropped}`
}

function selectionOf(bet: {
  readonly oddsEventId: string
  readonly marketKey: string
  readonly outcome: string
  readonly point: number | null
}): string {
  const { oddsEventId, marketKey, outcome, point } = bet
  return [oddsEventId, marketKey, outcome, ...(point === null ? [] : [String(point)])].join(' ')
}

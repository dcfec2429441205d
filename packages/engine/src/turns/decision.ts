/**
 * What an engine decided in a turn, as data: one JSON line each, so that two runs over the same frames can
 * be compared byte for byte. Money, prices and counts are decimal strings and exact, shares are decimal
 * strings too, ages are milliseconds.
 * @module
 */
import {
  centicontracts,
  type Decimal,
  formatCenticontracts,
  formatCents,
  formatPriceTicks,
  FREE_OF_FEES,
  ladderCostOf,
  priceTicks,
  returnOf,
  takenLevels,
} from '@arbkit/core'
import { z } from 'zod'
import { PAPER_DECISION_SCHEMAS } from '../paper/paper-decision.ts'
import type { Candidate } from '../scan/priced-candidate.ts'
import { REJECTION_REASONS, type ReasonCode } from '../scan/reasons.ts'
import { moneyOf } from '../scan/report.ts'
import { contracts, dollars, price, share, SHARE_DIGITS, when } from './decision-fields.ts'

const reasonCode = z.enum(Object.keys(REJECTION_REASONS) as [ReasonCode, ...ReasonCode[]])

const what = {
  /** The candidate's id: contract, side, book, market and outcome. */
  id: z.string(),
  /** Contract first. */
  legs: z.tuple([
    z.strictObject({
      venue: z.literal('kalshi'),
      marketId: z.string(),
      side: z.enum(['yes', 'no']),
      /** Lowest ask, and the worst price that the position takes. */
      bestPrice: price,
      limitPrice: price,
      contracts,
      ageMs: z.int(),
    }),
    z.strictObject({
      /** Bookmaker's key. */
      venue: z.string(),
      oddsEventId: z.string(),
      marketKey: z.string(),
      outcome: z.string(),
      point: z.number().nullable(),
      /** As the feed printed it. */
      odds: z.string(),
      stake: dollars,
      ageMs: z.int(),
    }),
  ]),
  figures: z.strictObject({
    kind: z.enum(['locked', 'conditional', 'miss']),
    /** Null where not one contract with its bet could be afforded. */
    guaranteed: dollars.nullable(),
    cost: dollars.nullable(),
    /** Guaranteed over cost; null as above. */
    returnOnCost: share.nullable(),
    /** Return of one contract before sizes are rounded. */
    marginReturn: share,
  }),
}

/** Schema of a {@link Decision}. */
export const decisionSchema = z.discriminatedUnion('tag', [
  z.strictObject({
    tag: z.literal('opened'),
    ...when,
    ...what,
    /** `returned`: it was told before, and its end too. */
    reasons: z.array(z.enum(['new', 'returned'])).length(1),
  }),
  z.strictObject({
    tag: z.literal('updated'),
    ...when,
    ...what,
    reasons: z.array(z.enum(['kind', 'profit', 'legs'])).min(1),
  }),
  z.strictObject({
    tag: z.literal('expired'),
    ...when,
    id: z.string(),
    cause: z.enum(['gone', 'stale', 'unseen', 'evicted']),
    /** What speaks against it now; none where it is not there any more. */
    reasons: z.array(reasonCode),
  }),
  z.strictObject({
    tag: z.literal('near-miss'),
    ...when,
    ...what,
    /** Most fundamental first. */
    reasons: z.array(z.strictObject({ code: reasonCode, detail: z.string() })).min(1),
  }),
  z.strictObject({
    tag: z.literal('counted'),
    ...when,
    /** Pairs looked at in full. */
    evaluated: z.int(),
    /** Of their candidates: further from paying than a near miss, and without a price. */
    farFromPaying: z.int(),
    unpriceable: z.int(),
  }),
  ...PAPER_DECISION_SCHEMAS,
])

/**
 * A decision. `opened`, `updated` and `expired`: an opportunity began, became another one for whoever was
 * told of it, or ended. `near-miss`: something that pays or misses by 1 % at most was turned down, told
 * when it begins or when its reasons are others. `counted`: what a turn turned down at once. `paper-…`: a
 * paper trade, see `paper/paper-decision.ts`.
 */
export type Decision = z.infer<typeof decisionSchema>

/** Returns the decision's line, without its end. The same decision gives the same line. */
export function decisionLine(decision: Decision): string {
  return JSON.stringify(decision)
}

/** Returns a candidate's legs and figures. */
export function describedCandidate(
  candidate: Candidate,
): Pick<Extract<Decision, { tag: 'near-miss' }>, 'id' | 'legs' | 'figures'> {
  const { id, pair, side, market, outcome, finding, contractAgeMs, betAgeMs } = candidate
  const { position, margin } = finding
  const ladder = candidate.contract.book?.levels.askLadder(side) ?? []
  const size = position?.size ?? centicontracts(0)
  const bestPrice = ladder[0]?.price ?? priceTicks(0)
  const last = takenLevels(ladderCostOf(ladder, FREE_OF_FEES), size).at(-1)?.price ?? bestPrice
  return {
    id,
    legs: [
      {
        venue: 'kalshi',
        marketId: pair.contract.marketId,
        side,
        bestPrice: formatPriceTicks(bestPrice),
        limitPrice: formatPriceTicks(last),
        contracts: formatCenticontracts(size),
        ageMs: contractAgeMs,
      },
      {
        venue: market.book,
        oddsEventId: pair.odds.eventId,
        marketKey: market.marketKey,
        outcome: outcome.name,
        point: outcome.point ?? null,
        odds: outcome.price.original,
        stake: position === undefined ? '0.00' : formatCents(position.stake),
        ageMs: betAgeMs,
      },
    ],
    figures: {
      kind: finding.tag,
      guaranteed: position === undefined ? null : moneyOf(position.guaranteed),
      cost: position === undefined ? null : moneyOf(position.totalCost),
      returnOnCost: position === undefined ? null : shareOf(returnOf(position)),
      marginReturn: shareOf(margin.returnOnCost),
    },
  }
}

function shareOf(value: Decimal): string {
  return value.toFixed(SHARE_DIGITS)
}

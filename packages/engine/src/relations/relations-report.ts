/**
 * What a search of relations found, as data: what `arb relations --json` prints. Money, prices and
 * counts are decimal strings and exact; shares are decimal strings; ages are milliseconds.
 * @module
 */
import {
  centicontracts,
  type Decimal,
  formatCenticontracts,
  formatMicrodollars,
  formatPriceTicks,
  type PortfolioLeg,
  type PriceTicks,
  takenLevels,
} from '@arbkit/core'
import { z } from 'zod'
import { opportunityId } from '../scan/opportunity-id.ts'
import type { RelationMiss, RelationOpportunity, RelationResult } from './find-relations.ts'
import type { RelationGroup } from './session-groups.ts'

const dollars = z.string().regex(/^-?\d+\.\d{2,6}$/)
const share = z.string().regex(/^-?\d+(\.\d+)?$/)

const groupShape = {
  /** The game, the event or the file. */
  group: z.string(),
  kind: z.enum(['game', 'exclusive', 'strikes', 'declared']),
  title: z.string(),
  /** What makes the markets depend on one another. */
  relation: z.string(),
}

const leg = z.strictObject({
  marketId: z.string(),
  /** Name in a file of relations; the market's id elsewhere. */
  name: z.string(),
  side: z.enum(['yes', 'no']),
  contracts: z.string().regex(/^\d+\.\d{2}$/),
  /** Price at which an order has to be limited. */
  limitPrice: z.string().regex(/^0\.\d{4}$/),
  cost: dollars,
  /** At most, however the order is split. */
  fees: dollars,
  account: z.string(),
  /** Null for prices typed in by hand. */
  quoteAgeMs: z.int().nullable(),
})

/** One portfolio that pays. */
export const relationOpportunitySchema = z.strictObject({
  id: z.string(),
  ...groupShape,
  tag: z.enum(['locked', 'conditional']),
  legs: z.array(leg).min(1),
  guaranteedProfit: dollars,
  totalCost: dollars,
  /** Cost less what netting and collateral give back at once. */
  capital: dollars,
  /** Null where it takes no capital. */
  returnOnCapital: share.nullable(),
  returnOnCost: share.nullable(),
  /** Regular outcomes, the worst first. */
  outcomes: z.array(z.strictObject({ outcome: z.string(), profit: dollars })),
  exceptions: z.array(z.strictObject({ outcome: z.string(), profit: dollars })),
  tail: z
    .strictObject({
      worst: dollars,
      worstState: z.string(),
      atFairPrice: dollars,
      atFairPriceState: z.string(),
    })
    .nullable(),
  isProvenBest: z.boolean(),
  /** Empty for an opportunity. */
  reasons: z.array(z.strictObject({ code: z.string(), detail: z.string() })),
})

/** One group in which nothing pays, by a little. */
export const relationMissSchema = z.strictObject({
  ...groupShape,
  cause: z.string(),
  /** Return of the best mix at the best prices, fees included, nothing rounded. */
  marginReturn: share,
})

/** The whole report. */
export const relationsReportSchema = z.strictObject({
  schema: z.literal('arbkit.relations/1'),
  /** Null where only a file was read. */
  session: z.string().nullable(),
  now: z.iso.datetime().nullable(),
  opportunities: z.array(relationOpportunitySchema),
  /** Present with `--rejected`. */
  rejected: z.array(relationOpportunitySchema).optional(),
  /** Present with `--rejected`. */
  nearMisses: z.array(relationMissSchema).optional(),
  counts: z.strictObject({
    groups: z.int(),
    markets: z.int(),
    opportunities: z.int(),
    locked: z.int(),
    rejected: z.int(),
    nearMisses: z.int(),
    farFromPaying: z.int(),
  }),
  notes: z.array(z.string()),
})

/** See {@link relationOpportunitySchema}. */
export type RelationOpportunityReport = z.infer<typeof relationOpportunitySchema>
/** See {@link relationMissSchema}. */
export type RelationMissReport = z.infer<typeof relationMissSchema>
/** See {@link relationsReportSchema}. */
export type RelationsReport = z.infer<typeof relationsReportSchema>

/** What the report needs beside the result. */
export interface RelationsHead {
  readonly session: string | undefined
  readonly nowMs: number | undefined
  readonly groups: readonly RelationGroup[]
  readonly withRejected: boolean
  readonly notes: readonly string[]
}

/** Returns the report of a search. */
export function relationsReportOf(result: RelationResult, head: RelationsHead): RelationsReport {
  return {
    schema: 'arbkit.relations/1',
    session: head.session ?? null,
    now: head.nowMs === undefined ? null : new Date(head.nowMs).toISOString(),
    opportunities: result.opportunities.map(opportunityOf),
    ...(head.withRejected
      ? {
          rejected: result.rejected.map(opportunityOf),
          nearMisses: result.nearMisses.flatMap(missOf),
        }
      : {}),
    counts: {
      groups: head.groups.length,
      markets: head.groups.reduce((sum, { quotes }) => sum + quotes.length, 0),
      opportunities: result.opportunities.length,
      locked: result.opportunities.filter(({ finding }) => finding.tag === 'locked').length,
      rejected: result.rejected.length,
      nearMisses: result.nearMisses.length,
      farFromPaying: result.farFromPaying,
    },
    notes: [...head.notes],
  }
}

function opportunityOf({
  group,
  finding,
  reasons,
}: RelationOpportunity): RelationOpportunityReport {
  const { position, legs, tail } = finding
  const exceptions = finding.tag === 'conditional' ? finding.exceptions : []
  return {
    id: opportunityId([group.id, ...legs.map(({ part }) => part.id)]),
    ...headOf(group),
    tag: finding.tag,
    legs: legs.map((held) => legOf(held, group)),
    guaranteedProfit: formatMicrodollars(position.guaranteed),
    totalCost: formatMicrodollars(position.totalCost),
    capital: formatMicrodollars(position.capital),
    returnOnCapital: shareText(finding.returnOnCapital),
    returnOnCost: shareText(finding.returnOnCost),
    outcomes: position.outcomes
      .toSorted((a, b) => a.profit - b.profit)
      .map(({ id, profit }) => ({ outcome: id, profit: formatMicrodollars(profit) })),
    exceptions: exceptions.map(({ outcome, profit }) => ({
      outcome,
      profit: formatMicrodollars(profit),
    })),
    tail:
      tail === undefined
        ? null
        : {
            worst: formatMicrodollars(tail.worst),
            worstState: tail.worstState,
            atFairPrice: formatMicrodollars(tail.atFairPrice),
            atFairPriceState: tail.atFairPriceState,
          },
    isProvenBest: finding.isProvenBest,
    reasons: reasons.map((reason) => ({ ...reason })),
  }
}

function legOf(
  { claim, part, holding }: PortfolioLeg,
  { quotes }: RelationGroup,
): RelationOpportunityReport['legs'][number] {
  if (part.tag !== 'contract') throw new TypeError('a relation is between contracts')
  const quote = quotes[claim.statement]
  const levels = takenLevels(part.cost, holding.quantity)
  const name = quote?.market.id ?? part.id
  return {
    marketId: quote?.contract?.listing.marketId ?? name,
    name,
    side: claim.side,
    contracts: formatCenticontracts(centicontracts(holding.quantity)),
    limitPrice: formatPriceTicks(levels.at(-1)?.price ?? (0 as PriceTicks)),
    cost: formatMicrodollars(holding.cost),
    fees: formatMicrodollars(holding.fees),
    account: part.account,
    quoteAgeMs: quote?.ageMs ?? null,
  }
}

function missOf({ group, cause, margin }: RelationMiss): RelationMissReport[] {
  const marginReturn = shareText(margin?.returnOnCost)
  return marginReturn === null ? [] : [{ ...headOf(group), cause, marginReturn }]
}

function headOf({ id, kind, title, relation }: RelationGroup) {
  return { group: id, kind, title, relation }
}

/** Rounded down: never more than it is. */
function shareText(value: Decimal | undefined): string | null {
  return value === undefined ? null : value.toDecimalPlaces(6, 3).toFixed()
}

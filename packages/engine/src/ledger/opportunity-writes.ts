/**
 * Opportunities as a ledger writes them: what was told of one since the last write, put together, and the
 * life of its edge. An edge is the guaranteed profit of a contract, dollars, by the position that was found.
 * @module
 */
import { type Clock, Decimal, type EdgeDecay, parseMicrodollars, stepEdgeDecay } from '@arbkit/core'
import type { OpportunityRecord, OpportunitySighting, Repositories } from '@arbkit/store'
import type { Decision } from '../turns/decision.ts'
import type { LedgerBooks } from './ledger-books.ts'

type Shown = Extract<Decision, { tag: 'opened' | 'updated' }>
type Expired = Extract<Decision, { tag: 'expired' }>
/** A decision about an opportunity. */
export type OpportunityDecision = Shown | Expired

/** Most sightings that one write puts together. */
export const SIGHTINGS_MAX = 100

interface Sighting {
  readonly atMs: number
  readonly edgeDollars: Decimal
}

/** What is to be written of one opportunity: the latest that was told, and every edge until then. */
export interface OpportunityWrite {
  readonly tag: 'opportunity'
  readonly decision: OpportunityDecision
  /** In the order of times; none of an end. */
  readonly sightings: readonly Sighting[]
}

/** Returns what is to be written of a decision; undefined of what says nothing of opportunities. */
export function opportunityWriteOf(decision: Decision): OpportunityWrite | undefined {
  if (decision.tag === 'expired') return { tag: 'opportunity', decision, sightings: [] }
  if (decision.tag !== 'opened' && decision.tag !== 'updated') return undefined
  const edgeDollars = edgeOf(decision)
  if (edgeDollars === undefined) return undefined
  return { tag: 'opportunity', decision, sightings: [{ atMs: decision.t, edgeDollars }] }
}

/** Returns an update that waits with a later one in its place. */
export function joinedWrite(earlier: OpportunityWrite, later: OpportunityWrite): OpportunityWrite {
  const all = [...earlier.sightings, ...later.sightings]
  // What is left out then is neither the first nor the last, so the edge's life stays within its bounds.
  const sightings =
    all.length <= SIGHTINGS_MAX ? all : [...all.slice(0, SIGHTINGS_MAX - 1), ...all.slice(-1)]
  return { ...later, sightings }
}

/** Undefined where nothing is guaranteed: then it is no opportunity. */
function edgeOf({ figures, legs }: Shown): Decimal | undefined {
  const contracts = new Decimal(legs[0].contracts)
  if (figures.kind === 'miss' || figures.guaranteed === null || contracts.lte(0)) return undefined
  const edge = new Decimal(figures.guaranteed).div(contracts)
  return edge.gt(0) ? edge : undefined
}

/** Where it is written. */
export interface OpportunityPlace {
  readonly inside: Repositories
  readonly mode: 'dry-run'
  readonly books: LedgerBooks
}

/** Writes it, and takes it into the books. */
export async function writeOpportunity(
  { decision, sightings }: OpportunityWrite,
  place: OpportunityPlace,
): Promise<void> {
  if (decision.tag === 'expired') await expire(decision, place)
  else await show(decision, sightings, place)
}

async function show(
  decision: Shown,
  sightings: readonly Sighting[],
  { inside, mode, books }: OpportunityPlace,
): Promise<void> {
  const key = { mode, id: decision.id }
  const open = books.open.get(decision.id)
  const known = open === undefined ? await inside.opportunities.read(key) : undefined
  // A clock that was set back must not make the past of an opportunity its future.
  const leastMs = Math.max(open?.atMs ?? 0, known?.lastSeenMs ?? 0, known?.expiredAtMs ?? 0)
  let decay = open ?? (known === undefined ? undefined : decayOf(known))
  for (const { atMs, edgeDollars } of sightings) {
    decay = stepEdgeDecay(decay, { tag: 'seen', atMs: Math.max(atMs, leastMs), edgeDollars })
  }
  if (decay === undefined) return
  const sighting = sightingOf(decision, { ...key, decay, atMs: Math.max(decision.t, leastMs) })
  if (open === undefined) await inside.opportunities.record(sighting)
  else await inside.opportunities.update(sighting)
  books.open.set(decision.id, decay)
}

async function expire(
  { id, t, cause }: Expired,
  { inside, mode, books }: OpportunityPlace,
): Promise<void> {
  const open = books.open.get(id)
  if (open === undefined) return
  const atMs = Math.max(t, open.atMs)
  // Only where it was looked for and is not there: otherwise nobody knows how long it lasts.
  const decay = cause === 'gone' ? { decay: stepEdgeDecay(open, { tag: 'gone', atMs }) } : {}
  await inside.opportunities.expire({ mode, id }, { atMs, cause, ...decay })
  books.open.delete(id)
}

function sightingOf(
  { figures, legs, reasons }: Shown,
  rest: Pick<OpportunitySighting, 'mode' | 'id' | 'decay' | 'atMs'>,
): OpportunitySighting {
  const [contract, bet] = legs
  return {
    ...rest,
    kind: figures.kind === 'conditional' ? 'conditional' : 'locked',
    profit: parseMicrodollars(figures.guaranteed ?? '0.00'),
    capital: parseMicrodollars(figures.cost ?? '0.00'),
    returnOnCapital: new Decimal(figures.returnOnCost ?? 0),
    legs: [
      {
        venue: contract.venue,
        instrument: `${contract.marketId} ${contract.side}`,
        price: contract.bestPrice,
        quantity: contract.contracts,
      },
      {
        venue: bet.venue,
        instrument: `${bet.oddsEventId} ${bet.marketKey} ${bet.outcome}`,
        price: bet.odds,
        quantity: bet.stake,
      },
    ],
    body: { legs, figures, reasons },
  }
}

/** Returns the life of an edge as the database has it. */
function decayOf(record: OpportunityRecord): EdgeDecay {
  const { firstSeenMs, lastSeenMs, goneMs, halfLifeMs, appearances } = record
  return {
    firstSeenMs,
    best: { atMs: record.bestAtMs, edgeDollars: new Decimal(record.bestEdgeDollars) },
    lastSeen: { atMs: lastSeenMs, edgeDollars: new Decimal(record.lastEdgeDollars) },
    goneMs,
    halfLife: halfLifeMs,
    appearances,
    atMs: Math.max(lastSeenMs, goneMs ?? 0),
  }
}

/** Ends everything that is open, whoever opened it. */
export async function stopOpportunities(
  inside: Repositories,
  { mode, clock }: { readonly mode: 'dry-run'; readonly clock: Clock },
): Promise<void> {
  await inside.opportunities.expireAll(mode, { atMs: Math.floor(clock.now()), cause: 'stopped' })
}

/**
 * Where a contract stands after matching and decisions: one state for each odds event it was held
 * against, or the reason why there is none.
 * @module
 */
import type { ContractListing, DecidedMatch, DecidedPair, PairDecision } from '@arbkit/core'
import { z } from 'zod'

/** One state of a contract. */
export const pairStateSchema = z.strictObject({
  state: z.enum(['paired', 'paused', 'suggested', 'rejected', 'pinned-elsewhere', 'unpaired']),
  oddsEventId: z.string().nullable(),
  confidence: z.number().nullable(),
  /** Why, where there is something to say: who said so and for what reason, or the matcher's code. */
  why: z.string(),
})

/** See {@link pairStateSchema}. */
export type PairState = z.infer<typeof pairStateSchema>

/** Returns every contract's states, by market id; what may be traded comes first. */
export function pairStatesOf(matching: DecidedMatch): ReadonlyMap<string, readonly PairState[]> {
  const states = new Map<string, PairState[]>()
  const add = ({ marketId }: ContractListing, state: PairState): void => {
    const own = states.get(marketId)
    if (own === undefined) states.set(marketId, [state])
    else own.push(state)
  }
  const addPair = (state: PairState['state'], pair: DecidedPair, why: string): void => {
    const { contract, odds, confidence } = pair
    add(contract, { state, oddsEventId: odds.eventId, confidence, why })
  }
  for (const pair of matching.pairs) addPair('paired', pair, approvedOf(pair.decision))
  for (const pair of matching.paused) addPair('paused', pair, saidOf(pair.pause))
  const conflicts = new Map(matching.conflicts.map(({ pair, reason }) => [keyOf(pair), reason]))
  for (const pair of matching.suggestions) {
    addPair('suggested', pair, conflicts.get(keyOf(pair)) ?? '')
  }
  for (const pair of matching.rejectedByPerson) addPair('rejected', pair, saidOf(pair.decision))
  for (const { pair, decision } of matching.dropped) {
    addPair('pinned-elsewhere', pair, saidOf(decision))
  }
  for (const { contract, reason } of matching.unpaired) {
    add(contract, { state: 'unpaired', oddsEventId: null, confidence: null, why: reason })
  }
  return states
}

function saidOf(decision: PairDecision | undefined): string {
  return decision === undefined ? '' : `by ${decision.by}: ${decision.reason}`
}

/** What makes it a pair, where the score alone does not. */
function approvedOf(decision: PairDecision | undefined): string {
  if (decision === undefined) return ''
  return `${decision.action === 'pin' ? 'pinned' : 'approved'} ${saidOf(decision)}`
}

function keyOf({ contract, odds }: DecidedPair): string {
  return JSON.stringify([contract.venue, contract.marketId, odds.eventId])
}

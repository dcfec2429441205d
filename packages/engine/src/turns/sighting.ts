/**
 * A candidate as those are told of it who follow opportunities.
 * @module
 */
import {
  type Fingerprint,
  formatCenticontracts,
  formatCents,
  formatPriceTicks,
  type QuoteAge,
} from '@arbkit/core'
import type { ScanOptions } from '../scan/options.ts'
import type { Candidate } from '../scan/priced-candidate.ts'

/** Returns what is told of a candidate; undefined where it does not pay. */
export function fingerprintOf(candidate: Candidate): Fingerprint | undefined {
  const { id, pair, side, market, outcome, finding, contract } = candidate
  if (finding.tag === 'miss') return undefined
  const { position, returnOnCost } = finding
  const ask = contract.book?.levels.bestAsk(side)
  return {
    id,
    tag: finding.tag,
    profit: position.guaranteed,
    returnOnCapital: returnOnCost,
    legs: [
      {
        venue: 'kalshi',
        instrument: `${pair.contract.marketId} ${side}`,
        price: ask === undefined ? '' : formatPriceTicks(ask),
        quantity: formatCenticontracts(position.size),
      },
      {
        venue: market.book,
        instrument: `${pair.odds.eventId} ${market.marketKey} ${outcome.name}`,
        price: outcome.price.original,
        quantity: formatCents(position.stake),
      },
    ],
  }
}

/** Returns the ages of a candidate's quotes beside their limits; one that is stamped ahead is new. */
export function quoteAgesOf(
  { market, contractAgeMs, betAgeMs, isInPlay }: Candidate,
  { maxAge }: ScanOptions,
): readonly QuoteAge[] {
  const feedMs = isInPlay ? maxAge.feedInPlayMs : maxAge.feedPreGameMs
  return [
    { venue: 'kalshi', ageMs: Math.max(0, contractAgeMs), ageMsMax: maxAge.exchangeMs },
    { venue: market.book, ageMs: Math.max(0, betAgeMs), ageMsMax: feedMs },
  ]
}

/**
 * The group that a file of declared relations makes: its names stand for contracts of a session, or
 * for prices of one's own.
 * @module
 */
import {
  type AskLadder,
  CENTICONTRACTS_PER_CONTRACT,
  centicontracts,
  declaredRelations,
  InvalidInputError,
  kalshiFeeRateAt,
  kalshiRoundingAt,
  kalshiTakerCosts,
  namesOf,
  type PriceTicks,
  printable,
  relationText,
} from '@arbkit/core'
import type { MarketState } from '../session/market-state.ts'
import { type QuoteCheck, type QuotedMarket, quotedMarketOf } from './relation-market.ts'
import type { DeclaredProposition, RelationsFile } from './relations-file.ts'
import { OUTRIGHT, type RelationGroup } from './session-groups.ts'

/** Where declared names find their prices. */
export interface DeclaredSource {
  /** Name of the file, for people. */
  readonly name: string
  /** Undefined where only typed prices are to be used. */
  readonly state: MarketState | undefined
  readonly check: QuoteCheck
}

/**
 * Returns the group of a file.
 * @throws {InvalidInputError} a market that the session does not hold or has no prices of, or relations
 *   that speak of unknown names.
 * @throws {ContradictoryRelationsError} relations that can not all hold.
 * @throws {TooManyOutcomesError} relations that leave more outcomes than a space may have.
 * @throws {UndecidedRelationsError} relations that are too tangled to search.
 */
export function declaredGroupOf(file: RelationsFile, source: DeclaredSource): RelationGroup {
  const quotes = [...file.propositions].map(([name, stated]) => quoteOf(name, stated, source))
  checkNamesKnown(file, source.name)
  const event = declaredRelations({
    markets: quotes.map(({ market }) => ({ ...market, ...OUTRIGHT })),
    relations: file.relations,
    collateralGroups: [],
  })
  const decided = event.space.decided.map(
    ({ name, isTrue }) => `${name} ${isTrue ? 'true' : 'false'}`,
  )
  return {
    id: source.name,
    kind: 'declared',
    title: `${source.name}  ${quotes.length} propositions, ${file.relations.length} relations`,
    relation: decided.length === 0 ? 'as declared' : `as declared; always ${decided.join(', ')}`,
    quotes,
    event,
  }
}

function checkNamesKnown({ propositions, relations }: RelationsFile, file: string): void {
  for (const relation of relations) {
    const unknown = namesOf(relation).find((name) => !propositions.has(name))
    if (unknown === undefined) continue
    throw new InvalidInputError(
      `${file}: unknown proposition ${printable(unknown)} in: ${relationText(relation)}`,
    )
  }
}

function quoteOf(
  name: string,
  stated: DeclaredProposition,
  { name: file, state, check }: DeclaredSource,
): QuotedMarket {
  if (stated.tag === 'prices') return typedQuote(name, stated, check)
  if (state === undefined) {
    throw new InvalidInputError(
      `${file}: ${printable(name)} is the market ${stated.marketId}: say which session holds it (--from)`,
    )
  }
  const contract = state.contractOf(stated.marketId)
  const quote = contract && quotedMarketOf(contract, state, check)
  if (quote === undefined) {
    const what = contract === undefined ? 'does not hold' : 'has no prices of'
    throw new InvalidInputError(`${file}: the session ${what} the market ${stated.marketId}`)
  }
  return { ...quote, market: { ...quote.market, id: name } }
}

/** Typed prices are of no series: Kalshi's fee at multiplier 1. */
function typedQuote(
  name: string,
  { yes, no, size }: Extract<DeclaredProposition, { readonly tag: 'prices' }>,
  { nowMs }: QuoteCheck,
): QuotedMarket {
  const ladderOf = (price: PriceTicks | undefined): AskLadder =>
    price === undefined ? [] : [{ price, size }]
  return {
    contract: undefined,
    market: {
      id: name,
      account: 'kalshi',
      yesLadder: ladderOf(yes),
      noLadder: ladderOf(no),
      costs: kalshiTakerCosts({
        rate: kalshiFeeRateAt({}, nowMs),
        rounding: kalshiRoundingAt(nowMs),
        membership: 'direct',
      }),
      step: centicontracts(CENTICONTRACTS_PER_CONTRACT),
    },
    strike: undefined,
    ageMs: undefined,
    reasons: [],
  }
}

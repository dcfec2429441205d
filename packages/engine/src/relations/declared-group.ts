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
  isWholeGame,
  kalshiFeeRateAt,
  kalshiRoundingAt,
  kalshiTakerTable,
  LEAGUES,
  namesOf,
  type PriceTicks,
  printable,
  type RelationMarket,
  relationText,
  resolveContract,
  TICKS_PER_DOLLAR,
} from '@arbkit/core'
import type { Reason } from '../scan/reasons.ts'
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
  checkNamesKnown(file, source.name)
  checkMarketsDiffer(file, source.name)
  const quotes = [...file.propositions].map(([name, stated]) => quoteOf(name, stated, source))
  const event = declaredRelations({
    markets: quotes.map((quote) => ({ ...quote.market, ...settledAs(quote, source.name) })),
    relations: file.relations,
    collateralGroups: [],
  })
  const names = [...file.propositions.keys()]
  return {
    id: source.name,
    kind: 'declared',
    title: `${source.name}  ${names.length} propositions, relations: ${file.relations.length}`,
    relation: 'as declared',
    quotes,
    event,
    decided: new Set(event.space.decided.map(({ name }) => names.indexOf(name))),
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

/** The same market under two names would be bought twice from one book. */
function checkMarketsDiffer({ propositions }: RelationsFile, file: string): void {
  const nameOf = new Map<string, string>()
  for (const [name, stated] of propositions) {
    if (stated.tag !== 'market') continue
    const other = nameOf.get(stated.marketId)
    if (other !== undefined) {
      throw new InvalidInputError(
        `${file}: ${printable(other)} and ${printable(name)} are the same market, ${stated.marketId}`,
      )
    }
    nameOf.set(stated.marketId, name)
  }
}

/**
 * A game's market is settled by its league's rows. The winner of a league that ties is refused: a tie
 * pays half on both sides, which is neither true nor false.
 */
function settledAs({ contract }: QuotedMarket, file: string): Pick<RelationMarket, 'settledAs'> {
  const resolution = contract && resolveContract(contract.listing)
  if (resolution?.tag !== 'resolved') return OUTRIGHT
  const { league, yes } = resolution
  if (!isWholeGame(yes.period) || yes.tag === 'player-prop') return OUTRIGHT
  if (yes.tag === 'moneyline' && LEAGUES[league].canTie) {
    throw new InvalidInputError(
      `${file}: ${resolution.contract.marketId} pays half on a tie: no relation of true and false holds for it`,
    )
  }
  const direction = yes.tag === 'total' ? { direction: yes.direction } : {}
  return { settledAs: { scope: league, marketType: yes.tag, ...direction } }
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
      costs: kalshiTakerTable({
        rate: kalshiFeeRateAt({}, nowMs),
        rounding: kalshiRoundingAt(nowMs),
        membership: 'direct',
      }),
      step: centicontracts(CENTICONTRACTS_PER_CONTRACT),
    },
    strike: undefined,
    ageMs: undefined,
    feeAssumedBecause: undefined,
    reasons: crossedReasons(yes, no),
  }
}

/** Both sides for a dollar or less would have matched. */
function crossedReasons(yes: PriceTicks | undefined, no: PriceTicks | undefined): Reason[] {
  if (yes === undefined || no === undefined || yes + no > TICKS_PER_DOLLAR) return []
  return [{ code: 'crossed-book', detail: 'YES and NO together cost a dollar or less' }]
}

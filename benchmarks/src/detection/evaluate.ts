/**
 * What a program built on core does with a slate: watches its fixtures, and evaluates in full what
 * the watch hands out.
 * @module
 */
import {
  type AskLadder,
  betUnitCost,
  canPayTogether,
  centicontracts,
  cents,
  contractUnitCost,
  type ContractSide,
  createFixtureWatch,
  type Finding,
  findTwoLeg,
  type FixtureWatch,
  microdollars,
  otherContractSide,
  questionPayoffsOf,
  type WatchedClaim,
} from '@arbkit/core'
import { type SlateMarket, STAKE_MAX_CENTS, TABLE } from './slate.ts'

/** A locked position: which contracts against which book, and what it is sure to earn. */
export interface Found {
  readonly market: number
  readonly side: ContractSide
  readonly book: number
  readonly guaranteedMicrodollars: number
}

/** The claims of one market under watch. */
export interface WatchedMarket {
  readonly yes: WatchedClaim
  readonly no: WatchedClaim
  /** By book. */
  readonly bets: readonly Readonly<Record<ContractSide, WatchedClaim>>[]
}

/** A slate under watch; spaces are market numbers. */
export interface WatchedSlate {
  readonly watch: FixtureWatch<number, number>
  readonly markets: readonly WatchedMarket[]
}

const LEAGUE = 'mlb'
const SIDES = ['yes', 'no'] as const
const BANKROLL = microdollars(100_000_000_000)
const CONTRACT = centicontracts(100)
const STAKE_MAX = cents(STAKE_MAX_CENTS)
const CENT = cents(1)

/** Puts every fixture of a slate under watch, without any price yet. */
export function watchSlate(slate: readonly SlateMarket[], marketsPerFixture: number): WatchedSlate {
  const watch = createFixtureWatch<number, number>()
  const markets: WatchedMarket[] = []
  for (let first = 0; first < slate.length; first += marketsPerFixture) {
    const group = slate.slice(first, first + marketsPerFixture)
    const perMarket = 2 + 2 * (group[0]?.bets.length ?? 0)
    const claims = watch.add({
      fixture: first / marketsPerFixture,
      claims: group.flatMap(({ bets }) => [
        { tag: 'contract', costs: TABLE } as const,
        { tag: 'contract', costs: TABLE } as const,
        ...bets.flatMap(() => [{ tag: 'bet' } as const, { tag: 'bet' } as const]),
      ]),
      spaces: group.map((market, index) => ({
        space: first + index,
        claims: Array.from({ length: perMarket }, (_, claim) => index * perMarket + claim),
        payoffs: questionPayoffsOf(LEAGUE, market.question, questionClaims(market)),
      })),
    })
    for (const [index, { bets }] of group.entries()) {
      const at = (claim: number) => claims[index * perMarket + claim] as WatchedClaim
      markets.push({
        yes: at(0),
        no: at(1),
        bets: bets.map((_, book) => ({ yes: at(2 + 2 * book), no: at(3 + 2 * book) })),
      })
    }
  }
  return { watch, markets }
}

function questionClaims({ bets }: SlateMarket) {
  return [
    ...SIDES.map((wins) => ({ venue: 'kalshi', instrument: 'contract', wins }) as const),
    ...bets.flatMap((_, book) =>
      SIDES.map((wins) => ({ venue: `book ${book}`, instrument: 'bet', wins }) as const),
    ),
  ]
}

/** Evaluates every pair of one market that the quick bound does not reject; appends what pays. */
export function evaluateMarket(market: SlateMarket, number: number, found: Found[]): void {
  for (const side of SIDES) {
    const unitCost = contractUnitCost(TABLE, market.book.bestAsk(side))
    let ladder: AskLadder | undefined
    for (const [book, bets] of market.bets.entries()) {
      if (!canPayTogether(unitCost, betUnitCost(bets[otherContractSide(side)]))) continue
      ladder ??= market.book.askLadder(side)
      const finding = evaluatePair(market, { side, book, ladder })
      if (finding.tag === 'miss') continue
      const guaranteedMicrodollars = finding.position.guaranteed
      found.push({ market: number, side, book, guaranteedMicrodollars })
    }
  }
}

/** One pair of a market. */
export interface Pair {
  readonly side: ContractSide
  readonly book: number
  readonly ladder: AskLadder
}

/** Evaluates one pair in full. The ladder must not be empty. */
export function evaluatePair(
  { question, bets }: SlateMarket,
  { side, book, ladder }: Pair,
): Finding {
  return findTwoLeg({
    league: LEAGUE,
    question,
    contract: { venue: 'kalshi', side, ladder, costs: TABLE, step: CONTRACT },
    bet: {
      book: `book ${book}`,
      returnRatio: (bets[book] as SlateMarket['bets'][number])[otherContractSide(side)],
      stakeMax: STAKE_MAX,
      stakeStep: CENT,
    },
    bankroll: BANKROLL,
  })
}

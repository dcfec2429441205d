import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { type LeagueId, LEAGUES } from '../fixtures/league.ts'
import type { Grade } from '../settlement/grade.ts'
import { irregularStatesOf, SCORED_STATES } from '../settlement/irregular-states.ts'
import { REFUND } from '../settlement/payoff.ts'
import { type GameState, IRREGULAR_STATES } from '../settlement/rule.ts'
import { TWO_WAY_LEAGUES } from '../testing/leagues.ts'
import {
  type LeagueOrSport,
  SETTLEMENT_MARKET_TYPES,
  type SettlementMarketType,
  sportOf,
  SPORTS,
} from '../settlement/scope.ts'
import { type ClaimPayoffs, payoffsOf, settlementPayoffsOf } from './claim.ts'
import type { GradedSpace } from './graded-space.ts'
import { payoffTableOf, type TableClaim } from './payoff-table.ts'
import { twoSidedSpace } from './space.ts'

const STATEMENTS = 4
const ROWS_PER_OUTCOME: readonly GameState[] = ['postponed-and-played', 'shortened', 'retired']
const GRADES: readonly Grade[] = ['win', 'lose', 'push', 'half-win', 'half-lose']
const WHOLE: readonly Grade[] = ['win', 'lose']
const OTHER: Readonly<Record<Grade, Grade>> = {
  win: 'lose',
  lose: 'win',
  push: 'push',
  'half-win': 'half-lose',
  'half-lose': 'half-win',
}

/** Statements 0 and 1 end like a half line and are for contracts; 2 and 3 in any way, for bets. */
const space: fc.Arbitrary<GradedSpace> = fc
  .array(
    fc.record({
      state: fc.constantFrom('completed' as const, 'tied' as const),
      grades: fc.tuple(
        fc.constantFrom(...WHOLE),
        fc.constantFrom(...WHOLE),
        fc.constantFrom(...GRADES),
        fc.constantFrom(...GRADES),
      ),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((rows) => ({
    outcomes: rows.map(({ state }, index) => ({ id: `outcome ${index}`, state })),
    grades: rows.map(({ grades }) => grades),
  }))

const scope = fc.constantFrom<LeagueOrSport>(...(Object.keys(LEAGUES) as LeagueId[]), ...SPORTS)

/** Of these the venue's text on ties was not read, or contradicts what was seen. */
function isTieOpen({ venue, scope: of, marketType }: TableClaim): boolean {
  return venue === 'kalshi' && marketType === 'moneyline' && ['cfl', 'ufc', 'mma'].includes(of)
}

function claimIn(of: LeagueOrSport): fc.Arbitrary<TableClaim> {
  return fc
    .record({
      venue: fc.constantFrom('kalshi', 'polymarket', 'draftkings', 'fanduel', 'betmgm', 'a-book'),
      marketType: fc.constantFrom<SettlementMarketType>(...SETTLEMENT_MARKET_TYPES),
      statement: fc.integer({ min: 0, max: 1 }),
      side: fc.constantFrom('yes' as const, 'no' as const),
      direction: fc.constantFrom('over' as const, 'under' as const, undefined),
    })
    .map(({ direction, statement, ...claim }) => {
      const isContract = claim.venue === 'kalshi' || claim.venue === 'polymarket'
      return {
        ...claim,
        scope: of,
        instrument: isContract ? 'contract' : 'bet',
        statement: isContract ? statement : statement + STATEMENTS / 2,
        ...(direction === undefined ? {} : { direction }),
      }
    })
}

const question = scope.chain((of) =>
  fc.record({ space, claims: fc.array(claimIn(of), { minLength: 1, maxLength: 5 }) }),
)

/** The same table again, cell by cell and in no hurry. */
function slowTable({ space, claims }: { space: GradedSpace; claims: readonly TableClaim[] }) {
  const rows: { id: string; cells: ClaimPayoffs[] }[] = []
  const canBe = (claim: TableClaim, state: GameState) =>
    irregularStatesOf(sportOf(claim.scope), claim.marketType).includes(state)
  const cell = (claim: TableClaim, state: GameState, outcome: number | undefined) => {
    const ending = outcome === undefined ? undefined : space.outcomes[outcome]!.state
    const isOut = state !== 'completed' && state !== 'tied' && !canBe(claim, state)
    const as = isOut ? ending! : state
    const isScored = ['completed', 'tied', ...ROWS_PER_OUTCOME].includes(as)
    const yes = outcome === undefined ? undefined : space.grades[outcome]![claim.statement]!
    const own = yes === undefined || claim.side === 'yes' ? yes : OTHER[yes]
    const flipped = claim.direction === 'over' ? ('under' as const) : ('over' as const)
    const { direction, ...rest } = claim
    const way = claim.side === 'yes' ? direction : flipped
    return settlementPayoffsOf({
      ...rest,
      state: as,
      ending,
      grade: isScored ? own : undefined,
      direction: direction === undefined ? undefined : way,
    })
  }
  for (const [index, { id, state }] of space.outcomes.entries()) {
    rows.push({ id, cells: claims.map((claim) => cell(claim, state, index)) })
  }
  for (const state of IRREGULAR_STATES) {
    const who = claims.filter((claim) => canBe(claim, state))
    if (who.length === 0) continue
    if (ROWS_PER_OUTCOME.includes(state) || who.length < claims.length) {
      for (const [index, { id }] of space.outcomes.entries()) {
        const cells = claims.map((claim) => cell(claim, state, index))
        rows.push({ id: `${state} / ${id}`, cells })
      }
    } else {
      rows.push({ id: state, cells: claims.map((claim) => cell(claim, state, undefined)) })
    }
  }
  return rows
}

describe('the payoff table', () => {
  prop.prop([question], { numRuns: 400 })('is the slow one, cell by cell', (asked) => {
    const { outcomes, payoffs } = payoffTableOf(asked)
    const slow = slowTable(asked)
    expect(outcomes.map(({ id }) => id)).toEqual(slow.map(({ id }) => id))
    expect(payoffs).toEqual(slow.map(({ cells }) => cells))
  })

  prop.prop([question])('has the outcomes of the space as its regular rows, in order', (asked) => {
    const { outcomes, payoffs } = payoffTableOf(asked)
    const kinds = outcomes.map(({ kind }) => kind)
    const regular = outcomes.filter(({ kind }) => kind === 'regular')
    expect(regular.map(({ id, state }) => ({ id, state }))).toEqual(asked.space.outcomes)
    expect(kinds.lastIndexOf('regular')).toBe(regular.length - 1)
    expect(new Set(outcomes.map(({ id }) => id)).size).toBe(outcomes.length)
    expect(payoffs.every((row) => row.length === asked.claims.length)).toBe(true)
    expect(payoffs.every((row) => row.every(({ possible }) => possible.length > 0))).toBe(true)
  })

  prop.prop([question])('pays every claim one thing in a regular row', (asked) => {
    const { outcomes, payoffs } = payoffTableOf(asked)
    for (const [row, { kind, state }] of outcomes.entries()) {
      if (kind === 'irregular') continue
      expect(payoffs[row]?.map(({ possible }) => possible.length)).toEqual(
        asked.claims.map((claim) => (state === 'tied' && isTieOpen(claim) ? 2 : 1)),
      )
    }
  })

  prop.prop([question, fc.integer({ min: 0, max: 4 })])(
    'pays a claim the same whichever others stand beside it',
    (asked, index) => {
      const claim = asked.claims[index % asked.claims.length] as TableClaim
      const all = payoffTableOf(asked)
      const alone = payoffTableOf({ ...asked, claims: [claim] })
      for (const [row, { id }] of alone.outcomes.entries()) {
        const there = all.outcomes.findIndex((other) => other.id === id)
        if (there < 0) continue
        const column = asked.claims.indexOf(claim)
        expect(all.payoffs[there]?.[column]).toEqual(alone.payoffs[row]?.[0])
      }
    },
  )

  const league = fc.constantFrom(...TWO_WAY_LEAGUES)
  const book = fc.constantFrom(
    'kalshi',
    'draftkings',
    'fanduel',
    'betmgm',
    'williamhill_us',
    'a-book',
  )
  prop.prop([league, book, fc.constantFrom('yes' as const, 'no' as const)])(
    'of a moneyline is what the two-sided space says',
    (of, venue, side) => {
      const instrument = venue === 'kalshi' ? 'contract' : 'bet'
      const claim = { venue, instrument, marketType: 'moneyline' } as const
      const { canTie } = LEAGUES[of]
      const question = { tag: 'moneyline', period: 'full-game', team: 'home' } as const
      const simple = twoSidedSpace(LEAGUES[of], question)
      const graded: GradedSpace = {
        outcomes: [
          { id: 'yes', state: 'completed' },
          { id: 'no', state: 'completed' },
          ...(canTie ? [{ id: 'tie', state: 'tied' } as const] : []),
        ],
        grades: [['win'], ['lose'], ['push']],
      }
      const table = payoffTableOf({
        space: graded,
        claims: [{ ...claim, scope: of, statement: 0, side }],
      })
      for (const outcome of simple) {
        const id = outcome.id.replace('/', ' / ')
        const row = table.outcomes.findIndex((other) => other.id === id)
        expect(table.outcomes[row]?.state).toBe(outcome.state)
        expect(table.payoffs[row]?.[0]).toEqual(
          payoffsOf({ ...claim, league: of, wins: side }, outcome),
        )
      }
      const tieRows = table.outcomes.length - simple.length
      const scored = irregularStatesOf(LEAGUES[of].sport, 'moneyline').filter((state) =>
        SCORED_STATES.has(state),
      )
      expect(tieRows).toBe(canTie ? scored.length : 0)
    },
  )

  prop.prop([league, fc.constantFrom('draftkings', 'fanduel', 'a-book')])(
    'gives back the stake of a game that is not played',
    (of, venue) => {
      const graded: GradedSpace = {
        outcomes: [{ id: 'yes', state: 'completed' }],
        grades: [['win']],
      }
      const claim = { venue, instrument: 'bet', scope: of, statement: 0, side: 'yes' } as const
      const { outcomes, payoffs } = payoffTableOf({
        space: graded,
        claims: [{ ...claim, marketType: 'spread' }],
      })
      const row = outcomes.findIndex(({ id }) => id === 'cancelled')
      expect(payoffs[row]?.[0]?.possible).toEqual([REFUND])
    },
  )
})

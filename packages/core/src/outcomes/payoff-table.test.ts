import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../errors.ts'
import { type Grade, HALF_LOSE, HALF_WIN } from '../settlement/grade.ts'
import { HALF, LOSE, type Payoff, REFUND, WIN } from '../settlement/payoff.ts'
import type { SettlementRule } from '../settlement/rule.ts'
import { type GradedSpace, SPACE_OUTCOMES_MAX } from './graded-space.ts'
import {
  PAYOFF_TABLE_ROWS_MAX,
  type PayoffTable,
  payoffTableOf,
  type TableClaim,
  TooManyTableRowsError,
} from './payoff-table.ts'

const NAMES = new Map<Payoff, string>([
  [WIN, 'win'],
  [LOSE, 'lose'],
  [REFUND, 'refund'],
  [HALF, 'half'],
  [HALF_WIN, 'half-win'],
  [HALF_LOSE, 'half-lose'],
])
const OPEN = 'lose/refund/win'
const ANY = 'lose/win'

/** Each row as its id and what each claim may pay. */
function shown({ outcomes, payoffs }: PayoffTable): string[] {
  return outcomes.map(({ id }, row) =>
    [
      id,
      ...(payoffs[row] ?? []).map(({ possible }) =>
        possible.map((payoff) => NAMES.get(payoff) ?? 'share').join('/'),
      ),
    ].join(' | '),
  )
}

function spaceOf(
  rows: readonly (readonly [id: string, state: 'completed' | 'tied', ...grades: Grade[]])[],
): GradedSpace {
  return {
    outcomes: rows.map(([id, state]) => ({ id, state })),
    grades: rows.map(([, , ...grades]) => grades),
  }
}

const NFL: Pick<TableClaim, 'scope' | 'marketType' | 'statement'> = {
  scope: 'nfl',
  marketType: 'moneyline',
  statement: 0,
}
const contract = (side: TableClaim['side'], rest: Partial<TableClaim> = {}): TableClaim => ({
  ...NFL,
  venue: 'kalshi',
  instrument: 'contract',
  side,
  ...rest,
})
const bet = (
  venue: string,
  side: TableClaim['side'],
  rest: Partial<TableClaim> = {},
): TableClaim => ({ ...NFL, venue, instrument: 'bet', side, ...rest })

const WINNER = spaceOf([
  ['home', 'completed', 'win'],
  ['away', 'completed', 'lose'],
  ['tie', 'tied', 'push'],
])

describe('the payoff table', () => {
  it('of an NFL moneyline: YES at Kalshi, the other side at a book and at Polymarket', () => {
    const claims = [
      contract('yes'),
      bet('draftkings', 'no'),
      contract('no', { venue: 'polymarket' }),
    ]
    expect(shown(payoffTableOf({ space: WINNER, claims }))).toEqual([
      'home | win | lose | lose',
      'away | lose | win | win',
      'tie | half | refund | half',
      // Kalshi waits two days. What the others do with a game played later is not known.
      `postponed-and-played / home | win | ${OPEN} | ${ANY}`,
      `postponed-and-played / away | lose | ${OPEN} | ${ANY}`,
      `postponed-and-played / tie | half | ${OPEN} | ${ANY}`,
      `shortened / home | ${ANY} | lose/refund | ${ANY}`,
      `shortened / away | ${ANY} | win/refund | ${ANY}`,
      `shortened / tie | ${ANY} | refund | ${ANY}`,
      `cancelled | ${ANY} | refund | ${ANY}`,
    ])
  })

  it('says of every row its kind and state, regular ones first, and of every cell its rule', () => {
    const claims = [contract('yes'), bet('fanduel', 'no')]
    const { outcomes, payoffs } = payoffTableOf({ space: WINNER, claims })
    expect(outcomes.slice(0, 3)).toEqual([
      { id: 'home', kind: 'regular', state: 'completed' },
      { id: 'away', kind: 'regular', state: 'completed' },
      { id: 'tie', kind: 'regular', state: 'tied' },
    ])
    expect(outcomes.slice(3).map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      ...Array.from({ length: 3 }, () => 'irregular postponed-and-played'),
      ...Array.from({ length: 3 }, () => 'irregular shortened'),
      'irregular cancelled',
    ])
    const rules = payoffs.map((row) => row.map(({ rule }) => `${rule.venue} ${rule.state}`))
    expect(rules[2]).toEqual(['kalshi tied', 'sportsbook tied'])
    expect(rules.at(-1)).toEqual(['kalshi cancelled', 'sportsbook cancelled'])
  })

  it('of a whole-number spread: a push at books, and no contract can be about it', () => {
    const space = spaceOf([
      ['by 4+', 'completed', 'win'],
      ['by 3', 'completed', 'push'],
      ['by 2 or less', 'completed', 'lose'],
    ])
    const spread = { marketType: 'spread' } as const
    const claims = [
      bet('betmgm', 'yes', spread),
      contract('no', { ...spread, venue: 'polymarket' }),
    ]
    expect(shown(payoffTableOf({ space, claims })).slice(0, 3)).toEqual([
      'by 4+ | win | lose',
      'by 3 | refund | half',
      'by 2 or less | lose | win',
    ])
    const atKalshi = () => payoffTableOf({ space, claims: [contract('yes', spread)] })
    expect(atKalshi).toThrow(InvalidInputError)
    expect(atKalshi).toThrow(/a kalshi contract wins or loses, got the grade push/)
  })

  it('of a quarter line: half of each, and the other half on the other side', () => {
    const space = spaceOf([
      ['over', 'completed', 'win'],
      ['at 9', 'completed', 'half-win'],
      ['under', 'completed', 'lose'],
    ])
    const total = { scope: 'soccer', marketType: 'total' } as const
    const claims = [bet('draftkings', 'yes', total), bet('fanduel', 'no', total)]
    expect(shown(payoffTableOf({ space, claims })).slice(0, 3)).toEqual([
      'over | win | lose',
      'at 9 | half-win | half-lose',
      'under | lose | win',
    ])
  })

  it('of a total that may already be decided: an Over stands, an Under is at best void', () => {
    const space = spaceOf([
      ['over', 'completed', 'win', 'lose'],
      ['under', 'completed', 'lose', 'win'],
    ])
    const total = { scope: 'nfl', marketType: 'total' } as const
    const over = { ...total, statement: 0, direction: 'over' } as const
    const under = { ...total, statement: 1, direction: 'under' } as const
    const claims = [
      bet('williamhill_us', 'yes', over),
      bet('williamhill_us', 'yes', under),
      // The other side of an Over is an Under.
      bet('williamhill_us', 'no', over),
      bet('williamhill_us', 'no', under),
    ]
    const rows = shown(payoffTableOf({ space, claims }))
    expect(rows.filter((row) => row.startsWith('shortened'))).toEqual([
      'shortened / over | win | lose/refund | lose/refund | win',
      'shortened / under | lose/refund | win/refund | win/refund | lose/refund',
    ])
  })

  it('of a tennis match: each venue has its own idea of a retirement', () => {
    const space = spaceOf([
      ['a', 'completed', 'win'],
      ['b', 'completed', 'lose'],
    ])
    const tennis = { scope: 'tennis' } as const
    const claims = [contract('yes', tennis), bet('draftkings', 'no', tennis)]
    expect(shown(payoffTableOf({ space, claims })).slice(2)).toEqual([
      `postponed-and-played / a | ${ANY} | ${OPEN}`,
      `postponed-and-played / b | ${ANY} | ${OPEN}`,
      `shortened / a | ${ANY} | ${OPEN}`,
      `shortened / b | ${ANY} | ${OPEN}`,
      `retired / a | win | ${OPEN}`,
      `retired / b | lose | ${OPEN}`,
      `cancelled | ${ANY} | refund`,
      `walkover | ${ANY} | refund`,
    ])
  })

  it('a player who does not play leaves the game’s own markets as they are', () => {
    const space = spaceOf([
      ['home, 2+', 'completed', 'win', 'win'],
      ['away, 0 or 1', 'completed', 'lose', 'lose'],
    ])
    const prop = { scope: 'mlb', marketType: 'player-prop', statement: 1 } as const
    const game = { scope: 'mlb' } as const
    const onlyProps = [contract('yes', prop), bet('fanduel', 'no', prop)]
    expect(shown(payoffTableOf({ space, claims: onlyProps })).at(-1)).toBe(
      `did-not-play | ${ANY} | refund`,
    )
    const both = [contract('yes', game), bet('fanduel', 'no', prop)]
    expect(shown(payoffTableOf({ space, claims: both })).slice(-2)).toEqual([
      'did-not-play / home, 2+ | win | refund',
      'did-not-play / away, 0 or 1 | lose | refund',
    ])
  })

  it('settles by the rules it is given', () => {
    const row = (state: SettlementRule['state'], effect: SettlementRule['effect']) =>
      ({
        venue: 'sportsbook',
        scope: 'any',
        marketType: 'any',
        state,
        effect,
        summary: 'made up',
        source: 'made up',
        asOf: '2026-11-21',
      }) as const
    const rules = [
      row('completed', 'void'),
      row('tied', 'unknown'),
      row('postponed-and-played', 'graded'),
      row('shortened', 'graded'),
      row('cancelled', 'void'),
    ]
    const table = payoffTableOf({ space: WINNER, claims: [bet('betmgm', 'yes')], rules })
    expect(shown(table)).toEqual([
      'home | refund',
      'away | refund',
      // Unknown even in a regular state: the set is kept.
      `tie | ${OPEN}`,
      'postponed-and-played / home | win',
      'postponed-and-played / away | lose',
      `postponed-and-played / tie | ${OPEN}`,
      'shortened / home | win',
      'shortened / away | lose',
      `shortened / tie | ${OPEN}`,
      'cancelled | refund',
    ])
  })
})

describe('what it refuses', () => {
  it.each<[string, () => unknown, RegExp]>([
    ['no claim', () => payoffTableOf({ space: WINNER, claims: [] }), /at least one claim/],
    [
      'no outcome',
      () => payoffTableOf({ space: { outcomes: [], grades: [] }, claims: [contract('yes')] }),
      /at least one outcome/,
    ],
    [
      'a statement that the space does not have',
      () => payoffTableOf({ space: WINNER, claims: [contract('yes', { statement: 1 })] }),
      /no statement 1/,
    ],
    [
      'an outcome without grades',
      () =>
        payoffTableOf({
          space: { ...WINNER, grades: WINNER.grades.slice(0, 2) },
          claims: [contract('yes')],
        }),
      /no statement 0/,
    ],
    [
      'a contract of a bookmaker',
      () => payoffTableOf({ space: WINNER, claims: [contract('yes', { venue: 'draftkings' })] }),
      /kalshi and polymarket only/,
    ],
    [
      'an id of two outcomes',
      () =>
        payoffTableOf({
          space: spaceOf([
            ['cancelled', 'completed', 'win'],
            ['away', 'completed', 'lose'],
          ]),
          claims: [contract('yes')],
        }),
      /ids of their own/,
    ],
  ])('%s', (_what, make, message) => {
    expect(make).toThrow(InvalidInputError)
    expect(make).toThrow(message)
  })

  const largest = spaceOf(
    Array.from({ length: SPACE_OUTCOMES_MAX }, (_, index) => [
      `outcome ${index}`,
      'completed',
      index % 2 === 0 ? 'win' : 'lose',
    ]),
  )

  it('more rows than its bound, by name', () => {
    const make = () =>
      payoffTableOf({ space: largest, claims: [contract('yes', { scope: 'tennis' })] })
    expect(make).toThrow(TooManyTableRowsError)
    expect(make).toThrow('a payoff table has at most 16384 rows, got 16386')
  })

  it('and nothing below it', () => {
    const space = spaceOf(
      Array.from({ length: SPACE_OUTCOMES_MAX - 1 }, (_, index) => [
        `${index}`,
        'completed',
        'win',
      ]),
    )
    const tennis = payoffTableOf({ space, claims: [contract('yes', { scope: 'tennis' })] })
    expect(tennis.outcomes).toHaveLength(PAYOFF_TABLE_ROWS_MAX - 2)
    const game = payoffTableOf({ space: largest, claims: [contract('no')] })
    expect(game.outcomes).toHaveLength(3 * SPACE_OUTCOMES_MAX + 1)
  })
})

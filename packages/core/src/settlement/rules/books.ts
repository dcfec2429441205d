/**
 * What single books do where their text, or what they are known to have done, goes beyond the rows
 * of sportsbooks in general. Keys are those of The Odds API; `williamhill_us` is Caesars.
 * @module
 */
import type { SettlementScope } from '../scope.ts'
import { type RuleRow, rulesOf } from './rule-row.ts'

/** Markets that can be decided before the end. */
const COUNTS = ['total', 'team-total', 'player-prop'] as const

/**
 * A count that is already passed stands. It is not said whether the minimum of play was reached, so
 * the score may also be graded as it is. Totals of baseball have their own text.
 */
function alreadyDetermined(scopes: readonly SettlementScope[]): readonly RuleRow[] {
  const rule = {
    states: ['shortened'],
    effect: 'decided-only',
    orElse: 'graded',
    summary:
      'A result that can not change any more stands, as an Over already passed; other bets are ' +
      'void, unless enough was played.',
    source: 'Action Network on the house rules of FanDuel, DraftKings and Fanatics',
    asOf: '2026-11-21',
  } as const
  return [
    { ...rule, scopes, marketTypes: COUNTS },
    { ...rule, scopes: ['baseball'], marketTypes: ['team-total', 'player-prop'] },
  ]
}

const DRAFTKINGS: readonly RuleRow[] = [
  {
    scopes: ['american-football'],
    states: ['shortened'],
    effect: 'graded',
    orElse: 'void',
    summary: 'Official after 55 minutes of play; before that the stake comes back.',
    source: 'DraftKings sport rules (older page)',
    asOf: '2026-11-21',
  },
  ...alreadyDetermined(['basketball', 'ice-hockey', 'soccer']),
  {
    scopes: ['tennis'],
    marketTypes: ['moneyline'],
    states: ['retired'],
    effect: 'unknown',
    summary:
      'One completed set is enough on the ATP tour and at majors, the WTA needs the full match: ' +
      'the tour is not known here.',
    source: 'house rules as reported, undated',
    asOf: '2026-11-21',
  },
  {
    states: ['dead-heat'],
    effect: 'split',
    summary: 'Dead heat: the bet is won and its payout divided by those who share the place.',
    source: 'DraftKings bet history: "Dead Heat has been applied"',
    asOf: '2025-11-26',
  },
]

const FANDUEL: readonly RuleRow[] = [
  ...alreadyDetermined(['american-football', 'basketball', 'ice-hockey', 'soccer']),
  {
    scopes: ['tennis'],
    marketTypes: ['moneyline'],
    states: ['retired'],
    effect: 'unknown',
    summary:
      'One page asks for one completed set, another pays whoever advances after the start: conflict.',
    source: 'house rules as reported, undated',
    asOf: '2026-11-21',
  },
]

const BETMGM: readonly RuleRow[] = [
  {
    scopes: ['american-football'],
    states: ['shortened'],
    effect: 'graded',
    orElse: 'void',
    summary: 'Official after 55 minutes of play; before that the stake comes back.',
    source: 'BetMGM Nevada house rules',
    asOf: '2026-11-21',
  },
  {
    scopes: ['american-football'],
    marketTypes: COUNTS,
    states: ['shortened'],
    effect: 'unknown',
    summary:
      'What is already determined is said to stand, yet an Over already passed was refunded in ' +
      'August 2024: conflict, and so not relied on in other sports either.',
    source: 'Action Network; reviewjournal.com 3106823',
    asOf: '2026-11-21',
  },
  {
    scopes: ['nba'],
    states: ['shortened'],
    effect: 'graded',
    orElse: 'void',
    summary: 'Official after 43 minutes of play; before that the stake comes back.',
    source: 'BetMGM Nevada house rules',
    asOf: '2026-11-21',
  },
  {
    scopes: ['ice-hockey'],
    states: ['shortened'],
    effect: 'graded',
    orElse: 'void',
    summary: 'Official after 55 minutes of play; before that the stake comes back.',
    source: 'BetMGM Nevada house rules',
    asOf: '2026-11-21',
  },
]

const CAESARS: readonly RuleRow[] = [
  {
    scopes: ['american-football'],
    states: ['shortened'],
    effect: 'graded',
    orElse: 'void',
    summary: 'Void before 55 minutes of play.',
    source: 'reviewjournal.com 3106823, quoting the house rules',
    asOf: '2024-08-02',
  },
  {
    scopes: ['american-football'],
    marketTypes: COUNTS,
    states: ['shortened'],
    effect: 'graded',
    orElse: 'decided-only',
    summary:
      'Void before 55 minutes of play unless already unequivocally determined: an Over already ' +
      'passed was graded as won.',
    source: 'reviewjournal.com 3106823, on the Hall of Fame game of August 2024',
    asOf: '2024-08-02',
  },
]

const FANATICS: readonly RuleRow[] = alreadyDetermined([
  'american-football',
  'basketball',
  'ice-hockey',
  'soccer',
])

/** Every rule of a single book. */
export const BOOK_RULES = [
  ...rulesOf('draftkings', DRAFTKINGS),
  ...rulesOf('fanduel', FANDUEL),
  ...rulesOf('betmgm', BETMGM),
  ...rulesOf('williamhill_us', CAESARS),
  ...rulesOf('fanatics', FANATICS),
]

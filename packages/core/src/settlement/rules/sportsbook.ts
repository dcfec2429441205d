/**
 * What sportsbooks do in general: the rows that hold for every book without one of its own. House
 * rules change, and differ between states; what was not read says `unknown`.
 * @module
 */
import { ANY_SPORTSBOOK } from '../rule.ts'
import { type RuleRow, rulesOf } from './rule-row.ts'

const REGULAR: readonly RuleRow[] = [
  {
    states: ['completed'],
    effect: 'graded',
    summary: 'The final result decides, overtime included.',
    source: 'house rules, general practice',
    asOf: '2026-11-21',
  },
  {
    marketTypes: ['three-way'],
    states: ['completed'],
    effect: 'graded',
    summary: 'The score at the end of regulation decides; overtime does not count.',
    source: 'DraftKings, BetMGM sport rules (older pages)',
    asOf: '2026-11-21',
  },
  {
    scopes: ['soccer'],
    marketTypes: ['any', 'three-way'],
    states: ['completed'],
    effect: 'graded',
    summary: '90 minutes plus stoppage time decide, unless the market says otherwise.',
    source: 'BetMGM, DraftKings sport rules',
    asOf: '2026-11-21',
  },
  {
    scopes: ['nhl'],
    marketTypes: ['total'],
    states: ['completed'],
    effect: 'graded',
    summary: 'The final score decides, overtime included; a shootout counts as one goal.',
    source: 'house rules, general practice',
    asOf: '2026-11-21',
  },
  {
    states: ['tied'],
    effect: 'graded',
    summary: 'A level score grades spreads, totals and three-way markets like any other score.',
    source: 'house rules, general practice',
    asOf: '2026-11-21',
  },
  {
    marketTypes: ['moneyline', 'draw-no-bet'],
    states: ['tied'],
    effect: 'void',
    summary: 'A two-way moneyline is a push on a tie: the stake comes back.',
    source: "general practice; not read in each book's own text",
    asOf: '2026-11-21',
  },
]

const NOT_AS_SCHEDULED: readonly RuleRow[] = [
  {
    states: ['postponed-and-played'],
    effect: 'unknown',
    summary: 'Some books keep bets when the game is played soon, others void them.',
    source: 'house rules differ and change by state',
    asOf: '2026-11-21',
  },
  {
    scopes: ['mlb'],
    states: ['postponed-and-played'],
    effect: 'void',
    summary: 'A game that does not start on its day is void.',
    source:
      'DraftKings (no result within 12 hours), ESPN Bet (must start on the scheduled local day)',
    asOf: '2026-11-21',
  },
  {
    states: ['cancelled'],
    effect: 'void',
    summary: 'A game that is not played is void: the stake comes back.',
    source: 'house rules, general practice',
    asOf: '2026-11-21',
  },
  {
    states: ['walkover'],
    effect: 'unknown',
    summary: 'No text found for a withdrawal before the start.',
    source: 'house rules were not read for this',
    asOf: '2026-11-21',
  },
  {
    scopes: ['tennis'],
    states: ['walkover'],
    effect: 'void',
    summary: 'A match that does not start is void: the stake comes back.',
    source: 'house rules, alike wherever they were read',
    asOf: '2026-11-21',
  },
]

const STOPPED: readonly RuleRow[] = [
  {
    states: ['shortened'],
    effect: 'unknown',
    summary:
      'Official after a minimum of play that differs by book; an outcome already decided may stand.',
    source: 'Hall of Fame game of August 2024: four books refunded, one graded',
    asOf: '2026-11-21',
  },
  {
    scopes: ['mlb'],
    marketTypes: ['moneyline'],
    states: ['shortened'],
    effect: 'graded',
    orElse: 'void',
    summary:
      'Official after five innings (four and a half when the home team leads), else the stake comes back.',
    source: 'DraftKings, BetMGM, ESPN Bet sport rules',
    asOf: '2026-11-21',
  },
  {
    scopes: ['mlb'],
    marketTypes: ['spread'],
    states: ['shortened'],
    effect: 'void',
    summary: 'Run lines need nine innings (eight and a half when the home team leads).',
    source: 'DraftKings, BetMGM, ESPN Bet sport rules',
    asOf: '2026-11-21',
  },
  {
    scopes: ['mlb'],
    marketTypes: ['total'],
    states: ['shortened'],
    effect: 'void',
    orElse: 'decided-only',
    summary:
      'Totals need nine innings (eight and a half when the home team leads); an Over already ' +
      'passed may stand all the same.',
    source:
      'DraftKings, BetMGM, ESPN Bet sport rules; Action Network on what is already determined',
    asOf: '2026-11-21',
  },
  {
    states: ['retired'],
    effect: 'unknown',
    summary: 'Graded from the first ball, after a set, or only if completed: books differ.',
    source: 'house rules differ by book, tour and year',
    asOf: '2026-11-21',
  },
  {
    states: ['no-contest', 'dead-heat'],
    effect: 'unknown',
    summary: 'No text found for this case.',
    source: 'house rules were not read for this',
    asOf: '2026-11-21',
  },
]

const PLAYERS: readonly RuleRow[] = [
  {
    states: ['did-not-play'],
    effect: 'unknown',
    summary: 'No text found: the market is not about one player.',
    source: 'house rules were not read for this',
    asOf: '2026-11-21',
  },
  {
    marketTypes: ['player-prop'],
    states: ['did-not-play'],
    effect: 'void',
    summary:
      'Void where the player takes no part at all; whether starting is needed differs by book.',
    source: 'house rules, general practice',
    asOf: '2026-11-21',
  },
]

/** The rules of every book without its own. */
export const SPORTSBOOK_RULES = rulesOf(ANY_SPORTSBOOK, [
  ...REGULAR,
  ...NOT_AS_SCHEDULED,
  ...STOPPED,
  ...PLAYERS,
])

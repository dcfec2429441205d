/**
 * What Kalshi does. It never gives a stake back: a contract pays $1, nothing, $0.50, or a fair price
 * between 0 and 1, which YES and NO share.
 * @module
 */
import { type RuleRow, rulesOf } from './rule-row.ts'

const PLAYED: readonly RuleRow[] = [
  {
    states: ['completed'],
    effect: 'graded',
    summary: 'The official final result decides.',
    source: 'market rules_primary',
    asOf: '2026-08-07',
  },
  {
    scopes: ['soccer'],
    states: ['completed'],
    effect: 'graded',
    summary: '90 minutes plus stoppage time decide; extra time and penalties do not count.',
    source: 'KXMLSGAME rules_primary and rules_secondary; assumed alike for other soccer series',
    asOf: '2026-08-07',
  },
  {
    states: ['tied'],
    effect: 'graded',
    summary: 'A level score grades spreads and totals like any other score.',
    source: 'market rules_primary: "wins by more than", "collectively score more"',
    asOf: '2026-08-07',
  },
  {
    marketTypes: ['moneyline'],
    states: ['tied'],
    effect: 'loses',
    summary: 'A market asks whether its team wins; on a tie neither team does.',
    source: 'market rules_primary: "If X wins ... the market resolves to Yes"',
    asOf: '2026-08-07',
  },
  {
    scopes: ['nfl'],
    marketTypes: ['moneyline'],
    states: ['tied'],
    effect: 'half',
    summary: 'A tie pays $0.50 for each team.',
    source: 'KXNFLGAME rules_secondary, 2026 season',
    asOf: '2026-08-09',
  },
  {
    scopes: ['cfl'],
    marketTypes: ['moneyline'],
    states: ['tied'],
    effect: 'loses',
    orElse: 'half',
    summary:
      'No text was read: No for both teams by the question, or $0.50 as in every league read.',
    source: 'market rules_primary of the spreads; KXNFLGAME, KXNHLGAME beside it',
    asOf: '2026-11-21',
  },
  {
    scopes: ['nhl'],
    marketTypes: ['moneyline'],
    states: ['tied'],
    effect: 'half',
    summary: 'A tie pays $0.50 for each team; overtime and shootout count.',
    source: 'KXNHLGAME rules_secondary',
    asOf: '2026-09-25',
  },
  {
    scopes: ['soccer'],
    marketTypes: ['three-way'],
    states: ['tied'],
    effect: 'graded',
    summary: 'The market called "Tie" resolves to Yes, both teams to No.',
    source: 'KXMLSGAME rules_secondary',
    asOf: '2026-08-07',
  },
]

const TEAM_SPORTS = ['baseball', 'american-football', 'basketball', 'ice-hockey'] as const
const GAME_LINES = ['moneyline', 'spread', 'total'] as const

const NOT_AS_SCHEDULED: readonly RuleRow[] = [
  {
    states: ['postponed-and-played', 'cancelled'],
    effect: 'unknown',
    summary: 'No text was read for this kind of market.',
    source: 'the contract terms were not read',
    asOf: '2026-11-21',
  },
  {
    scopes: TEAM_SPORTS,
    marketTypes: GAME_LINES,
    states: ['postponed-and-played'],
    effect: 'graded',
    summary: 'Started within two days (48 hours): the market stays open and the result decides.',
    source:
      'rules_secondary of KXMLBGAME, KXWNBAGAME, KXNFLGAME, KXNHLGAME, KXNCAAFGAME; ' +
      'assumed alike for NBA and college basketball',
    asOf: '2026-08-07',
  },
  {
    scopes: TEAM_SPORTS,
    marketTypes: GAME_LINES,
    states: ['cancelled'],
    effect: 'fair-price',
    summary: 'Not started within two days: settles at a fair price; stakes are never refunded.',
    source:
      'rules_secondary of KXMLBGAME, KXWNBAGAME, KXNFLGAME, KXNHLGAME, KXNCAAFGAME; ' +
      'assumed alike for NBA and college basketball',
    asOf: '2026-08-07',
  },
  {
    scopes: ['soccer'],
    marketTypes: ['three-way'],
    states: ['postponed-and-played'],
    effect: 'graded',
    summary: 'Rescheduled to no more than 48 hours away: the result decides.',
    source: 'KXMLSGAME rules_secondary',
    asOf: '2026-08-07',
  },
  {
    scopes: ['soccer'],
    marketTypes: ['three-way'],
    states: ['cancelled'],
    effect: 'fair-price',
    summary: 'Cancelled or rescheduled to over 48 hours away: settles at a fair price.',
    source: 'KXMLSGAME rules_secondary',
    asOf: '2026-08-07',
  },
]

const STOPPED: readonly RuleRow[] = [
  {
    states: ['shortened'],
    effect: 'unknown',
    summary: 'No text found for a game called early.',
    source: 'rules_secondary is silent; the contract terms were not read',
    asOf: '2026-08-07',
  },
  {
    states: ['retired', 'walkover', 'no-contest', 'dead-heat', 'did-not-play'],
    effect: 'unknown',
    summary: 'No text found for this case.',
    source: 'the contract terms were not read',
    asOf: '2026-11-21',
  },
  {
    scopes: ['tennis'],
    marketTypes: ['moneyline'],
    states: ['retired'],
    effect: 'graded',
    summary: 'Once a ball has been played, the player who advances has won.',
    source: 'rules of the tennis match series: "wins ... after a ball has been played"',
    asOf: '2026-11-21',
  },
  {
    scopes: ['tennis'],
    marketTypes: ['spread', 'total', 'player-prop'],
    states: ['retired'],
    effect: 'fair-price',
    summary: 'Markets on sets and games settle at a fair price after a retirement.',
    source: 'rules of the tennis set and game series',
    asOf: '2026-11-21',
  },
  {
    scopes: ['tennis'],
    marketTypes: ['moneyline'],
    states: ['walkover'],
    effect: 'fair-price',
    summary: 'No ball was played: not a win, so it settles at a fair price.',
    source: 'rules of the tennis match series',
    asOf: '2026-11-21',
  },
  {
    scopes: ['golf'],
    marketTypes: ['outright'],
    states: ['walkover'],
    effect: 'fair-price',
    summary: 'Withdrawn before teeing off: settles at the last fair price.',
    source: 'contract terms GOLFFINISH.pdf, one reading',
    asOf: '2026-11-21',
  },
  {
    scopes: ['mma'],
    marketTypes: ['moneyline'],
    states: ['tied', 'no-contest'],
    effect: 'half',
    orElse: 'loses',
    summary:
      'A draw or no contest pays $0.50 for both fighters by the rules; one fight was seen to end in ' +
      'No for both, so both are reckoned with.',
    source:
      'KXUFCFIGHT rules_secondary as a public project quotes it (UFC-RULES4); one recorded fight',
    asOf: '2026-09-18',
  },
  {
    scopes: ['baseball', 'soccer', 'wnba'],
    marketTypes: ['player-prop'],
    states: ['did-not-play'],
    effect: 'fair-price',
    summary:
      'A batter must start and bat, a pitcher must start and pitch, a scorer must enter the game; ' +
      'otherwise the market settles at the last fair price.',
    source: 'rules_secondary of the MLB, soccer and WNBA player series',
    asOf: '2026-11-21',
  },
]

/** Every rule of Kalshi. */
export const KALSHI_RULES = rulesOf('kalshi', [...PLAYED, ...NOT_AS_SCHEDULED, ...STOPPED])

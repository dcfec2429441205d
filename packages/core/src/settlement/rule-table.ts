/**
 * The settlement-rule table: venue × league × market type × state, as data with source and date.
 * It covers what two-sided markets of the five leagues need so far. A row says `unknown` where no
 * text was found; that is priced as the worst the venue could do.
 * @module
 */
import type { LeagueId } from '../fixtures/league.ts'
import type { MarketType } from '../fixtures/proposition.ts'
import {
  ANY_SPORTSBOOK,
  type GameState,
  type SettlementEffect,
  type SettlementRule,
} from './rule.ts'

type Row = readonly [
  league: LeagueId | 'any',
  marketType: MarketType | 'any',
  state: GameState,
  effect: SettlementEffect,
  summary: string,
  source: string,
  asOf: string,
]

const KALSHI: readonly Row[] = [
  [
    'any',
    'any',
    'completed',
    'graded',
    'The official final result decides.',
    'market rules_primary',
    '2026-08-07',
  ],
  [
    'any',
    'any',
    'tied',
    'graded',
    'A level score grades spreads and totals like any other score.',
    'market rules_primary: "wins by more than", "collectively score more"',
    '2026-08-07',
  ],
  [
    'nfl',
    'moneyline',
    'tied',
    'half',
    'A tie pays $0.50 for each team.',
    'KXNFLGAME rules_secondary, 2026 season',
    '2026-08-09',
  ],
  [
    'nhl',
    'moneyline',
    'tied',
    'half',
    'A tie pays $0.50 for each team; overtime and shootout count.',
    'KXNHLGAME rules_secondary',
    '2026-09-25',
  ],
  [
    'any',
    'any',
    'postponed-and-played',
    'graded',
    'Started within two days (48 hours): the market stays open and the result decides.',
    'rules_secondary of KXMLBGAME, KXWNBAGAME, KXNFLGAME, KXNHLGAME; assumed alike for NBA',
    '2026-08-07',
  ],
  [
    'any',
    'any',
    'cancelled',
    'fair-price',
    'Not started within two days: settles at a fair price; stakes are never refunded.',
    'rules_secondary of KXMLBGAME, KXWNBAGAME, KXNFLGAME, KXNHLGAME; assumed alike for NBA',
    '2026-08-07',
  ],
  [
    'any',
    'any',
    'shortened',
    'unknown',
    'No text found for a game called early.',
    'rules_secondary is silent; the contract terms were not read',
    '2026-08-07',
  ],
]

const SPORTSBOOK: readonly Row[] = [
  [
    'any',
    'any',
    'completed',
    'graded',
    'The final result decides, overtime included.',
    'house rules, general practice',
    '2026-11-21',
  ],
  [
    'any',
    'any',
    'tied',
    'graded',
    'A level score grades half-point spreads and totals like any other score.',
    'house rules, general practice',
    '2026-11-21',
  ],
  [
    'any',
    'moneyline',
    'tied',
    'void',
    'A two-way moneyline is a push on a tie: the stake comes back.',
    "general practice; not read in each book's own text",
    '2026-11-21',
  ],
  [
    'any',
    'any',
    'postponed-and-played',
    'unknown',
    'Some books keep bets when the game is played soon, others void them.',
    'house rules differ and change by state',
    '2026-11-21',
  ],
  [
    'mlb',
    'any',
    'postponed-and-played',
    'void',
    'A game that does not start on its day is void.',
    'DraftKings (no result within 12 hours), ESPN Bet (must start on the scheduled local day)',
    '2026-11-21',
  ],
  [
    'any',
    'any',
    'cancelled',
    'void',
    'A game that is not played is void: the stake comes back.',
    'house rules, general practice',
    '2026-11-21',
  ],
  [
    'any',
    'any',
    'shortened',
    'unknown',
    'Official after a minimum of play that differs by book; an outcome already decided may stand.',
    'Hall of Fame game of August 2024: four books refunded, one graded',
    '2026-11-21',
  ],
  [
    'mlb',
    'moneyline',
    'shortened',
    'graded',
    'Official after five innings (four and a half when the home team leads).',
    'DraftKings, BetMGM, ESPN Bet sport rules',
    '2026-11-21',
  ],
  [
    'mlb',
    'spread',
    'shortened',
    'void',
    'Run lines need nine innings (eight and a half when the home team leads).',
    'DraftKings, BetMGM, ESPN Bet sport rules',
    '2026-11-21',
  ],
  [
    'mlb',
    'total',
    'shortened',
    'void',
    'Totals need nine innings (eight and a half when the home team leads).',
    'DraftKings, BetMGM, ESPN Bet sport rules',
    '2026-11-21',
  ],
]

/** Every rule known, general rows included. */
export const SETTLEMENT_RULES: readonly SettlementRule[] = [
  ...rowsOf('kalshi', KALSHI),
  ...rowsOf(ANY_SPORTSBOOK, SPORTSBOOK),
]

function rowsOf(venue: string, rows: readonly Row[]): SettlementRule[] {
  return rows.map(([league, marketType, state, effect, summary, source, asOf]) => ({
    venue,
    league,
    marketType,
    state,
    effect,
    summary,
    source,
    asOf,
  }))
}

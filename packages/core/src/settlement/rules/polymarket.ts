/**
 * What polymarket.com does. Each market's own description is its rule, and they differ; a row here
 * holds for descriptions that were read. A share pays $1, nothing, or $0.50 where a market
 * resolves 50-50.
 * @module
 */
import { type RuleRow, rulesOf } from './rule-row.ts'

const WINNER_DESCRIPTION = 'market description, Counter-Strike match winner'
const HANDICAP_DESCRIPTION = 'market description, Counter-Strike map handicap'
const READ = '2026-04-05'

const REGULAR: readonly RuleRow[] = [
  {
    states: ['completed', 'tied'],
    effect: 'graded',
    contractPush: 'half',
    summary: 'The result decides; what is level resolves 50-50.',
    source: WINNER_DESCRIPTION,
    asOf: READ,
  },
  {
    marketTypes: ['moneyline', 'draw-no-bet'],
    states: ['tied'],
    effect: 'half',
    summary: 'A tie resolves 50-50.',
    source: `${WINNER_DESCRIPTION}; assumed alike for other sports`,
    asOf: READ,
  },
]

const IRREGULAR: readonly RuleRow[] = [
  {
    states: [
      'postponed-and-played',
      'shortened',
      'retired',
      'cancelled',
      'walkover',
      'no-contest',
      'dead-heat',
      'did-not-play',
    ],
    effect: 'unknown',
    summary: "The market's own description decides, and was not read.",
    source: 'Polymarket documentation, concepts/resolution',
    asOf: '2026-11-21',
  },
  {
    scopes: ['esports'],
    marketTypes: ['moneyline', 'spread'],
    states: ['postponed-and-played'],
    effect: 'graded',
    contractPush: 'half',
    summary: 'Played no more than seven days late: the result decides.',
    source: `${WINNER_DESCRIPTION} and map handicap`,
    asOf: READ,
  },
  {
    scopes: ['esports'],
    marketTypes: ['moneyline'],
    states: ['cancelled', 'walkover'],
    effect: 'half',
    summary: 'Not played, over seven days late, or forfeited before the start: 50-50.',
    source: WINNER_DESCRIPTION,
    asOf: READ,
  },
  {
    scopes: ['esports'],
    marketTypes: ['moneyline'],
    states: ['retired'],
    effect: 'graded',
    contractPush: 'half',
    summary: 'Forfeited after the start: resolves to the winner.',
    source: WINNER_DESCRIPTION,
    asOf: READ,
  },
  {
    scopes: ['esports'],
    marketTypes: ['spread'],
    states: ['cancelled', 'retired'],
    effect: 'half',
    summary: 'Not played, over seven days late, or begun and not completed: 50-50.',
    source: HANDICAP_DESCRIPTION,
    asOf: READ,
  },
]

/** Every rule of polymarket.com. */
export const POLYMARKET_RULES = rulesOf('polymarket', [...REGULAR, ...IRREGULAR])

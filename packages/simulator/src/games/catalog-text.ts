/**
 * Titles, labels and rules of a market, in the venue's manner and our own words.
 * @module
 */
import { dayTextOf, LEAGUE_WORDS, teamsInOrder, venueNameOf } from './catalog-words.ts'
import type { Game } from './game.ts'
import { type MarketQuestion, sellsDraw } from './market-question.ts'

/** The texts of a market, by the venue's field names. */
export interface MarketText {
  readonly title: string
  readonly yes_sub_title: string
  readonly no_sub_title: string
  readonly rules_primary: string
  readonly rules_secondary: string
  readonly early_close_condition: string
}

/** Returns the texts of a market. */
export function marketTextOf(game: Game, question: MarketQuestion): MarketText {
  const words = LEAGUE_WORDS[game.league]
  const matchup = teamsInOrder(game).map(venueNameOf).join(' vs ')
  const span = sellsDraw(game.league) ? ' after 90 minutes plus stoppage time' : ''
  const which = `the ${matchup} ${words.sport} game originally scheduled for ${dayTextOf(game)}${span}`
  const { title, label, condition } = wordingOf(game, question, matchup)
  const tieRule = question.tag === 'winner' || question.tag === 'tie' ? words.tieRule : ''
  return {
    title,
    yes_sub_title: label,
    no_sub_title: label,
    rules_primary: `If ${condition} in ${which}, then the market resolves to Yes.`,
    rules_secondary: [tieRule, IRREGULAR_RULE].filter((text) => text !== '').join(' '),
    early_close_condition: 'This market will close early once the result is known.',
  }
}

const IRREGULAR_RULE =
  'If the game is postponed but begins within 48 hours of its original start, the market stays open. ' +
  'Otherwise it will resolve to a fair market price.'

interface Wording {
  readonly title: string
  readonly label: string
  readonly condition: string
}

function wordingOf(game: Game, question: MarketQuestion, matchup: string): Wording {
  const { unit } = LEAGUE_WORDS[game.league]
  switch (question.tag) {
    case 'winner': {
      const name = venueNameOf(game[question.team])
      return { title: `${matchup} Winner?`, label: name, condition: `${name} wins` }
    }
    case 'tie':
      return { title: `${matchup} Winner?`, label: 'Tie', condition: 'neither team wins' }
    case 'spread': {
      const name = venueNameOf(game[question.team])
      const label = `${name} wins by over ${question.line} ${unit}`
      const condition = `${name} wins by more than ${question.line} ${unit}`
      return { title: `${label}?`, label, condition }
    }
    case 'total': {
      const label = `Over ${question.line} ${unit} scored`
      const condition = `both teams together score more than ${question.line} ${unit}`
      const word = `${unit.slice(0, 1).toUpperCase()}${unit.slice(1)}`
      return { title: `${matchup} Total ${word}?`, label, condition }
    }
  }
}

/**
 * The states that tail exposure speaks of, in words that follow an "if".
 * @module
 */

/** By state; a state without words is shown by its own name. */
export const STATE_WORDS: Readonly<Record<string, string>> = {
  'postponed-and-played': 'postponed and played later',
  shortened: 'called early',
  retired: 'one side gives up',
  cancelled: 'not played',
  walkover: 'one side does not start',
  'no-contest': 'there is no winner',
  'dead-heat': 'several share the place',
  'did-not-play': 'the player takes no part',
}

/**
 * Text by the cells it takes in a terminal: letters of East Asia and pictures take two, marks above a letter
 * none. What would steer a terminal, or turn the direction of writing, is a blank: names come from venues.
 * @module
 */

/** Control characters, escape included, and marks that turn the direction of writing. */
const STEERING =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g
/** Half of a character. */
const LONE_SURROGATE = /\p{Cs}/gu
/** Takes no cell: marks on the letter before, joiners. */
const NO_CELL = /^[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff]$/u
/** Takes two cells in nearly every terminal. */
const TWO_CELLS =
  /^(?:[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f000}-\u{1faff}]|[\u{20000}-\u{3fffd}]|\p{Emoji_Presentation})$/u

/** Returns text of one line without what steers. */
export function plainLine(text: string): string {
  return text.replaceAll(LONE_SURROGATE, '\ufffd').replaceAll(STEERING, ' ')
}

/** Returns how many cells a text takes. */
export function displayWidth(text: string): number {
  let width = 0
  for (const letter of text) width += cellsOf(letter)
  return width
}

/** Returns a plain text of at most `width` cells, with an ellipsis where something is missing. */
export function fitted(text: string, width: number): string {
  const plain = plainLine(text)
  if (displayWidth(plain) <= width) return plain
  let kept = ''
  let room = Math.max(0, width - 1)
  for (const letter of plain) {
    room -= cellsOf(letter)
    if (room < 0) break
    kept += letter
  }
  return width < 1 ? '' : `${kept}…`
}

/** Returns a plain text of exactly `width` cells, aligned left. */
export function fittedLeft(text: string, width: number): string {
  const fit = fitted(text, width)
  return fit + ' '.repeat(Math.max(0, width - displayWidth(fit)))
}

/** Returns a plain text of exactly `width` cells, aligned right. */
export function fittedRight(text: string, width: number): string {
  const fit = fitted(text, width)
  return ' '.repeat(Math.max(0, width - displayWidth(fit))) + fit
}

function cellsOf(letter: string): number {
  if (letter >= ' ' && letter <= '~') return 1
  if (NO_CELL.test(letter)) return 0
  return TWO_CELLS.test(letter) ? 2 : 1
}

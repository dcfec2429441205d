/**
 * The word that was probably meant.
 * @module
 */

/** Changes of a character at most, for a word that was mistyped. */
const CHANGES_MAX = 3

/** Returns the word that is fewest changes away, undefined where none is near. */
export function nearestWord(typed: string, words: readonly string[]): string | undefined {
  const longest = Math.max(1, Math.min(CHANGES_MAX, Math.floor(typed.length / 3)))
  let [nearest, fewest]: [string | undefined, number] = [undefined, longest + 1]
  for (const word of words) {
    const changes = changesBetween(typed.toLowerCase(), word)
    if (changes < fewest) [nearest, fewest] = [word, changes]
  }
  return nearest
}

/** How many characters have to be put in, taken out, replaced, or exchanged with the next one. */
function changesBetween(from: string, to: string): number {
  let before: readonly number[] = []
  let row: readonly number[] = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let line = 0; line < from.length; line += 1) {
    const next = [line + 1]
    for (let index = 0; index < to.length; index += 1) {
      const replaced = (row[index] ?? 0) + (from[line] === to[index] ? 0 : 1)
      const isTurned = from[line] === to[index - 1] && from[line - 1] === to[index]
      const turned = isTurned ? (before[index - 1] ?? Infinity) + 1 : Infinity
      next.push(Math.min(replaced, turned, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1))
    }
    before = row
    row = next
  }
  return row[to.length] ?? 0
}

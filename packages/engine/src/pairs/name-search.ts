/**
 * Names as people type them: words that occur in a text whatever case and accents, and the existing
 * names nearest to one that is not there.
 * @module
 */

/** Returns text as it is compared: lower case, no accents, one blank between words. */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** Returns a test for texts that contain every word of a query. A query without words finds all. */
export function wordsTest(query: string): (texts: readonly (string | undefined)[]) => boolean {
  const words = foldText(query).split(' ')
  return (texts) => {
    const folded = foldText(texts.join(' '))
    return words.every((word) => folded.includes(word))
  }
}

/** How many names are suggested. */
const NEAREST_MAX = 3
/** A name further away than this share of its letters is no slip of the hand. */
const DISTANCE_SHARE_MAX = 0.5

/** Returns the names nearest to one that is not among them, at most three, nearest first. */
export function nearestNames(name: string, names: Iterable<string>): readonly string[] {
  const asked = name.toLowerCase()
  const ranked: { readonly name: string; readonly distance: number }[] = []
  for (const candidate of new Set(names)) {
    const other = candidate.toLowerCase()
    const distance = editDistance(asked, other)
    if (distance <= Math.max(asked.length, other.length) * DISTANCE_SHARE_MAX) {
      ranked.push({ name: candidate, distance })
    }
  }
  return ranked
    .toSorted((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, NEAREST_MAX)
    .map(({ name: nearest }) => nearest)
}

/** Levenshtein's: letters to add, drop or change. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 0; i < a.length; i += 1) {
    const next = [i + 1]
    for (let j = 0; j < b.length; j += 1) {
      const changed = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1)
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}

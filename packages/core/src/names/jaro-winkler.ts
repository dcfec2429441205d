/**
 * The Jaro-Winkler similarity of two words: common letters near the same place, order, and a bonus
 * for a common beginning (W. E. Winkler, "String Comparator Metrics", 1990: scale 0.1, at most four
 * letters).
 * @module
 */

const PREFIX_SCALE = 0.1
const PREFIX_MAX = 4

/**
 * Returns the similarity of two words, 0 to 1, the same in both directions; 1 only for equal ones, 0
 * if one alone is empty.
 */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1
  // Letters are paired greedily: in one order, so that both directions pair alike.
  const jaro = a < b ? jaroSimilarity(a, b) : jaroSimilarity(b, a)
  let prefix = 0
  while (prefix < PREFIX_MAX && prefix < a.length && a[prefix] === b[prefix]) prefix += 1
  return jaro + prefix * PREFIX_SCALE * (1 - jaro)
}

function jaroSimilarity(a: string, b: string): number {
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1)
  const takenOfB = new Uint8Array(b.length)
  const commonOfA: number[] = []
  for (let at = 0; at < a.length; at += 1) {
    const last = Math.min(b.length - 1, at + reach)
    for (let other = Math.max(0, at - reach); other <= last; other += 1) {
      if (takenOfB[other] === 1 || a[at] !== b[other]) continue
      takenOfB[other] = 1
      commonOfA.push(at)
      break
    }
  }
  const common = commonOfA.length
  if (common === 0) return 0
  let misplaced = 0
  let next = 0
  for (let other = 0; other < b.length; other += 1) {
    if (takenOfB[other] !== 1) continue
    if (a[commonOfA[next] ?? 0] !== b[other]) misplaced += 1
    next += 1
  }
  return (common / a.length + common / b.length + (common - misplaced / 2) / common) / 3
}

/**
 * How a text is cut on its way.
 * @module
 */

/** Cuts a text into at most `count` pieces of the same length in characters, the last one shorter. */
export function piecesOf(text: string, count: number): readonly string[] {
  // Code points: half of a pair would be another character once it is sent.
  const points = Array.from(text)
  const length = Math.max(1, Math.ceil(points.length / Math.max(1, count)))
  const pieces = Math.ceil(points.length / length)
  return Array.from({ length: pieces }, (_, index) =>
    points.slice(index * length, (index + 1) * length).join(''),
  )
}

/** Returns the first half of a text, in characters rounded down. */
export function firstHalfOf(text: string): string {
  const points = Array.from(text)
  return points.slice(0, Math.floor(points.length / 2)).join('')
}

/**
 * Answers about a text, kept: a feed repeats its names at every poll.
 * @module
 */

/** Then all are forgotten: whoever sends ever new names must not fill the memory. */
export const REMEMBERED_TEXTS_MAX = 20_000

/** Returns the same pure function, which works each text out once. */
export function remembered<T>(answerOf: (text: string) => T): (text: string) => T {
  const answers = new Map<string, { readonly answer: T }>()
  return (text) => {
    const known = answers.get(text)
    if (known !== undefined) return known.answer
    if (answers.size >= REMEMBERED_TEXTS_MAX) answers.clear()
    const answer = answerOf(text)
    answers.set(text, { answer })
    return answer
  }
}

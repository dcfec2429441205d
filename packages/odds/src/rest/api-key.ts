/**
 * The key of an account, which the API wants in the address of every call. It can be put into an address
 * and struck out of a text, and neither printed nor serialised nor read back.
 * @module
 */
import { assertInput } from '@arbkit/core'

/** Shortest and longest key taken; the keys given out have 32 characters. */
export const API_KEY_LENGTH_MIN = 8
/** See {@link API_KEY_LENGTH_MIN}. */
export const API_KEY_LENGTH_MAX = 200

/** What stands in the key's place. */
export const HIDDEN_MARK = '(hidden)'

/** Visible ASCII, no blanks. */
const KEY = /^[!-~]+$/

/** How often a text may have been percent-encoded and still be seen through. */
const DECODINGS_MAX = 3

/** A key. Prints and serialises as {@link HIDDEN_MARK}. */
export class OddsApiKey {
  readonly #text: string

  /**
   * @param text as given out; blanks and line ends around it are cut
   * @throws {InvalidInputError} too short, too long, or with a character that no key has; never shown.
   */
  constructor(text: string) {
    const trimmed = text.trim()
    assertInput(trimmed !== '', 'API key: expected a key, got nothing')
    assertInput(
      trimmed.length >= API_KEY_LENGTH_MIN &&
        trimmed.length <= API_KEY_LENGTH_MAX &&
        KEY.test(trimmed),
      `API key: expected ${API_KEY_LENGTH_MIN} to ${API_KEY_LENGTH_MAX} plain characters without blanks`,
    )
    this.#text = trimmed
  }

  /** Returns an address with the key behind it as its last parameter, `apiKey`. */
  addedTo(url: string): string {
    const parameter = new URLSearchParams({ apiKey: this.#text }).toString()
    return `${url}${url.includes('?') ? '&' : '?'}${parameter}`
  }

  /**
   * Says whether a text shows as many characters of the key in a row as the shortest key has, in either
   * case, plain or percent-encoded up to three times.
   */
  isShownIn(text: string): boolean {
    const key = this.#text.toLowerCase()
    let at = text.toLowerCase()
    for (let decoding = 0; decoding <= DECODINGS_MAX; decoding += 1) {
      if (showsPart(at, key)) return true
      at = percentDecoded(at)
    }
    return false
  }

  /** Returns a text, the key replaced where it stands whole: plain, encoded or escaped as in JSON. */
  struckFrom(text: string): string {
    const encoded = encodeURIComponent(this.#text)
    const form = new URLSearchParams([['', this.#text]]).toString().slice(1)
    const escaped = JSON.stringify(this.#text).slice(1, -1)
    return [escaped, form, encoded, encoded.replaceAll(/%../g, lowerCase), this.#text].reduce(
      (rest, shown) => rest.replaceAll(shown, HIDDEN_MARK),
      text,
    )
  }

  toString(): string {
    return HIDDEN_MARK
  }

  toJSON(): string {
    return HIDDEN_MARK
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return `OddsApiKey ${HIDDEN_MARK}`
  }
}

const lowerCase = (text: string): string => text.toLowerCase()

/** Says whether a text holds any stretch of the key that is as long as the shortest key. */
function showsPart(text: string, key: string): boolean {
  for (let start = 0; start + API_KEY_LENGTH_MIN <= key.length; start += 1) {
    if (text.includes(key.slice(start, start + API_KEY_LENGTH_MIN))) return true
  }
  return false
}

/** Undoes one percent-encoding of ASCII; what is none stays as it is. */
function percentDecoded(text: string): string {
  return text.replaceAll(/%([0-7][0-9a-f])/g, (_whole, hex: string) =>
    String.fromCodePoint(Number.parseInt(hex, 16)).toLowerCase(),
  )
}

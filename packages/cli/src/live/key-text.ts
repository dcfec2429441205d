/**
 * Tells the text of a key from the name of its file, so that a key which was put where its file should be
 * named is never shown.
 * @module
 */

/** How the lines of a PEM file read, and what a file's name in a variable never holds. */
const PEM = /-----(?:BEGIN|END)|BEGIN [A-Z ]*PRIVATE KEY|[\r\n]/

/** The beginnings of RSA and Ed25519 keys in base64: with no extension behind them, or long. */
const KEY_START = /^["']?(?:MII|MC4C)(?:[^.]*$|[A-Za-z0-9+/=]{20})/

/** Long, without a separator and an extension: a line of base64, a key of an API. */
const ONE_WORD = /^["']?[A-Za-z0-9+=]{32,}["']?$/

/** As ids of keys are: no secret, but no file either. */
const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i

/** Letters of base64, of which `/` is one. */
const BASE64 = /^["']?[A-Za-z0-9+/=\s]{40,}["']?$/

/** Shorter names of folders mix letters and digits too. */
const RANDOM_LENGTH_MIN = 24

/**
 * Says whether a text looks like a key, or a part of one, and not like the name of a file. A file whose name
 * does so can be named by `./` before it.
 */
export function isKeyText(text: string): boolean {
  return [PEM, KEY_START, ONE_WORD, UUID].some((form) => form.test(text)) || isRandomPath(text)
}

/** A line of base64 that `/` happens to cut: letters of both cases and digits, long between two of them. */
function isRandomPath(text: string): boolean {
  return (
    BASE64.test(text) &&
    text
      .split(/[/\s]/)
      .some(
        (part) =>
          part.length >= RANDOM_LENGTH_MIN &&
          [/[A-Z]/, /[a-z]/, /\d/].every((kind) => kind.test(part)),
      )
  )
}

/**
 * Takes known secrets out of text that somebody else wrote: an error of a driver, an answer of a server, a
 * page. It finds them as they are and as they travel: percent-encoded, in base64, escaped in JSON; and a
 * part of them that is long enough to be of use, where a text was cut.
 * @module
 */
import { reveal, SECRET_MARK, type Secret } from './secret.ts'

/**
 * A stretch of this many characters of a secret is taken out as well. Shorter secrets are only taken out
 * whole. Long enough not to be found in other words by chance.
 */
export const SCRUB_STRETCH = 12

/** Lines of a secret shorter than this (`}` of a JSON key) are not looked for by themselves. */
const LINE_LENGTH_MIN = 8

/**
 * Returns the text with every secret replaced by `[secret]`. What stands around them stays; of secrets that
 * overlap nothing stays.
 */
export function scrub(text: string, secrets: Iterable<Secret>): string {
  const forms = new Set<string>()
  for (const secret of secrets) for (const form of formsOf(reveal(secret))) forms.add(form)
  if (forms.size === 0 || text === '') return text
  return joined(text, shownIn(text, forms))
}

/** Marks the characters of a text that are part of a form, or of a long stretch of one. */
function shownIn(text: string, forms: Iterable<string>): Uint8Array {
  const shown = new Uint8Array(text.length)
  const stretches = new Set<string>()
  for (const form of forms) {
    if (form.length < SCRUB_STRETCH) {
      for (let at = text.indexOf(form); at !== -1; at = text.indexOf(form, at + 1)) {
        shown.fill(1, at, at + form.length)
      }
    }
    for (let at = 0; at + SCRUB_STRETCH <= form.length; at += 1) {
      stretches.add(form.slice(at, at + SCRUB_STRETCH))
    }
  }
  if (stretches.size === 0) return shown
  for (let at = 0; at + SCRUB_STRETCH <= text.length; at += 1) {
    if (stretches.has(text.slice(at, at + SCRUB_STRETCH))) shown.fill(1, at, at + SCRUB_STRETCH)
  }
  return shown
}

function joined(text: string, shown: Uint8Array): string {
  let rest = ''
  let kept = 0
  for (let at = 0; at <= text.length; at += 1) {
    const isShown = at < text.length && shown[at] === 1
    if (!isShown && at > kept && shown[at - 1] === 1) {
      rest += SECRET_MARK
      kept = at
    }
    if (isShown && (at === 0 || shown[at - 1] !== 1)) {
      rest += text.slice(kept, at)
      kept = at
    }
  }
  return rest + text.slice(kept)
}

/** Every way a secret is written. */
function formsOf(secret: string): readonly string[] {
  const lines = secret
    .split(/\r\n|[\r\n]/)
    .map((line) => line.trim())
    .filter((line) => line.length >= LINE_LENGTH_MIN)
  const texts = [...new Set([secret, secret.trim(), ...lines])].filter((text) => text !== '')
  return texts.flatMap((text) => [
    ...escapedForms(text),
    ...encodedForms(text),
    ...base64Forms(utf8Of(text)),
  ])
}

/** As is, and as JSON and programs print text. */
function escapedForms(text: string): readonly string[] {
  const json = JSON.stringify(text).slice(1, -1)
  const ascii = json.replaceAll(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  const slashed = json.replaceAll('/', '\\/')
  // A program quotes with the mark that the text does not hold, and escapes the other where it must.
  const unquoted = json.replaceAll(String.raw`\"`, '"')
  const quoted = unquoted.replaceAll("'", String.raw`\'`)
  const twice = JSON.stringify(json).slice(1, -1)
  return [text, json, ascii, slashed, unquoted, quoted, twice]
}

/** Characters that addresses and forms leave as they are: all of them do, some of them do, none does. */
const LEFT_PLAIN = [
  /[A-Za-z0-9\-_.!~*'()]/,
  /[A-Za-z0-9\-_.~]/,
  /[A-Za-z0-9\-_.*]/,
  /[A-Za-z0-9]/,
] as const

/** As in an address or a form: once or twice, in either case. */
function encodedForms(text: string): readonly string[] {
  const bytes = utf8Of(text)
  return LEFT_PLAIN.flatMap((plain) => {
    const once = percentEncoded(bytes, plain)
    const form = once.replaceAll('%20', '+')
    const twice = once.replaceAll('%', '%25')
    return [once, form, twice].flatMap((each) => [each, withLowerHex(each)])
  })
}

function percentEncoded(bytes: readonly number[], plain: RegExp): string {
  return bytes
    .map((byte) => {
      const letter = String.fromCharCode(byte)
      if (byte < 0x80 && plain.test(letter)) return letter
      return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
    })
    .join('')
}

const withLowerHex = (text: string): string =>
  text.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/**
 * In base64, alone or as a part of something longer (`user:password`): what is before it shifts the
 * letters in three ways, and the first and the last letter of the part may also belong to what is around.
 */
function base64Forms(bytes: readonly number[]): readonly string[] {
  return [0, 1, 2].flatMap((before) => {
    const padded = [...Array.from({ length: before }, () => 0), ...bytes]
    const letters = base64Of(padded)
    const first = Math.ceil((before * 8) / 6)
    const last = Math.floor((padded.length * 8) / 6)
    const sure = letters.slice(first, last)
    const all = before === 0 ? [letters, sure] : [sure]
    return all.flatMap((each) =>
      // A short middle would be found by chance.
      each.length < LINE_LENGTH_MIN ? [] : [each, each.replaceAll('+', '-').replaceAll('/', '_')],
    )
  })
}

/** Without padding at the end. */
function base64Of(bytes: readonly number[]): string {
  let text = ''
  let [held, bits] = [0, 0]
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 6) {
      bits -= 6
      text += BASE64.charAt((held >> bits) & 63)
    }
    held &= (1 << bits) - 1
  }
  return bits === 0 ? text : text + BASE64.charAt((held << (6 - bits)) & 63)
}

/** A half of a pair stands for the replacement character, as everywhere. */
function utf8Of(text: string): readonly number[] {
  const bytes: number[] = []
  for (const letter of text) {
    const point = letter.codePointAt(0) ?? 0
    const code = point >= 0xd800 && point <= 0xdfff ? 0xfffd : point
    if (code < 0x80) bytes.push(code)
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63))
    else if (code < 0x10000) {
      bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63))
    } else {
      bytes.push(
        0xf0 | (code >> 18),
        0x80 | ((code >> 12) & 63),
        0x80 | ((code >> 6) & 63),
        0x80 | (code & 63),
      )
    }
  }
  return bytes
}

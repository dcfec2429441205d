/**
 * The bytes of a configuration to text: UTF-8 and nothing else, of a bounded size, with the line of what is
 * none.
 * @module
 */

/** Largest file read, bytes; a full one has about ten thousand. */
export const CONFIG_BYTES_MAX = 65_536
/** Line and column, from 1. */
export interface Spot {
  readonly line: number
  readonly column: number
}

/** A text, or why there is none. */
export type Decoded = { readonly text: string } | { readonly problem: string; readonly spot: Spot }

const TOP: Spot = { line: 1, column: 1 }
const NOT_TEXT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]/
const BYTE_ORDER_MARK = '\ufeff'

/** UTF-8 with or without a byte order mark, of text characters only. */
export function decodedText(source: string | Uint8Array): Decoded {
  if (source.length > CONFIG_BYTES_MAX) {
    return { problem: `larger than ${CONFIG_BYTES_MAX} bytes: not a configuration`, spot: TOP }
  }
  if (typeof source !== 'string' && isUtf16(source)) {
    return { problem: 'UTF-16; save it as UTF-8', spot: TOP }
  }
  const text = typeof source === 'string' ? source : utf8Text(source)
  if (typeof text === 'number') {
    return { problem: 'not UTF-8; save it as UTF-8', spot: { line: text, column: 1 } }
  }
  const at = text.search(NOT_TEXT)
  if (at !== -1) {
    const before = text.slice(0, at).split('\n')
    const spot = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
    return { problem: 'a control character; leave it out', spot }
  }
  return { text: text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text }
}

const isUtf16 = ([first, second]: Uint8Array): boolean =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)

/** Returns the text, or the number of the first line that is none. A line end is never part of a letter. */
function utf8Text(bytes: Uint8Array): string | number {
  const texts: string[] = []
  for (let from = 0; from <= bytes.length; ) {
    const end = bytes.indexOf(0x0a, from)
    const to = end === -1 ? bytes.length : end
    try {
      texts.push(
        new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.subarray(from, to)),
      )
    } catch {
      return texts.length + 1
    }
    from = to + 1
  }
  return texts.join('\n')
}

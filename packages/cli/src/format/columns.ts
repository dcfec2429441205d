/**
 * Text in columns of 80 characters, with colour only where asked.
 * @module
 */

/** Width the tables are made for. */
export const WIDTH = 80

/** Paints text, or leaves it. */
export interface Paint {
  bold(text: string): string
  dim(text: string): string
  green(text: string): string
  yellow(text: string): string
  red(text: string): string
}

/** Returns a painter; without colour every method returns its text. */
export function createPaint(isColoured: boolean): Paint {
  const code = (open: number, close: number) => (text: string) =>
    isColoured ? `\u001b[${open}m${text}\u001b[${close}m` : text
  return {
    bold: code(1, 22),
    dim: code(2, 22),
    green: code(32, 39),
    yellow: code(33, 39),
    red: code(31, 39),
  }
}

/** Returns text cut or padded to a width, aligned left. */
export function left(text: string, width: number): string {
  return cut(text, width).padEnd(width)
}

/** Returns text cut or padded to a width, aligned right. */
export function right(text: string, width: number): string {
  return cut(text, width).padStart(width)
}

/**
 * Returns text of at most `width` characters, with an ellipsis where something is missing. What would
 * steer a terminal is a blank: names come from venues and files.
 */
export function cut(text: string, width: number): string {
  const plain = plainOf(text)
  return plain.length <= width ? plain : `${plain.slice(0, Math.max(0, width - 1))}…`
}

/** Colours of our own stay. */
function plainOf(text: string): string {
  return text.replaceAll(
    /\u001b(?!\[\d{1,2}m)|[\u0000-\u001a\u001c-\u001f\u007f-\u009f\u2028\u2029]/g,
    ' ',
  )
}

/** Breaks text at spaces, and words that are too long anywhere, into lines of at most `width`, each after an indent. */
export function wrap(text: string, { width, indent }: { width: number; indent: string }): string[] {
  const room = Math.max(1, width - indent.length)
  const lines: string[] = []
  let line = ''
  for (const word of plainOf(text)
    .split(' ')
    .flatMap((whole) => piecesOf(whole, room))) {
    const next = line === '' ? word : `${line} ${word}`
    if (line !== '' && next.length > room) {
      lines.push(indent + line)
      line = word
    } else line = next
  }
  if (line !== '') lines.push(indent + line)
  return lines
}

function piecesOf(word: string, room: number): string[] {
  const pieces: string[] = []
  for (let at = 0; at < Math.max(1, word.length); at += room) pieces.push(word.slice(at, at + room))
  return pieces
}

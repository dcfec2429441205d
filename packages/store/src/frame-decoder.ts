/**
 * Decodes the lines of a session one after the other. Nearly all of a stream's lines have the same source
 * and the same request, letter by letter: what they say is remembered, and only the payload is parsed.
 * @module
 */
import { decodeFrame, type Frame, isPlainFrame, type JsonFrame, type LinePlace } from './frame.ts'

/** Most texts of source and request that are remembered: as many streams as may take turns. */
export const FRAME_HEADS_MAX = 4

/** What stands between a line's numbers and its payload. */
interface Head {
  /** From the comma after `t` to the colon after `body`. */
  readonly text: string
  /** Its fields; the same object for each frame of this head. */
  readonly fields: Pick<JsonFrame, 'source' | 'request'>
}

/** Most digits that are read by hand: any such number is exact. */
const DIGITS_MAX = 15

/**
 * Returns a decoder that says what `decodeFrame` says. Frames of the same source and request share one
 * `request` object.
 */
export function createFrameDecoder(): (line: string, place: LinePlace) => Frame {
  const heads: Head[] = []
  let next = 0

  const learn = (line: string): void => {
    const head = headOf(line)
    if (head === undefined) return
    heads[next] = head
    next = (next + 1) % FRAME_HEADS_MAX
  }

  return (line, place) => {
    const known = decodeKnown(line, heads)
    if (known !== undefined) return known
    const frame = decodeFrame(line, place)
    learn(line)
    return frame
  }
}

/** Reads a line whose head is remembered; undefined of any other, and of one that is not plainly a frame. */
function decodeKnown(line: string, heads: readonly Head[]): Frame | undefined {
  const turnAt = numberEnd(line, SEQ.length)
  if (turnAt === undefined || !line.startsWith(SEQ)) return undefined
  const tAt = numberEnd(line, turnAt + TURN.length)
  if (tAt === undefined || line.slice(turnAt, turnAt + TURN.length) !== TURN) return undefined
  const headAt = numberEnd(line, tAt + TIME.length)
  if (headAt === undefined || line.slice(tAt, tAt + TIME.length) !== TIME) return undefined
  const seq = wholeNumber(line, SEQ.length, turnAt)
  if (seq === 0 || !line.endsWith('}')) return undefined
  const head = headAtOf(line, headAt, heads)
  if (head === undefined) return undefined
  const turn = wholeNumber(line, turnAt + TURN.length, tAt)
  const t = wholeNumber(line, tAt + TIME.length, headAt)
  const { source, request } = head.fields
  try {
    const body: unknown = JSON.parse(line.slice(headAt + head.text.length, -1))
    return request === undefined
      ? { seq, turn, t, source, body }
      : { seq, turn, t, source, request, body }
  } catch {
    return undefined
  }
}

/** Compares slices: that is one comparison of bytes, `startsWith` in the middle of a line is one a letter. */
function headAtOf(line: string, at: number, heads: readonly Head[]): Head | undefined {
  for (const head of heads) {
    if (line.slice(at, at + head.text.length) === head.text) return head
  }
  return undefined
}

const SEQ = '{"seq":'
const TURN = ',"turn":'
const TIME = ',"t":'

/** Where a whole number that begins at `at` ends; undefined where there is none, or none in plain digits. */
function numberEnd(line: string, at: number): number | undefined {
  let end = at
  for (let code = line.charCodeAt(end); code >= 48 && code <= 57; code = line.charCodeAt(end))
    end += 1
  const length = end - at
  if (length === 0 || length > DIGITS_MAX) return undefined
  return length > 1 && line.charCodeAt(at) === 48 ? undefined : end
}

function wholeNumber(line: string, from: number, to: number): number {
  let value = 0
  for (let at = from; at < to; at += 1) value = value * 10 + line.charCodeAt(at) - 48
  return value
}

/**
 * The head of a line that is a frame. It is one only where any payload may follow it: what stands between
 * it and the line's last brace is then read as JSON, or the line is not.
 */
function headOf(line: string): Head | undefined {
  const from = line.indexOf(',"source":')
  const end = line.indexOf(BODY, from)
  if (from === -1 || end === -1) return undefined
  const text = line.slice(from, end + BODY.length)
  try {
    const probe: unknown = JSON.parse(`{"seq":1,"turn":0,"t":0${text}null}`)
    if (!isPlainFrame(probe)) return undefined
    const { source, request } = probe
    return { text, fields: request === undefined ? { source } : { source, request } }
  } catch {
    return undefined
  }
}

const BODY = ',"body":'

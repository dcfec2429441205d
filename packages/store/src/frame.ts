/**
 * A frame: one thing that was received, with the time of its arrival; one line of a session file.
 * A payload that is JSON is spliced into the line as its own text, never re-printed, so numbers
 * keep their digits; anything else goes in `text`. One `JSON.parse` reads a line.
 * @module
 */
import { assertInput, InvalidInputError, printable, SessionError } from '@arbkit/core'
import { z } from 'zod'
import { problemOf } from './schema-problem.ts'

/** Longest `source`, in characters. */
export const SOURCE_LENGTH_MAX = 200
/** The latest time a `Date` can hold, Unix ms. */
export const TIME_MS_MAX = 8.64e15

/** What every frame says about its payload. */
export interface FrameHeader {
  /** Position in the session, contiguous from 1. */
  readonly seq: number
  /** Evaluation happens where it grows; at least 0, never falls. */
  readonly turn: number
  /** When the payload arrived (or was captured), integer Unix ms. Not necessarily in order. */
  readonly t: number
  /** What it came from: `kalshi/ws`, `oddsapi/odds`, ...; 1 to {@link SOURCE_LENGTH_MAX}. */
  readonly source: string
  /** What was asked, for an answer; never credentials. */
  readonly request?: Readonly<Record<string, unknown>>
}

/** A frame whose payload was JSON; `body` is the parsed value. */
export interface JsonFrame extends FrameHeader {
  readonly body: unknown
}

/** A frame whose payload was not JSON; `text` is exactly what came. */
export interface TextFrame extends FrameHeader {
  readonly text: string
}

/** A frame as read; `'text' in frame` tells which. */
export type Frame = JsonFrame | TextFrame

/** A frame to be written: the payload exactly as received. The writer numbers it. */
export interface NewFrame extends Omit<FrameHeader, 'seq'> {
  readonly payload: string
}

/** The place of a line, for messages. */
export interface LinePlace {
  readonly file: string
  /** Counted from 1. */
  readonly line: number
}

const frameSchema = z.strictObject({
  seq: z.int().min(1),
  turn: z.int().min(0),
  t: z.int().min(0).max(TIME_MS_MAX),
  source: z.string().min(1).max(SOURCE_LENGTH_MAX),
  // Not z.record: that copies, and drops a key named __proto__.
  request: z.custom<Readonly<Record<string, unknown>>>(isObject, 'expected an object').optional(),
  body: z.unknown().optional(),
  text: z.string().optional(),
})

/**
 * Returns the line of a frame, without a newline. Newlines inside JSON are whitespace and become
 * spaces; half surrogate pairs inside its strings, which UTF-8 can not carry, become escapes.
 * @throws {InvalidInputError} a header field outside the bounds of {@link FrameHeader}.
 */
export function encodeFrame(seq: number, frame: NewFrame): string {
  const { turn, t, source, payload } = frame
  assertInput(Number.isSafeInteger(seq) && seq >= 1, 'seq must be a whole number from 1', { seq })
  assertInput(Number.isSafeInteger(turn) && turn >= 0, 'turn must be a whole number from 0', {
    turn,
  })
  assertInput(
    Number.isSafeInteger(t) && t >= 0 && t <= TIME_MS_MAX,
    `t must be whole Unix milliseconds, got ${printable(t)}`,
    { t },
  )
  assertInput(
    source.length >= 1 && source.length <= SOURCE_LENGTH_MAX,
    `source must have 1 to ${SOURCE_LENGTH_MAX} characters`,
    { source },
  )
  const head = `{"seq":${seq},"turn":${turn},"t":${t},"source":${JSON.stringify(source)}`
  const request = frame.request === undefined ? '' : `,"request":${requestText(frame.request)}`
  const content = isJson(payload)
    ? `"body":${onOneLine(payload)}`
    : `"text":${JSON.stringify(payload)}`
  return `${head}${request},${content}}`
}

/**
 * Returns the frame of a line.
 * @throws {SessionError} the line is not a frame; says file, line number and what is wrong.
 */
export function decodeFrame(line: string, place: LinePlace): Frame {
  const value = parseLine(line, place)
  if (isPlainFrame(value)) return value
  const parsed = frameSchema.safeParse(value)
  if (!parsed.success) throw notAFrame(place, problemOf(parsed.error, value))
  const frame = parsed.data
  const hasBody = Object.hasOwn(frame, 'body')
  if (hasBody === (frame.text !== undefined)) {
    throw notAFrame(place, 'expected either body or text')
  }
  const { seq, turn, t, source, request, text } = frame
  const header = { seq, turn, t, source, ...(request === undefined ? {} : { request }) }
  return text === undefined ? { ...header, body: frame.body } : { ...header, text }
}

/**
 * True for what the schema takes as it is, looked at by hand: nearly every line is such, and the schema
 * would cost as much as the line. What is not is left to the schema and its errors.
 */
export function isPlainFrame(value: unknown): value is Frame {
  if (!isObject(value)) return false
  let contents = 0
  for (const key in value) {
    const field: unknown = value[key]
    switch (key) {
      case 'seq':
        if (!isWhole(field) || field < 1) return false
        break
      case 'turn':
        if (!isWhole(field)) return false
        break
      case 't':
        if (!isWhole(field) || field > TIME_MS_MAX) return false
        break
      case 'source':
        if (typeof field !== 'string' || field === '' || field.length > SOURCE_LENGTH_MAX) {
          return false
        }
        break
      case 'request':
        if (!isObject(field)) return false
        break
      case 'text':
        if (typeof field !== 'string') return false
        contents += 1
        break
      case 'body':
        contents += 1
        break
      default:
        return false
    }
  }
  const hasHead = 'seq' in value && 'turn' in value && 't' in value && 'source' in value
  return hasHead && contents === 1
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function parseLine(line: string, place: LinePlace): unknown {
  try {
    return JSON.parse(line)
  } catch (error) {
    throw notAFrame(place, `not JSON: ${printable(line)}`, error)
  }
}

function notAFrame({ file, line }: LinePlace, what: string, cause?: unknown): SessionError {
  return new SessionError(`${file}:${line}: ${what}`, { context: { file, line }, cause })
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Valid JSON on one line: in it, raw newlines stand between tokens, half pairs in strings. */
function onOneLine(json: string): string {
  return json
    .replaceAll(/[\r\n]/g, ' ')
    .replaceAll(/\p{Surrogate}/gu, (half) => `\\u${half.charCodeAt(0).toString(16)}`)
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function requestText(request: Readonly<Record<string, unknown>>): string {
  try {
    return JSON.stringify(request)
  } catch (error) {
    throw new InvalidInputError('request can not be written as JSON', { cause: error })
  }
}

/**
 * Turning raw responses that people saved into the frames of a session. Pure: bytes come in, frames
 * go out; every payload is parsed once on the way, so that nothing unreadable is ever recorded.
 * @module
 */
import { type Centicontracts, InvalidInputError, type OddsFormat, SessionError } from '@arbkit/core'
import { type KalshiRecognition, recogniseKalshi } from '@arbkit/kalshi'
import { detectOddsFormat, type OddsRecognition, recogniseOdds } from '@arbkit/odds'
import { type Frame, type ImportRecord, type NewFrame, TIME_MS_MAX } from '@arbkit/store'
import {
  type FrameRequest,
  KALSHI_REST,
  KALSHI_WS,
  ODDS_API,
  type PayloadShape,
  type ImportedTimeSource,
} from '../session/frame-request.ts'
import { CLOCK_SKEW_MAX_MS } from '../scan/options.ts'
import { MarketState } from '../session/market-state.ts'
import { type ExactJson, isNestedTooDeeply, NESTING_MAX, parseExactJson } from './exact-json.ts'

/** A file to import. */
export interface InputFile {
  /** Base name, unique among the files. */
  readonly name: string
  readonly text: string
}

/** What the user says beside the files. */
export interface ImportHints {
  /** Capture times by file name, Unix ms; they win over what the file says. */
  readonly atByFile: ReadonlyMap<string, number>
  /** Capture time of files that do not say, Unix ms. */
  readonly at: number | undefined
  /** Streams that were subscribed to with `use_yes_price`, by file name. */
  readonly yesPrices?: ReadonlySet<string>
  /** Odds formats by file name. */
  readonly oddsFormats: ReadonlyMap<string, 'american' | 'decimal'>
  /** Size taken where a joined table says none; undefined: nothing can be bought there. */
  readonly assumedSize?: Centicontracts | undefined
}

/** What will be recorded. */
export interface ImportPlan {
  /** In order of time. */
  readonly frames: readonly NewFrame[]
  readonly imports: readonly ImportRecord[]
  /** Files of no known shape. */
  readonly unrecognised: readonly string[]
  /** Sports without a registry, with their events: recorded, never paired. */
  readonly unknownSports: ReadonlyMap<string, number>
}

interface Recognised {
  readonly file: InputFile
  readonly json: ExactJson
  readonly recognition: KalshiRecognition | OddsRecognition
}

/**
 * Plans an import.
 * @throws {WireFormatError} a payload that is not of the venue's shape; says file, path and value.
 * @throws {InvalidInputError} an empty file, text that is not JSON, no time, or an unclear odds format.
 * @throws {SessionError} no file of a known shape.
 */
export function planImport(files: readonly InputFile[], hints: ImportHints): ImportPlan {
  checkHints(
    files.map(({ name }) => name),
    hints,
  )
  const { planned, unrecognised, imports } = planFiles(files, hints)
  if (imports.length === 0) throw nothingToImport(unrecognised)
  const [frames, rehearsal] = [[] as NewFrame[], new Rehearsal()]
  const takeTurn = turnTaker()
  for (const { frame, body } of planned) {
    const turned = takeTurn(frame)
    rehearsal.apply(turned, body)
    frames.push(turned)
  }
  return { frames, imports, unrecognised, unknownSports: rehearsal.unknownSports() }
}

/** Returns the error that no file was of a known shape. */
export function nothingToImport(unrecognised: readonly string[]): SessionError {
  return new SessionError(`nothing to import: no known response in ${unrecognised.join(', ')}`)
}

/** What some files hold, before it is put together with others. */
export interface PlannedFiles {
  /** In order of time, the files' order within one moment; turns are not given yet. */
  readonly planned: readonly PlannedFrame[]
  readonly imports: readonly ImportRecord[]
  readonly unrecognised: readonly string[]
}

/** Plans files of raw responses. @throws as {@link planImport}, but none for want of a known shape. */
export function planFiles(files: readonly InputFile[], hints: ImportHints): PlannedFiles {
  const plans: { frames: readonly PlannedFrame[]; record: ImportRecord }[] = []
  const unrecognised: string[] = []
  for (const file of files) {
    const found = recognise(file)
    if (found === undefined) unrecognised.push(file.name)
    else plans.push(planFile(found, hints))
  }
  const frames = plans.flatMap((plan) => plan.frames)
  return {
    planned: frames.toSorted((a, b) => a.frame.t - b.frame.t),
    imports: plans.map(({ record }) => record),
    unrecognised,
  }
}

/** A frame that is to be written, and its payload as it reads. */
export interface PlannedFrame {
  readonly frame: NewFrame
  readonly body: unknown
}

function recognise(file: InputFile): Recognised | undefined {
  if (file.text.trim() === '') throw new InvalidInputError(`${file.name}: the file is empty`)
  const json = parseFile(file)
  const recognition = recogniseKalshi(json.value) ?? recogniseOdds(json.value)
  return recognition && { file, json, recognition }
}

function parseFile({ name, text }: InputFile): ExactJson {
  if (isNestedTooDeeply(text)) {
    throw new InvalidInputError(`${name}: nested deeper than ${NESTING_MAX}`)
  }
  try {
    return parseExactJson(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const why = error.message.replaceAll(/\s+/g, ' ')
    throw new InvalidInputError(`${name}: not valid JSON, perhaps cut off: ${why}`, {
      cause: error,
    })
  }
}

function planFile(
  { file, json, recognition }: Recognised,
  hints: ImportHints,
): { readonly frames: readonly PlannedFrame[]; readonly record: ImportRecord } {
  const time = fileTime(file.name, recognition, hints)
  const oddsFormat = formatOf(file.name, recognition, hints)
  const frames = recognition.frames.map((frame): PlannedFrame => {
    const own = hints.atByFile.has(file.name) ? undefined : frame.atMs
    const request: FrameRequest = {
      shape: frame.shape,
      file: file.name,
      path: frame.path,
      timeSource: own === undefined ? time.source : 'file',
      ...(oddsFormat === undefined ? {} : { oddsFormat }),
      ...(hints.yesPrices?.has(file.name) === true ? { usesYesPrices: true } : {}),
    }
    return {
      body: frame.payload,
      frame: {
        turn: 0,
        t: timeOf(own ?? time.atMs, request),
        source: sourceOf(frame.shape),
        request,
        payload: frame.payload === json.value ? file.text : json.print(frame.payload),
      },
    }
  })
  return {
    frames,
    record: {
      file: file.name,
      shape: recognition.shape,
      frames: frames.length,
      ...spanOf(frames),
      timeSource: time.source,
    },
  }
}

/** @throws {InvalidInputError} a time that a session can not hold: before 1970, say. */
function timeOf(atMs: number, { file, path }: FrameRequest): number {
  if (Number.isSafeInteger(atMs) && atMs >= 0 && atMs <= TIME_MS_MAX) return atMs
  throw new InvalidInputError(
    `${file}: ${path}: captured at ${atMs} ms, which is no time after 1970`,
  )
}

function spanOf(frames: readonly PlannedFrame[]): { firstMs: number; lastMs: number } {
  const times = frames.map(({ frame }) => frame.t)
  return {
    firstMs: times.reduce((a, b) => Math.min(a, b)),
    lastMs: times.reduce((a, b) => Math.max(a, b)),
  }
}

function fileTime(
  name: string,
  { capturedMs, newestMs, frames }: KalshiRecognition | OddsRecognition,
  hints: ImportHints,
): { readonly atMs: number; readonly source: ImportedTimeSource } {
  const flagged = hints.atByFile.get(name)
  if (flagged !== undefined) return flagTime(name, flagged, newestMs)
  if (capturedMs !== undefined) return { atMs: capturedMs, source: 'file' }
  const ofFrames = frames.map((frame) => frame.atMs).filter((atMs) => atMs !== undefined)
  if (ofFrames.length === frames.length) {
    return { atMs: ofFrames.reduce((a, b) => Math.max(a, b), 0), source: 'file' }
  }
  if (hints.at !== undefined) return flagTime(name, hints.at, newestMs)
  if (newestMs !== undefined) return { atMs: newestMs, source: 'inferred' }
  throw new InvalidInputError(`${name}: no time inside; say when it was captured: --at ${name}=ISO`)
}

/** A capture can not be older than what it holds: such a time would make old quotes look fresh. */
function flagTime(
  name: string,
  atMs: number,
  newestMs: number | undefined,
): { readonly atMs: number; readonly source: ImportedTimeSource } {
  if (newestMs !== undefined && newestMs > atMs + CLOCK_SKEW_MAX_MS) {
    const [at, newest] = [atMs, newestMs].map((ms) => new Date(ms).toISOString())
    throw new InvalidInputError(`${name}: --at ${at} is earlier than ${newest}, a time inside it`)
  }
  return { atMs, source: 'flag' }
}

function formatOf(
  name: string,
  recognition: KalshiRecognition | OddsRecognition,
  hints: ImportHints,
): Exclude<OddsFormat, 'fractional'> | undefined {
  if (!isOdds(recognition)) return undefined
  const payloads = recognition.frames.map((frame) => frame.payload)
  const format = hints.oddsFormats.get(name) ?? detectOddsFormat(payloads)
  // Where nothing is priced (a game that no book lists any more) there is nothing to misread.
  if (format !== undefined || !hasPrice(payloads)) return format
  throw new InvalidInputError(
    `${name}: the prices do not tell their format: --odds-format ${name}=american|decimal`,
  )
}

function hasPrice(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) return value.some(hasPrice)
  const price: unknown = 'price' in value ? value.price : undefined
  return typeof price === 'number' || Object.values(value).some(hasPrice)
}

function isOdds(recognition: KalshiRecognition | OddsRecognition): recognition is OddsRecognition {
  return recognition.shape.startsWith('odds-')
}

function sourceOf(shape: PayloadShape): string {
  if (shape.startsWith('odds-')) return ODDS_API
  return shape === 'kalshi-ws-stream' ? KALSHI_WS : KALSHI_REST
}

/** Gives frames that come in order of time their turns: a turn is one moment. */
export function turnTaker(): (frame: NewFrame) => NewFrame {
  let turn = 0
  let last: number | undefined
  return (frame) => {
    if (frame.t !== last) turn += 1
    last = frame.t
    return { ...frame, turn }
  }
}

/** Reads every frame as a scan will: what can not be read is refused and no session comes of it. */
export class Rehearsal {
  private readonly state = new MarketState()
  private count = 0

  /** @throws {WireFormatError} a payload that a scan could not read. */
  apply({ turn, t, source, request }: NewFrame, body: unknown): void {
    this.count += 1
    const replayed: Frame = { seq: this.count, turn, t, source, body, ...(request && { request }) }
    this.state.apply(replayed)
  }

  /** Frames so far. */
  get frames(): number {
    return this.count
  }

  /** Sports without a registry, with their events. */
  unknownSports(): ReadonlyMap<string, number> {
    const unknown = new Map<string, number>()
    for (const { sportKey, league } of this.state.oddsListings()) {
      if (league === undefined) unknown.set(sportKey, (unknown.get(sportKey) ?? 0) + 1)
    }
    return unknown
  }
}

/** Says that every file that hints speak of is there. @throws {InvalidInputError} */
export function checkHints(fileNames: readonly string[], hints: ImportHints): void {
  const names = new Set(fileNames)
  for (const name of [
    ...hints.atByFile.keys(),
    ...hints.oddsFormats.keys(),
    ...(hints.yesPrices ?? []),
  ]) {
    if (!names.has(name)) {
      throw new InvalidInputError(`no file named ${name} is being imported (use its base name)`)
    }
  }
}

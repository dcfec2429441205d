/**
 * With what an engine began: everything beside the frames that decides. It is the first frame of a session
 * that an engine records, so that a replay decides as it did. It holds no key and no secret.
 * @module
 */
import {
  cents,
  checkWire,
  type EmissionRules,
  InvalidInputError,
  insideWire,
  isArbError,
  isRecord,
  microdollars,
  type PairDecision,
  printable,
  type Rational,
  rational,
  SessionError,
  WireFormatError,
  type WireLocation,
} from '@arbkit/core'
import type { Frame } from '@arbkit/store'
import * as z from 'zod'
import { pairDecisionLine, readPairDecision } from '../decisions/decision-record.ts'
import type { PaperDeskOptions } from '../paper/paper-options.ts'
import { readPaperDeskOptions } from '../paper/read-paper-options.ts'
import type { ScanOptions } from '../scan/options.ts'
import { ENGINE, type FrameRequest } from '../session/frame-request.ts'

/** Form of the frame; another one is another number. */
export const ENGINE_START_FORM = 'arbkit.engine-start/1'

/** With what an engine began. */
export interface EngineStart {
  /** Of the program. */
  readonly version: string
  readonly scan: ScanOptions
  /** What is worth telling; core's own where left out. */
  readonly rules?: EmissionRules | undefined
  /** What people had decided about pairs: the whole log. */
  readonly decisions: readonly PairDecision[]
  /** What a file of one's own says about pairs: it beats the log. */
  readonly overrides?: readonly PairDecision[] | undefined
  /** Options and snapshot of the paper desk; nothing is traded on paper where left out. */
  readonly paper?: PaperDeskOptions | undefined
}

const rationalSchema = z.strictObject({ numerator: z.int(), denominator: z.int().min(1) })
const age = z.number().min(0)

const scanSchema = z.strictObject({
  books: z
    .array(
      z.strictObject({
        key: z.string().min(1),
        commission: rationalSchema.optional(),
        maxStakeCents: z.int().min(1).optional(),
      }),
    )
    .optional(),
  maxAge: z.strictObject({ feedPreGameMs: age, feedInPlayMs: age, exchangeMs: age }),
  maxStake: z.strictObject({ amount: z.int(), isDefault: z.boolean() }),
  bankroll: z.int(),
  minProfit: z.int(),
  minReturn: rationalSchema,
  maxReturn: rationalSchema,
  withinMs: age.optional(),
  limit: z.int().min(1).optional(),
})

const rulesSchema = z.strictObject({
  profitChangeMax: z.int(),
  profitChangeShareMax: rationalSchema,
  decisionAgeMsMax: age,
  memoryMs: age,
  idsMax: z.int().min(1),
})

const startSchema = z.strictObject({
  schema: z.literal(ENGINE_START_FORM),
  version: z.string().min(1),
  scan: scanSchema,
  rules: rulesSchema.optional(),
  decisions: z.array(z.unknown()),
  overrides: z.array(z.unknown()).optional(),
  paper: z.unknown().optional(),
})

/**
 * Returns the payload of the frame, JSON: money whole numbers of its unit, shares fractions, what is not
 * set left out. The same start gives the same text.
 * @throws {InvalidInputError} something in it that {@link parseEngineStart} would refuse.
 */
export function engineStartText(start: EngineStart): string {
  try {
    const at = { source: 'engine start', path: '$' }
    // As it is read, so that keys come in the order of the form.
    return bodyText(parseEngineStart(JSON.parse(bodyText(start)), at))
  } catch (error) {
    if (!(error instanceof WireFormatError)) throw error
    throw new InvalidInputError(error.message, { cause: error })
  }
}

function bodyText({ version, scan, rules, decisions, overrides, paper }: EngineStart): string {
  return JSON.stringify({
    schema: ENGINE_START_FORM,
    version,
    scan,
    rules,
    paper,
    decisions: decisions.map(decisionJson),
    overrides: overrides?.map(decisionJson),
  })
}

const decisionJson = (decision: PairDecision): unknown => JSON.parse(pairDecisionLine(decision))

/**
 * Reads the frame's payload.
 * @throws {SessionError} a form that this version does not know: a newer one wrote it.
 * @throws {WireFormatError} a field that is missing, unknown or out of its bounds.
 */
export function parseEngineStart(body: unknown, at: WireLocation): EngineStart {
  refuseOtherForms(body, at)
  const read = checkWire(startSchema, body, at)
  const decisionsAt = (key: 'decisions' | 'overrides') =>
    (read[key] ?? []).map((entry, index) => readPairDecision(entry, insideWire(at, key, index)))
  return {
    version: read.version,
    scan: within(insideWire(at, 'scan'), read.scan, scanOf),
    decisions: decisionsAt('decisions'),
    ...(read.rules === undefined
      ? {}
      : { rules: within(insideWire(at, 'rules'), read.rules, rulesOf) }),
    ...(read.overrides === undefined ? {} : { overrides: decisionsAt('overrides') }),
    ...(read.paper === undefined
      ? {}
      : { paper: readPaperDeskOptions(read.paper, insideWire(at, 'paper')) }),
  }
}

/** Returns what an engine began with, where the frame says so; undefined of any other frame. */
export function engineStartOf(frame: Frame): EngineStart | undefined {
  if (!isOfShape(frame, 'engine-start') || !('body' in frame)) return undefined
  return parseEngineStart(frame.body, { source: `frame ${frame.seq}`, path: '$' })
}

/** Returns what the frame of an engine says about itself. */
export function engineRequest(shape: 'engine-start' | 'pair-decisions'): FrameRequest {
  return { shape, file: 'engine', path: '$', timeSource: 'received' }
}

/** True for a frame that an engine wrote about itself, of a shape. */
export function isOfShape({ source, request }: Frame, shape: string): boolean {
  return source === ENGINE && request?.['shape'] === shape
}

function refuseOtherForms(body: unknown, { source }: WireLocation): void {
  const form = isRecord(body) ? body['schema'] : undefined
  if (form === ENGINE_START_FORM || typeof form !== 'string') return
  const version = isRecord(body) ? body['version'] : undefined
  const by = typeof version === 'string' ? `, written by arb ${printable(version)}` : ''
  throw new SessionError(
    `${source}: the engine's start is of the form ${printable(form)}${by}; ` +
      `this version reads ${ENGINE_START_FORM}: a newer arb is needed`,
  )
}

function scanOf(read: z.infer<typeof scanSchema>): ScanOptions {
  const { books, maxAge, maxStake, withinMs, limit } = read
  return {
    books: books?.map(({ key, commission, maxStakeCents }) => ({
      key,
      commission: commission === undefined ? undefined : rationalOf(commission),
      ...(maxStakeCents === undefined ? {} : { maxStakeCents: cents(maxStakeCents) }),
    })),
    maxAge,
    maxStake: { amount: cents(maxStake.amount), isDefault: maxStake.isDefault },
    bankroll: microdollars(read.bankroll),
    minProfit: microdollars(read.minProfit),
    minReturn: rationalOf(read.minReturn),
    maxReturn: rationalOf(read.maxReturn),
    withinMs,
    limit,
  }
}

function rulesOf(read: z.infer<typeof rulesSchema>): EmissionRules {
  return {
    ...read,
    profitChangeMax: microdollars(read.profitChangeMax),
    profitChangeShareMax: rationalOf(read.profitChangeShareMax),
  }
}

const rationalOf = ({ numerator, denominator }: Rational): Rational =>
  rational(numerator, denominator)

/** A value that a unit refuses is a wire value that is out of its bounds. */
function within<Read, Value>(at: WireLocation, read: Read, make: (read: Read) => Value): Value {
  try {
    return make(read)
  } catch (error) {
    if (!isArbError(error)) throw error
    throw new WireFormatError(at, { expected: error.message, got: read }, { cause: error })
  }
}

/**
 * The manifest of a recorded session, `manifest.json`: what is in the folder and how it came to
 * be. Written when a session is begun (not `complete`) and replaced when it is closed; a session
 * whose manifest is missing or not complete ended in a crash and is still readable.
 * @module
 */
import { assertInput, printable, SessionError } from '@arbkit/core'
import { z } from 'zod'
import { TIME_MS_MAX } from './frame.ts'
import { FILES_MAX } from './record-files.ts'
import { problemOf } from './schema-problem.ts'

/** Base name of the manifest. */
export const MANIFEST_NAME = 'manifest.json'
/**
 * The newest version that is written and read. Version 1 has no decisions; a session without decisions
 * is still written as that, so that programs which know nothing else read it.
 */
export const SESSION_VERSION = 2
const VERSION_WITHOUT_DECISIONS = 1

const FORMAT = 'arbkit-session'
const count = z.int().min(0)
const unixMs = z.int().min(0).max(TIME_MS_MAX)

const fileSchema = z
  .strictObject({
    /** Base name; the pattern keeps a manifest from naming a file elsewhere. */
    name: z.string().regex(/^frames-\d{4}\.ndjson\.zst$/),
    /** Frames in the file. */
    frames: z.int().min(1),
    firstSeq: z.int().min(1),
    lastSeq: z.int().min(1),
  })
  .readonly()

const decisionFileSchema = z
  .strictObject({
    /** Base name. */
    name: z.string().regex(/^decisions-\d{4}\.ndjson\.zst$/),
    /** Decisions in the file. */
    decisions: z.int().min(1),
  })
  .readonly()

const decisionsSchema = z
  .strictObject({
    count: z.int().min(1),
    files: z.array(decisionFileSchema).min(1).max(FILES_MAX).readonly(),
  })
  .readonly()

const importSchema = z
  .strictObject({
    /** Base name of the imported file. */
    file: z.string().regex(/^[^/\\]+$/, 'expected a base name'),
    /** What it was recognised as. */
    shape: z.string().min(1),
    /** Frames it gave. */
    frames: count,
    /** Capture time of its first and last frame, Unix ms; absent without frames. */
    firstMs: unixMs.optional(),
    lastMs: unixMs.optional(),
    /** Whether the capture time stood in the file, was told by a flag, or is a guess. */
    timeSource: z.enum(['file', 'flag', 'inferred']),
    note: z.string().optional(),
  })
  .readonly()

const manifestSchema = z
  .strictObject({
    format: z.literal(FORMAT),
    version: z.literal([VERSION_WITHOUT_DECISIONS, SESSION_VERSION]),
    /** False until the session was closed: the counts below are then not final. */
    complete: z.boolean(),
    /** Program, version and command, for example `arb 0.1.0 import`. */
    createdBy: z.string().min(1),
    /** ISO 8601, UTC. */
    startedAt: z.iso.datetime(),
    /** `firstMs` and `lastMs`: `t` of the first and the last frame, absent without frames. */
    frames: z
      .strictObject({ count, firstMs: unixMs.optional(), lastMs: unixMs.optional() })
      .readonly(),
    files: z.array(fileSchema).max(FILES_MAX).readonly(),
    /** What was decided meanwhile; absent where nothing was, and in version 1. */
    decisions: decisionsSchema.optional(),
    imports: z.array(importSchema).readonly().optional(),
  })
  .readonly()

/** What a session says about itself. */
export type SessionManifest = z.output<typeof manifestSchema>
/** One file of frames in a session. */
export type SessionFile = z.output<typeof fileSchema>
/** One file of decisions in a session. */
export type DecisionFile = z.output<typeof decisionFileSchema>
/** One file that `arb import` took frames from. */
export type ImportRecord = z.output<typeof importSchema>

/** Returns the manifest of a session that was just begun. */
export function newManifest(options: {
  readonly createdBy: string
  readonly startedAtMs: number
}): SessionManifest {
  const { createdBy, startedAtMs } = options
  assertInput(createdBy !== '', 'createdBy must not be empty')
  assertInput(
    startedAtMs >= 0 && startedAtMs <= TIME_MS_MAX,
    `startedAtMs must be Unix milliseconds, got ${printable(startedAtMs)}`,
  )
  return {
    format: FORMAT,
    version: VERSION_WITHOUT_DECISIONS,
    complete: false,
    createdBy,
    startedAt: new Date(startedAtMs).toISOString(),
    frames: { count: 0 },
    files: [],
  }
}

/** Returns the manifest of a session that was closed, of the oldest version that can say it. */
export function closedManifest(
  begun: SessionManifest,
  found: Pick<SessionManifest, 'frames' | 'files' | 'imports'> & {
    readonly decisionFiles: readonly DecisionFile[]
  },
): SessionManifest {
  const { decisionFiles: files, ...rest } = found
  const closed = { ...begun, ...rest, complete: true }
  if (files.length === 0) return closed
  const count = files.reduce((sum, { decisions }) => sum + decisions, 0)
  return { ...closed, version: SESSION_VERSION, decisions: { count, files } }
}

/** Returns the text of a manifest file. */
export function printManifest(manifest: SessionManifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`
}

/**
 * Returns the manifest in a text; `file` is its path for messages.
 * @throws {SessionError} not a manifest, one of another version, or one that contradicts itself.
 */
export function parseManifest(text: string, file: string): SessionManifest {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new SessionError(`${file}: not JSON: ${printable(text)}`, { cause: error })
  }
  checkVersion(value, file)
  const parsed = manifestSchema.safeParse(value)
  if (!parsed.success) throw new SessionError(`${file}: ${problemOf(parsed.error, value)}`)
  const contradiction = contradictionOf(parsed.data)
  if (contradiction !== undefined) throw new SessionError(`${file}: ${contradiction}`)
  return parsed.data
}

/** Another format or version has another shape: said before any field is looked at. */
function checkVersion(value: unknown, file: string): void {
  const head = z.object({ format: z.literal(FORMAT), version: z.unknown() }).safeParse(value)
  if (!head.success) {
    throw new SessionError(
      `${file}: not the manifest of a session: ${problemOf(head.error, value)}`,
    )
  }
  const { version } = head.data
  if (version === VERSION_WITHOUT_DECISIONS || version === SESSION_VERSION) return
  throw new SessionError(
    `${file}: session version ${printable(version)} is not known here, ` +
      `expected ${VERSION_WITHOUT_DECISIONS} or ${SESSION_VERSION}`,
  )
}

function contradictionOf(manifest: SessionManifest): string | undefined {
  return contradictionOfFrames(manifest) ?? contradictionOfDecisions(manifest)
}

function contradictionOfDecisions({ version, decisions }: SessionManifest): string | undefined {
  if (decisions === undefined) return undefined
  if (version === VERSION_WITHOUT_DECISIONS) return `version ${version} has no decisions`
  const count = decisions.files.reduce((sum, file) => sum + file.decisions, 0)
  if (decisions.count !== count) return `decisions.count must be ${count}`
  const names = new Set(decisions.files.map(({ name }) => name))
  return names.size === decisions.files.length ? undefined : 'a file of decisions stands twice'
}

function contradictionOfFrames({ files, frames }: SessionManifest): string | undefined {
  let nextSeq = 1
  for (const file of files) {
    if (file.firstSeq !== nextSeq) return `${file.name}: firstSeq must be ${nextSeq}`
    if (file.lastSeq !== nextSeq + file.frames - 1) return `${file.name}: lastSeq and frames differ`
    nextSeq += file.frames
  }
  if (frames.count !== nextSeq - 1) return `frames.count must be ${nextSeq - 1}`
  const hasTimes = frames.firstMs !== undefined && frames.lastMs !== undefined
  return hasTimes === frames.count > 0 ? undefined : 'firstMs and lastMs stand where frames are'
}

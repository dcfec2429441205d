/**
 * Reads a recorded session. What is wrong is an error; what is only incomplete (a crash, a torn
 * tail) is read as far as it goes and said. Frames are never skipped: `seq` has to be contiguous.
 * @module
 */
import { readdir, readFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { SessionError } from '@arbkit/core'
import { checkDecisionFiles, readDecisionLines } from './decision-reader.ts'
import { isSystemError, reasonOf } from './file-sink.ts'
import { decodeFrame, type Frame, type LinePlace } from './frame.ts'
import { createFrameDecoder } from './frame-decoder.ts'
import { createLineReader } from './line-reader.ts'
import { MANIFEST_NAME, parseManifest, type SessionFile, type SessionManifest } from './manifest.ts'
import { oneByOne } from './one-by-one.ts'
import { recordFileName } from './record-files.ts'
import { isUnfinishedSessionName } from './session-folder.ts'
import type { SessionProblem } from './session-problem.ts'
import { FRAMES_PREFIX } from './session-streams.ts'

/** A session opened for reading. */
export interface Session {
  /** The folder, as it was given. */
  readonly dir: string
  /** Absent when the writer was killed as it began. Not `complete`: its counts are not final. */
  readonly manifest: SessionManifest | undefined
  /**
   * All frames in order; each call starts over. Damage may show only at the end of its file: when
   * this throws, what came before is not to be trusted.
   * @throws {SessionError} damage, or frames missing in the middle; says file, line and what.
   */
  frames(): AsyncIterable<Frame>
  /** The same frames, those that were read together at a time: to be taken in order, each but once. */
  frameBatches(): AsyncIterable<Iterable<Frame>>
  /**
   * The lines of all decisions in order, without their ends; each call starts over. Of a session that
   * was not closed, those of its last second may be missing, and those beyond its last frame's turn
   * are left out, which {@link Session.problems} says.
   * @throws {SessionError} as `frames`.
   */
  decisions(): AsyncIterable<string>
  /** What was incomplete so far: complete itself once everything has been read to its end. */
  problems(): readonly SessionProblem[]
}

/**
 * Opens the session in the folder `dir`.
 * @throws {SessionError} not a session, of another version, or its files are not all there.
 */
export async function openSession(dir: string): Promise<Session> {
  const names = await namesIn(dir)
  if (isUnfinishedSessionName(basename(resolve(dir)))) {
    throw new SessionError(`${dir}: an import that never finished; it can be deleted`)
  }
  const manifest = names.includes(MANIFEST_NAME) ? await readManifest(dir) : undefined
  const found = names.filter((name) => FRAMES_FILE.test(name)).toSorted()
  if (manifest === undefined && found.length === 0) {
    throw new SessionError(
      `${dir}: not a session: ` +
        `neither ${MANIFEST_NAME} nor ${recordFileName(FRAMES_PREFIX, 1)} in it`,
    )
  }
  const opening: readonly SessionProblem[] = openingProblems(manifest)
  const decided = names.filter((name) => DECISIONS_FILE.test(name)).toSorted()
  if (manifest?.complete === true) {
    checkFiles(dir, { manifest, found })
    checkDecisionFiles(dir, { manifest, found: decided })
  }
  let reading: SessionProblem[] = []
  let deciding: SessionProblem[] = []

  const frameBatches = () => {
    reading = []
    return readFrames(dir, { files: found, manifest, problems: reading })
  }

  return {
    dir,
    manifest,
    frames: () => oneByOne(frameBatches()),
    frameBatches,
    decisions() {
      deciding = []
      const lastTurn = () => lastTurnOf(dir, found)
      return readDecisionLines(dir, { files: decided, manifest, lastTurn, problems: deciding })
    },
    problems: () => [...opening, ...reading, ...deciding],
  }
}

const FRAMES_FILE = /^frames-\d{4}\.ndjson\.zst$/
const DECISIONS_FILE = /^decisions-\d{4}\.ndjson\.zst$/

/** Turns never fall, so it is that of the last line of the last file that has one. */
async function lastTurnOf(dir: string, files: readonly string[]): Promise<number | undefined> {
  for (const name of files.toReversed()) {
    const file = join(dir, name)
    let [last, line] = ['', 0]
    for await (const text of createLineReader(file).lines()) {
      last = text
      line += 1
    }
    if (line > 0) return decodeFrame(last, { file, line }).turn
  }
  return undefined
}

async function namesIn(dir: string): Promise<readonly string[]> {
  try {
    return await readdir(dir)
  } catch (error) {
    const what = isSystemError(error, ['ENOENT'])
      ? 'no such session'
      : isSystemError(error, ['ENOTDIR'])
        ? `not a session: it must be a folder with ${MANIFEST_NAME}`
        : `can not be read: ${reasonOf(error)}`
    throw new SessionError(`${dir}: ${what}`, { cause: error })
  }
}

async function readManifest(dir: string): Promise<SessionManifest | undefined> {
  const path = join(dir, MANIFEST_NAME)
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    throw new SessionError(`${path}: can not be read: ${reasonOf(error)}`, { cause: error })
  }
  // The file is created before it is filled: empty, it is that of a writer killed in between.
  return text === '' ? undefined : parseManifest(text, path)
}

function openingProblems(manifest: SessionManifest | undefined): readonly SessionProblem[] {
  if (manifest === undefined) return [{ tag: 'manifest-missing' }]
  return manifest.complete ? [] : [{ tag: 'not-closed' }]
}

/** In a closed session the folder and the manifest name the same files. */
function checkFiles(
  dir: string,
  { manifest, found }: { readonly manifest: SessionManifest; readonly found: readonly string[] },
): void {
  const listed = new Set(manifest.files.map(({ name }) => name))
  const missing = manifest.files.find(({ name }) => !found.includes(name))
  if (missing !== undefined) {
    throw new SessionError(`${join(dir, missing.name)}: missing, ${MANIFEST_NAME} lists it`)
  }
  const extra = found.find((name) => !listed.has(name))
  if (extra !== undefined) {
    throw new SessionError(`${join(dir, extra)}: ${MANIFEST_NAME} does not list it`)
  }
}

interface Reading {
  /** Base names in order. */
  readonly files: readonly string[]
  readonly manifest: SessionManifest | undefined
  /** Filled while reading. */
  readonly problems: SessionProblem[]
}

/** The frames of a session, those of a batch decoded as they are asked for. */
async function* readFrames(
  dir: string,
  { files, manifest, problems }: Reading,
): AsyncGenerator<Iterable<Frame>, void, undefined> {
  const order = createOrderCheck()
  const decode = createFrameDecoder()
  for (const name of files) {
    const file = join(dir, name)
    const reader = createLineReader(file)
    let line = 0
    for await (const texts of reader.batches()) {
      yield framesOf(texts, { file, line: line + 1 }, { decode, order })
      line += texts.length
    }
    const { isTorn, zstdFrameCount } = reader.ending()
    if (isTorn) {
      order.noteTear(file)
      problems.push({ tag: 'torn-tail', file: name, atLine: line + 1 })
    }
    if (zstdFrameCount > 1) {
      problems.push({ tag: 'several-zstd-frames', file: name, count: zstdFrameCount })
    }
    const entry = manifest?.files.find((each) => each.name === name)
    if (entry !== undefined && !isTorn) checkCount(file, { entry, count: line })
  }
  const count = order.count()
  if (manifest?.complete === true && count !== manifest.frames.count) {
    problems.push({ tag: 'frames-lost', count, expectedCount: manifest.frames.count })
  }
  problems.push(...order.problems())
}

interface Decoding {
  readonly decode: ReturnType<typeof createFrameDecoder>
  readonly order: ReturnType<typeof createOrderCheck>
}

/** The frames of lines that follow each other; `place` is that of the first. */
function* framesOf(
  texts: readonly string[],
  { file, line: firstLine }: LinePlace,
  { decode, order }: Decoding,
): Generator<Frame, void, undefined> {
  let line = firstLine
  for (const text of texts) {
    const frame = decode(text, { file, line })
    order.check(frame, { file, line })
    yield frame
    line += 1
  }
}

function checkCount(
  file: string,
  { entry, count }: { readonly entry: SessionFile; readonly count: number },
): void {
  if (count === entry.frames) return
  throw new SessionError(
    `${file}: holds ${count} frames, ${MANIFEST_NAME} says ${entry.frames}: it was changed or cut`,
  )
}

/** Checks the order of frames over all files of a session. */
function createOrderCheck() {
  let last: Frame | undefined
  let tornFile: string | undefined
  let backwardsCount = 0
  let backwardsSeq = 0
  return {
    check(frame: Frame, { file, line }: LinePlace): void {
      const expected = (last?.seq ?? 0) + 1
      if (frame.seq !== expected) {
        const tear = tornFile === undefined ? '' : `; ${tornFile} is torn`
        throw new SessionError(
          `${file}:${line}: $.seq: expected ${expected}, got ${frame.seq}${tear}`,
        )
      }
      if (last !== undefined && frame.turn < last.turn) {
        throw new SessionError(
          `${file}:${line}: $.turn: expected ${last.turn} or more, got ${frame.turn}`,
        )
      }
      if (last !== undefined && frame.t < last.t) {
        backwardsCount += 1
        if (backwardsCount === 1) backwardsSeq = frame.seq
      }
      last = frame
    },
    noteTear(file: string): void {
      tornFile = file
    },
    count: () => last?.seq ?? 0,
    problems(): readonly SessionProblem[] {
      if (backwardsCount === 0) return []
      return [{ tag: 'time-backwards', count: backwardsCount, seq: backwardsSeq }]
    },
  }
}

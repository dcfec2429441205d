/**
 * Reads the decisions of a recorded session. Decisions whose frames are not there (the disk lost them
 * with the power) are left out, and that is said: nobody could tell what they were made from.
 * @module
 */
import { join } from 'node:path'
import { SessionError } from '@arbkit/core'
import { createLineReader } from './line-reader.ts'
import type { SessionManifest } from './manifest.ts'
import type { SessionProblem } from './session-problem.ts'

/** What is read, and what is known of it. */
export interface DecisionReading {
  /** Base names of the files of decisions, in order. */
  readonly files: readonly string[]
  readonly manifest: SessionManifest | undefined
  /** Turn of the last frame that can be read; only asked of a session that was not closed. */
  readonly lastTurn: () => Promise<number | undefined>
  /** Filled while reading. */
  readonly problems: SessionProblem[]
}

/**
 * Gives the lines in order.
 * @throws {SessionError} damage, a line that is no decision, or decisions missing in the middle.
 */
export async function* readDecisionLines(
  dir: string,
  { files, manifest, lastTurn, problems }: DecisionReading,
): AsyncGenerator<string, void, undefined> {
  if (files.length === 0) return
  const isClosed = manifest?.complete === true
  const turnMax = isClosed ? Infinity : ((await lastTurn()) ?? -1)
  const order = createOrder()
  let [count, ahead] = [0, 0]
  for (const name of files) {
    const file = join(dir, name)
    const reader = createLineReader(file)
    let line = 0
    for await (const text of reader.lines()) {
      line += 1
      const turn = order.turnOf(text, `${file}:${line}`)
      if (turn > turnMax) ahead += 1
      else yield text
    }
    const { isTorn, zstdFrameCount } = reader.ending()
    count += line
    if (isTorn) {
      order.noteTear(file)
      problems.push({ tag: 'torn-tail', file: name, atLine: line + 1 })
    }
    if (zstdFrameCount > 1) {
      problems.push({ tag: 'several-zstd-frames', file: name, count: zstdFrameCount })
    }
    if (!isTorn) checkCount(file, { manifest, name, count: line })
  }
  if (ahead > 0) problems.push({ tag: 'decisions-ahead', count: ahead, turn: turnMax })
  const expectedCount = manifest?.decisions?.count
  if (isClosed && expectedCount !== undefined && count !== expectedCount) {
    problems.push({ tag: 'decisions-lost', count, expectedCount })
  }
}

/** In a closed session whose manifest tells of decisions, the folder holds just those. */
export function checkDecisionFiles(
  dir: string,
  { manifest, found }: { readonly manifest: SessionManifest; readonly found: readonly string[] },
): void {
  if (manifest.decisions === undefined) return
  const listed = manifest.decisions.files.map(({ name }) => name)
  const missing = listed.find((name) => !found.includes(name))
  if (missing !== undefined) {
    throw new SessionError(`${join(dir, missing)}: missing, the manifest lists it`)
  }
  const extra = found.find((name) => !listed.includes(name))
  if (extra !== undefined) {
    throw new SessionError(`${join(dir, extra)}: the manifest does not list it`)
  }
}

function checkCount(
  file: string,
  {
    manifest,
    name,
    count,
  }: {
    readonly manifest: SessionManifest | undefined
    readonly name: string
    readonly count: number
  },
): void {
  const expected = manifest?.decisions?.files.find((each) => each.name === name)?.decisions
  if (expected === undefined || expected === count) return
  throw new SessionError(
    `${file}: holds ${count} decisions, the manifest says ${expected}: it was changed or cut`,
  )
}

/** Checks the order of decisions over all files of a session. */
function createOrder() {
  let lastTurn = 0
  let tornFile: string | undefined
  return {
    turnOf(text: string, place: string): number {
      if (tornFile !== undefined) {
        throw new SessionError(`${place}: decisions before it are missing: ${tornFile} is torn`)
      }
      const turn = turnIn(text)
      if (turn === undefined) {
        throw new SessionError(`${place}: not a decision: expected a JSON object with its turn`)
      }
      if (turn < lastTurn) {
        throw new SessionError(`${place}: $.turn: expected ${lastTurn} or more, got ${turn}`)
      }
      lastTurn = turn
      return turn
    },
    noteTear(file: string): void {
      tornFile = file
    },
  }
}

function turnIn(text: string): number | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  const turn = typeof value === 'object' && value !== null && 'turn' in value ? value.turn : -1
  return Number.isSafeInteger(turn) && (turn as number) >= 0 ? (turn as number) : undefined
}

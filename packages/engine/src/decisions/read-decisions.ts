/**
 * Everything that was decided, from where it is kept: the log, and a file of overrides beside it.
 * @module
 */
import { stat } from 'node:fs/promises'
import { type DecisionState, decisionStateOf, type PairDecision } from '@arbkit/core'
import { readInputs } from '../import/import-session.ts'
import { parseDecisionOverrides } from './decision-overrides.ts'
import type { JsonDecisionStore } from './json-decision-store.ts'

/** Everything that was decided, and where. */
export interface Decisions {
  readonly state: DecisionState
  /** The log, as it was written. */
  readonly log: readonly PairDecision[]
  /** The file of overrides. */
  readonly overrides: readonly PairDecision[]
  /** What a person must know about the log, one line each. */
  readonly problems: readonly string[]
}

/**
 * Reads a log and, where there is one, a file of overrides.
 * @throws {ArbError} one of them can not be read, or says something that is no decision.
 */
export async function readDecisions(
  store: JsonDecisionStore,
  overridesPath?: string,
): Promise<Decisions> {
  const log = await store.read()
  const overrides = overridesPath === undefined ? [] : await readOverrides(overridesPath)
  return { state: decisionStateOf(log, overrides), log, overrides, problems: store.problems() }
}

async function readOverrides(path: string): Promise<readonly PairDecision[]> {
  const [file] = await readInputs([path])
  if (file === undefined) return []
  const { mtimeMs } = await stat(path)
  return parseDecisionOverrides(file.text, { name: file.name, atMs: Math.floor(mtimeMs) })
}

/**
 * Everything that was decided, from where it is kept: a log or a database, and a file of overrides beside it.
 * @module
 */
import { stat } from 'node:fs/promises'
import { type DecisionState, decisionStateOf, type PairDecision } from '@arbkit/core'
import { readInputs } from '../import/import-session.ts'
import { parseDecisionOverrides } from './decision-overrides.ts'
import type { DecisionStore } from './decision-store.ts'

/** Everything that was decided, and where. */
export interface Decisions {
  readonly state: DecisionState
  /** The log, as it was written. */
  readonly log: readonly PairDecision[]
  /** The file of overrides. */
  readonly overrides: readonly PairDecision[]
}

/**
 * Reads a log and, where there is one, a file of overrides.
 * @throws {ArbError} one of them can not be read, or says something that is no decision.
 */
export async function readDecisions(
  store: DecisionStore,
  overridesPath?: string,
): Promise<Decisions> {
  const log = await store.read()
  const overrides = overridesPath === undefined ? [] : await readOverrides(overridesPath)
  return { state: decisionStateOf(log, overrides), log, overrides }
}

async function readOverrides(path: string): Promise<readonly PairDecision[]> {
  const [file] = await readInputs([path])
  if (file === undefined) return []
  const { mtimeMs } = await stat(path)
  return parseDecisionOverrides(file.text, { name: file.name, atMs: Math.floor(mtimeMs) })
}

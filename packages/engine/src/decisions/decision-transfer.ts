/**
 * Decisions as a file to hand on: an export holds a whole log, an import adds what is not known yet.
 * A log is append-only, so that two of them are merged by putting them together.
 * @module
 */
import {
  checkWire,
  decisionsInOrder,
  InvalidInputError,
  insideWire,
  isRecord,
  type PairDecision,
} from '@arbkit/core'
import * as z from 'zod'
import { readDecisionLog } from './decision-log.ts'
import { pairDecisionLine, readPairDecision, refuseOtherKeys } from './decision-record.ts'
import type { DecisionStore } from './decision-store.ts'

/** The `schema` of an export. */
export const DECISIONS_SCHEMA = 'arbkit.pair-decisions/1'

const exportSchema = z.object({
  schema: z.literal(DECISIONS_SCHEMA),
  decisions: z.array(z.unknown()),
})

/** Returns a log as an export, JSON: each decision once, by time, a line each. */
export function decisionsExport(log: readonly PairDecision[]): string {
  const lines = decisionsInOrder(log).map(pairDecisionLine)
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n]`
  return `{"schema": "${DECISIONS_SCHEMA}", "decisions": ${list}}\n`
}

/**
 * Reads an export, or a log as it is.
 * @throws {WireFormatError} neither, or an entry that is no decision.
 */
export function readDecisionsExport(text: string, name: string): readonly PairDecision[] {
  const value = jsonOf(text)
  if (!isRecord(value) || !('schema' in value)) {
    const { decisions, problems } = readDecisionLog(new TextEncoder().encode(text), name)
    const [problem] = problems
    if (problem !== undefined) throw new InvalidInputError(problem)
    return decisions
  }
  const at = { source: name, path: '$' }
  refuseOtherKeys(value, ['schema', 'decisions'], at)
  return checkWire(exportSchema, value, at).decisions.map((entry, index) =>
    readPairDecision(entry, insideWire(at, 'decisions', index)),
  )
}

/** What an import came to. */
export interface ImportCounts {
  /** Records read. */
  readonly read: number
  /** Records added. */
  readonly added: number
  /** Records that were there already, or twice in the import. */
  readonly known: number
}

/**
 * Adds to a log what it does not hold yet, by id.
 * @throws {InvalidInputError} an id is known and means another decision: one of the two was changed.
 */
export async function importDecisions(
  store: DecisionStore,
  decisions: readonly PairDecision[],
): Promise<ImportCounts> {
  const known = new Map((await store.read()).map((own) => [own.id, pairDecisionLine(own)]))
  const added: PairDecision[] = []
  for (const decision of decisions) {
    const line = pairDecisionLine(decision)
    const own = known.get(decision.id)
    if (own === undefined) added.push(decision)
    else if (own !== line) {
      throw new InvalidInputError(`decision ${decision.id} is known and says something else`)
    }
    known.set(decision.id, line)
  }
  await store.append(added)
  return {
    read: decisions.length,
    added: added.length,
    known: decisions.length - added.length,
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

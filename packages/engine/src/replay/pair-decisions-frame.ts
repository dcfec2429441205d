/**
 * What people have decided about pairs while an engine ran, as a frame: all of it, each time that it changes.
 * @module
 */
import {
  checkWire,
  type DecisionState,
  decisionStateOf,
  insideWire,
  type PairDecision,
} from '@arbkit/core'
import type { Frame } from '@arbkit/store'
import * as z from 'zod'
import { pairDecisionLine, readPairDecision } from '../decisions/decision-record.ts'
import { isOfShape } from './engine-start.ts'

/** Everything that stands: the log, and what a file of one's own says, which beats it. */
export interface SaidOfPairs {
  readonly decisions: readonly PairDecision[]
  readonly overrides?: readonly PairDecision[] | undefined
}

const schema = z.strictObject({
  decisions: z.array(z.unknown()),
  overrides: z.array(z.unknown()).optional(),
})

/** Returns the payload of the frame. */
export function pairDecisionsText({ decisions, overrides }: SaidOfPairs): string {
  const more = overrides === undefined ? '' : `,"overrides":${listText(overrides)}`
  return `{"decisions":${listText(decisions)}${more}}`
}

function listText(list: readonly PairDecision[]): string {
  return `[${list.map(pairDecisionLine).join(',')}]`
}

/**
 * Returns what stands from a frame on; undefined of any other frame.
 * @throws {WireFormatError} an entry that is no decision.
 */
export function pairDecisionsOf(frame: Frame): DecisionState | undefined {
  if (!isOfShape(frame, 'pair-decisions') || !('body' in frame)) return undefined
  const at = { source: `frame ${frame.seq}`, path: '$' }
  const read = checkWire(schema, frame.body, at)
  const listed = (key: 'decisions' | 'overrides') =>
    (read[key] ?? []).map((entry, index) => readPairDecision(entry, insideWire(at, key, index)))
  return decisionStateOf(listed('decisions'), listed('overrides'))
}

/**
 * The line that YES of a contract has to exceed, from everything that states it: strike, label and the
 * rung in the ticker's suffix (`SEA2` = over 1.5). All that are present must agree.
 * @module
 */
import type { ContractListing } from '../fixtures/listing.ts'
import { isWholeLine, LINE_ABS_MAX } from '../fixtures/proposition.ts'
import { evidenceOf, type MatchEvidence } from './confidence.ts'
import { type Refusal, refuse } from './refusal.ts'

/** A line in a label: `wins by over 1.5 runs`, `Over 8.5 points scored`. */
const LABEL_LINE = /\b(?:over|more than)\s+([0-9]+(?:\.[0-9]+)?)/i
/** A count in a prop's label: `Matthew Boyd: 2+` is over 1.5. */
const LABEL_COUNT = /(?:^|[\s:])([0-9]+)\+/

/** The line, and how it became known. */
export interface ContractLine {
  readonly tag: 'line'
  /** YES is above it; a multiple of 0.5, above 0. */
  readonly floor: number
  readonly evidence: readonly MatchEvidence[]
}

/** True where a label states a line: then it is no winner's. */
export function statesLine(label: string): boolean {
  return LABEL_LINE.test(label)
}

/**
 * Returns the line of a contract, or why it is not known.
 * @param rung number at the end of the ticker's suffix, K for "over K − 0.5".
 * @param otherwise the line of a question that has one by its nature: a double-double is over 0.5.
 */
export function contractLineOf(
  contract: ContractListing,
  rung: string | undefined,
  otherwise?: number,
): ContractLine | Refusal {
  const strike = contract.strike?.floor
  const labelled = labelledLine(contract.yesLabel ?? '')
  const ofRung = rung === undefined ? undefined : Number(rung) - 0.5
  const floor = strike ?? labelled ?? otherwise
  if (floor === undefined) {
    return refuse('no-strike', `neither strike nor label gives a line: ${contract.outcomeCode}`)
  }
  // Until 2026-06 the rung of a total meant "over K + 0.5": then strike and label have to say so both.
  const isOldRung = strike !== undefined && strike === labelled && ofRung === floor - 1
  const other = otherLine(floor, labelled) ?? otherLine(floor, isOldRung ? undefined : ofRung)
  if (other !== undefined) {
    return refuse('conflicting-evidence', `one statement says over ${floor}, another ${other}`)
  }
  if (!Number.isInteger(floor * 2) || floor <= 0 || floor > LINE_ABS_MAX) {
    return refuse('no-strike', `not a line: ${floor}`)
  }
  if (isWholeLine(floor)) return refuse('whole-line', `over ${floor} can be hit exactly`)
  const kind = strike === undefined ? 'lineFromLabel' : 'certain'
  return { tag: 'line', floor, evidence: [evidenceOf('line', kind, `over ${floor}`)] }
}

function otherLine(floor: number, stated: number | undefined): number | undefined {
  return stated === floor ? undefined : stated
}

function labelledLine(label: string): number | undefined {
  const over = LABEL_LINE.exec(label)?.[1]
  if (over !== undefined) return Number(over)
  const count = LABEL_COUNT.exec(label)?.[1]
  return count === undefined ? undefined : Number(count) - 0.5
}

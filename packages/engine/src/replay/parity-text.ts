/**
 * What a check of parity came to, in words.
 * @module
 */
import type { ChosenSettings } from './replay-settings.ts'
import type { Parity, ParityDifference, ParityField } from './parity-check.ts'

/** Most characters of a value that are shown. */
export const VALUE_CHARACTERS_MAX = 120

/** What became of the check of one session. */
export interface ParityVerdict {
  /** `not-checked`: nothing to compare with, or options were changed. */
  readonly verdict: 'same' | 'different' | 'not-checked'
  /** Decisions that are the same. */
  readonly decisions: number
  /** One line. */
  readonly detail: string
}

/** Returns what became of the check of a session that was replayed with those settings. */
export function parityVerdict(
  parity: Parity | undefined,
  { isRecorded, changed }: Pick<ChosenSettings, 'isRecorded' | 'changed'>,
): ParityVerdict {
  if (parity === undefined) {
    const why = !isRecorded
      ? 'the session does not say with what its engine began: parity not checked'
      : changed.length > 0
        ? `options changed (${changed.join(', ')}): parity not checked`
        : 'no decisions were recorded: parity not checked'
    return { verdict: 'not-checked', decisions: 0, detail: why }
  }
  const { same, difference } = parity
  return {
    verdict: difference === undefined ? 'same' : 'different',
    decisions: same,
    detail: difference === undefined ? sameText(parity) : differenceText(difference),
  }
}

function sameText({ same, isWhole, until }: Parity): string {
  if (isWhole) return `same decisions as recorded: ${same}`
  const where =
    until === undefined
      ? 'no turn of it is whole'
      : `compared up to turn ${until.turn}, ${isoOf(until.t)}`
  return `same decisions as recorded: ${same}; the session is torn: ${where}`
}

/** Returns where recording and replay part, in one line. */
export function differenceText(difference: ParityDifference): string {
  const { decision, turn, t, frames, recorded, replayed, fields } = difference
  const place =
    frames === undefined
      ? 'the session has no frame of it'
      : `frames ${frames.firstSeq} to ${frames.lastSeq}`
  const what =
    replayed === undefined
      ? 'was recorded and is not decided again'
      : recorded === undefined
        ? 'is decided now and was not recorded'
        : `differs in ${fields.map(({ path }) => path).join(', ')}`
  return `decision ${decision} ${what}: turn ${turn}, ${isoOf(t)}, ${place}`
}

/** Returns the difference in full: where, both lines, and each field of both. */
export function differenceLines(difference: ParityDifference): readonly string[] {
  const { recorded, replayed, fields } = difference
  return [
    differenceText(difference),
    `- ${recorded ?? '(nothing)'}`,
    `+ ${replayed ?? '(nothing)'}`,
    ...fields.map(fieldText),
  ]
}

function fieldText({ path, recorded, replayed }: ParityField): string {
  return `  ${path}: ${valueText(recorded)} was recorded, ${valueText(replayed)} now`
}

function valueText(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value)
  return text.length <= VALUE_CHARACTERS_MAX ? text : `${text.slice(0, VALUE_CHARACTERS_MAX)}…`
}

const isoOf = (ms: number): string => new Date(ms).toISOString()

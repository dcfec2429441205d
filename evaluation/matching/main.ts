/**
 * `pnpm eval:matching [file] [--json]`: prints how the matcher does on labelled pairs.
 * @module
 */
import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { isArbError } from '@arbkit/core'
import { type Evaluation, type EvaluationError, evaluateMatching, type Score } from './evaluate.ts'
import { LABELLED_PAIRS_FILE, readLabelledRows } from './labelled-pairs.ts'

const USAGE_EXIT_CODE = 2
const DATA_EXIT_CODE = 3

function main(): number {
  let args: ReturnType<typeof argumentsOf>
  try {
    args = argumentsOf()
  } catch (error) {
    return fail(USAGE_EXIT_CODE, error instanceof Error ? error.message : String(error))
  }
  const { file, isJson } = args
  if (!existsSync(file)) return fail(DATA_EXIT_CODE, `${basename(file)}: no such file`)
  try {
    const evaluation = evaluateMatching(readLabelledRows(file))
    process.stdout.write(isJson ? jsonOf(evaluation) : textOf(evaluation))
    return 0
  } catch (error) {
    if (!isArbError(error)) throw error
    return fail(DATA_EXIT_CODE, `${basename(file)}: ${error.message}`)
  }
}

function argumentsOf(): { readonly file: string; readonly isJson: boolean } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  })
  const [file = LABELLED_PAIRS_FILE, ...more] = positionals.filter((text) => text !== '--')
  if (more.length > 0) throw new Error(`one file at a time, got ${positionals.length}`)
  return { file, isJson: values.json }
}

function fail(code: number, message: string): number {
  process.stderr.write(`error: ${message}\n`)
  return code
}

function jsonOf({ wrongPairs, missedPairs, wrong, missed, ...rest }: Evaluation): string {
  const counts = { rightCount: rest.right, wrongCount: wrong, missedCount: missed }
  const evaluation = { ...rest, ...counts, wrong: wrongPairs, missed: missedPairs }
  return `${JSON.stringify(evaluation, null, 2)}\n`
}

function textOf(evaluation: Evaluation): string {
  const { rows, byLeague, byMarketType, calibration, wrongPairs, missedPairs } = evaluation
  return [
    `${rows} labelled rows`,
    '',
    head('league'),
    ...Object.entries(byLeague).map(([league, score]) => scoreLine(league, score)),
    scoreLine('all', evaluation),
    '',
    head('market'),
    ...Object.entries(byMarketType).map(([type, score]) => scoreLine(type, score)),
    '',
    'confidence        pairs  right   share   mean',
    ...calibration.map(({ from, to, count, right, meanConfidence }) => {
      const share = count === 0 ? '' : (right / count).toFixed(3)
      return `${from.toFixed(2)} to ${to.toFixed(2)}   ${cell(count, 8)}${cell(right, 7)}${share.padStart(8)}${meanConfidence.toFixed(3).padStart(7)}`
    }),
    '',
    ...errors('Wrong', wrongPairs),
    ...errors('Missed', missedPairs),
  ].join('\n')
}

function head(what: string): string {
  return `${what.padEnd(18)}  right  wrong missed  precision  recall     f1`
}

function scoreLine(name: string, { right, wrong, missed, precision, recall, f1 }: Score): string {
  return `${name.padEnd(18)}${cell(right, 7)}${cell(wrong, 7)}${cell(missed, 7)}${precision.toFixed(4).padStart(11)}${recall.toFixed(4).padStart(8)}${f1.toFixed(4).padStart(7)}`
}

function cell(value: number, width: number): string {
  return String(value).padStart(width)
}

function errors(title: string, list: readonly EvaluationError[]): string[] {
  if (list.length === 0) return [`${title}: none`, '']
  return [
    `${title}: ${list.length}`,
    ...list.flatMap(({ id, league, category, ticker, why, paired, reason }) => [
      `  ${id} ${league} ${category} ${ticker}`,
      `    label: ${why}`,
      ...(paired === null ? [] : [`    paired: ${paired.outcome} at ${paired.confidence}`]),
      ...(paired?.evidence ?? []).map((line) => `      ${line}`),
      ...(reason === null ? [] : [`    not paired: ${reason}`]),
    ]),
    '',
  ]
}

// A reader that has seen enough closes the pipe.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})
process.exitCode = main()

/**
 * Prints what was measured, ratios first, within 80 columns, and remembers what was wrong. A target
 * that is missed is said and changes nothing else: only a wrong result of ours fails the run.
 * @module
 */
import type { Timing } from './measure.ts'

/** How a figure is shown: `million/s` and `thousand/s` count operations, the others time one. */
export type Unit = 'million/s' | 'thousand/s' | 'ns' | 'us' | 'ms'

/** One line of a table. */
export interface Row extends Timing {
  /** Said beside the figure: whether the result was right, or what was compared. */
  readonly result: string
}

/** A goal for one figure. */
export interface Target {
  readonly what: string
  readonly value: number
  readonly unit: Unit | 'x' | ''
  /** `least`: at least `goal`; `most`: below it. */
  readonly bound: 'least' | 'most'
  readonly goal: number
}

/** What benchmarks print to. */
export interface Report {
  /** Starts a benchmark's part. */
  title(text: string): void
  /** Says one thing, indented; wraps at 80 columns. */
  say(text: string): void
  /**
   * Prints a table. The ratios say how many times as long each row took as the first; their heading
   * says what that means (`ours is`, where the first is ours).
   */
  table(heading: string, rows: readonly Row[], unit: Unit): void
  /** Prints one figure beside no other. */
  figure(what: string, value: number, unit: Unit): void
  target(target: Target): void
  /** Remembers a wrong result of ours. */
  wrong(text: string): void
  /** Every wrong result so far. */
  readonly problems: readonly string[]
  readonly missed: readonly string[]
}

const COLUMNS = 80

/** Returns a report that writes lines. */
export function createReport(write: (line: string) => void): Report {
  const problems: string[] = []
  const missed: string[] = []
  return {
    title: (text) => write(`\n${text}`),
    say: (text) => wrapped(text, COLUMNS - 2).forEach((line) => write(`  ${line}`)),
    table: (heading, rows, unit) => tableLines(heading, rows, unit).forEach((line) => write(line)),
    figure: (what, value, unit) => write(`  ${figureText(value).padStart(9)}  ${unit}  ${what}`),
    target: (target) => {
      const { what, value, unit, bound, goal } = target
      const isMet = bound === 'least' ? value >= goal : value < goal
      const figure = [figureText(value), unit].join(' ').trim()
      const wanted = `${bound === 'least' ? '>=' : '<'} ${[goal, unit].join(' ').trim()}`
      if (!isMet) missed.push(`${what}: ${figure}, not ${wanted}`)
      write(`  ${isMet ? 'met   ' : 'MISSED'}  ${what}: ${figure} (target ${wanted})`)
    },
    wrong: (text) => {
      problems.push(text)
      write(`  WRONG  ${text}`)
    },
    problems,
    missed,
  }
}

/** Returns a time an operation in the unit asked for. */
export function inUnit(nanoseconds: number, unit: Unit): number {
  switch (unit) {
    case 'million/s':
      return 1e3 / nanoseconds
    case 'thousand/s':
      return 1e6 / nanoseconds
    case 'ns':
      return nanoseconds
    case 'us':
      return nanoseconds / 1e3
    case 'ms':
      return nanoseconds / 1e6
    default:
      return unit satisfies never
  }
}

function tableLines(heading: string, rows: readonly Row[], unit: Unit): string[] {
  const head = `  ${heading.padStart(9)}  ${unit.padStart(10)}  ${'who'.padEnd(32)}  result`
  return [
    head,
    ...rows.map(({ name, nanoseconds, ratio: times, result }, index) => {
      const ratio = index === 0 ? '' : `${figureText(times)} x`
      const figure = figureText(inUnit(nanoseconds, unit))
      return `  ${ratio.padStart(9)}  ${figure.padStart(10)}  ${name.padEnd(32)}  ${result}`.trimEnd()
    }),
  ]
}

/** Three digits that count, at most two decimals. */
function figureText(value: number): string {
  if (!Number.isFinite(value)) return '-'
  const decimals = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return value.toFixed(decimals)
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}

/**
 * Runs {@link file://./cold.ts} in a process of its own, on a slate that is handed over as bytes: a
 * process that draws the slate itself would have met the teams before.
 * @module
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { serialize } from 'node:v8'
import type { MatchInput } from '@arbkit/core'

/** One call of `matchMarkets`. */
export interface TimedMatch {
  readonly clockMs: number
  readonly processorMs: number
  readonly digest: string
}

/** What a process of its own measured. */
export interface ColdRun {
  readonly first: TimedMatch
  /** With the registries built, by another matcher. */
  readonly second: TimedMatch
}

const PROGRAM = fileURLToPath(new URL('cold.ts', import.meta.url))

/** Returns what fresh processes measured, one after another. */
export function coldRuns({ contracts, odds }: MatchInput, count: number): readonly ColdRun[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'arbkit-bench-'))
  const file = path.join(folder, 'slate')
  try {
    writeFileSync(file, serialize({ contracts, odds }))
    return Array.from({ length: count }, () => {
      const told = execFileSync(process.execPath, [...process.execArgv, PROGRAM, file], {
        encoding: 'utf8',
      })
      return JSON.parse(told) as ColdRun
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** True for what {@link coldRuns} writes. */
export function isMatchInput(value: unknown): value is MatchInput {
  return typeof value === 'object' && value !== null && 'contracts' in value && 'odds' in value
}

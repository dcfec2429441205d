/**
 * Values of the flags of `arb simulate`. The simulator is loaded when they are looked at, not before.
 * @module
 */
import { readFile } from 'node:fs/promises'
import { InvalidInputError, parseFixedPoint, printable } from '@arbkit/core'
import type { FaultSchedule, SimulatedLeague } from '@arbkit/simulator'
import { InvalidArgumentError } from 'commander'
import { parseDocument } from 'yaml'
import { UsageError } from '../commands/session-flags.ts'

/** Largest seed. */
export const SEED_MAX = 4_294_967_295
/** Fastest world. */
export const SPEED_MAX = 1000
/** Largest file of faults, bytes. */
export const FAULT_FILE_BYTES_MAX = 1_000_000

/** Parses a seed: a whole number of 0 to 2^32 - 1. */
export function parseSeed(text: string): number {
  return whole(text, 0, SEED_MAX)
}

/** Parses a speed: a whole number of 1 to 1000. */
export function parseSpeed(text: string): number {
  return whole(text, 1, SPEED_MAX)
}

function whole(text: string, least: number, most: number): number {
  const value = /^\d{1,10}$/.test(text) ? parseFixedPoint(text, 0) : -1
  if (value >= least && value <= most) return value
  throw new InvalidArgumentError(
    `expected a whole number from ${least} to ${most}, got ${printable(text)}`,
  )
}

/** Returns the leagues of a list. @throws {UsageError} one of them has no model. */
export async function simulatedLeagues(text: string): Promise<readonly SimulatedLeague[]> {
  const { SIMULATED_LEAGUES } = await import('@arbkit/simulator')
  const entries = [...new Set(text.split(',').map((entry) => entry.trim()))]
  const isOne = (entry: string): entry is SimulatedLeague =>
    SIMULATED_LEAGUES.some((league) => league === entry)
  const wrong = entries.find((entry) => !isOne(entry))
  if (wrong === undefined) return entries.filter(isOne)
  throw new UsageError(
    `--sports: expected leagues of ${SIMULATED_LEAGUES.join(', ')}, got ${printable(wrong)}`,
  )
}

/** What goes wrong, and how it is said, a line each. */
export interface AskedFaults {
  readonly schedule: FaultSchedule
  readonly lines: readonly string[]
}

/**
 * Returns the faults of a list, or of a file, YAML or JSON, that is named as `@file`.
 * @throws {UsageError} the list is wrong. @throws {InvalidInputError} the file can not be read, or is wrong.
 */
export async function askedFaults(text: string): Promise<AskedFaults> {
  const { describeFaults, parseFaultFile, parseFaults } = await import('@arbkit/simulator')
  if (text.startsWith('@')) {
    const where = text.slice(1)
    const schedule = parseFaultFile(await readYaml(where), { where })
    return { schedule, lines: describeFaults(schedule) }
  }
  try {
    const schedule = parseFaults(text, { where: '--faults' })
    return { schedule, lines: describeFaults(schedule) }
  } catch (error) {
    if (error instanceof InvalidInputError) throw new UsageError(error.message)
    throw error
  }
}

async function readYaml(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new InvalidInputError(`${file}: can not be read: ${code}`, { cause: error })
  })
  if (text.length > FAULT_FILE_BYTES_MAX) {
    throw new InvalidInputError(`${file}: larger than ${FAULT_FILE_BYTES_MAX} bytes`)
  }
  const document = parseDocument(text)
  const [problem] = document.errors
  if (problem !== undefined) {
    const [line = ''] = problem.message.split('\n')
    throw new InvalidInputError(`${file}: ${line}`)
  }
  return document.toJS() as unknown
}

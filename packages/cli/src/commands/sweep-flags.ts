/**
 * `--sweep`: options with the values that are tried, as one word that a shell leaves alone:
 * `minEdge=0.25%,0.5%,latencyMs=50,200,profile=balanced,aggressive`. What holds an equals sign begins
 * another option; what holds none is another value of the last one.
 * @module
 */
import { InvalidInputError, printable } from '@arbkit/core'
import {
  checkSweepAxes,
  PROFILE_NAMES,
  type ProfileName,
  profileChanges,
  type SettingsChanges,
  type SweepAxis,
  type SweepValue,
} from '@arbkit/engine'
import { InvalidArgumentError } from 'commander'
import { parseDollars, parseDuration, parseReturn } from '../flags.ts'

/** Longest delay that can be tried, ms: ten minutes. */
export const SWEEP_DELAY_MS_MAX = 600_000

/** What a value of each option changes. */
const READERS: Readonly<Record<string, (text: string) => SettingsChanges>> = {
  minEdge: (text) => ({ scan: { minReturn: parseReturn(text) } }),
  minProfit: (text) => ({ scan: { minProfit: parseDollars(text) } }),
  latencyMs: (text) => ({ paper: { latencyMs: parseDelay(text) } }),
  bookDelayMs: (text) => ({ paper: { bookDelayMs: parseDelay(text) } }),
  maxAge: (text) => {
    const ageMs = parseDuration(text)
    const maxAge = { feedPreGameMs: ageMs, feedInPlayMs: ageMs, exchangeMs: ageMs }
    return { scan: { maxAge } }
  },
  profile: (text) => profileChanges(parseProfile(text)),
}

/** Parses the axes of a sweep; a second `--sweep` adds to the first. */
export function parseSweep(text: string, before: readonly SweepAxis[] = []): readonly SweepAxis[] {
  const axes: { readonly name: string; readonly values: SweepValue[] }[] = []
  for (const part of text.split(/[,;]/).map((each) => each.trim())) {
    const at = part.indexOf('=')
    if (at >= 0) axes.push({ name: part.slice(0, at).trim(), values: [] })
    const axis = axes.at(-1)
    if (axis === undefined) throw unexpected(part)
    axis.values.push(valueOf(axis.name, part.slice(at + 1).trim()))
  }
  try {
    return checkSweepAxes([...before, ...axes])
  } catch (error) {
    if (error instanceof InvalidInputError) throw new InvalidArgumentError(error.message)
    throw error
  }
}

function valueOf(name: string, text: string): SweepValue {
  const read = Object.hasOwn(READERS, name) ? READERS[name] : undefined
  if (read === undefined || text === '') throw unexpected(text === '' ? `${name}=` : name)
  try {
    return { text, changes: read(text) }
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error
    throw new InvalidArgumentError(`${name}: ${error.message}`)
  }
}

function parseDelay(text: string): number {
  const delayMs = /^\d{1,6}$/.test(text) ? Number(text) : Infinity
  if (delayMs <= SWEEP_DELAY_MS_MAX) return delayMs
  throw new InvalidArgumentError(
    `expected whole milliseconds up to ${SWEEP_DELAY_MS_MAX}, got ${printable(text)}`,
  )
}

function parseProfile(text: string): ProfileName {
  const profile = PROFILE_NAMES.find((name) => name === text)
  if (profile !== undefined) return profile
  throw new InvalidArgumentError(
    `expected a profile of ${PROFILE_NAMES.join(', ')}, got ${printable(text)}`,
  )
}

function unexpected(got: string): InvalidArgumentError {
  const names = Object.keys(READERS).join(', ')
  return new InvalidArgumentError(
    `expected options with values, such as minEdge=0.25%,0.5%,latencyMs=50,200 (${names}), got ${printable(got)}`,
  )
}

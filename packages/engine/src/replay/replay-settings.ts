/**
 * What a session is replayed with: what its engine began with, or what somebody says instead.
 * @module
 */
import {
  type DecisionState,
  decisionStateOf,
  type EmissionRules,
  type LatencyModel,
} from '@arbkit/core'
import type { PaperDeskOptions, PaperLimits } from '../paper/paper-options.ts'
import type { ScanOptions } from '../scan/options.ts'
import type { EngineStart } from './engine-start.ts'

/** Everything beside the frames that decides. */
export interface ReplaySettings {
  readonly scan: ScanOptions
  readonly decisions: DecisionState
  /** Core's own where left out. */
  readonly rules?: EmissionRules | undefined
  /** Nothing is traded on paper where left out. */
  readonly paper?: PaperDeskOptions | undefined
}

/** Settings, and where they come from. */
export interface ChosenSettings extends ReplaySettings {
  /** True where the session itself says with what its engine began. */
  readonly isRecorded: boolean
  /** Names of what was changed against that; empty where nothing was, and of a session that says nothing. */
  readonly changed: readonly string[]
}

/** Says what to replay with; asked once, with what the session's first frame says if it is a start. */
export type SettingsOf = (start: EngineStart | undefined) => ChosenSettings

/** What somebody says of the paper desk instead of what a session says. */
export interface PaperChanges {
  /** Every order reaches the exchange after this, ms. */
  readonly latencyMs?: number | undefined
  /** Slip and answer of a book take this together, half of it each, ms. */
  readonly bookDelayMs?: number | undefined
  readonly limits?: PaperLimits | undefined
}

/** What somebody says instead of what a session says; what is undefined changes nothing. Plain data. */
export interface SettingsChanges {
  /** Single options. Least profit and oldest quote are the paper desk's too. */
  readonly scan?: Partial<ScanOptions> | undefined
  readonly decisions?: DecisionState | undefined
  readonly paper?: PaperChanges | 'off' | undefined
}

/** Returns what an engine began with as a replay takes it. */
export function settingsOfStart(start: EngineStart): ReplaySettings {
  const { scan, rules, paper } = start
  return { scan, rules, paper, decisions: decisionStateOf(start.decisions, start.overrides) }
}

/**
 * Returns the session's own settings, and others where it has none; in both, what somebody says instead
 * takes the place of single fields.
 */
export function ownSettings(others: ReplaySettings, changes: SettingsChanges = {}): SettingsOf {
  const names = changedNames(changes)
  return (start) => {
    const settings = start === undefined ? others : settingsOfStart(start)
    return {
      ...settings,
      scan: { ...settings.scan, ...saidOf(changes.scan) },
      decisions: changes.decisions ?? settings.decisions,
      paper: changedPaper(settings.paper, changes),
      isRecorded: start !== undefined,
      changed: start === undefined ? [] : names,
    }
  }
}

/** Returns both, the later one before the earlier one where they speak of the same field. */
export function mergedChanges(earlier: SettingsChanges, later: SettingsChanges): SettingsChanges {
  const isOff = earlier.paper === 'off' || later.paper === 'off'
  return {
    scan: { ...earlier.scan, ...saidOf(later.scan) },
    decisions: later.decisions ?? earlier.decisions,
    paper: isOff ? 'off' : { ...fieldsOf(earlier.paper), ...fieldsOf(later.paper) },
  }
}

const fieldsOf = (paper: SettingsChanges['paper']): PaperChanges =>
  paper === 'off' ? {} : saidOf(paper)

function saidOf<Fields extends object>(fields: Fields | undefined): Partial<Fields> {
  const said = Object.entries(fields ?? {}).filter(([, value]) => value !== undefined)
  return Object.fromEntries(said) as Partial<Fields>
}

function changedNames({ scan, decisions, paper }: SettingsChanges): readonly string[] {
  return [
    ...Object.keys(saidOf(scan)),
    ...(decisions === undefined ? [] : ['decisions']),
    ...(paper === 'off' ? ['paper'] : Object.keys(fieldsOf(paper))),
  ]
}

function changedPaper(
  paper: PaperDeskOptions | undefined,
  { scan = {}, paper: changes }: SettingsChanges,
): PaperDeskOptions | undefined {
  if (paper === undefined || changes === 'off') return undefined
  const { latencyMs, bookDelayMs, limits } = changes ?? {}
  const said = [
    ...(latencyMs === undefined ? [] : [`latencyMs=${latencyMs}`]),
    ...(bookDelayMs === undefined ? [] : [`bookDelayMs=${bookDelayMs}`]),
  ]
  const { models } = paper
  const half = bookDelayMs === undefined ? undefined : fixed(bookDelayMs / 2)
  return {
    ...paper,
    models: {
      ...models,
      id: [models.id, ...said].join(' '),
      orderLatency: latencyMs === undefined ? models.orderLatency : fixed(latencyMs),
      prepareLatency: half ?? models.prepareLatency,
      commitLatency: half ?? models.commitLatency,
    },
    limits: limits ?? paper.limits,
    cash: limits?.atRisk ?? paper.cash,
    minProfit: scan.minProfit ?? paper.minProfit,
    bookAgeMsMax: scan.maxAge?.exchangeMs ?? paper.bookAgeMsMax,
  }
}

const fixed = (latencyMs: number): LatencyModel => ({ tag: 'fixed', latencyMs })

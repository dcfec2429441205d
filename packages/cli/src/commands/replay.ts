/**
 * `arb replay`: a recorded session decides again, with what its engine began with. Prints what it decides, or
 * where that differs from what was recorded.
 * @module
 */
import { basename } from 'node:path'
import {
  checkParity,
  differenceLines,
  openReplay,
  type Parity,
  parityVerdict,
  replayDecisions,
  type ReplaySource,
} from '@arbkit/engine'
import { Command } from 'commander'
import { createDecisionLines } from '../format/decision-lines.ts'
import { parseInstant } from '../flags.ts'
import type { Host } from '../host.ts'
import { advanceLine, createProgressLine } from './backtest-progress.ts'
import { DifferentDecisionsError } from './different-decisions-error.ts'
import { usualSettings } from './replay-settings-flags.ts'
import { UsageError } from './session-flags.ts'

interface ReplayFlags {
  readonly diff?: boolean
  readonly until?: number
  readonly json?: boolean
}

/** Name of the form of what `--diff --json` prints. */
export const PARITY_SCHEMA = 'arbkit.parity/1'

/** Returns the command. */
export function replayCommand(host: Host): Command {
  return new Command('replay')
    .description(
      'Decide again what a recorded session decided, with the options that it was recorded with.',
    )
    .argument('<session>', 'folder of a recorded session')
    .option(
      '--diff',
      'compare with the decisions that were recorded, and print the first difference (exit code 3)',
    )
    .option('--until <instant>', 'only frames up to this time', parseInstant)
    .option('--json', 'print data: decisions line by line as they are recorded, or the comparison')
    .action(async (folder: string, flags: ReplayFlags) => {
      if (flags.diff === true && flags.until !== undefined) {
        throw new UsageError('--until goes without --diff: it compares the whole session')
      }
      const source = await openReplay(folder, basename(folder))
      if (flags.diff === true) await compare(source, flags, host)
      else await print(source, flags, host)
      for (const problem of source.problems()) host.writeError(`note: ${problem}\n`)
    })
}

async function print(
  source: ReplaySource,
  { until: untilMs, json = false }: ReplayFlags,
  host: Host,
): Promise<void> {
  const words = createDecisionLines()
  for await (const { decision, line } of replayDecisions(source, {
    others: usualSettings(),
    untilMs,
  })) {
    if (json) host.write(`${line}\n`)
    else {
      for (const { atMs, text } of words({ tag: 'decision', atMs: decision.t, decision })) {
        host.write(`${new Date(atMs).toISOString()} turn ${decision.turn} ${text}\n`)
      }
    }
  }
}

async function compare(
  source: ReplaySource,
  { json = false }: ReplayFlags,
  host: Host,
): Promise<void> {
  const progress = createProgressLine(host)
  const parity = await checkParity(source, ({ frames, t }) => {
    const position = source.positionAfter(frames)
    progress.write((elapsedMs) => advanceLine(source.name, { frames, t, position }, elapsedMs))
  })
  progress.end()
  host.write(json ? `${JSON.stringify(parityJson(parity), null, 2)}\n` : parityLines(parity))
  if (parity.difference !== undefined) {
    throw new DifferentDecisionsError(
      `${source.name}: the decisions are not those that were recorded`,
    )
  }
}

const RECORDED = { isRecorded: true, changed: [] }

function parityLines(parity: Parity): string {
  const { difference } = parity
  if (difference === undefined) return `${parityVerdict(parity, RECORDED).detail}\n`
  return `${parity.same} decisions are the same, then:\n${differenceLines(difference).join('\n')}\n`
}

const iso = (ms: number): string => new Date(ms).toISOString()

function parityJson({ same, until, isWhole, difference }: Parity) {
  return {
    schema: PARITY_SCHEMA,
    isSame: difference === undefined,
    same,
    isWhole,
    until: until === undefined ? null : { turn: until.turn, t: iso(until.t) },
    difference:
      difference === undefined
        ? null
        : {
            decision: difference.decision,
            turn: difference.turn,
            t: iso(difference.t),
            recorded: difference.recorded ?? null,
            replayed: difference.replayed ?? null,
            frames: difference.frames ?? null,
            fields: difference.fields.map(({ path, recorded, replayed }) => ({
              path,
              recorded: recorded ?? null,
              replayed: replayed ?? null,
            })),
          },
  }
}

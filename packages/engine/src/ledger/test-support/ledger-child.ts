/**
 * A process that trades on paper, writes it down and records it until it is killed. It prints a line for
 * what it was told is durable, and only then.
 * @module
 */
import { LeaseHeldError, openDatabase } from '@arbkit/store'
import { lists, odds, SURE_MODELS, TAKES_ALL, TICK } from '../../paper/test-support/made-up-desk.ts'
import { createSessionRecording } from '../../recording/create-session-recording.ts'
import { recordingNoteText } from '../../recording/recording-note.ts'
import { decisionLine } from '../../turns/decision.ts'
import { MADE_UP_MS, type MadeUpFrame } from '../../turns/test-support/made-up-frames.ts'
import { type OpenLedger, openLedger } from './made-up-ledger.ts'

/** What a child is told, and what it gets from its process. */
export interface LedgerChild {
  readonly location: string
  /** The folder of sessions. */
  readonly parent: string
  readonly who: string
  readonly pid: number
  readonly host: string
  print(line: string): void
  isRunning(pid: number): boolean
  now(): number
}

/** Longest life of a child, turns: it is killed long before. */
const TURNS_MAX = 5_000
/** Every trade loses its bet and sells back what it bought, so that the next can begin. */
const MODELS = { ...SURE_MODELS, acceptance: { ...TAKES_ALL, acceptProbability: 0 } }

/**
 * Runs it.
 * @public
 */
export async function runLedgerChild(child: LedgerChild): Promise<void> {
  let made = 0
  const ids = {
    next: () => {
      made += 1
      return `${child.who}-${made}`
    },
  }
  const database = await openDatabase(
    child.location,
    {
      clock: { now: () => child.now() },
      ids,
      processes: { host: child.host, isRunning: ({ pid }) => child.isRunning(pid) },
    },
    { migrate: true },
  )
  try {
    await trade(child, database, ids)
  } catch (error) {
    if (!(error instanceof LeaseHeldError)) throw error
    child.print(`refused ${error.message}`)
  } finally {
    await database.close()
  }
}

async function trade(
  child: LedgerChild,
  database: Awaited<ReturnType<typeof openDatabase>>,
  ids: { next(): string },
): Promise<void> {
  const holder = { pid: child.pid, host: child.host, command: 'arb run' }
  const open = await openLedger(database, { models: MODELS }, { holder })
  const { finished, open: waiting, underWay } = open.run.desk.view()
  const recording = await createSessionRecording({
    parent: child.parent,
    createdBy: 'arb 0.0.0 run',
    clock: { now: () => child.now() },
    ids,
    minFreeBytes: 1,
    onNote: (note) => child.print(`note ${recordingNoteText(note)}`),
  })
  child.print(`resumed ${finished} ${waiting + underWay} ${recording.dir}`)
  // A minute after whatever was before, so that trades that wait go on.
  let ms = Math.max(0, open.run.desk.snapshot().atMs - MADE_UP_MS) + 60_000
  for (let count = 0; count < TURNS_MAX; count += 1) {
    const [wait, frames] = stepOf(count % STEPS, ms, open)
    ms += wait
    const turn = open.turnAt(ms, ...frames)
    for (const frame of frames) {
      recording.frame({
        turn: turn.turn,
        t: turn.t,
        source: 'made-up',
        payload: JSON.stringify(frame.body),
      })
    }
    for (const decision of turn.decisions) {
      recording.decision(decisionLine(decision), { turn: turn.turn, t: turn.t })
    }
    await open.ledger.record(turn)
    if (count % STEPS === 0) await recording.flush()
    for (const decision of turn.decisions) {
      if ('trade' in decision) child.print(`ack ${decision.tag} ${decision.trade} ${turn.t}`)
    }
    child.print(`turn ${turn.turn}`)
  }
}

const STEPS = 6

/** One trade after the other: begun, prepared, bought, refused, sold back; then the opportunity is gone. */
function stepOf(
  step: number,
  ms: number,
  { run }: OpenLedger,
): readonly [wait: number, frames: readonly MadeUpFrame[]] {
  if (step === 0) return [1_000, [lists(), odds(108, ms), run.book(54, 44)]]
  if (step === 4) return [3_100, [TICK]]
  if (step === 5) return [1_000, [run.book(40, 30)]]
  return [1_000, [TICK]]
}

/**
 * Runs an engine until it ends or is told to: what it tells becomes log lines or the terminal's page, and
 * every minute a line says how it goes.
 * @module
 */
import type { EngineEvent, EngineView } from '@arbkit/engine'
import { createEventLines } from '../format/event-lines.ts'
import type { Host, Network } from '../host.ts'
import { StoppedError } from '../live/stopped-error.ts'
import type { LogLine } from './log-line.ts'
import type { OpenedEngine } from './open-engine.ts'
import type { RunLog } from './run-log.ts'
import { openScreen } from './screen.ts'

/** Between two lines that say how it goes, ms. */
export const STATUS_EVERY_MS = 60_000

/** How it is run. */
export interface RunEngineOptions {
  readonly host: Host
  readonly network: Pick<Network, 'sleep' | 'stop'>
  /** Opens the engine; what it says meanwhile and later is shown as log lines are. */
  readonly open: (say: RunLog) => Promise<OpenedEngine>
  readonly log: RunLog
  /** Ends by itself after so long, ms. */
  readonly durationMs: number | undefined
  /** Returns the line of each minute. */
  readonly statusOf: (view: EngineView, session: string | undefined) => Promise<LogLine>
  /** Returns the page in place of log lines; undefined for log lines. */
  readonly pageOf: ((view: EngineView, size: PageSize) => string) | undefined
}

/** A page's size, in cells. */
export interface PageSize {
  readonly columns: number
  readonly rows: number
}

/** How it ended. */
export interface EndedRun {
  /** Folder of what was recorded. */
  readonly session: string | undefined
}

/**
 * Runs it and closes it.
 * @throws {StoppedError} it was stopped before it began. @throws {ArbError} what ended the engine.
 */
export async function runEngine(options: RunEngineOptions): Promise<EndedRun> {
  const page = createPage(options)
  const say = (line: LogLine): void => {
    if (!page.isShown()) options.log(line)
  }
  const opened = await options.open(say)
  try {
    if (options.network.stop.aborted) throw new StoppedError('stopped before anything began')
    return await followed(opened, { page, say, ...options })
  } finally {
    await opened.close()
  }
}

async function followed(
  { engine }: OpenedEngine,
  {
    host,
    network,
    log,
    durationMs,
    statusOf,
    page,
    say,
  }: RunEngineOptions & { readonly page: Page; readonly say: RunLog },
): Promise<EndedRun> {
  let session: string | undefined
  page.open(() => engine.view())
  const following = follow(
    engine.events(),
    (event) => {
      if (event.tag === 'started') session = event.session
    },
    say,
  )
  const sayStatus = async (): Promise<void> => say(await statusOf(engine.view(), session))
  const endBeat = everyOf(host)(STATUS_EVERY_MS, () => {
    if (!page.isShown()) void sayStatus().catch(() => undefined)
  })
  const over = new AbortController()
  const onStop = (): void => {
    page.close()
    log(stoppingLine(host.now()))
    engine.stop()
  }
  network.stop.addEventListener('abort', onStop, { once: true })
  const timing = afterDuration(network, over.signal, durationMs, () => {
    page.close()
    engine.stop()
  })
  try {
    await engine.run()
  } finally {
    over.abort()
    endBeat()
    network.stop.removeEventListener('abort', onStop)
    page.close()
    await Promise.all([following, timing])
  }
  await sayStatus()
  return { session }
}

/** Shows each event's lines, in order. */
async function follow(
  events: AsyncIterable<EngineEvent>,
  note: (event: EngineEvent) => void,
  say: (line: LogLine) => void,
): Promise<void> {
  const linesOf = createEventLines()
  for await (const event of events) {
    note(event)
    for (const line of linesOf(event)) say(line)
  }
}

/** The terminal's page, where there is one. */
interface Page {
  isShown(): boolean
  open(view: () => EngineView): void
  close(): void
}

function createPage({ host, pageOf }: RunEngineOptions): Page {
  let putBack: (() => void) | undefined
  return {
    isShown: () => putBack !== undefined,
    open: (view) => {
      const { terminal } = host
      if (pageOf === undefined || terminal === undefined) return
      putBack = openScreen({
        terminal,
        write: (text) => host.write(text),
        every: everyOf(host),
        pageOf: (size) => pageOf(view(), size),
      })
    },
    close: () => {
      putBack?.()
      putBack = undefined
    },
  }
}

async function afterDuration(
  { sleep }: Pick<Network, 'sleep'>,
  over: AbortSignal,
  durationMs: number | undefined,
  end: () => void,
): Promise<void> {
  if (durationMs === undefined) return
  await sleep(durationMs, over).catch(() => undefined)
  if (!over.aborted) end()
}

const everyOf =
  (host: Host) =>
  (intervalMs: number, run: () => void): (() => void) =>
    host.every?.(intervalMs, run) ?? (() => undefined)

function stoppingLine(atMs: number): LogLine {
  const text = 'stopping: finishing the turn, flushing; a second Ctrl-C ends it at once'
  return { level: 'info', atMs, event: 'stopping', text }
}

#!/usr/bin/env node
/**
 * Entry point of `arb`: the only file that knows the process.
 * @module
 */
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { homedir, hostname, userInfo } from 'node:os'
import { lookAtDisk } from '@arbkit/engine'
import { createUndiciFetch, sleep } from '@arbkit/http'
import { createKeyFiles } from '@arbkit/kalshi'
import { recordDemo } from './demo/demo-session.ts'
import { createTerminalAsk } from './config/terminal-ask.ts'
import type { Host, Terminal } from './host.ts'
import { openRunningEngine } from './run/open-running-engine.ts'
import { createScreenHold } from './run/screen-hold.ts'
import { runProgram } from './program.ts'

const PACKAGE_ROOT = new URL('../', import.meta.url)

async function versionOf(): Promise<string> {
  const text = await readFile(new URL('package.json', PACKAGE_ROOT), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}

/** A user without an entry in the system's list has no name. */
function userName(): string | undefined {
  try {
    return userInfo().username
  } catch {
    return undefined
  }
}

const screen = createScreenHold()
// Before the stack of a crash is printed, and at every other end.
process.on('uncaughtExceptionMonitor', () => screen.leave())
process.on('exit', () => screen.leave())

const STOP_SIGNALS = ['SIGINT', 'SIGTERM'] as const

/**
 * The first Ctrl-C ends in order what looks at the signal; the second, or the first where nothing does,
 * ends it as the system does.
 */
function stopSignal() {
  const controller = new AbortController()
  let isWatched = false
  const onSignal = (name: NodeJS.Signals): void => {
    if (isWatched && !controller.signal.aborted) {
      controller.abort()
      return
    }
    screen.leave()
    for (const each of STOP_SIGNALS) process.off(each, onSignal)
    process.kill(process.pid, name)
  }
  for (const name of STOP_SIGNALS) process.on(name, onSignal)
  return {
    signal: (): AbortSignal => {
      isWatched = true
      return controller.signal
    },
    /** Stops what looks at the signal; false where nothing does. */
    inOrder: (): boolean => {
      if (isWatched) controller.abort()
      return isWatched
    },
  }
}

/** Standard output where it is a terminal. Ctrl-Z puts its screen back, `fg` takes it again. */
function terminalOf(): Terminal | undefined {
  if (!process.stdout.isTTY) return undefined
  return {
    size: () => ({ columns: process.stdout.columns, rows: process.stdout.rows }),
    hold: (enter, leave) => {
      const onAside = (): void => {
        screen.leave()
        process.kill(process.pid, 'SIGSTOP')
      }
      const onBack = (): void => screen.take(enter, leave)
      process.on('SIGTSTP', onAside).on('SIGCONT', onBack)
      screen.take(enter, leave)
      return () => {
        process.off('SIGTSTP', onAside).off('SIGCONT', onBack)
        screen.leave()
      }
    },
  }
}

/** A process of somebody else's runs too: it can not be asked, and says so. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH')
  }
}

const ports = { fetch: createUndiciFetch(), sleep, rng: { next: () => Math.random() } }

const stop = stopSignal()

/**
 * A reader that stops early (`arb scan | head`) is no fault: what looks at the stop signal ends in order, and
 * everything else at once.
 */
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') process.exit(1)
    if (!stop.inOrder()) process.exit(0)
  })
}

const host: Host = {
  write: (text) => process.stdout.write(text),
  writeError: (text) => process.stderr.write(text),
  isColoured: process.stdout.isTTY && !process.env['NO_COLOR'],
  isInteractive: process.stderr.isTTY,
  terminal: terminalOf(),
  version: await versionOf(),
  now: () => Date.now(),
  randomId: () => randomUUID().slice(0, 8),
  userName,
  every: (intervalMs, run) => {
    const timer = setInterval(run, intervalMs)
    return () => clearInterval(timer)
  },
  openDemo: async () => recordDemo(ports),
  openEngine: async (request) => openRunningEngine(request, host),
  holder: { pid: process.pid, host: hostname(), isRunning },
  ask: createTerminalAsk(process.stdin, process.stderr),
  machine: { nodeVersion: process.versions.node, lookAtDisk },
  network: {
    environment: process.env,
    userHome: homedir(),
    ...ports,
    ids: { next: () => randomUUID() },
    keyFiles: createKeyFiles(process.platform),
    get stop() {
      return stop.signal()
    },
  },
}

process.exitCode = await runProgram(process.argv.slice(2), host)

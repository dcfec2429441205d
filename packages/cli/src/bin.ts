#!/usr/bin/env node
/**
 * Entry point of `arb`: the only file that knows the process.
 * @module
 */
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { homedir, userInfo } from 'node:os'
import { lookAtDisk } from '@arbkit/engine'
import { createUndiciFetch, sleep } from '@arbkit/http'
import { createKeyFiles } from '@arbkit/kalshi'
import { recordDemo } from './demo/demo-session.ts'
import { createTerminalAsk } from './config/terminal-ask.ts'
import type { Host } from './host.ts'
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

/** A reader that stops early (`arb scan | head`) is no fault. */
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? 0 : 1)
  })
}

/** The first Ctrl-C ends what runs in order; the second ends it as the system does. */
function stopSignal(): AbortSignal {
  const controller = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => controller.abort())
  }
  return controller.signal
}

const ports = { fetch: createUndiciFetch(), sleep, rng: { next: () => Math.random() } }

const host: Host = {
  write: (text) => process.stdout.write(text),
  writeError: (text) => process.stderr.write(text),
  isColoured: process.stdout.isTTY && !process.env['NO_COLOR'],
  isInteractive: process.stderr.isTTY,
  version: await versionOf(),
  now: () => Date.now(),
  randomId: () => randomUUID().slice(0, 8),
  userName,
  every: (intervalMs, run) => {
    const timer = setInterval(run, intervalMs)
    return () => clearInterval(timer)
  },
  openDemo: async () => recordDemo(ports),
  ask: createTerminalAsk(process.stdin, process.stderr),
  machine: { nodeVersion: process.versions.node, lookAtDisk },
  network: {
    environment: process.env,
    userHome: homedir(),
    ...ports,
    ids: { next: () => randomUUID() },
    keyFiles: createKeyFiles(process.platform),
    stop: stopSignal(),
  },
}

process.exitCode = await runProgram(process.argv.slice(2), host)

#!/usr/bin/env node
/**
 * From a bare clone to a running `arb`: only Node 20 or later and npm are needed. Sets up (Node and
 * pnpm under `.toolchain`, packages, build), each step only if something changed, then runs what was
 * asked for. Everything it says itself goes to stderr; stdout belongs to what it runs.
 * @module
 */
import { existsSync, realpathSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { withLock } from './bootstrap/lock.mjs'
import { endLike, runInForeground, StepError } from './bootstrap/run.mjs'
import {
  buildPackages,
  installPackages,
  isSetUp,
  lockFileOf,
  pnpmCommand,
  prepareTools,
  readyTools,
  toolEnv,
} from './bootstrap/steps.mjs'

/** @typedef {import('./bootstrap/steps.mjs').Tools} Tools */
/** @typedef {{ command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv }} Run */

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))

const USAGE = `usage: node scripts/bootstrap.mjs <command> [arguments]
  start            set up, then run the demo: arb scan --demo
  test [...]       set up, then run every test (arguments go to vitest)
  arb [...]        set up, then run arb with these arguments
  setup            set up only
  pnpm [...]       install tools and packages, then run pnpm with these arguments
`

/** @type {Readonly<Record<string, { isBuildNeeded: boolean, run?: (t: Tools, args: string[]) => Run }>>} */
const COMMANDS = {
  start: { isBuildNeeded: true, run: (tools, args) => arb(tools, ['scan', '--demo', ...args]) },
  test: { isBuildNeeded: true, run: vitest },
  arb: { isBuildNeeded: true, run: (tools, args) => arb(tools, args) },
  setup: { isBuildNeeded: true },
  pnpm: {
    isBuildNeeded: false,
    run: (tools, args) => pnpmCommand({ root, tools, args }),
  },
}

/** @param {string} message */
const say = (message) => process.stderr.write(`arbkit: ${message}\n`)

/**
 * @param {Tools} tools
 * @param {readonly string[]} args
 * @returns {Run}
 */
function arb(tools, args) {
  const bin = path.join(root, 'packages', 'cli', 'dist', 'bin.js')
  return { command: tools.node, args: [bin, ...args], cwd: personsFolder(), env: process.env }
}

/**
 * npm starts scripts in the checkout; paths that a person types are relative to where the person is.
 */
function personsFolder() {
  const started =
    process.env['npm_lifecycle_event'] === undefined ? undefined : process.env['INIT_CWD']
  return started !== undefined && existsSync(started) ? started : process.cwd()
}

/**
 * @param {Tools} tools
 * @param {readonly string[]} args
 * @returns {Run}
 */
function vitest(tools, args) {
  const bin = path.join(root, 'node_modules', 'vitest', 'vitest.mjs')
  return { command: tools.node, args: [bin, 'run', ...args], cwd: root, env: toolEnv(tools) }
}

/**
 * @param {boolean} isBuildNeeded
 * @returns {Promise<Tools>}
 */
async function setUp(isBuildNeeded) {
  const ready = readyTools(root)
  if (ready !== undefined && isSetUp({ root, tools: ready, isBuildNeeded })) return ready
  return withLock({ file: lockFileOf(root), onWait: sayWaiting }, async () => {
    const setup = { root, say, realpath: realpathSync }
    const tools = await prepareTools(setup)
    const salt = await installPackages({ ...setup, tools })
    if (isBuildNeeded) await buildPackages({ ...setup, tools, salt })
    return tools
  })
}

/** @param {import('./bootstrap/lock.mjs').Holder | undefined} holder */
const sayWaiting = (holder) =>
  say(`waiting for another set-up of this checkout (process ${holder?.pid ?? 'unknown'})`)

/** @param {StepError} error */
function sayFailure({ step, problem, advice, tail }) {
  if (tail !== '') process.stderr.write(`${tail}\n`)
  say(`step "${step}" failed: ${problem}`)
  say(advice)
}

/** @param {readonly string[]} argv */
async function main([name = '', ...args]) {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (command === undefined) {
    process.stderr.write(USAGE)
    process.exit(2)
  }
  const tools = await setUp(command.isBuildNeeded)
  if (command.run !== undefined) endLike(await runInForeground(command.run(tools, args)))
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  if (error instanceof StepError) sayFailure(error)
  else say(error instanceof Error ? (error.stack ?? error.message) : String(error))
  process.exit(1)
}

/**
 * Running commands: quietly, with the end of their output kept for the case that they fail; or in the
 * foreground, as if they had been started by the person. Never through a shell.
 * @module
 */
import { spawn } from 'node:child_process'
import os from 'node:os'
import { STARTER_POLL_MS, STEP_MS_MAX, TAIL_CHARS_MAX, TAIL_LINES_MAX } from './settings.mjs'

/** A step of the set-up failed: what, how it ended, the end of its output, what to do. */
export class StepError extends Error {
  /** @override */
  name = 'StepError'

  /** @param {{ step: string, problem: string, advice: string, tail?: string }} input */
  constructor({ step, problem, advice, tail = '' }) {
    super(`${step}: ${problem}`)
    this.step = step
    this.problem = problem
    this.advice = advice
    this.tail = tail
  }
}

/**
 * Returns the last lines of an output, without the blank ones at its end.
 * @param {string} output
 */
export function tailOf(output) {
  const lines = output.trimEnd().split(/\r?\n/)
  return lines.slice(-TAIL_LINES_MAX).join('\n')
}

/**
 * Runs a command to its end with nothing on stdin; throws a StepError unless it ends with 0.
 * @param {{ step: string, advice: string, command: string, args: readonly string[], cwd: string,
 *   env: NodeJS.ProcessEnv }} input
 * @returns {Promise<string>} what it wrote, stdout and stderr together (the end of it, if long)
 */
export async function runQuietly({ step, advice, command, args, cwd, env }) {
  const child = spawn(command, [...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  const keep = (/** @type {Buffer} */ chunk) => {
    output = (output + chunk.toString('utf8')).slice(-TAIL_CHARS_MAX)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const stopped = forwardSignals(child)
  const timer = setTimeout(() => child.kill('SIGKILL'), STEP_MS_MAX)
  try {
    const { code, signal } = await endOf(child)
    if (stopped.signal !== undefined) endWithSignal(stopped.signal)
    if (code === 0) return output
    const problem = `${describe(command, args)} ended with ${signal ?? `exit code ${code}`}`
    throw new StepError({ step, problem, advice, tail: tailOf(output) })
  } catch (error) {
    if (error instanceof StepError) throw error
    const problem = `${describe(command, args)} could not be started: ${messageOf(error)}`
    throw new StepError({ step, problem, advice, tail: tailOf(output) })
  } finally {
    clearTimeout(timer)
    stopped.release()
  }
}

/**
 * Runs a command on this process's own stdin, stdout and stderr.
 * @param {{ command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv }} input
 * @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null }>}
 */
export async function runInForeground({ command, args, cwd, env }) {
  const child = spawn(command, [...args], { cwd, env, stdio: 'inherit' })
  const stopped = forwardSignals(child)
  try {
    return await endOf(child)
  } finally {
    stopped.release()
  }
}

/**
 * Ends this process the way its child ended, so that whoever started it sees the same.
 * @param {{ code: number | null, signal: NodeJS.Signals | null }} end
 * @returns {never}
 */
export function endLike({ code, signal }) {
  if (signal !== null) endWithSignal(signal)
  process.exit(code ?? 1)
}

/**
 * @param {NodeJS.Signals} signal
 * @returns {never}
 */
function endWithSignal(signal) {
  // An exit code rather than a second kill: npm prints nothing more for it, and the code is the one
  // that shells use for the signal anyway.
  process.exit(128 + (os.constants.signals[signal] ?? 0))
}

/**
 * Passes stop requests on to the child and keeps this process alive until the child has ended.
 * @param {import('node:child_process').ChildProcess} child
 */
function forwardSignals(child) {
  /** @type {{ signal: NodeJS.Signals | undefined, release: () => void }} */
  const state = { signal: undefined, release: () => {} }
  const names = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])
  const forward = (/** @type {NodeJS.Signals} */ name) => {
    state.signal = name
    // A terminal sends SIGINT to the whole process group: the child has had it already.
    if (name !== 'SIGINT' || !isAtTerminal()) child.kill(name)
  }
  for (const name of names) process.on(name, forward)
  const watch = watchStarter(() => forward('SIGTERM'))
  state.release = () => {
    clearInterval(watch)
    for (const name of names) process.off(name, forward)
  }
  return state
}

/**
 * npm starts scripts through a shell, and a stop request to npm ends that shell but is not passed on:
 * all that can be seen here is that the parent is gone. Without npm a parent may leave as it likes.
 * @param {() => void} onGone
 */
function watchStarter(onGone) {
  const isUnderNpm = process.env['npm_lifecycle_event'] !== undefined
  if (!isUnderNpm || process.platform === 'win32') return undefined
  const starter = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === starter) return
    clearInterval(watch)
    onGone()
  }, STARTER_POLL_MS)
  return watch.unref()
}

const isAtTerminal = () => [process.stdin, process.stdout, process.stderr].some((s) => s.isTTY)

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null }>}
 */
const endOf = (child) =>
  new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code, signal }))
  })

/**
 * @param {string} command
 * @param {readonly string[]} args
 */
const describe = (command, args) => [command, ...args].join(' ')

/** @param {unknown} error */
const messageOf = (error) => (error instanceof Error ? error.message : String(error))

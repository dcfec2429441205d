/**
 * One set-up at a time per checkout. The lock is a file that is created exclusively and touched while
 * its holder works; a file that nobody touches any more is taken over. Waiting is bounded.
 * @module
 */
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { LOCK_BEAT_MS, LOCK_POLL_MS, LOCK_STALE_MS, LOCK_WAIT_MS_MAX } from './settings.mjs'

/** @typedef {{ readonly pid: number, readonly host: string, readonly token: string }} Holder */

/**
 * Says whether a lock is abandoned: its process is gone (same machine only), or nobody touched it for
 * too long.
 * @param {{ holder: Holder | undefined, ageMs: number, host: string,
 *   isAlive: (pid: number) => boolean }} input `holder` undefined: half-written
 */
export function isStale({ holder, ageMs, host, isAlive }) {
  if (ageMs > LOCK_STALE_MS) return true
  if (holder === undefined || holder.host !== host) return false
  return !isAlive(holder.pid)
}

/**
 * Runs `work` while holding the lock, and always gives it back.
 * @template T
 * @param {{ file: string, onWait: (holder: Holder | undefined) => void }} options
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock({ file, onWait }, work) {
  mkdirSync(path.dirname(file), { recursive: true })
  const token = `${process.pid}-${process.hrtime.bigint()}`
  await acquire({ file, token, onWait })
  const beat = setInterval(() => touch(file), LOCK_BEAT_MS)
  const release = () => releaseOwn(file, token)
  process.once('exit', release)
  try {
    return await work()
  } finally {
    clearInterval(beat)
    process.off('exit', release)
    release()
  }
}

/** @param {{ file: string, token: string, onWait: (holder: Holder | undefined) => void }} input */
async function acquire({ file, token, onWait }) {
  const startedAtMs = Date.now()
  let isWaitSaid = false
  while (!tryCreate(file, token)) {
    const seen = read(file)
    if (seen !== undefined && isStale({ ...seen, host: os.hostname(), isAlive: isProcessAlive })) {
      takeAway(file, seen)
      continue
    }
    if (Date.now() - startedAtMs > LOCK_WAIT_MS_MAX) {
      throw new Error(`still locked after ${LOCK_WAIT_MS_MAX / 60_000} minutes: ${file}`)
    }
    if (!isWaitSaid) onWait(seen?.holder)
    isWaitSaid = true
    await sleep(LOCK_POLL_MS)
  }
}

/**
 * @param {string} file
 * @param {string} token
 */
function tryCreate(file, token) {
  const holder = { pid: process.pid, host: os.hostname(), token }
  try {
    writeFileSync(file, JSON.stringify(holder), { flag: 'wx' })
    return true
  } catch (error) {
    // Windows answers EPERM or EBUSY while a deleted file is still open somewhere.
    if (['EEXIST', 'EPERM', 'EBUSY'].includes(codeOf(error))) return false
    throw error
  }
}

/**
 * Removes an abandoned lock. Only one process at a time may do so, and only if the lock is still the
 * one that was judged: otherwise a second waiter would remove the first one's fresh lock.
 * @param {string} file
 * @param {{ holder: Holder | undefined, ageMs: number }} judged
 */
function takeAway(file, judged) {
  const guard = `${file}.takeover`
  if (!tryCreate(guard, '')) {
    const other = read(guard)
    if (other !== undefined && other.ageMs > LOCK_STALE_MS) rmSync(guard, { force: true })
    return
  }
  try {
    const now = read(file)
    if (now !== undefined && now.holder?.token === judged.holder?.token)
      rmSync(file, { force: true })
  } finally {
    rmSync(guard, { force: true })
  }
}

/**
 * @param {string} file
 * @returns {{ holder: Holder | undefined, ageMs: number } | undefined} undefined: no lock any more
 */
function read(file) {
  try {
    const ageMs = Date.now() - statSync(file).mtimeMs
    return { holder: parseHolder(readFileSync(file, 'utf8')), ageMs }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

/**
 * @param {string} text
 * @returns {Holder | undefined}
 */
function parseHolder(text) {
  try {
    const value = JSON.parse(text)
    return typeof value?.pid === 'number' && typeof value.token === 'string' ? value : undefined
  } catch {
    return undefined
  }
}

/** @param {number} pid */
function isProcessAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/** @param {string} file */
function touch(file) {
  try {
    const now = new Date()
    utimesSync(file, now, now)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
  }
}

/**
 * @param {string} file
 * @param {string} token
 */
function releaseOwn(file, token) {
  if (read(file)?.holder?.token === token) rmSync(file, { force: true })
}

/** @param {unknown} error */
const codeOf = (error) => String(/** @type {NodeJS.ErrnoException} */ (error).code)

import { mkdir, mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ArbError, SessionError } from '@arbkit/core'
import type { NewFrame } from '@arbkit/store'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLiveRecording, type LiveRecording } from './live-recording.ts'

const NOW = Date.UTC(2026, 10, 21, 18, 0, 0, 250)
const NAME = '2026-11-21T180000Z'
/** For a busy machine. */
const PATIENT = { timeout: 30_000 }

let parent = ''
beforeEach(async () => {
  parent = await mkdtemp(path.join(tmpdir(), 'arbkit-recording-'))
})
afterEach(async () => {
  await rm(parent, { recursive: true, force: true })
})

const frame = (turn: number, more: Partial<NewFrame> = {}): NewFrame => ({
  turn,
  t: NOW + turn,
  source: 'kalshi',
  payload: '{}',
  ...more,
})

/** Timers by hand: how many go on, and their next stroke. */
function timers() {
  const going = new Set<() => void>()
  const every = (_intervalMs: number, run: () => void) => {
    going.add(run)
    return () => going.delete(run)
  }
  const stroke = (): void => {
    for (const run of going) run()
  }
  return { every, going, stroke }
}

async function begun(
  more: { readonly in?: string; readonly every?: ReturnType<typeof timers>['every'] } = {},
) {
  return createLiveRecording({
    parent: more.in ?? parent,
    createdBy: 'arb 1.2.3 scan',
    nowMs: NOW,
    every: more.every,
  })
}

const errorOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  )

const manifestOf = async ({ dir }: LiveRecording) =>
  JSON.parse(await readFile(path.join(dir, 'manifest.json'), 'utf8')) as { complete: boolean }

/** Files of this process that are open below a folder; none where the system does not tell. */
async function openFiles(folder: string): Promise<readonly string[]> {
  const numbers = await readdir('/proc/self/fd').catch(() => [])
  const targets = await Promise.all(
    numbers.map(async (number) => readlink(`/proc/self/fd/${number}`).catch(() => '')),
  )
  return targets.filter((target) => target.startsWith(folder))
}

it('writes what is handed to it, in its order', async () => {
  const { every, going } = timers()
  const recording = await begun({ every })
  expect(going.size).toBe(1)
  for (const turn of [1, 2, 3]) recording.record(frame(turn))
  expect(recording.dir).toBe(path.join(parent, NAME))
  expect(await recording.close()).toMatchObject({ complete: true, frames: { count: 3 } })
  expect([recording.problem(), going.size]).toEqual([undefined, 0])
})

describe('a frame that can not be written', () => {
  it('ends the recording as a crash would, with the first problem, and lets go of all', async () => {
    const { every, going } = timers()
    const recording = await begun({ every })
    recording.record(frame(2))
    recording.record(frame(1))
    recording.record(frame(3, { t: -1 }))
    recording.record(frame(4))
    await vi.waitUntil(() => recording.problem() !== undefined, PATIENT)
    expect(recording.problem()).toMatch(/^turn must not fall/)
    const error = await errorOf(recording.close())
    expect(error).toBeInstanceOf(ArbError)
    expect(error).toMatchObject({ message: recording.problem() })
    expect(going.size).toBe(0)
    expect(await openFiles(recording.dir)).toEqual([])
    expect((await manifestOf(recording)).complete).toBe(false)
    // What came before reached the disk.
    const [frames = ''] = (await readdir(recording.dir)).filter((name) => name.endsWith('.zst'))
    expect((await readFile(path.join(recording.dir, frames))).length).toBeGreaterThan(0)
  })

  it('is told of while the recording goes on, where the disk refuses', async () => {
    const { every, going, stroke } = timers()
    const recording = await begun({ every })
    expect(recording.problem()).toBeUndefined()
    await rm(recording.dir, { recursive: true })
    recording.record(frame(1))
    await vi.waitUntil(() => recording.problem() !== undefined, PATIENT)
    stroke()
    recording.record(frame(2))
    expect(recording.problem()).toMatch(/ENOENT|no such/i)
    expect(recording.problem()).not.toContain('\n')
    const error = await errorOf(recording.close())
    expect(error).toBeInstanceOf(SessionError)
    expect(error).toMatchObject({ message: recording.problem() })
    expect(going.size).toBe(0)
  })

  it('at the very end lets go of all too', async () => {
    const { every, going } = timers()
    const recording = await begun({ every })
    await rm(recording.dir, { recursive: true })
    expect(await errorOf(recording.close())).toBeInstanceOf(SessionError)
    expect(going.size).toBe(0)
  })
})

describe('its folder', () => {
  it('is one of its own for each that begins in the same second', async () => {
    const recordings = await Promise.all([begun(), begun(), begun()])
    expect(recordings.map(({ dir }) => path.basename(dir)).toSorted()).toEqual([
      NAME,
      `${NAME}-2`,
      `${NAME}-3`,
    ])
    for (const recording of recordings) {
      recording.record(frame(1))
      expect(await recording.close()).toMatchObject({ complete: true })
    }
    expect(path.basename((await begun()).dir)).toBe(`${NAME}-4`)
  })

  it('is made with those above it', async () => {
    const recording = await begun({ in: path.join(parent, 'a', 'b') })
    await recording.close()
    expect(recording.dir).toBe(path.join(parent, 'a', 'b', NAME))
  })

  it('can not be made where a file is in the way', async () => {
    const file = path.join(parent, 'logs')
    await writeFile(file, '')
    for (const place of [file, path.join(file, 'deeper')]) {
      const error = await errorOf(begun({ in: place }))
      expect(error).toBeInstanceOf(SessionError)
      expect(error).toMatchObject({ message: expect.stringContaining(`"${place}": no session`) })
    }
  })

  it('ends where the system has no folders to make', async ({ skip }) => {
    if (process.platform !== 'linux') skip('there is no /proc')
    expect(await errorOf(begun({ in: '/proc/nope/logs' }))).toBeInstanceOf(SessionError)
  })

  it('is not looked for without end', async () => {
    const names = [NAME, ...Array.from({ length: 99 }, (_, index) => `${NAME}-${index + 2}`)]
    for (const name of names) await mkdir(path.join(parent, name))
    const error = await errorOf(begun())
    expect(error).toBeInstanceOf(SessionError)
    expect(error).toMatchObject({ message: expect.stringContaining('already there') })
  })
})

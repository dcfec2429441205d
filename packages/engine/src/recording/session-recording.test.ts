import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ArbError, SessionError } from '@arbkit/core'
import {
  createSessionWriter,
  type NewFrame,
  openSession,
  type SessionManifest,
} from '@arbkit/store'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createSessionRecording } from './create-session-recording.ts'
import { type RecordingNote, recordingNoteText, RecordingStoppedError } from './recording-note.ts'
import type { SessionRecording, SessionRecordingOptions } from './session-recording.ts'
import { HEARTBEAT_EVERY_MS, HEARTBEAT_LOST_MS } from './session-shelf.ts'

const NOW = Date.UTC(2026, 10, 21, 18, 0, 0, 250)
const NAME = '2026-11-21T180000Z'
const HOUR = 3_600_000
/** For a busy machine. */
const PATIENT = { timeout: 30_000 }

let parent = ''
let nowMs = NOW
let notes: RecordingNote[] = []
let made = 0
beforeEach(async () => {
  parent = path.join(await mkdtemp(path.join(tmpdir(), 'arbkit-recording-')), 'logs')
  nowMs = NOW
  notes = []
  made = 0
})
afterEach(async () => {
  await rm(path.dirname(parent), { recursive: true, force: true })
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

const begun = (more: Partial<SessionRecordingOptions> = {}): Promise<SessionRecording> =>
  createSessionRecording({
    parent,
    createdBy: 'arb 1.2.3 run',
    clock: { now: () => nowMs },
    ids: {
      next: () => {
        made += 1
        return `id-${made}`
      },
    },
    freeBytes: () => Promise.resolve(1e12),
    onNote: (note) => notes.push(note),
    ...more,
  })

/** Text that no compression makes smaller. */
const noise = (length: number, seed = 1): string => {
  let state = seed
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state >>> 8).toString(36).padStart(5, '0')
  })
    .join('')
    .slice(0, length)
}
const frame = (turn: number, more: Partial<NewFrame> = {}): NewFrame => ({
  turn,
  t: NOW + turn,
  source: 'kalshi/ws',
  payload: '{}',
  ...more,
})
const heavy = (turn: number, bytes: number) => frame(turn, { payload: `"${noise(bytes, turn)}"` })
const decision = (turn: number) => JSON.stringify({ tag: 'opened', turn, t: NOW + turn })

/** Of so many characters, so many bytes are left: they are letters and digits. */
const PACKED = 0.65

/** A finished session of ours of about so many bytes, `hours` before now. */
async function earlier(hours: number, bytes: number, createdBy = 'arb 1.2.3 run'): Promise<string> {
  const at = NOW - hours * HOUR
  const name = new Date(at)
    .toISOString()
    .replaceAll(':', '')
    .replace(/\.\d+Z$/, 'Z')
  const dir = path.join(parent, name)
  const writer = await createSessionWriter({ dir, createdBy, startedAtMs: at })
  await writer.append(heavy(1, Math.ceil(bytes / PACKED)))
  await writer.close()
  return dir
}
/** The same, left by a process that was killed. */
async function killed(hours: number, bytes: number): Promise<string> {
  const dir = await earlier(hours, bytes)
  const file = path.join(dir, 'manifest.json')
  const manifest = JSON.parse(await readFile(file, 'utf8')) as SessionManifest
  const torn = { ...manifest, complete: false, frames: { count: 0 }, files: [] }
  await writeFile(file, JSON.stringify(torn))
  await beat(dir, NOW - hours * HOUR)
  return dir
}
const beat = (dir: string, atMs: number) =>
  utimes(path.join(dir, 'manifest.json'), atMs / 1000, atMs / 1000)

const namesIn = async () => (await readdir(parent)).toSorted()
const bytesOf = async (dir: string): Promise<number> => {
  let bytes = 0
  for (const name of await readdir(dir)) bytes += (await stat(path.join(dir, name))).size
  return bytes
}
const bytesInAll = async (): Promise<number> => {
  let bytes = 0
  for (const name of await readdir(parent)) bytes += await bytesOf(path.join(parent, name))
  return bytes
}
const framesOf = async (dir: string): Promise<number> => {
  let count = 0
  for await (const { seq } of (await openSession(dir)).frames()) count = seq
  return count
}
const errorOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  )

describe('a recording', () => {
  it('holds frames and decisions in their order, and ends complete', async () => {
    const { every, going } = timers()
    const recording = await begun({ every, rotateEveryMs: 60_000 })
    expect(recording.dir).toBe(path.join(parent, NAME))
    for (const turn of [1, 2, 60_000]) {
      recording.frame(frame(turn))
      recording.decision(decision(turn), { turn, t: NOW + turn })
    }
    const manifest = await recording.close()
    expect(manifest).toMatchObject({ complete: true, createdBy: 'arb 1.2.3 run' })
    expect(manifest.files.map(({ frames }) => frames)).toEqual([2, 1])
    expect(manifest.decisions?.files.map(({ decisions }) => decisions)).toEqual([2, 1])
    expect([going.size, recording.problem(), notes]).toEqual([0, undefined, []])
  })

  it('reaches the disk with every stroke, decisions after their frames', async () => {
    const { every, stroke } = timers()
    const recording = await begun({ every })
    recording.frame(frame(1))
    recording.decision(decision(1), { turn: 1, t: NOW })
    stroke()
    await vi.waitUntil(
      async () => (await readdir(recording.dir)).includes('decisions-0001.ndjson.zst'),
      PATIENT,
    )
    await recording.flush()
    const session = await openSession(recording.dir)
    const lines: string[] = []
    for await (const line of session.decisions()) lines.push(line)
    expect(lines).toEqual([decision(1)])
    await recording.close()
  })

  it('that can not be written ends as a crash would, tells it once, and lets the run go on', async () => {
    const { every, going } = timers()
    const recording = await begun({ every })
    recording.frame(frame(2))
    recording.frame(frame(1))
    recording.frame(frame(3))
    recording.decision(decision(3), { turn: 3, t: NOW })
    await vi.waitUntil(() => recording.problem() !== undefined, PATIENT)
    await recording.flush()
    expect(recording.problem()).toMatch(/^turn must not fall/)
    expect(notes).toEqual([{ tag: 'stopped', problem: recording.problem() }])
    expect(notes.map(recordingNoteText)).toEqual([
      `nothing is recorded any more: ${recording.problem()}`,
    ])
    expect(going.size).toBe(0)
    const error = await errorOf(recording.close())
    expect(error).toBeInstanceOf(ArbError)
    expect(await framesOf(recording.dir)).toBe(1)
    expect((await openSession(recording.dir)).manifest?.complete).toBe(false)
  })

  it('that waits for too much ends: the disk does not keep up', async () => {
    const recording = await begun({ pendingBytesMax: 3_000 })
    recording.frame(heavy(1, 500))
    await recording.flush()
    for (const turn of [2, 3, 4]) recording.frame(heavy(turn, 500))
    expect(await errorOf(recording.close())).toMatchObject({
      name: 'SessionError',
      message: expect.stringMatching(/over 3000 bytes wait to be written: the disk is too slow$/),
    })
    expect(await framesOf(recording.dir)).toBe(2)
  })

  it('of which the folder can not be made is none', async () => {
    await mkdir(path.dirname(parent), { recursive: true })
    await writeFile(parent, '')
    expect(await errorOf(begun())).toBeInstanceOf(SessionError)
  })
})

describe('the bound of the folder', () => {
  const MB = 1_000_000

  it('is kept by deleting the oldest finished recordings, and each is told', async () => {
    const [oldest, older, newer] = [
      await earlier(5, 300_000),
      await earlier(4, 300_000),
      await earlier(3, 300_000),
    ]
    const bytes = [await bytesOf(oldest), await bytesOf(older)]
    const recording = await begun({ maxDiskBytes: MB })
    expect(notes).toEqual([{ tag: 'deleted', dir: oldest, bytes: bytes[0] }])
    for (let turn = 1; turn <= 4; turn += 1) recording.frame(heavy(turn, 100_000))
    await recording.flush()
    expect(notes.slice(1)).toEqual([{ tag: 'deleted', dir: older, bytes: bytes[1] }])
    expect(notes.map(recordingNoteText)[0]).toBe(
      `deleted ${oldest} (${bytes[0]} bytes) to make room`,
    )
    expect(await namesIn()).toEqual([path.basename(newer), NAME])
    expect(await recording.close()).toMatchObject({ complete: true, frames: { count: 4 } })
    expect(await bytesInAll()).toBeLessThanOrEqual(MB)
  })

  it('ends the recording in order where nothing more may be deleted, and the run goes on', async () => {
    const left = await killed(2, 300_000)
    await earlier(1, 200_000)
    const recording = await begun({ maxDiskBytes: MB })
    let turn = 0
    for (; turn < 40; turn += 1) recording.frame(heavy(turn + 1, 50_000))
    await recording.flush()
    expect(recording.problem()).toMatch(
      /^.*logs: no room within 1 MB, and nothing that may be deleted \(1 never closed: \d+ bytes\)$/,
    )
    expect(notes.map(({ tag }) => tag)).toEqual(['deleted', 'stopped'])
    // Nothing half-written, and within the bound to the last byte.
    const manifest = await recording.close()
    expect(manifest.complete).toBe(true)
    expect(await framesOf(recording.dir)).toBe(manifest.frames.count)
    expect(manifest.frames.count).toBeGreaterThan(5)
    expect((await openSession(recording.dir)).problems()).toEqual([])
    expect(await bytesInAll()).toBeLessThanOrEqual(MB)
    expect(await bytesInAll()).toBeGreaterThan(MB / 2)
    expect(await namesIn()).toContain(path.basename(left))
  })

  it('refuses a recording that has no room at all, and makes nothing', async () => {
    await killed(2, 990_000)
    const error = await errorOf(begun({ maxDiskBytes: MB }))
    expect(error).toBeInstanceOf(RecordingStoppedError)
    expect(error).toMatchObject({ because: 'bound' })
    expect(await namesIn()).toHaveLength(1)
  })

  it('never deletes what is not a finished recording of this program', async () => {
    const size = 200_000
    const [foreign, noted, damaged, other] = [
      await earlier(9, size, 'bot 1.0 run'),
      await earlier(8, size),
      await earlier(7, size),
      await earlier(6, size),
    ]
    await writeFile(path.join(noted, 'why-i-keep-this.txt'), 'x')
    await rm(path.join(damaged, 'frames-0001.ndjson.zst'))
    const renamed = path.join(parent, 'world-series')
    await cp(other, renamed, { recursive: true })
    const imported = path.join(parent, '2026-11-21T010000Z')
    await cp(other, imported, { recursive: true })
    const manifest = path.join(imported, 'manifest.json')
    const text = JSON.parse(await readFile(manifest, 'utf8')) as SessionManifest
    await writeFile(manifest, JSON.stringify({ ...text, imports: [] }))
    const elsewhere = path.join(path.dirname(parent), 'elsewhere')
    await cp(other, elsewhere, { recursive: true })
    await symlink(elsewhere, path.join(parent, '2026-11-21T020000Z'))
    await mkdir(path.join(parent, '2026-11-21T030000Z'))
    await writeFile(path.join(parent, 'notes.txt'), 'x')
    const error = await errorOf(begun({ maxDiskBytes: MB / 2 }))
    expect(error).toMatchObject({
      message: expect.stringMatching(/\d imported, renamed or damaged: /),
    })
    expect(notes).toEqual([{ tag: 'deleted', dir: other, bytes: expect.any(Number) }])
    expect(await namesIn()).toEqual(
      [
        ...[foreign, noted, damaged, renamed, imported].map((dir) => path.basename(dir)),
        '2026-11-21T020000Z',
        '2026-11-21T030000Z',
        'notes.txt',
      ].toSorted(),
    )
    expect(await framesOf(elsewhere)).toBe(1)
  })

  it('never deletes a session that another process writes, however old', async () => {
    const other = await killed(5, 300_000)
    await beat(other, NOW - HEARTBEAT_LOST_MS + 1)
    const error = await errorOf(begun({ maxDiskBytes: MB / 4 }))
    expect(error).toMatchObject({
      message: expect.stringContaining('1 being recorded by others: '),
    })
    expect(await namesIn()).toEqual([path.basename(other)])
    expect(notes).toEqual([])
  })

  it('counts what is written meanwhile by others', async () => {
    const recording = await begun({ maxDiskBytes: MB })
    recording.frame(heavy(1, 100_000))
    await recording.flush()
    const other = await killed(1, 700_000)
    await beat(other, NOW)
    for (let turn = 2; turn <= 10; turn += 1) recording.frame(heavy(turn, 100_000))
    await recording.flush()
    expect(recording.problem()).toContain('1 being recorded by others')
    expect((await recording.close()).complete).toBe(true)
    expect(await bytesInAll()).toBeLessThanOrEqual(MB * 1.1)
  })
})

describe('the last of the disk', () => {
  it('is left free: the recording ends in order before', async () => {
    let free = 900_000
    const recording = await begun({ minFreeBytes: 500_000, freeBytes: () => Promise.resolve(free) })
    for (let turn = 1; turn <= 20; turn += 1) {
      recording.frame(heavy(turn, 50_000))
      await recording.flush()
      free = 900_000 - (await bytesOf(recording.dir))
    }
    expect(recording.problem()).toMatch(/logs: its disk has less than 500000 bytes left$/)
    const manifest = await recording.close()
    expect(manifest.complete).toBe(true)
    expect(await bytesOf(recording.dir)).toBeLessThanOrEqual(400_000)
    expect(await bytesOf(recording.dir)).toBeGreaterThan(200_000)
  })

  it('is no reason to delete what the bound lets stand', async () => {
    await earlier(1, 300_000)
    const error = await errorOf(begun({ maxDiskBytes: 1e9, freeBytes: () => Promise.resolve(1) }))
    expect(error).toMatchObject({ name: 'RecordingStoppedError', because: 'disk' })
    expect(await namesIn()).toHaveLength(1)
  })

  it('is measured by the system where nothing else is said', async () => {
    const recording = await begun({ freeBytes: undefined, minFreeBytes: 1 })
    recording.frame(frame(1))
    expect(await recording.close()).toMatchObject({ complete: true })
    const error = await errorOf(begun({ freeBytes: undefined, minFreeBytes: 1e18 }))
    expect(error).toMatchObject({ because: 'disk' })
  })
})

describe('a session whose writer was killed', () => {
  it('is told once, in one line: until a later one was finished', async () => {
    const [first, second] = [await killed(4, 100), await killed(3, 100)]
    await (await begun()).close()
    expect(notes).toEqual([{ tag: 'left-behind', dirs: [second, first] }])
    expect(notes.map(recordingNoteText)).toEqual([
      `a process was killed while it recorded ${second} and 1 more: readable up to where it ends`,
    ])
    notes = []
    nowMs += HOUR
    await (await begun()).close()
    expect(notes).toEqual([])
  })

  it('is told apart from one that is being written, by its heartbeat', async () => {
    const { every, stroke } = timers()
    const other = await begun({ every })
    nowMs += HEARTBEAT_EVERY_MS
    stroke()
    await vi.waitUntil(
      async () => (await stat(path.join(other.dir, 'manifest.json'))).mtimeMs === nowMs,
      PATIENT,
    )
    nowMs += HEARTBEAT_LOST_MS - 1
    const second = await begun()
    expect(notes).toEqual([])
    nowMs += 1
    await begun()
    expect(notes).toEqual([{ tag: 'left-behind', dirs: [other.dir] }])
    await Promise.all([other.close(), second.close()])
  })

  it('what is left of its deletions is removed', async () => {
    const dir = await earlier(1, 100)
    await cp(dir, path.join(parent, `.${path.basename(dir)}.deleted-abc`), { recursive: true })
    await mkdir(path.join(parent, '.git'))
    await (await begun()).close()
    expect(await namesIn()).toEqual(['.git', path.basename(dir), NAME])
  })
})

/** Records noise until it has no room, and says what it deleted; then its session, and how many frames. */
const SCRIPT = `
  import { createSessionRecording } from ${JSON.stringify(new URL('create-session-recording.ts', import.meta.url).href)}
  const [parent, seed, count] = [process.argv[1], Number(process.argv[2]), Number(process.argv[3])]
  const note = (line) => process.stdout.write(line + '\\n')
  for (let round = 1; round <= 4; round += 1) {
    const recording = await createSessionRecording({
      parent, createdBy: 'arb 1.2.3 run', maxDiskBytes: 3_000_000, minFreeBytes: 1,
      clock: { now: () => Date.now() },
      ids: { next: () => process.pid + '-' + Math.random().toString(36).slice(2) },
      every: (ms, run) => { const timer = setInterval(run, ms); return () => clearInterval(timer) },
      onNote: (each) => { if (each.tag !== 'left-behind') note(each.tag + ' ' + (each.dir ?? each.problem)) },
    })
    let state = seed * round
    for (let turn = 1; turn <= count; turn += 1) {
      let text = ''
      while (text.length < 20_000) { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; text += (state >>> 8).toString(36) }
      recording.frame({ turn, t: Date.now(), source: 's', payload: JSON.stringify(text) })
      if (turn % 5 === 0) await recording.flush()
    }
    const { frames } = await recording.close()
    note('closed ' + recording.dir + ' ' + frames.count)
  }`

it('two processes record into one folder, and neither deletes what the other is writing', {
  timeout: 120_000,
}, async () => {
  await mkdir(parent, { recursive: true })
  const run = (seed: number) =>
    new Promise<readonly string[]>((resolve) => {
      const args = [
        '--conditions=@arbkit/source',
        '--input-type=module',
        '-e',
        SCRIPT,
        parent,
        String(seed),
        '60',
      ]
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
      let said = ''
      child.stdout.on('data', (text: Buffer) => {
        said += text.toString()
      })
      child.on('close', () => resolve(said.split('\n').filter((line) => line !== '')))
    })
  const said = (await Promise.all([run(1), run(2)])).flat()
  const closed = said.filter((line) => line.startsWith('closed ')).map((line) => line.slice(7))
  const deleted = said.filter((line) => line.startsWith('deleted ')).map((line) => line.slice(8))
  expect(closed).toHaveLength(8)
  expect(deleted.length).toBeGreaterThan(0)
  const there = await namesIn()
  // A name is free again once its session was deleted, and several begin in one second.
  const left: string[] = []
  for (const line of closed) {
    const dir = line.split(' ')[0] ?? ''
    const again = deleted.indexOf(dir)
    if (again === -1) left.push(line)
    else deleted.splice(again, 1)
  }
  expect(deleted).toEqual([])
  expect(there).toEqual(
    [...new Set(left.map((line) => path.basename(line.split(' ')[0] ?? '')))].toSorted(),
  )
  for (const line of left) {
    const [dir = '', count] = line.split(' ')
    expect(await framesOf(dir)).toBe(Number(count))
  }
  expect(await bytesInAll()).toBeLessThanOrEqual(3_000_000 * 1.3)
})

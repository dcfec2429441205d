import { spawnSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { constants, zstdCompressSync } from 'node:zlib'
import { fc, test as prop } from '@fast-check/vitest'
import { InvalidInputError, SessionError } from '@arbkit/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Frame, NewFrame } from './frame.ts'
import type { SessionProblem } from './session-problem.ts'
import { describeSessionProblem } from './session-problem.ts'
import { openSession } from './session-reader.ts'
import {
  createSessionWriter,
  FLUSH_INTERVAL_MS,
  type SessionWriterOptions,
} from './session-writer.ts'

/** Fixed, so that every run is the same; a change of it must not matter. */
const SEED = 20260807
const HOUR = 3_600_000
const T = 1786085188416
const FIRST = 'frames-0001.ndjson.zst'
const SECOND = 'frames-0002.ndjson.zst'

let root: string
let sessionCount = 0

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'arbkit-session-'))
})
afterAll(async () => {
  await rm(root, { recursive: true })
})

/** A folder that is not there yet, alone in its own parent. */
function freshDir(): string {
  sessionCount += 1
  return join(root, String(sessionCount), 'logs', 'a')
}

function optionsFor(dir: string): SessionWriterOptions {
  return { dir, createdBy: 'test', startedAtMs: T }
}

function newFrame(payload: string, rest: Partial<NewFrame> = {}): NewFrame {
  return { turn: 1, t: T, source: 'test', payload, ...rest }
}

/** Writes a closed session with these frames and returns its folder. */
async function sessionOf(frames: readonly NewFrame[]): Promise<string> {
  const dir = freshDir()
  const writer = await createSessionWriter(optionsFor(dir))
  for (const frame of frames) await writer.append(frame)
  await writer.close()
  return dir
}

interface ReadResult {
  readonly frames: readonly Frame[]
  readonly problems: readonly SessionProblem[]
}

async function read(dir: string): Promise<ReadResult> {
  const session = await openSession(dir)
  const frames = await Array.fromAsync(session.frames())
  return { frames, problems: session.problems() }
}

/** Replaces a file of frames by one with this text, as one zstd frame. */
async function putText(dir: string, name: string, text: string): Promise<void> {
  await writeFile(join(dir, name), zstdCompressSync(text))
}

async function dropManifest(dir: string): Promise<void> {
  await rm(join(dir, 'manifest.json'))
}

const anyFrames = fc.array(
  fc.record({
    turnStep: fc.nat(2),
    t: fc.integer({ min: T, max: T + 3 * HOUR }),
    source: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
    payload: fc.oneof(fc.json(), fc.string({ unit: 'grapheme' })),
    request: fc.option(fc.dictionary(fc.string(), fc.jsonValue()), { nil: undefined }),
  }),
  { maxLength: 20 },
)

describe('a session', () => {
  prop.prop([anyFrames], { seed: SEED, numRuns: 40 })('reads as written', async (specs) => {
    let turn = 0
    const frames = specs.map(({ turnStep, request, ...rest }): NewFrame => {
      turn += turnStep
      return { ...rest, turn, ...(request === undefined ? {} : { request }) }
    })
    const { frames: got, problems } = await read(await sessionOf(frames))
    expect(problems.filter(({ tag }) => tag !== 'time-backwards')).toEqual([])
    expect(got).toHaveLength(frames.length)
    for (const [index, frame] of got.entries()) {
      const { payload, ...header } = frames[index]!
      const { body, text, ...gotHeader } = { body: undefined, text: undefined, ...frame }
      expect(gotHeader).toEqual({
        ...header,
        seq: index + 1,
        ...(header.request && { request: JSON.parse(JSON.stringify(header.request)) }),
      })
      if ('text' in frame) expect(text).toBe(payload)
      else expect(body).toEqual(JSON.parse(payload))
    }
  })

  it('has a manifest of what it holds, and a file for each hour', async () => {
    const dir = freshDir()
    const writer = await createSessionWriter(optionsFor(dir))
    expect(await writer.append(newFrame('1'))).toBe(1)
    expect(await writer.append(newFrame('2', { t: T - HOUR }))).toBe(2)
    expect(await writer.append(newFrame('3', { t: T + HOUR, turn: 2 }))).toBe(3)
    const imports = [
      { file: 'a.json', shape: 'x', frames: 3, firstMs: T, lastMs: T + HOUR, timeSource: 'flag' },
    ] as const
    const manifest = await writer.close({ imports })
    expect(manifest).toEqual({
      format: 'arbkit-session',
      version: 1,
      complete: true,
      createdBy: 'test',
      startedAt: new Date(T).toISOString(),
      frames: { count: 3, firstMs: T, lastMs: T + HOUR },
      files: [
        { name: FIRST, frames: 2, firstSeq: 1, lastSeq: 2 },
        { name: SECOND, frames: 1, firstSeq: 3, lastSeq: 3 },
      ],
      imports,
    })
    expect((await readdir(dir)).toSorted()).toEqual([FIRST, SECOND, 'manifest.json'])
    const session = await openSession(dir)
    expect(session.manifest).toEqual(manifest)
    expect((await Array.fromAsync(session.frames())).map(({ seq }) => seq)).toEqual([1, 2, 3])
    expect(session.problems()).toEqual([{ tag: 'time-backwards', count: 1, seq: 2 }])
    // Reading again starts over, also what it has to say.
    expect((await Array.fromAsync(session.frames())).map(({ seq }) => seq)).toEqual([1, 2, 3])
    expect(session.problems()).toHaveLength(1)
  })

  it('may be empty', async () => {
    expect(await read(await sessionOf([]))).toEqual({ frames: [], problems: [] })
  })

  const hasZstd = spawnSync('zstd', ['--version']).status === 0
  it.skipIf(!hasZstd)('is readable by the zstd program (skipped where there is none)', async () => {
    const payload = '{"price":0.10,"size":1e400,"name":"é😀"}'
    const dir = await sessionOf([newFrame(payload), newFrame('PONG', { turn: 2 })])
    const { stdout, status } = spawnSync('zstd', ['-dc', join(dir, FIRST)])
    expect(status).toBe(0)
    expect(stdout.toString()).toBe(
      `{"seq":1,"turn":1,"t":${T},"source":"test","body":${payload}}\n` +
        `{"seq":2,"turn":2,"t":${T},"source":"test","text":"PONG"}\n`,
    )
  })

  it('takes no frame that breaks its order or bounds, and goes on', async () => {
    const dir = freshDir()
    const writer = await createSessionWriter(optionsFor(dir))
    await writer.append(newFrame('1', { turn: 2 }))
    await expect(writer.append(newFrame('2', { turn: 1 }))).rejects.toThrow(InvalidInputError)
    await expect(writer.append(newFrame('2', { t: 0.5, turn: 9 }))).rejects.toThrow(/Unix/)
    await writer.append(newFrame('2', { turn: 2 }))
    await writer.close()
    expect((await read(dir)).frames.map(({ seq }) => seq)).toEqual([1, 2])
  })

  it('takes nothing once closed', async () => {
    const writer = await createSessionWriter(optionsFor(freshDir()))
    await writer.close()
    await expect(writer.append(newFrame('1'))).rejects.toThrow('the session is closed')
    await expect(writer.flush()).rejects.toThrow('the session is closed')
    await expect(writer.close()).rejects.toThrow('the session is closed')
    await writer.abort()
  })
})

describe('the flush timer', () => {
  it('makes frames readable without a call, each second, until the end', async () => {
    const dir = freshDir()
    let tick: (() => void) | undefined
    const writer = await createSessionWriter({
      ...optionsFor(dir),
      every(intervalMs, run) {
        expect(intervalMs).toBe(FLUSH_INTERVAL_MS)
        tick = run
        return () => {
          tick = undefined
        }
      },
    })
    await writer.append(newFrame('1'))
    expect((await read(dir)).frames).toHaveLength(0)
    tick?.()
    tick?.()
    // Worked off in order: when this one is in, the flush before it has ended.
    await writer.append(newFrame('2'))
    expect((await read(dir)).frames).toHaveLength(1)
    tick?.()
    await writer.append(newFrame('3'))
    expect((await read(dir)).frames).toHaveLength(2)
    await writer.close()
    expect(tick).toBeUndefined()
  })

  it('does not lose a failure', async () => {
    let tick: (() => void) | undefined
    const writer = await createSessionWriter({
      ...optionsFor(freshDir()),
      every(_intervalMs, run) {
        tick = run
        return () => undefined
      },
      openSink: async () => ({
        write: () => Promise.reject(new Error('EIO: i/o error')),
        sync: async () => undefined,
        close: async () => undefined,
      }),
    })
    await writer.append(newFrame('1'))
    tick?.()
    await expect(writer.append(newFrame('2'))).rejects.toThrow(/an earlier write failed .*EIO/)
    await expect(writer.close()).rejects.toThrow(/an earlier write failed .*EIO/)
  })
})

describe('a session whose writer was killed', () => {
  it('gives the frames before the tear, wherever it is, and says so', async () => {
    const dir = freshDir()
    const path = join(dir, FIRST)
    const writer = await createSessionWriter(optionsFor(dir))
    const sizes: number[] = []
    for (const payload of ['{"a":1}', 'text é', '[1,2,3]', 'null']) {
      await writer.append(newFrame(payload))
      await writer.flush()
      sizes.push((await stat(path)).size)
    }
    await writer.abort()
    const bytes = await readFile(path)
    expect(bytes).toHaveLength(sizes.at(-1)!)
    const whole = (await read(dir)).frames
    expect(whole).toHaveLength(4)
    for (let length = 0; length <= bytes.length; length += 1) {
      await writeFile(path, bytes.subarray(0, length))
      const { frames, problems } = await read(dir)
      // Exactly what was flushed by then: every byte of a flush but its last is not enough.
      expect(frames).toEqual(whole.slice(0, sizes.filter((size) => size <= length).length))
      expect(problems).toEqual([
        { tag: 'not-closed' },
        { tag: 'torn-tail', file: FIRST, atLine: frames.length + 1 },
      ])
    }
  })

  it('can be read while it is still being written', async () => {
    const dir = freshDir()
    const writer = await createSessionWriter(optionsFor(dir))
    expect(await read(dir)).toEqual({ frames: [], problems: [{ tag: 'not-closed' }] })
    await writer.append(newFrame('1'))
    await writer.append(newFrame('2', { t: T + HOUR }))
    await writer.flush()
    expect((await read(dir)).frames).toHaveLength(2)
    await writer.close()
  })

  it.each(['absent', 'empty'])('can be read with its manifest %s', async (state) => {
    const dir = await sessionOf([newFrame('1'), newFrame('2', { t: T + HOUR })])
    await dropManifest(dir)
    if (state === 'empty') await writeFile(join(dir, 'manifest.json'), '')
    const session = await openSession(dir)
    expect(session.manifest).toBeUndefined()
    expect(await Array.fromAsync(session.frames())).toHaveLength(2)
    expect(session.problems()).toEqual([{ tag: 'manifest-missing' }])
  })

  it('is an error where a file before the last one is torn and frames are lost', async () => {
    const dir = await sessionOf([newFrame('1'), newFrame('2', { t: T + HOUR })])
    await dropManifest(dir)
    await writeFile(join(dir, FIRST), '')
    await expect(read(dir)).rejects.toThrow(
      `${join(dir, SECOND)}:1: $.seq: expected 1, got 2; ${join(dir, FIRST)} is torn`,
    )
  })
})

describe('a closed session that was changed', () => {
  const twoFiles = [newFrame('1'), newFrame('2'), newFrame('3', { t: T + HOUR })]

  it('says how much was cut from its last file', async () => {
    const dir = await sessionOf(twoFiles)
    await writeFile(join(dir, SECOND), (await readFile(join(dir, SECOND))).subarray(0, 12))
    const { frames, problems } = await read(dir)
    expect(frames).toHaveLength(2)
    expect(problems).toEqual([
      { tag: 'torn-tail', file: SECOND, atLine: 1 },
      { tag: 'frames-lost', count: 2, expectedCount: 3 },
    ])
    expect(problems.map(describeSessionProblem)).toEqual([
      `${SECOND} is torn: read up to line 1, the rest is lost`,
      '2 of 3 frames could be read',
    ])
  })

  it('is read whole when a file holds several zstd frames, and that is said', async () => {
    const dir = await sessionOf(twoFiles)
    const path = join(dir, FIRST)
    const lines = linesOf(await read(dir)).slice(0, 2)
    await writeFile(path, Buffer.concat(lines.map((line) => zstdCompressSync(line))))
    const { frames, problems } = await read(dir)
    expect(frames).toHaveLength(3)
    expect(problems).toEqual([{ tag: 'several-zstd-frames', file: FIRST, count: 2 }])
  })

  it('is an error when a whole file lacks frames at its end', async () => {
    const dir = await sessionOf(twoFiles)
    await putText(dir, SECOND, '')
    await expect(read(dir)).rejects.toThrow(
      `${join(dir, SECOND)}: holds 0 frames, manifest.json says 1`,
    )
  })

  it('is an error when a file is missing', async () => {
    const dir = await sessionOf(twoFiles)
    await rm(join(dir, SECOND))
    await expect(openSession(dir)).rejects.toThrow(`${SECOND}: missing, manifest.json lists it`)
  })

  it('is an error when there is a file more', async () => {
    const dir = await sessionOf(twoFiles)
    await cp(join(dir, SECOND), join(dir, 'frames-0003.ndjson.zst'))
    await expect(openSession(dir)).rejects.toThrow(
      'frames-0003.ndjson.zst: manifest.json does not list it',
    )
  })

  it('is an error when a byte in its middle is another', async () => {
    const dir = await sessionOf(Array.from({ length: 99 }, (_, index) => newFrame(`${index ** 5}`)))
    const bytes = await readFile(join(dir, FIRST))
    const middle = Math.floor(bytes.length / 2)
    bytes[middle] = bytes[middle]! ^ 0x55
    await writeFile(join(dir, FIRST), bytes)
    await expect(read(dir)).rejects.toThrow(SessionError)
  })

  it.each([
    ['', 'not JSON'],
    ['{"seq":2,"turn":1,"t":1,"source":"a"}', 'expected either body or text'],
    ['{"seq":3,"turn":1,"t":1,"source":"a","body":1}', '$.seq: expected 2, got 3'],
    ['{"seq":1,"turn":1,"t":1,"source":"a","body":1}', '$.seq: expected 2, got 1'],
    ['{"seq":2,"turn":0,"t":1,"source":"a","body":1}', '$.turn: expected 1 or more, got 0'],
  ])('is an error with its file and line where a line is wrong: %s', async (line, what) => {
    const dir = await sessionOf([newFrame('1')])
    await dropManifest(dir)
    const first = `{"seq":1,"turn":1,"t":${T},"source":"a","body":1}`
    await putText(dir, FIRST, `${first}\n${line}\n`)
    await expect(read(dir)).rejects.toThrow(SessionError)
    await expect(read(dir)).rejects.toThrow(`${join(dir, FIRST)}:2: ${what}`)
  })

  it('gives the frames before what is wrong', async () => {
    const dir = await sessionOf([newFrame('1')])
    await dropManifest(dir)
    await putText(dir, FIRST, `{"seq":1,"turn":1,"t":1,"source":"a","body":1}\n?\n`)
    const seqs: number[] = []
    const reading = (async () => {
      for await (const { seq } of (await openSession(dir)).frames()) seqs.push(seq)
    })()
    await expect(reading).rejects.toThrow(':2: not JSON')
    expect(seqs).toEqual([1])
  })
})

/** Lines as the writer makes them, of frames with a JSON body. */
function linesOf({ frames }: ReadResult): readonly string[] {
  return frames.map((frame) => `${JSON.stringify(frame)}\n`)
}

describe('a folder that is not a session', () => {
  it.each([
    ['nothing', 'no such session'],
    ['a file', 'not a session: it must be a folder with manifest.json'],
    ['an empty folder', 'not a session: neither manifest.json nor frames-0001.ndjson.zst in it'],
    ['another manifest', 'not the manifest of a session: $.format'],
    ['a later version', 'session version 3 is not known here, expected 1 or 2'],
  ])('says so in one line: %s', async (what, message) => {
    const dir = freshDir()
    await mkdir(join(dir, '..'), { recursive: true })
    if (what === 'a file') await writeFile(dir, '{}')
    else if (what !== 'nothing') await mkdir(dir)
    const manifest = join(dir, 'manifest.json')
    if (what === 'another manifest') await writeFile(manifest, '{"name":"app"}')
    if (what === 'a later version') {
      await writeFile(manifest, '{"format":"arbkit-session","version":3}')
    }
    await expect(openSession(dir)).rejects.toThrow(SessionError)
    await expect(openSession(dir)).rejects.toThrow(message)
    await expect(openSession(dir)).rejects.toThrow(/^[^\n]+$/)
  })
})

it('reads a file with a checksum and one without', async () => {
  const dir = await sessionOf([newFrame('1')])
  const line = `{"seq":1,"turn":1,"t":${T},"source":"a","body":1}\n`
  for (const checksum of [0, 1]) {
    const params = { [constants.ZSTD_c_checksumFlag]: checksum }
    await writeFile(join(dir, FIRST), zstdCompressSync(line, { params }))
    expect((await read(dir)).frames).toHaveLength(1)
  }
})

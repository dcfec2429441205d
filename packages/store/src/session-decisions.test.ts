import { spawn, spawnSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { InvalidInputError, SessionError } from '@arbkit/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HELD_DECISION_BYTES_MAX } from './decision-stream.ts'
import { openFileSink } from './file-sink.ts'
import type { NewFrame } from './frame.ts'
import { createLineReader } from './line-reader.ts'
import { describeSessionProblem } from './session-problem.ts'
import { openSession, type Session } from './session-reader.ts'
import {
  createSessionWriter,
  type SessionWriter,
  type SessionWriterOptions,
} from './session-writer.ts'

const T = 1786085188416
const HOUR = 3_600_000
const IS_LONG = process.env['ARBKIT_LONG'] === '1'

let root = ''
let made = 0
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'arbkit-decisions-'))
})
afterAll(async () => {
  await rm(root, { recursive: true })
})

const freshDir = (): string => {
  made += 1
  return join(root, `session-${made}`)
}
const begun = (dir: string, more: Partial<SessionWriterOptions> = {}) =>
  createSessionWriter({ dir, createdBy: 'test', startedAtMs: T, ...more })
const frame = (turn: number, t = T + turn): NewFrame => ({ turn, t, source: 's', payload: '{}' })
const line = (turn: number, id = '') => JSON.stringify({ tag: 'opened', turn, t: T + turn, id })

/** A turn of one frame and two decisions. */
async function turn(writer: SessionWriter, number: number, t = T + number): Promise<void> {
  await writer.append(frame(number, t))
  for (const id of ['a', 'b']) await writer.decide(line(number, id), { turn: number, t })
}

async function decisionsOf(session: Session): Promise<readonly string[]> {
  const lines: string[] = []
  for await (const text of session.decisions()) lines.push(text)
  return lines
}
const turnsOf = (lines: readonly string[]) =>
  lines.map((text) => (JSON.parse(text) as { turn: number }).turn)
const filesIn = async (dir: string) => (await readdir(dir)).toSorted()
const textOf = (dir: string, name: string) =>
  spawnSync('zstd', ['-dcq', join(dir, name)], { encoding: 'utf8' }).stdout

describe('decisions beside frames', () => {
  it('are read as written, a new file for each span of their time, and listed', async () => {
    const dir = freshDir()
    const writer = await begun(dir, { rotateEveryMs: HOUR })
    for (const [number, t] of [
      [1, T],
      [2, T + 1],
      [3, T + HOUR],
    ] as const) {
      await turn(writer, number, t)
    }
    const manifest = await writer.close()
    expect(manifest).toMatchObject({
      version: 2,
      complete: true,
      decisions: {
        count: 6,
        files: [
          { name: 'decisions-0001.ndjson.zst', decisions: 4 },
          { name: 'decisions-0002.ndjson.zst', decisions: 2 },
        ],
      },
    })
    const session = await openSession(dir)
    const lines = await decisionsOf(session)
    expect(lines).toEqual([1, 2, 3].flatMap((number) => [line(number, 'a'), line(number, 'b')]))
    expect(await decisionsOf(session)).toEqual(lines)
    expect(session.problems()).toEqual([])
  })

  it('are plain text to the programs of others', async ({ skip }) => {
    const dir = freshDir()
    const writer = await begun(dir)
    await turn(writer, 1)
    await writer.close()
    if (spawnSync('zstd', ['--version']).status !== 0) skip('zstd is not installed')
    expect(textOf(dir, 'decisions-0001.ndjson.zst')).toBe(`${line(1, 'a')}\n${line(1, 'b')}\n`)
  })

  it('leave a session without them as it always was', async () => {
    const dir = freshDir()
    const writer = await begun(dir)
    await writer.append(frame(1))
    expect(await writer.close()).toMatchObject({ version: 1, complete: true })
    expect(await filesIn(dir)).toEqual(['frames-0001.ndjson.zst', 'manifest.json'])
    const manifest = await readFile(join(dir, 'manifest.json'), 'utf8')
    expect(manifest).not.toContain('decisions')
    expect(await decisionsOf(await openSession(dir))).toEqual([])
  })

  it('are refused ahead of their frames, before the last one, and as anything but a line', async () => {
    const writer = await begun(freshDir())
    await expect(writer.decide(line(0), { turn: 0, t: T })).rejects.toThrow(InvalidInputError)
    await turn(writer, 2)
    for (const [text, number, t] of [
      [line(3), 3, T],
      [line(1), 1, T],
      [line(2), 2.5, T],
      [line(2), 2, -1],
      [line(2), 2, 0.5],
      [`${line(2)}\n`, 2, T],
      ['{"a":\r1}', 2, T],
      ['1', 2, T],
    ] as const) {
      await expect(writer.decide(text, { turn: number, t })).rejects.toThrow(InvalidInputError)
    }
    await writer.decide(line(2, 'c'), { turn: 2, t: T })
    expect(await writer.close()).toMatchObject({ decisions: { count: 3 } })
    await expect(writer.decide(line(2), { turn: 2, t: T })).rejects.toThrow('closed')
  })
})

describe('the order on the disk', () => {
  /** Files in the order of their first and later writes. */
  async function written(more: Partial<SessionWriterOptions> = {}) {
    const names: string[] = []
    const dir = freshDir()
    const writer = await begun(dir, {
      openSink: async (path) => {
        const sink = await openFileSink(path)
        const name = path.split('/').at(-1)?.split('-')[0] ?? ''
        return {
          ...sink,
          write: async (bytes) => {
            names.push(name)
            await sink.write(bytes)
          },
        }
      },
      ...more,
    })
    return { dir, names, writer }
  }

  it('has frames before the decisions that were made from them, always', async () => {
    const { writer, names } = await written()
    await turn(writer, 1)
    expect(names).toEqual([])
    await writer.flush()
    expect(names.lastIndexOf('frames')).toBeLessThan(names.indexOf('decisions'))
    const before = names.length
    await Promise.all([turn(writer, 2), writer.flush(), writer.flush()])
    await writer.flush()
    const later = names.slice(before)
    expect(later[0]).toBe('frames')
    expect(later).toContain('decisions')
    await writer.close()
  })

  it('holds decisions back up to a bound, and lets them go behind their frames', async () => {
    const { writer, names } = await written()
    await writer.append(frame(1))
    const long = JSON.stringify({ turn: 1, t: T, id: 'x'.repeat(HELD_DECISION_BYTES_MAX / 4) })
    const at = { turn: 1, t: T }
    for (let count = 1; count <= 3; count += 1) await writer.decide(long, at)
    expect(names).toEqual([])
    await writer.decide(long, at)
    expect(names[0]).toBe('frames')
    expect(names).toContain('decisions')
    expect(await writer.close()).toMatchObject({ decisions: { count: 4 } })
  })

  it('is kept where flushes and decisions overlap', async () => {
    const { writer, dir } = await written()
    const work: Promise<unknown>[] = []
    for (let number = 1; number <= 50; number += 1) {
      work.push(turn(writer, number))
      if (number % 3 === 0) work.push(writer.flush())
    }
    await Promise.all(work)
    await writer.close()
    const lines = await decisionsOf(await openSession(dir))
    expect(lines).toHaveLength(100)
    expect(turnsOf(lines)).toEqual(turnsOf(lines).toSorted((a, b) => a - b))
  })

  it('has no decision where the frames could not be written', async () => {
    const dir = freshDir()
    const writer = await begun(dir, {
      openSink: async (path) => {
        const sink = await openFileSink(path)
        return path.includes('frames')
          ? { ...sink, write: () => Promise.reject(new Error('the disk is full')) }
          : sink
      },
    })
    await turn(writer, 1)
    await expect(writer.flush()).rejects.toThrow(/the disk is full/)
    await expect(writer.close()).rejects.toThrow(SessionError)
    expect(await filesIn(dir)).toEqual(['frames-0001.ndjson.zst', 'manifest.json'])
  })
})

describe('a session that was not closed', () => {
  async function killed(): Promise<string> {
    const dir = freshDir()
    const writer = await begun(dir)
    for (const number of [1, 2, 3]) await turn(writer, number)
    await writer.flush()
    await writer.abort()
    return dir
  }

  it('gives its decisions, and says that it was not closed', async () => {
    const session = await openSession(await killed())
    expect(turnsOf(await decisionsOf(session))).toEqual([1, 1, 2, 2, 3, 3])
    expect(session.problems().map(({ tag }) => tag)).toEqual(['not-closed', 'torn-tail'])
  })

  it('is read up to a tear anywhere in its decisions', async () => {
    const dir = await killed()
    const file = join(dir, 'decisions-0001.ndjson.zst')
    const whole = await readFile(file)
    const all = await decisionsOf(await openSession(dir))
    for (let length = 0; length < whole.length; length += 1) {
      await writeFile(file, whole.subarray(0, length))
      const session = await openSession(dir)
      const lines = await decisionsOf(session)
      expect(lines).toEqual(all.slice(0, lines.length))
      const [, tear] = session.problems()
      expect(tear).toEqual({
        tag: 'torn-tail',
        file: 'decisions-0001.ndjson.zst',
        atLine: lines.length + 1,
      })
    }
  })

  it('leaves out decisions beyond its last frame, and says how many', async () => {
    const dir = await killed()
    const other = freshDir()
    const shorter = await begun(other)
    await turn(shorter, 1)
    await shorter.close()
    const name = 'frames-0001.ndjson.zst'
    await writeFile(join(dir, name), await readFile(join(other, name)))
    const session = await openSession(dir)
    expect(turnsOf(await decisionsOf(session))).toEqual([1, 1])
    expect(session.problems()).toContainEqual({ tag: 'decisions-ahead', count: 4, turn: 1 })
    expect(session.problems().map(describeSessionProblem)).toContain(
      '4 decisions are of turns whose frames are lost (after 1): left out',
    )
    await writeFile(join(dir, name), '')
    expect(await decisionsOf(await openSession(dir))).toEqual([])
  })

  it('looks for its last frame in the last file that has one', async () => {
    const dir = freshDir()
    const writer = await begun(dir)
    await turn(writer, 1)
    await turn(writer, 2, T + HOUR)
    await writer.flush()
    await writer.abort()
    await truncate(join(dir, 'frames-0002.ndjson.zst'), 0)
    const session = await openSession(dir)
    expect(turnsOf(await decisionsOf(session))).toEqual([1, 1])
    expect(session.problems()).toContainEqual({ tag: 'decisions-ahead', count: 2, turn: 1 })
  })

  it('is damaged where decisions are missing in the middle', async () => {
    const dir = freshDir()
    const writer = await begun(dir)
    await turn(writer, 1)
    await turn(writer, 2, T + HOUR)
    await writer.flush()
    await writer.abort()
    await truncate(join(dir, 'decisions-0001.ndjson.zst'), 20)
    await expect(decisionsOf(await openSession(dir))).rejects.toThrow(
      /decisions-0002\.ndjson\.zst:1: decisions before it are missing: .*0001\.ndjson\.zst is torn/,
    )
  })
})

describe('a closed session', () => {
  async function closed(): Promise<string> {
    const dir = freshDir()
    const writer = await begun(dir)
    await turn(writer, 1)
    await turn(writer, 2, T + HOUR)
    await writer.close()
    return dir
  }

  it('has the files that it says it has, and no others', async () => {
    const dir = await closed()
    await writeFile(join(dir, 'decisions-0003.ndjson.zst'), '')
    await expect(openSession(dir)).rejects.toThrow(
      'decisions-0003.ndjson.zst: the manifest does not list it',
    )
    await rm(join(dir, 'decisions-0003.ndjson.zst'))
    await rm(join(dir, 'decisions-0002.ndjson.zst'))
    await expect(openSession(dir)).rejects.toThrow(
      'decisions-0002.ndjson.zst: missing, the manifest lists it',
    )
  })

  it('says how many decisions a torn file has lost', async () => {
    const dir = await closed()
    const file = join(dir, 'decisions-0002.ndjson.zst')
    await truncate(file, 10)
    const session = await openSession(dir)
    expect(turnsOf(await decisionsOf(session))).toEqual([1, 1])
    expect(session.problems().map(describeSessionProblem)).toEqual([
      'decisions-0002.ndjson.zst is torn: read up to line 1, the rest is lost',
      '2 of 4 decisions could be read',
    ])
  })

  it('is damaged where a file holds other decisions than were counted', async () => {
    const dir = await closed()
    const one = 'decisions-0001.ndjson.zst'
    const other = freshDir()
    const writer = await begun(other)
    await writer.append(frame(1))
    await writer.decide(line(1), { turn: 1, t: T })
    await writer.close()
    await writeFile(join(dir, one), await readFile(join(other, one)))
    await expect(decisionsOf(await openSession(dir))).rejects.toThrow(
      'holds 1 decisions, the manifest says 2: it was changed or cut',
    )
  })

  it('is damaged where a line is no decision, or turns fall', async () => {
    const { zstdCompressSync } = await import('node:zlib')
    const dir = await closed()
    for (const [text, message] of [
      ['nope\n{"turn":2}\n', ':1: not a decision'],
      ['{"t":1}\n{"turn":2}\n', ':1: not a decision'],
      ['{"turn":-1}\n{"turn":2}\n', ':1: not a decision'],
      ['{"turn":2}\n{"turn":1}\n', ':2: $.turn: expected 2 or more, got 1'],
    ] as const) {
      await writeFile(join(dir, 'decisions-0001.ndjson.zst'), zstdCompressSync(text))
      await expect(decisionsOf(await openSession(dir))).rejects.toThrow(message)
    }
  })

  it('of a time before decisions were listed is read as it is', async () => {
    const dir = await closed()
    const path = join(dir, 'manifest.json')
    const manifest = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>
    delete manifest['decisions']
    await writeFile(path, JSON.stringify({ ...manifest, version: 1 }))
    const session = await openSession(dir)
    expect(turnsOf(await decisionsOf(session))).toEqual([1, 1, 2, 2])
    expect(session.problems()).toEqual([])
  })
})

/** Writes turns as fast as it can, and prints the last one that a flush has acknowledged. */
const SCRIPT = `
  import { createSessionWriter } from ${JSON.stringify(new URL('session-writer.ts', import.meta.url).href)}
  const writer = await createSessionWriter({
    dir: process.argv[1], createdBy: 'test', startedAtMs: 0, rotateEveryMs: 1000,
  })
  for (let turn = 1; ; turn += 1) {
    const t = turn * 10
    await writer.append({ turn, t, source: 's', payload: JSON.stringify({ turn, text: 'x'.repeat(turn % 900) }) })
    for (let n = 0; n < turn % 4; n += 1) {
      await writer.decide(JSON.stringify({ turn, t, n, text: 'y'.repeat(turn % 3000) }), { turn, t })
    }
    if (turn % 25 === 0) { await writer.flush(); process.stdout.write(turn + '\\n') }
  }`

const KILLS = IS_LONG ? 20 : 3
it(`killed ${KILLS} times: no decision without its frames, no flushed decision lost`, {
  timeout: KILLS * 30_000,
}, async () => {
  for (let round = 1; round <= KILLS; round += 1) {
    const dir = freshDir()
    const args = ['--conditions=@arbkit/source', '--input-type=module', '-e', SCRIPT, dir]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    let said = ''
    await new Promise<void>((resolve) => {
      child.on('close', () => resolve())
      child.stdout.on('data', (text: Buffer) => {
        said += text.toString()
        if (said.split('\n').length > 3 * round) child.kill('SIGKILL')
      })
    })
    const flushed = Number(said.split('\n').at(-2))
    const session = await openSession(dir)
    let lastTurn = 0
    for await (const each of session.frames()) lastTurn = each.turn
    expect(lastTurn).toBeGreaterThanOrEqual(flushed)
    const found = (await decisionsOf(session)).map(
      (text) => JSON.parse(text) as { turn: number; n: number },
    )
    const expected = Array.from({ length: lastTurn }, (_none, index) => index + 1).flatMap((each) =>
      Array.from({ length: each % 4 }, (_none, n) => `${each} ${n}`),
    )
    const own = found.map((each) => `${each.turn} ${each.n}`)
    expect(own).toEqual(expected.slice(0, own.length))
    const due = expected.filter((each) => Number(each.split(' ')[0]) <= flushed)
    expect(own.length).toBeGreaterThanOrEqual(due.length)
    // A process that is killed leaves none ahead: only a power loss could.
    expect(session.problems().map(({ tag }) => tag)).not.toContain('decisions-ahead')
    await expectOneZstdFrameEach(dir)
  }
})

async function expectOneZstdFrameEach(dir: string): Promise<void> {
  for (const name of (await filesIn(dir)).filter((each) => each.endsWith('.zst'))) {
    const reader = createLineReader(join(dir, name))
    for await (const text of reader.lines()) expect(text).not.toBe('')
    expect(reader.ending().zstdFrameCount).toBeLessThanOrEqual(1)
  }
}

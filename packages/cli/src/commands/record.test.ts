import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createSeededRng } from '@arbkit/core/testing'
import { createKeyFiles } from '@arbkit/kalshi'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bytesIn } from '../run/folder-bytes.ts'
import type { EngineRequest } from '../run/open-engine.ts'
import { AT_MS, decided, handMadeEngine, opened } from '../run/test-support.test.ts'
import { runProgram } from '../program.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'arbkit-record-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

/** Runs `arb record` with an engine that ends at once. */
async function record(args: readonly string[], { session = '', looksAtDisk = true } = {}) {
  let [out, err] = ['', '']
  const requests: EngineRequest[] = []
  const looked: string[] = []
  const engine = handMadeEngine({ session: session === '' ? undefined : session })
  engine.tell(decided(opened()))
  const code = await runProgram(['record', ...args], {
    write: (text) => (out += text),
    writeError: (text) => (err += text),
    isColoured: false,
    version: '1.2.3',
    now: () => AT_MS,
    randomId: () => 'abc',
    openDemo: () => Promise.reject(new Error('no demo here')),
    machine: {
      nodeVersion: '24.0.0',
      lookAtDisk: async (at) => {
        looked.push(at)
        if (!looksAtDisk) throw new Error('no disk')
        return Promise.resolve({ folder: at, freeBytes: 80_290_000_000, isWritable: true })
      },
    },
    openEngine: async (request) => {
      requests.push(request)
      return Promise.resolve({ engine, close: async () => Promise.resolve() })
    },
    network: {
      environment: {},
      userHome: folder,
      fetch: () => Promise.reject(new Error('was asked')),
      // The time of --duration is over at once.
      sleep: async () => Promise.resolve(),
      rng: createSeededRng(1),
      ids: { next: () => 'id' },
      keyFiles: createKeyFiles('linux'),
      stop: new AbortController().signal,
    },
  })
  return { code, out, err, requests, looked }
}

describe('arb record', () => {
  it('records alone, and says how much, what is left, and how it is replayed', async () => {
    const session = path.join(folder, 's')
    await mkdir(session)
    await writeFile(path.join(session, 'frames-0001.ndjson.zst'), 'x'.repeat(1234))
    const { code, out, err, requests, looked } = await record(
      ['--duration', '1s', '--logs', folder, '--rotate-every', '5m', '--max-disk', '2GB'],
      { session },
    )
    expect([code, err]).toEqual([0, ''])
    const texts = out
      .trimEnd()
      .split('\n')
      .map((line) => line.slice(21))
    expect(texts).toEqual([
      `info  started: recording ${session}`,
      'info  stopped',
      'info  120,113 frames; 1.2 kB written; 80.2 GB of the disk free; Kalshi 3s; Kalshi stream 0s; The Odds API down; 19,204 credits left',
      `info  recorded: ${session}; arb backtest ${session} replays it`,
    ])
    expect(looked).toEqual([session])
    const [request] = requests
    expect([request?.kind, request?.decisions]).toEqual(['record', {}])
    expect(request?.config.recording).toMatchObject({
      folder,
      rotateEveryMs: 300_000,
      maxDiskBytes: 2_000_000_000,
    })
  })

  it('leaves out what can not be looked at', async () => {
    const { out } = await record(['--duration', '1s'], { looksAtDisk: false })
    expect(out).toContain('info  120,113 frames; Kalshi 3s;')
    expect(out).not.toContain('recorded:')
  })

  it('says what pays for debugging only', async () => {
    const { out } = await record(['--duration', '1s', '--log-level', 'debug'])
    expect(out).toContain('debug found rsalp7nq: locked')
  })

  it('prints JSON for programs', async () => {
    const { out } = await record(['--duration', '1s', '--log-format', 'json'], { session: 'gone' })
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(lines.map(({ event }) => event)).toEqual(['started', 'stopped', 'recording', 'recorded'])
    expect(lines[2]).toMatchObject({
      frames: 120_113,
      sessionBytes: null,
      freeBytes: 80_290_000_000,
    })
  })

  it.each([
    [['--duration', '0s'], '--duration: expected 1s to 24d'],
    [['--min-profit', '$5'], "unknown option '--min-profit'"],
    [['--dry-run'], "unknown option '--dry-run'"],
    [['--ui'], "unknown option '--ui'"],
  ])('%j is refused in one line', async (args, problem) => {
    const { code, out, err, requests } = await record(args)
    expect([code, out, requests]).toEqual([2, '', []])
    expect(err).toMatch(/^error: [^\n]+\n$/)
    expect(err).toContain(problem)
  })
})

describe('how large a session is', () => {
  it('is the sum of its files', async () => {
    await writeFile(path.join(folder, 'a'), 'abc')
    await writeFile(path.join(folder, 'b'), 'abcd')
    expect(await bytesIn(folder)).toBe(7)
  })

  it('is not known where it is not there', async () => {
    expect(await bytesIn(path.join(folder, 'gone'))).toBeUndefined()
  })
})

import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { InvalidInputError, SessionError } from '@arbkit/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type OpenSink, openFileSink } from './file-sink.ts'
import { createLineReader } from './line-reader.ts'
import { LINE_LENGTH_MAX } from './line-writer.ts'
import { createRecordFiles, recordFileName } from './record-files.ts'
import { createWriteQueue } from './write-queue.ts'

const HOUR = 3_600_000
const T = 500_000 * HOUR

let dir: string

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'arbkit-records-'))
})
afterEach(async () => {
  await rm(dir, { recursive: true })
})

async function linesOf(name: string): Promise<readonly string[]> {
  const lines: string[] = []
  for await (const line of createLineReader(join(dir, name)).lines()) lines.push(line)
  return lines
}

describe('a new file', () => {
  it('is begun at each full hour of the records, and not when their time goes back', async () => {
    const files = createRecordFiles({ dir, prefix: 'decisions' })
    const times = [HOUR - 1, 0, HOUR, HOUR - 1, 2 * HOUR - 1, HOUR, 7 * HOUR, 0]
    for (const [index, t] of times.entries()) await files.append({ line: `${index}`, t: T + t })
    expect(await files.close()).toEqual([
      { name: 'decisions-0001.ndjson.zst', recordCount: 2 },
      { name: 'decisions-0002.ndjson.zst', recordCount: 4 },
      { name: 'decisions-0003.ndjson.zst', recordCount: 2 },
    ])
    expect(await linesOf('decisions-0001.ndjson.zst')).toEqual(['0', '1'])
    expect(await linesOf('decisions-0002.ndjson.zst')).toEqual(['2', '3', '4', '5'])
    expect(await linesOf('decisions-0003.ndjson.zst')).toEqual(['6', '7'])
  })

  it('is begun at the size bound, newlines counted; a longer line has a file alone', async () => {
    const files = createRecordFiles({ dir, prefix: 'frames', fileBytesMax: 10 })
    for (const line of ['1234', '1234', 'é', '123456789012345', 'a']) {
      await files.append({ line, t: T })
    }
    const written = await files.close()
    expect(written.map(({ recordCount }) => recordCount)).toEqual([2, 1, 1, 1])
  })

  it('is one zstd frame', async () => {
    const files = createRecordFiles({ dir, prefix: 'frames' })
    for (let index = 0; index < 10; index += 1) {
      await files.append({ line: `${index}`, t: T })
      await files.flush()
    }
    await files.close()
    const reader = createLineReader(join(dir, 'frames-0001.ndjson.zst'))
    await Array.fromAsync(reader.lines())
    expect(reader.ending()).toEqual({ lineCount: 10, isTorn: false, zstdFrameCount: 1 })
  })

  it('is never begun over the number that a name can hold', async () => {
    const files = createRecordFiles({ dir, prefix: 'frames', filesMax: 2 })
    await files.append({ line: 'a', t: T })
    await files.append({ line: 'b', t: T + HOUR })
    await expect(files.append({ line: 'c', t: T + 2 * HOUR })).rejects.toThrow('more than 2 files')
    expect(recordFileName('frames', 9999)).toBe('frames-9999.ndjson.zst')
  })

  it('does not replace one that is there', async () => {
    const one = createRecordFiles({ dir, prefix: 'frames' })
    await one.append({ line: 'a', t: T })
    await one.close()
    const two = createRecordFiles({ dir, prefix: 'frames' })
    await expect(two.append({ line: 'b', t: T })).rejects.toThrow(/EEXIST/)
    expect(await linesOf('frames-0001.ndjson.zst')).toEqual(['a'])
  })
})

it('makes each file durable, whole, before the next one is begun', async () => {
  const events: string[] = []
  const files = createRecordFiles({
    dir,
    prefix: 'frames',
    async openSink(path) {
      const sink = await openFileSink(path)
      events.push('open')
      return {
        async write(bytes) {
          await sink.write(bytes)
          events.push('write')
        },
        async sync() {
          await sink.sync()
          events.push('sync')
        },
        async close() {
          await sink.close()
          events.push('close')
        },
      }
    },
  })
  await files.append({ line: 'a', t: T })
  await files.append({ line: 'b', t: T + HOUR })
  await files.close()
  const each = ['open', 'write', 'sync', 'close']
  expect(events).toEqual([...each, ...each])
})

it('leaves no file when there was no record', async () => {
  expect(await createRecordFiles({ dir, prefix: 'frames' }).close()).toEqual([])
  expect(await readdir(dir)).toEqual([])
})

it('keeps the order of calls that were not waited for', async () => {
  const files = createRecordFiles({ dir, prefix: 'frames', fileBytesMax: 1000 })
  const lines = Array.from({ length: 2000 }, (_, index) => `line ${index}`)
  const appended = lines.map(async (line, index) => {
    await files.append({ line, t: T + index * 10_000 })
  })
  const [written] = await Promise.all([files.close(), ...appended])
  const read: string[] = []
  for (const { name } of written) read.push(...(await linesOf(name)))
  expect(read).toEqual(lines)
})

it('refuses a line over the bound and goes on', async () => {
  const files = createRecordFiles({ dir, prefix: 'frames' })
  const line = 'x'.repeat(LINE_LENGTH_MAX + 1)
  await expect(files.append({ line, t: T })).rejects.toThrow(InvalidInputError)
  await files.append({ line: 'a', t: T })
  await files.close()
  expect(await linesOf('frames-0001.ndjson.zst')).toEqual(['a'])
})

/** A disk that is full after `writesMax` writes; says how many files stand open. */
function fullDisk(writesMax: number): { readonly openSink: OpenSink; openCount(): number } {
  let writes = 0
  let openCount = 0
  return {
    openCount: () => openCount,
    async openSink(path) {
      const sink = await openFileSink(path)
      openCount += 1
      return {
        async write(bytes) {
          writes += 1
          if (writes > writesMax) throw new Error('ENOSPC: no space left on device, write')
          await sink.write(bytes)
        },
        sync: () => sink.sync(),
        async close() {
          await sink.close()
          openCount -= 1
        },
      }
    },
  }
}

describe('a failed write', () => {
  it('stops everything after it, with its reason', async () => {
    const disk = fullDisk(1)
    const files = createRecordFiles({ dir, prefix: 'frames', openSink: disk.openSink })
    await files.append({ line: 'a', t: T })
    await files.flush()
    await files.append({ line: 'b', t: T })
    await expect(files.flush()).rejects.toThrow(/frames: can not be written: ENOSPC/)
    const later = [files.append({ line: 'c', t: T }), files.flush(), files.close()]
    for (const result of await Promise.allSettled(later)) {
      expect(result).toMatchObject({ status: 'rejected', reason: expect.any(SessionError) })
      expect(result).toMatchObject({
        reason: { message: expect.stringMatching(/an earlier write failed .*ENOSPC/) },
      })
    }
    await files.abandon()
    expect(disk.openCount()).toBe(0)
    expect(await linesOf('frames-0001.ndjson.zst')).toEqual(['a'])
  })
})

describe('the write queue', () => {
  it('runs nothing after a failure, also what was queued before it', async () => {
    const queue = createWriteQueue('frames')
    const ran: string[] = []
    const results = await Promise.allSettled([
      queue.run(async () => ran.push('one')),
      queue.run(() => Promise.reject(new Error('disk'))),
      queue.run(async () => ran.push('three')),
    ])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
    expect(ran).toEqual(['one'])
  })

  it('stops when more waits than it may hold', async () => {
    const queue = createWriteQueue('frames', { pendingBytesMax: 10 })
    const first = queue.runHolding(10, async () => 'written')
    await expect(queue.runHolding(1, async () => 'late')).rejects.toThrow('the disk is too slow')
    await expect(queue.run(async () => 'later')).rejects.toThrow(/an earlier write failed/)
    await expect(first).rejects.toThrow(/an earlier write failed/)
  })

  it('counts only what still waits', async () => {
    const queue = createWriteQueue('frames', { pendingBytesMax: 10 })
    for (let index = 0; index < 5; index += 1) {
      expect(await queue.runHolding(10, async () => index)).toBe(index)
    }
  })
})

import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { InvalidInputError, SessionError } from '@arbkit/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isUnfinishedSessionName } from './session-folder.ts'
import { openSession } from './session-reader.ts'
import { createSessionWriter, type SessionWriterOptions, writeSession } from './session-writer.ts'

const T = 1786085188416
const FRAME = { turn: 1, t: T, source: 'test', payload: '{}' }

let root: string
let dir: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'arbkit-folder-'))
  dir = join(root, 'logs', 'a')
})
afterEach(async () => {
  await rm(root, { recursive: true })
})

function inPlace(): SessionWriterOptions {
  return { dir, createdBy: 'test', startedAtMs: T }
}

function atomic(tempId = 'x1'): SessionWriterOptions {
  return { ...inPlace(), atomic: { tempId } }
}

async function seqsIn(path: string): Promise<readonly number[]> {
  const session = await openSession(path)
  return (await Array.fromAsync(session.frames())).map(({ seq }) => seq)
}

describe.each([
  ['in place', inPlace],
  ['atomic', atomic],
])('a session written %s', (_name, options) => {
  it('is in its folder once closed, alone; parents are made', async () => {
    const writer = await createSessionWriter(options())
    await writer.append(FRAME)
    await writer.close()
    expect(await readdir(dirname(dir))).toEqual(['a'])
    expect((await readdir(dir)).toSorted()).toEqual(['frames-0001.ndjson.zst', 'manifest.json'])
    expect(await seqsIn(dir)).toEqual([1])
  })

  it('may have an empty folder', async () => {
    await mkdir(dir, { recursive: true })
    await (await createSessionWriter(options())).close()
    expect(await readdir(dir)).toEqual(['manifest.json'])
  })

  it('leaves a folder that is not empty as it is', async () => {
    await mkdir(dir, { recursive: true })
    await writeFile(join(dir, 'mine.txt'), 'mine')
    await expect(createSessionWriter(options())).rejects.toThrow(SessionError)
    await expect(createSessionWriter(options())).rejects.toThrow(/a: already there and not empty/)
    expect(await readdir(dirname(dir))).toEqual(['a'])
    expect(await readdir(dir)).toEqual(['mine.txt'])
    expect(await readFile(join(dir, 'mine.txt'), 'utf8')).toBe('mine')
  })

  it('can not stand where a file is', async () => {
    await mkdir(dirname(dir))
    await writeFile(dir, 'mine')
    await expect(createSessionWriter(options())).rejects.toThrow(/a: can not be used as a folder/)
    expect(await readFile(dir, 'utf8')).toBe('mine')
  })
})

describe('two writers on one folder', () => {
  it('are refused: the second one while the first is open, in place', async () => {
    const first = await createSessionWriter(inPlace())
    await expect(createSessionWriter(inPlace())).rejects.toThrow(/already there and not empty/)
    await first.append(FRAME)
    await first.close()
    expect(await seqsIn(dir)).toEqual([1])
  })

  it('are refused when they begin at the same time, in place', async () => {
    const results = await Promise.allSettled([
      createSessionWriter(inPlace()),
      createSessionWriter(inPlace()),
      createSessionWriter(inPlace()),
    ])
    const writers = results.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
    expect(writers).toHaveLength(1)
    await writers[0]?.append(FRAME)
    await writers[0]?.close()
    expect(await seqsIn(dir)).toEqual([1])
  })

  it('are refused when the second one closes, atomic, and its work is gone', async () => {
    const one = await createSessionWriter(atomic('one'))
    const two = await createSessionWriter(atomic('two'))
    await one.append(FRAME)
    await one.close()
    await two.append(FRAME)
    await two.append(FRAME)
    await expect(two.close()).rejects.toThrow(/already there and not empty/)
    expect(await readdir(dirname(dir))).toEqual(['a'])
    expect(await seqsIn(dir)).toEqual([1])
  })

  it('are refused at once when they have the same temporary folder', async () => {
    const one = await createSessionWriter(atomic())
    await expect(createSessionWriter(atomic())).rejects.toThrow(/can not be created: EEXIST/)
    await one.close()
    expect(await seqsIn(dir)).toEqual([])
  })
})

describe('an atomic session', () => {
  it('leaves no parent behind where its own folder can not be made', async () => {
    dir = join(root, 'logs', 'n'.repeat(250))
    await expect(createSessionWriter(atomic())).rejects.toThrow(/can not be created/)
    expect(await readdir(root)).toEqual([])
  })

  it('is not there before it is closed', async () => {
    const writer = await createSessionWriter(atomic('7-Ab'))
    await writer.append(FRAME)
    await writer.flush()
    expect(await readdir(dirname(dir))).toEqual(['.a.unfinished-7-Ab'])
    await writer.close()
    expect(await readdir(dirname(dir))).toEqual(['a'])
  })

  it('leaves nothing when it is given up, also not the parents it made', async () => {
    const writer = await createSessionWriter(atomic())
    await writer.append(FRAME)
    await writer.abort()
    await writer.abort()
    expect(await readdir(root)).toEqual([])
    await expect(writer.append(FRAME)).rejects.toThrow('the session is closed')
  })

  it('leaves parents that were there, or that hold something else by then', async () => {
    await mkdir(dirname(dir))
    await (await createSessionWriter(atomic())).abort()
    expect(await readdir(root)).toEqual(['logs'])
    await rm(dirname(dir), { recursive: true })
    const writer = await createSessionWriter(atomic())
    await writeFile(join(dirname(dir), 'other'), '')
    await writer.abort()
    expect(await readdir(dirname(dir))).toEqual(['other'])
  })

  it('leaves nothing when it is given up with frames still on their way', async () => {
    const writer = await createSessionWriter(atomic())
    const appended = Array.from({ length: 100 }, () => writer.append(FRAME))
    const results = Promise.allSettled(appended)
    await writer.abort()
    await results
    expect(await readdir(root)).toEqual([])
  })

  it('leaves nothing when a write fails', async () => {
    const writer = await createSessionWriter({
      ...atomic(),
      openSink: () => Promise.reject(new Error('ENOSPC: no space left on device')),
    })
    await expect(writer.append(FRAME)).rejects.toThrow(/ENOSPC/)
    await expect(writer.close()).rejects.toThrow(/ENOSPC/)
    expect(await readdir(root)).toEqual([])
  })

  it('leaves nothing when its last words are wrong', async () => {
    const writer = await createSessionWriter(atomic())
    const imports = [{ file: 'dir/a.json', shape: 'x', frames: 0, timeSource: 'file' }] as const
    await expect(writer.close({ imports })).rejects.toThrow(/\$\.imports\[0\]\.file/)
    expect(await readdir(root)).toEqual([])
  })

  it.each(['', 'a b', '../x', 'é'])('takes no temporary name that is no name: %j', async (id) => {
    await expect(createSessionWriter(atomic(id))).rejects.toThrow(InvalidInputError)
    expect(await readdir(root)).toEqual([])
  })
})

describe('writeSession', () => {
  it('closes what was filled', async () => {
    const manifest = await writeSession(atomic(), async (writer) => {
      await writer.append(FRAME)
      return { imports: [{ file: 'a', shape: 'x', frames: 1, timeSource: 'file' }] }
    })
    expect(manifest).toMatchObject({ complete: true, imports: [{ file: 'a' }] })
    expect(await seqsIn(dir)).toEqual([1])
  })

  it('leaves nothing of what could not be filled, and gives its reason', async () => {
    const broken = writeSession(atomic(), async (writer) => {
      await writer.append(FRAME)
      throw new TypeError('bad file')
    })
    await expect(broken).rejects.toThrow(new TypeError('bad file'))
    expect(await readdir(root)).toEqual([])
  })
})

describe('what an interrupted import left', () => {
  it('is told by its name and is no session', async () => {
    await (await createSessionWriter(inPlace())).close()
    const left = join(root, '.b.unfinished-1')
    await mkdir(left)
    await writeFile(join(left, 'manifest.json'), await readFile(join(dir, 'manifest.json')))
    await expect(openSession(left)).rejects.toThrow(/an import that never finished/)
    expect(isUnfinishedSessionName('.2026-08-07.unfinished-0f3a-9')).toBe(true)
    for (const name of ['2026-08-07', '.a', 'a.unfinished-1', '.a.unfinished-', '.unfinished-1']) {
      expect(isUnfinishedSessionName(name)).toBe(false)
    }
  })

  it('is not in the way of the next import', async () => {
    await createSessionWriter(atomic('dead'))
    await (await createSessionWriter(atomic('next'))).close()
    expect(await seqsIn(dir)).toEqual([])
  })
})

/** Arguments of a Node process that runs `code` against the sources. */
function nodeArguments(code: string, options: SessionWriterOptions): readonly string[] {
  const index = new URL('./index.ts', import.meta.url).href
  const script = `
    import { createSessionWriter, writeSession } from ${JSON.stringify(index)}
    const options = ${JSON.stringify(options)}
    const frame = ${JSON.stringify(FRAME)}
    ${code}`
  return [
    '--conditions=@arbkit/source',
    '--disable-warning=ExperimentalWarning',
    '--input-type=module',
    '--eval',
    script,
  ]
}

describe('a real process', () => {
  it('that is killed leaves every flushed frame readable', { timeout: 30_000 }, async () => {
    const code = `
      const writer = await createSessionWriter(options)
      for (let n = 0; n < 500; n += 1) await writer.append({ ...frame, t: frame.t + n * 60_000 })
      await writer.flush()
      for (let n = 0; n < 7; n += 1) await writer.append({ ...frame, t: frame.t + 30_000_000 })
      console.log('flushed')
      setInterval(() => undefined, 1000)`
    const child = spawn(process.execPath, nodeArguments(code, inPlace()))
    const errors: string[] = []
    child.stderr.on('data', (chunk) => errors.push(String(chunk)))
    const exit = once(child, 'exit')
    await Promise.race([once(child.stdout, 'data'), exit])
    child.kill('SIGKILL')
    const [exitCode, signal] = await exit
    expect({ exitCode, signal, errors }).toEqual({ exitCode: null, signal: 'SIGKILL', errors: [] })

    const session = await openSession(dir)
    const seqs = (await Array.fromAsync(session.frames())).map(({ seq }) => seq)
    expect(seqs).toEqual(Array.from({ length: 500 }, (_, index) => index + 1))
    expect(session.problems()).toContainEqual({ tag: 'not-closed' })
    expect(session.problems()).toContainEqual(expect.objectContaining({ tag: 'torn-tail' }))
    await expect(createSessionWriter(inPlace())).rejects.toThrow(/already there and not empty/)
  })

  it('that throws in an import leaves nothing', { timeout: 30_000 }, async () => {
    const code = `
      await writeSession(options, async (writer) => {
        await writer.append(frame)
        null.payload
      })`
    const { status, stderr } = spawnSync(process.execPath, nodeArguments(code, atomic()))
    expect(status).toBe(1)
    expect(String(stderr)).toContain('TypeError')
    expect(await readdir(root)).toEqual([])
  })
})

import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import {
  appendFile,
  type FileHandle,
  open,
  readFile,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { creditEntryLine, type CreditEntry } from './credit-entry.ts'
import { CREDIT_LOG_BYTES_MAX, jsonCreditStore } from './json-credit-store.ts'

const MONTH = '2026-11'
const T = Date.parse('2026-11-21T12:00:00Z')

let dir = ''
let file = ''
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'arb-credits-'))
  file = path.join(dir, `credits-${MONTH}.ndjson`)
})
afterEach(() => rmSync(dir, { recursive: true }))

const entry = (id: string, credits = 3): CreditEntry => ({
  v: 1,
  id,
  atMs: T,
  kind: 'usage',
  credits,
})
const every: readonly CreditEntry[] = [
  {
    v: 1,
    id: 'a',
    atMs: T,
    kind: 'reserve',
    credits: 6,
    endpoint: 'event-odds',
    limits: { perDay: 10, perMonth: 500, reserve: 5 },
  },
  { v: 1, id: 'b', atMs: T, kind: 'reserve', credits: 6, endpoint: 'odds', limits: {} },
  { v: 1, id: 'a', atMs: T, kind: 'settle', credits: 2, account: { remaining: 498, used: 2 } },
  { v: 1, id: 'b', atMs: T, kind: 'withdraw' },
  { v: 1, id: 'c', atMs: T, kind: 'usage', credits: 0, account: { remaining: 497, used: 3 } },
]
const idsIn = async () => (await jsonCreditStore(dir).read(MONTH, 0)).entries.map(({ id }) => id)

describe('a log in files', () => {
  it('is empty where there is no file, and makes none by reading', async () => {
    expect(await jsonCreditStore(dir).read(MONTH, 0)).toEqual({ entries: [], next: 0 })
    await expect(stat(file)).rejects.toThrow('ENOENT')
  })

  it('gives back what was appended, in order, to its owner alone, each month by itself', async () => {
    const store = jsonCreditStore(dir)
    await store.append(MONTH, every.slice(0, 2))
    await store.append(MONTH, [])
    await store.append('2026-12', [entry('other')])
    await store.append(MONTH, every.slice(2))
    const { size } = await stat(file)
    expect(await store.read(MONTH, 0)).toEqual({ entries: every, next: size })
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect((await readFile(file, 'utf8')).split('\n')).toHaveLength(every.length + 1)
    expect((await store.read('2026-12', 0)).entries).toEqual([entry('other')])
  })

  it('is read on from where it was read to', async () => {
    const store = jsonCreditStore(dir)
    await store.append(MONTH, [entry('a')])
    const first = await store.read(MONTH, 0)
    expect(await store.read(MONTH, first.next)).toEqual({ entries: [], next: first.next })
    await store.append(MONTH, [entry('b'), entry('c')])
    const second = await store.read(MONTH, first.next)
    expect(second.entries.map(({ id }) => id)).toEqual(['b', 'c'])
    await appendFile(file, '{"v":1,')
    expect(await store.read(MONTH, second.next)).toEqual({ entries: [], next: second.next })
  })

  it('is made durable by each append, a new one with its name', async () => {
    const handle = await open(dir, 'r')
    const sync = vi.spyOn(Object.getPrototypeOf(handle) as FileHandle, 'sync')
    await handle.close()
    const store = jsonCreditStore(dir)
    await store.append(MONTH, [entry('a')])
    expect(sync).toHaveBeenCalledTimes(2)
    await store.append(MONTH, [entry('b')])
    expect(sync).toHaveBeenCalledTimes(3)
  })

  it('that is larger than any is refused', async () => {
    await writeFile(file, '')
    await truncate(file, CREDIT_LOG_BYTES_MAX + 1)
    await expect(jsonCreditStore(dir).read(MONTH, 0)).rejects.toThrow('larger than 268435456 bytes')
  })

  it('refuses an entry that is out of bounds, and writes none of the others', async () => {
    const store = jsonCreditStore(dir)
    for (const credits of [-1, 1.5, Number.NaN]) {
      await expect(store.append(MONTH, [entry('a'), entry('b', credits)])).rejects.toThrow(
        /^credits: credits: expected/,
      )
    }
    await expect(store.append(MONTH, [entry('')])).rejects.toThrow(/^credits: id: expected/)
    expect(await idsIn()).toEqual([])
  })

  it('says what can not be read or written, in one line', async () => {
    const nowhere = path.join(dir, 'no')
    await expect(jsonCreditStore(nowhere).append(MONTH, [entry('a')])).rejects.toThrow(
      `${path.join(nowhere, 'credits-2026-11.ndjson')}: can not be written: no such file or folder`,
    )
    await writeFile(path.join(dir, 'f'), '')
    await expect(jsonCreditStore(path.join(dir, 'f')).read(MONTH, 0)).rejects.toThrow(
      'can not be read: its folder is a file',
    )
    await expect(jsonCreditStore(dir).read('../x', 0)).rejects.toThrow('expected a month, got ../x')
  })

  it.each(['shorter', 'gone'])(
    'that is %s than what was read of it is not believed',
    async (how) => {
      const store = jsonCreditStore(dir)
      await store.append(MONTH, [entry('a'), entry('b')])
      const { next } = await store.read(MONTH, 0)
      if (how === 'gone') rmSync(file)
      else await truncate(file, next - 1)
      await expect(store.read(MONTH, next)).rejects.toThrow(
        how === 'gone' ? 'can not be read: no such file' : 'shorter than before',
      )
    },
  )
})

describe('a line that is no entry', () => {
  const good = `${creditEntryLine(entry('a'))}\n`
  const line = (value: unknown) => `${JSON.stringify(value)}\n`
  it.each([
    ['{"v":1\n', '$: expected one line of JSON, got "{\\"v\\":1"'],
    [line({ ...entry('b'), v: 2 }), 'v: expected 1, got 2'],
    [line({ ...entry('b'), credits: '3' }), 'credits: expected number, got "3"'],
    [line({ ...entry('b'), kind: 'spend' }), 'kind: '],
    [line({ ...entry('b'), more: 1 }), '$: '],
    ['[]\n', '$: expected object, got []'],
    ['{"v":1}x ~tor\n', '$: expected one line of JSON'],
  ])('%j is named with file and line, whether read first or on', async (bad, message) => {
    await writeFile(file, good)
    const store = jsonCreditStore(dir)
    const { next } = await store.read(MONTH, 0)
    await appendFile(file, good + bad)
    for (const from of [next, 0]) {
      await expect(store.read(MONTH, from)).rejects.toThrow(`${file}:3: ${message}`)
    }
    await expect(jsonCreditStore(dir).read(MONTH, next)).rejects.toThrow(`${file}:3: ${message}`)
  })
})

describe('a write that was cut off', () => {
  const first = `${creditEntryLine(entry('a'))}\n`
  const second = Buffer.from(creditEntryLine(entry('é')))

  it('is waited for, then named wherever it was cut; nothing before or after it is lost', async () => {
    for (let length = 1; length < second.length; length += 1) {
      await writeFile(file, Buffer.concat([Buffer.from(first), second.subarray(0, length)]))
      const store = jsonCreditStore(dir)
      expect(await store.read(MONTH, 0)).toEqual({ entries: [entry('a')], next: first.length })
      await store.append(MONTH, [entry('c')])
      await store.append(MONTH, [entry('d')])
      const { entries } = await store.read(MONTH, first.length)
      expect(entries.map(({ id }) => id)).toEqual(['c', 'd'])
      expect(store.problems()).toEqual([
        `${file}:2: a write was cut off here; the entry in it is lost`,
      ])
    }
  })

  it('just before the end of the line has lost nothing', async () => {
    await writeFile(file, Buffer.concat([Buffer.from(first), second]))
    const store = jsonCreditStore(dir)
    await store.append(MONTH, [entry('c')])
    expect(await idsIn()).toEqual(['a', 'é', 'c'])
    expect(store.problems()).toEqual([])
  })

  it('found by two at once does no harm', async () => {
    const text = creditEntryLine(entry('c'))
    await writeFile(file, `${first}{"v":1,"i ~torn\n${text}\n ~torn\n\n${text}\n`)
    const store = jsonCreditStore(dir)
    const { entries } = await store.read(MONTH, 0)
    expect(entries.map(({ id }) => id)).toEqual(['a', 'c', 'c'])
    expect(store.problems()).toHaveLength(1)
  })
})

/** Spends in a process of its own; answers how many calls it could send. */
function spender(
  name: string,
  { calls, perDay }: { calls: number; perDay: number },
): Promise<number> {
  const source = (each: string) => pathToFileURL(path.join(import.meta.dirname, each)).href
  const script = `
    import { jsonCreditStore } from '${source('json-credit-store.ts')}'
    import { createCreditBudget } from '${source('credit-budget.ts')}'
    let count = 0
    const budget = createCreditBudget({
      store: jsonCreditStore(process.argv[1]),
      clock: { now: () => ${T} },
      ids: { next: () => '${name}' + (count += 1) },
      limits: { perDay: ${perDay} },
      attempts: 1,
    })
    let sent = 0
    const send = async ({ cost }) => {
      sent += 1
      return { text: '', body: [], usage: { last: cost.max, used: 1, remaining: 1000 }, receivedMs: 0 }
    }
    const request = { endpoint: 'odds', path: '/x', query: [], cost: { min: 0, max: 2 } }
    for (let n = 0; n < ${calls}; n += 1) {
      await budget.withCredits(request, send).catch((error) => {
        if (error.name !== 'CreditsExhaustedError') throw error
      })
    }
    console.log(sent)`
  const args = ['--conditions=@arbkit/source', '--input-type=module', '-e', script, dir]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
    child.on('error', reject).on('close', (code) => {
      if (code === 0) resolve(Number(text))
      else reject(new Error(`exit ${code}`))
    })
  })
}

describe('several processes', () => {
  it('that spend at once spend the limit, and never more', async () => {
    const perDay = 61
    const plan = { calls: 20, perDay }
    const sent = await Promise.all(['p', 'q', 'r'].map((name) => spender(name, plan)))
    expect(sent.reduce((sum, count) => sum + count, 0)).toBe(30)
    const { entries } = await jsonCreditStore(dir).read(MONTH, 0)
    expect(entries.filter(({ kind }) => kind === 'settle')).toHaveLength(30)
  })

  it('or appends that overlap in one lose nothing', async () => {
    const store = jsonCreditStore(dir)
    const ids = Array.from({ length: 30 }, (_, n) => `d${n}`)
    await Promise.all(ids.map((id) => store.append(MONTH, [entry(id)])))
    expect((await idsIn()).toSorted()).toEqual(ids.toSorted())
  })
})

import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { appendFile, readFile, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { PairDecision } from '@arbkit/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { jsonDecisionStore, writeNewFile } from './json-decision-store.ts'

let dir = ''
let file = ''
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'arb-decisions-'))
  file = path.join(dir, 'log.jsonl')
})
afterEach(() => rmSync(dir, { recursive: true }))

function decision(id: string, more: Partial<PairDecision> = {}): PairDecision {
  return {
    id,
    action: 'approve',
    subject: {
      contract: { venue: 'kalshi', marketId: 'KXA-1-X', eventId: 'KXA-1' },
      odds: { feed: 'the-odds-api', eventId: 'o1' },
    },
    atMs: 1_786_000_000_000,
    by: 'Büro',
    reason: 'líne one\nline "two"',
    ...more,
  }
}

const idsIn = async () => (await jsonDecisionStore(file).read()).map(({ id }) => id)

describe('a log in a file', () => {
  it('is empty where there is no file, and makes none by reading', async () => {
    const store = jsonDecisionStore(file)
    expect(await store.read()).toEqual([])
    expect(store.isThere()).toBe(false)
    await expect(stat(file)).rejects.toThrow('ENOENT')
  })

  it('gives back what was appended, in order, to its owner alone', async () => {
    const store = jsonDecisionStore(file)
    await store.append([decision('a'), decision('b', { action: 'withdraw' })])
    await store.append([])
    await store.append([decision('c')])
    expect(await store.read()).toEqual([
      decision('a'),
      decision('b', { action: 'withdraw' }),
      decision('c'),
    ])
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect((await readFile(file, 'utf8')).split('\n')).toHaveLength(4)
  })

  it('refuses a decision that is out of bounds, and writes none of the others', async () => {
    const store = jsonDecisionStore(file)
    await expect(store.append([decision('a'), decision('b', { reason: '' })])).rejects.toThrow(
      'decision: reason: expected 1 to 500 characters that are not all blank, got ""',
    )
    expect(await store.read()).toEqual([])
  })

  it('says what of its file can not be read or written, in one line', async () => {
    await expect(jsonDecisionStore(dir).read()).rejects.toThrow(
      `${dir}: can not be read: it is a folder`,
    )
    const nowhere = path.join(dir, 'no', 'log.jsonl')
    await expect(jsonDecisionStore(nowhere).append([decision('a')])).rejects.toThrow(
      `${nowhere}: can not be written: no such folder`,
    )
    await writeFile(file, '')
    await expect(jsonDecisionStore(path.join(file, 'x')).read()).rejects.toThrow(/its folder is a/)
  })
})

it('writes a new file for its owner alone, and never over another', async () => {
  await writeNewFile(file, 'text')
  expect([await readFile(file, 'utf8'), (await stat(file)).mode & 0o777]).toEqual(['text', 0o600])
  await expect(writeNewFile(file, 'other')).rejects.toThrow(
    `${file}: can not be written: there is such a file already`,
  )
  expect(await readFile(file, 'utf8')).toBe('text')
})

describe('a file that is no log', () => {
  const line = (value: unknown) => `${JSON.stringify(value)}\n`
  const good = line(decision('a'))
  it.each([
    ['{"id":\n', ':2: $: expected one line of JSON, got "{\\"id\\":"'],
    [line({ ...decision('b'), action: 'aprove' }), ':2: action: expected "approve" or "reject"'],
    [line({ ...decision('b'), atMs: 'now' }), ':2: atMs: expected number, got "now"'],
    [line({ ...decision('b'), by: '' }), ':2: by: expected 1 to 100 characters'],
    [line({ ...decision('b'), raeson: 'x' }), ':2: raeson: expected no such key (known: id, '],
    [
      line({ ...decision('b'), subject: { contract: { venue: 'kalshi', event: 'KXA' } } }),
      ':2: subject.contract.event: expected no such key (known: venue, marketId, eventId)',
    ],
    [
      line({ ...decision('b'), subject: { contract: { venue: 'kalshi', eventId: 'KXA' } } }),
      ':2: subject.odds: expected an odds event, which approve needs, got nothing',
    ],
    ['[]\n', ':2: $: expected object, got []'],
    [Buffer.from([0x22, 0xff, 0x22, 0x0a]), ':2: $: expected one line of JSON, got "bytes, not'],
  ])('%j is named with file, line and field, and not appended to', async (bad, message) => {
    await writeFile(file, good)
    await appendFile(file, bad)
    const before = await readFile(file)
    const store = jsonDecisionStore(file)
    await expect(store.read()).rejects.toThrow(`${file}${message}`)
    await expect(store.append([decision('c')])).rejects.toThrow(`${file}${message}`)
    expect(await readFile(file)).toEqual(before)
  })
})

describe('a write that was cut off', () => {
  const first = `${JSON.stringify(decision('a'))}\n`
  const second = Buffer.from(JSON.stringify(decision('b')))

  it('is named wherever it was cut; nothing before or after it is lost', async () => {
    for (let length = 1; length < second.length; length += 1) {
      await writeFile(file, Buffer.concat([Buffer.from(first), second.subarray(0, length)]))
      const store = jsonDecisionStore(file)
      const problem = `${file}:2: a write was cut off here; the decision in it is lost`
      expect((await store.read()).map(({ id }) => id)).toEqual(['a'])
      expect(store.problems()).toEqual([problem])
      await store.append([decision('c')])
      await store.append([decision('d')])
      expect((await store.read()).map(({ id }) => id)).toEqual(['a', 'c', 'd'])
      expect(store.problems()).toEqual([problem])
    }
  })

  it('just before the end of the line has lost nothing', async () => {
    await writeFile(file, Buffer.concat([Buffer.from(first), second]))
    const store = jsonDecisionStore(file)
    expect((await store.read()).map(({ id }) => id)).toEqual(['a', 'b'])
    await store.append([decision('c')])
    expect((await store.read()).map(({ id }) => id)).toEqual(['a', 'b', 'c'])
    expect(store.problems()).toEqual([])
  })

  it('found by two at once does no harm', async () => {
    const [text, torn] = [JSON.stringify(decision('c')), '{"id":"b","act']
    await writeFile(file, `${first}${torn} ~torn\n${text}\n ~torn\n${text.replace('"c"', '"d"')}\n`)
    const store = jsonDecisionStore(file)
    expect((await store.read()).map(({ id }) => id)).toEqual(['a', 'c', 'd'])
    expect(store.problems()).toHaveLength(1)
  })
})

/** Appends in a process of its own. */
function appender(name: string, count: number): Promise<number | null> {
  const store = pathToFileURL(path.join(import.meta.dirname, 'json-decision-store.ts')).href
  const sample = JSON.stringify(decision('x', { reason: 'r'.repeat(400) }))
  const script = `
    import { jsonDecisionStore } from '${store}'
    const store = jsonDecisionStore(process.argv[1])
    for (let n = 0; n < ${count}; n += 1) {
      await store.append([{ ...${sample}, id: '${name}' + n }, { ...${sample}, id: '${name}' + n + 'b' }])
    }`
  const args = ['--conditions=@arbkit/source', '--input-type=module', '-e', script, file]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] })
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', resolve)
  })
}

describe('several processes', () => {
  it('that append at once lose nothing of each other', async () => {
    const count = 40
    const names = ['p', 'q', 'r']
    expect(await Promise.all(names.map((name) => appender(name, count)))).toEqual([0, 0, 0])
    const expected = names.flatMap((name) =>
      Array.from({ length: count }, (_, n) => [`${name}${n}`, `${name}${n}b`]).flat(),
    )
    const ids = await idsIn()
    expect(ids.toSorted()).toEqual(expected.toSorted())
    for (const name of names) {
      const own = ids.filter((id) => id.startsWith(name))
      expect(own).toEqual(expected.filter((id) => id.startsWith(name)))
    }
  })

  it('or appends that overlap in one', async () => {
    const store = jsonDecisionStore(file)
    const ids = Array.from({ length: 30 }, (_, n) => `d${n}`)
    await Promise.all(ids.map((id) => store.append([decision(id)])))
    expect((await idsIn()).toSorted()).toEqual(ids.toSorted())
  })
})

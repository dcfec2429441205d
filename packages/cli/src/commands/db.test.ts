import { access, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createKeyFiles } from '@arbkit/kalshi'
import { openDatabase } from '@arbkit/store'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runProgram } from '../program.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'arb-db-'))
})
afterEach(async () => {
  await rm(root, { recursive: true })
})

let environment: Readonly<Record<string, string>> = {}
afterEach(() => {
  environment = {}
})

async function db(...args: readonly string[]) {
  let [out, err, ids] = ['', '', 0]
  const code = await runProgram(['db', ...args], {
    write: (text) => (out += text),
    writeError: (text) => (err += text),
    isColoured: false,
    version: '1.2.3',
    now: () => Date.UTC(2026, 10, 21),
    randomId: () => String((ids += 1)),
    openDemo: () => Promise.reject(new Error('no demo here')),
    network: {
      environment,
      userHome: root,
      fetch: () => Promise.reject(new Error('no network here')),
      sleep: () => Promise.resolve(),
      rng: { next: () => 0.5 },
      ids: { next: () => 'an-id' },
      keyFiles: createKeyFiles('linux'),
      stop: new AbortController().signal,
    },
  })
  return { code, out, err }
}

const store = (): string => `sqlite:${path.join(root, 'a.sqlite')}`

describe('arb db', () => {
  it('makes a database, and finds nothing to do the second time', async () => {
    const made = await db('migrate', '--store', store())
    expect([made.code, made.err]).toEqual([0, ''])
    expect(made.out).toMatch(/: applied 0001-/)
    expect((await db('migrate', '--store', store())).out).toMatch(/: up to date\n$/)
  })

  it('tells how it is, and what it holds', async () => {
    await db('migrate', '--store', store())
    const ids = { next: () => 'an-id' }
    const database = await openDatabase(store(), { clock: { now: () => 5 }, ids })
    await database.killSwitch.set({
      state: 'engaged',
      actor: 'person',
      by: 'me',
      reason: 'x',
      atMs: 5,
    })
    await database.close()
    const { code, out } = await db('status', '--store', store())
    expect(code).toBe(0)
    expect(out).toMatch(/^database {2}.*a\.sqlite \(SQLite /)
    expect(out).toMatch(/\nrows +[^\n]*kill_switch 1/)
    expect(out).toMatch(/\njournal +wal, durable\n/)
    const data = JSON.parse((await db('status', '--store', store(), '--json')).out) as {
      schema: string
      rowCounts: Record<string, number>
    }
    expect([data.schema, data.rowCounts['kill_switch']]).toEqual(['arbkit.db-status/1', 1])
  })

  it('copies it, and never over another file', async () => {
    await db('migrate', '--store', store())
    const copy = path.join(root, 'copy.sqlite')
    const first = await db('backup', copy, '--store', store())
    expect([first.code, first.out]).toEqual([0, expect.stringContaining('checked\n')])
    const second = await db('backup', copy, '--store', store())
    expect([second.code, second.out]).toEqual([3, ''])
    expect(second.err).toMatch(/^error: [^\n]*copy\.sqlite[^\n]*\n$/)
    expect((await db('status', '--store', `sqlite:${copy}`)).code).toBe(0)
  })

  it('makes no database where one is only looked at', async () => {
    for (const args of [['status'], ['backup', path.join(root, 'b')]]) {
      const { code, err } = await db(...args, '--store', store())
      expect([code, err.trimEnd().split('\n')]).toEqual([3, [expect.stringContaining('a.sqlite')]])
    }
    await expect(access(path.join(root, 'a.sqlite'))).rejects.toThrow('ENOENT')
  })

  it('refuses what is no database, in one line', async () => {
    await writeFile(path.join(root, 'a.sqlite'), 'not a database at all, but some text')
    const { code, err } = await db('status', '--store', store())
    expect([code, err.trimEnd().split('\n')]).toEqual([3, [expect.stringContaining('a.sqlite')]])
    const nowhere = await db('migrate', '--store', 'mysql://x/y')
    expect([nowhere.code, nowhere.out]).toEqual([2, ''])
  })

  it('takes no password on the command line, and never tells the one of a variable', async () => {
    const address = 'postgres://me:hunter2@127.0.0.1:1/x'
    const typed = await db('status', '--store', address)
    expect(typed.code).toBe(2)
    environment = { ARBKIT_STORE: address }
    const read = await db('status')
    expect([read.code, read.err]).toEqual([3, expect.stringContaining('127.0.0.1')])
    for (const { out, err } of [typed, read]) expect(`${out}${err}`).not.toContain('hunter2')
  })
})

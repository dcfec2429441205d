import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { smallSession } from '../../small-session.test.ts'
import type { Host, Network } from '../../host.ts'
import { runProgram } from '../../program.ts'

const DAL = 'KXNFLGAME-26NOV22DALPHI-DAL'
const ODDS = '0000000000000000000000000000da04'
const LOG = 'arb-decisions.jsonl'
const PASSWORD = 'p4ssw0rd-of-nobody'

let dir = ''
let home = ''
let count = 0
beforeEach(() => {
  home = process.cwd()
  dir = mkdtempSync(path.join(tmpdir(), 'arb-places-'))
  process.chdir(dir)
  count = 0
})
afterEach(() => {
  process.chdir(home)
  rmSync(dir, { recursive: true })
})

async function arb(args: readonly string[], environment: Network['environment'] = {}) {
  let [out, err] = ['', '']
  const host: Host = {
    write: (text) => (out += text),
    writeError: (text) => (err += text),
    isColoured: false,
    version: '1.2.3',
    now: () => Date.UTC(2026, 10, 22, 18),
    randomId: () => `id${(count += 1)}`,
    userName: () => 'user1',
    openDemo: smallSession,
    network: { environment, userHome: dir } as unknown as Network,
  }
  const code = await runProgram(args, host)
  return { code, out, err }
}
const reject = (...args: readonly string[]) =>
  arb(['pairs', 'reject', DAL, ODDS, '--demo', '--reason', 'moved', ...args])
const rejected = async (...args: readonly string[]) => {
  const { code, out, err } = await arb(['pairs', '--rejected', '--demo', ...args])
  expect(`${code} ${err}`).toMatch(/^0 (?:note: .*\n)?$/)
  return { isThere: out.includes(DAL), out, err }
}
const linesOf = (file: string) => readFileSync(file, 'utf8').trimEnd().split('\n')

describe('who never heard of a database', () => {
  it('has a log, and no other file', async () => {
    expect(await reject()).toMatchObject({ code: 0, err: '' })
    expect((await rejected()).isThere).toBe(true)
    expect(linesOf(LOG)).toHaveLength(1)
    expect(existsSync('arb.sqlite')).toBe(false)
  })
})

describe('a database', () => {
  it('is named by the flag, made when something is decided, and read by everything', async () => {
    const flag = ['--decisions', 'sqlite:mine.sqlite'] as const
    expect((await rejected(...flag)).isThere).toBe(false)
    expect(existsSync('mine.sqlite')).toBe(false)
    const { code, out } = await reject(...flag)
    expect([code, out.trimEnd().split('\n').at(-1)]).toEqual([
      0,
      'decisions: sqlite:mine.sqlite (1 decision)',
    ])
    expect(statSync('mine.sqlite').mode & 0o777).toBe(0o600)
    expect(await rejected(...flag)).toMatchObject({ isThere: true, err: '' })
    expect((await rejected()).isThere).toBe(false)
    expect(existsSync(LOG)).toBe(false)
    const scan = await arb(['scan', '--demo', '--rejected', '--json', ...flag])
    const without = await arb(['scan', '--demo', '--rejected', '--json'])
    expect([scan.code, without.code]).toEqual([0, 0])
    expect(scan.out).not.toBe(without.out)
  })

  it.each([
    ['the configuration', 'store: sqlite:kept.sqlite\n', {}],
    ['the environment', '', { ARBKIT_STORE: 'sqlite:kept.sqlite' }],
  ] as const)('is what %s says', async (_who, text, environment) => {
    if (text !== '') writeFileSync('arb.config.yaml', text)
    const { code, err } = await arb(
      ['pairs', 'reject', DAL, ODDS, '--demo', '--reason', 'moved'],
      environment,
    )
    expect([code, err]).toEqual([0, ''])
    expect([existsSync('kept.sqlite'), existsSync(LOG)]).toEqual([true, false])
  })

  it('is what the flags of the configuration say', async () => {
    writeFileSync('other.yaml', 'store: sqlite:from-file.sqlite\n')
    expect(await reject('--config', 'other.yaml')).toMatchObject({ code: 0, err: '' })
    expect(await reject('--config', 'other.yaml', '--store', 'sqlite:flag.sqlite')).toMatchObject({
      code: 0,
    })
    expect([existsSync('from-file.sqlite'), existsSync('flag.sqlite'), existsSync(LOG)]).toEqual([
      true,
      true,
      false,
    ])
  })

  it('is the usual one where it is there', async () => {
    expect((await arb(['db', 'migrate'])).code).toBe(0)
    expect(await reject()).toMatchObject({ code: 0, err: '' })
    expect(existsSync(LOG)).toBe(false)
    expect((await rejected()).out).toContain('1 decision in sqlite:arb.sqlite')
  })

  it('gives way to a log that is named', async () => {
    await arb(['db', 'migrate'])
    expect(await reject('--decisions', 'named.jsonl')).toMatchObject({ code: 0, err: '' })
    expect(linesOf('named.jsonl')).toHaveLength(1)
    expect((await rejected()).isThere).toBe(false)
  })
})

describe('a log beside a database', () => {
  it('counts until it is moved there, and is told of in one line', async () => {
    await reject()
    await arb(['db', 'migrate'])
    const before = await rejected()
    expect(before.isThere).toBe(true)
    expect(before.err).toBe(
      `note: ${LOG}: 1 of its decisions are not in sqlite:arb.sqlite; they count too (arb pairs import ${LOG} moves them there)\n`,
    )
    const moved = await arb(['pairs', 'import', LOG])
    expect([moved.code, moved.out, moved.err]).toEqual([
      0,
      '1 read, 1 new, 0 known\ndecisions: sqlite:arb.sqlite\n',
      '',
    ])
    const after = await rejected()
    expect([after.isThere, after.err]).toEqual([true, ''])
    rmSync(LOG)
    expect((await rejected()).isThere).toBe(true)
    expect(JSON.parse((await arb(['pairs', 'export'])).out)).toMatchObject({
      decisions: [{ action: 'reject', reason: 'moved' }],
    })
  })

  it('is not written to: what is decided goes to the database', async () => {
    await reject()
    await arb(['db', 'migrate'])
    const { code } = await arb(['pairs', 'withdraw', DAL, '--reason', 'it did not'])
    expect([code, linesOf(LOG).length]).toEqual([0, 1])
    expect((await rejected()).isThere).toBe(false)
    await arb(['pairs', 'import', LOG])
    // By the time of what was said, not by the order in which it was written down.
    expect((await rejected()).isThere).toBe(false)
  })

  it('that is damaged stops every command: a rejection in it must not go unread', async () => {
    await arb(['db', 'migrate'])
    writeFileSync(LOG, '{"id":1}\n')
    const { code, err } = await arb(['pairs', '--demo'])
    expect([code, err]).toEqual([3, expect.stringContaining(`error: ${LOG}:1: `)])
  })
})

describe('what can not be', () => {
  it.each([
    ['sqlite:', /^error: --decisions: .*expected sqlite:<file>, or postgres:/],
    ['postgres://nowhere', /^error: --decisions: /],
  ])('%j is refused', async (place, message) => {
    const { code, err } = await arb(['pairs', '--demo', '--decisions', place])
    expect([code, err.replaceAll('\n', ' ')]).toEqual([2, expect.stringMatching(message)])
  })

  it('in the configuration is told before anything is done', async () => {
    writeFileSync('arb.config.yaml', 'store: nonsense\n')
    const { code, err } = await reject()
    expect([code, existsSync(LOG)]).toEqual([2, false])
    expect(err).toContain('arb.config.yaml')
  })

  it('of a venue is no matter of decisions', async () => {
    const environment = { ODDS_API_KEY: 'x y', KALSHI_HOST: 'nonsense' }
    expect((await arb(['pairs', '--demo'], environment)).code).toBe(0)
  })

  it('is told without the password, whatever goes wrong', async () => {
    const address = `postgres://me:${PASSWORD}@127.0.0.1:1/nothing`
    for (const args of [
      ['pairs', '--demo', '--decisions', address],
      ['pairs', '--demo', '--decisions', `${address}?sslmode=nonsense`],
      ['pairs', '--demo', '--decisions', `postgres://me:${PASSWORD}@:x/nothing`],
      ['pairs', 'reject', DAL, ODDS, '--force', '--reason', 'r', '--decisions', address],
      ['pairs', 'import', LOG, '--decisions', address],
      ['pairs', 'export', '--decisions', address],
      ['scan', '--demo', '--decisions', address],
    ]) {
      const { code, out, err } = await arb(args)
      expect(code).not.toBe(0)
      expect(`${out}${err}`).not.toContain(PASSWORD)
      expect(err).toMatch(/^error: /)
    }
    const { code, out, err } = await arb(['pairs', '--demo'], { ARBKIT_STORE: address })
    expect([code, `${out}${err}`.includes(PASSWORD)]).toEqual([3, false])
    expect(err).toContain('postgres://me@127.0.0.1:1/nothing: the server can not be reached')
  })
})

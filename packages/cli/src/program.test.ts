import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pairSchema, unpairedSchema } from '@arbkit/engine'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sessionOf, smallSession } from './small-session.test.ts'
import * as cli from './index.ts'
import { EXIT_CODES, type Host, runProgram } from './index.ts'

let root: string
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'arbkit-program-'))
})
afterAll(async () => {
  await rm(root, { recursive: true })
})

async function arb(args: readonly string[], changes: Partial<Host> = {}) {
  let [out, err] = ['', '']
  const code = await runProgram(args, {
    write: (text) => (out += text),
    writeError: (text) => (err += text),
    isColoured: false,
    version: '1.2.3',
    now: () => 0,
    randomId: () => 'abc',
    openDemo: smallSession,
    ...changes,
  })
  return { code, out, err }
}
const longLines = (text: string): string[] => text.split('\n').filter((line) => line.length > 80)

it('exports what it promises, and no more', () => {
  expect(Object.keys(cli).toSorted()).toEqual(['EXIT_CODES', 'runProgram'])
  expect(EXIT_CODES).toEqual({ done: 0, bug: 1, usage: 2, data: 3, venue: 4, stopped: 130 })
})

describe('help', () => {
  it.each([
    [[]],
    [['--help']],
    [['help']],
    [['scan', '--help']],
    [['help', 'scan']],
    [['pairs', '--help']],
    [['import', '--help']],
    [['run', '--help']],
    [['record', '--help']],
    [['doctor', '--help']],
  ])('of %j goes to standard output, within 80 columns, exit code 0', async (args) => {
    const { code, out, err } = await arb(args)
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/^Usage: arb/)
    expect(longLines(out)).toEqual([])
    expect(out).not.toContain('(default: [])')
  })

  it('tells the exit codes and the version', async () => {
    expect((await arb(['--help'])).out).toContain('Exit codes: 0 done')
    expect(await arb(['--version'])).toEqual({ code: 0, out: '1.2.3\n', err: '' })
  })
})

describe('a wrong command line: exit code 2, one line, nothing on standard output', () => {
  it.each([
    [['nope'], "error: unknown command 'nope'"],
    [['scna'], "error: unknown command 'scna' (Did you mean scan?)"],
    [['pairs'], 'error: say where to read from: --from <session>, or --demo'],
    [
      ['scan', '--demo', '--from', 'x'],
      'error: say where to read from: --from <session>, or --demo',
    ],
    [
      ['pairs', '--demo', '--from', 'x'],
      'error: say where to read from: --from <session>, or --demo',
    ],
    [['scan', '--demo', '--lmit', '3'], "error: unknown option '--lmit' (Did you mean --limit?)"],
    [
      ['scan', '--demo', 'extra'],
      "error: too many arguments for 'scan'. Expected 0 arguments but got 1: extra.",
    ],
    [['scan', '--demo', '--limit'], "error: option '--limit <count>' argument missing"],
    [
      ['scan', '--demo', '--limit', '0'],
      "error: option '--limit <count>' argument '0' is invalid. expected a whole number of 1 or more, got \"0\"",
    ],
    [
      ['scan', '--demo', '--min-return', '1'],
      "error: option '--min-return <return>' argument '1' is invalid. expected a return such as 1.5% or 0.015, got \"1\"",
    ],
    [
      ['scan', '--demo', '--min-profit', '-5'],
      "error: option '--min-profit <dollars>' argument '-5' is invalid. expected dollars such as 25 or 37.04, got \"-5\"",
    ],
    [['import'], "error: required option '--out <folder>' not specified"],
    [['import', '--out', 'x'], "error: missing required argument 'files'"],
  ])('%j', async (args, message) => {
    const { code, out, err } = await arb(args)
    expect([code, out, err]).toEqual([2, '', `${message}\n`])
  })
})

describe('something that can not be read: exit code 3, one line', () => {
  it.each([
    ['no folder', 'gone', async () => undefined, /: no such session$/],
    ['an empty folder', 'empty', (at: string) => mkdir(at), /: not a session: /],
    ['a file', 'file', (at: string) => writeFile(at, '{}'), /^error: /],
    [
      'a manifest of something else',
      'other',
      async (at: string) => {
        await mkdir(at)
        await writeFile(path.join(at, 'manifest.json'), '{"format":"other"}')
      },
      /manifest\.json/,
    ],
  ])('%s', async (_name, name, make, message) => {
    const at = path.join(root, name)
    await make(at)
    for (const command of ['scan', 'pairs']) {
      const { code, out, err } = await arb([command, '--from', at])
      expect([code, out]).toEqual([3, ''])
      expect(err).toMatch(/^error: [^\n]+\n$/)
      expect(err.trimEnd()).toMatch(message)
    }
  })
})

describe('a fault of ours: exit code 1, one line, no stack', () => {
  it.each([
    [new TypeError('x is not\n a function'), 'TypeError: x is not a function'],
    ['thrown text', 'thrown text'],
  ])('%s', async (fault, message) => {
    const openDemo = () => Promise.reject(fault)
    const { code, out, err } = await arb(['scan', '--demo'], { openDemo })
    expect([code, out]).toEqual([1, ''])
    expect(err).toBe(`error: this is a fault of arb, please report it: ${message}\n`)
  })
})

describe('arb pairs', () => {
  it('prints one object a pair, a line each', async () => {
    const { code, out, err } = await arb(['pairs', '--demo', '--json'])
    expect([code, err]).toEqual([0, ''])
    const pairs = pairSchema.array().parse(JSON.parse(out))
    expect(pairs.length).toBeGreaterThan(5)
    expect(out.trimEnd().split('\n')).toHaveLength(pairs.length + 2)
    expect(pairs.map(({ kalshiTicker }) => kalshiTicker)).toEqual(
      pairs.map(({ kalshiTicker }) => kalshiTicker).toSorted(),
    )
    expect(pairs.find(({ kalshiTicker }) => kalshiTicker.endsWith('-LAL4'))).toMatchObject({
      marketType: 'spread',
      period: 'full-game',
      side: 'home',
      line: -3.5,
      target: { marketKey: 'spreads', outcome: 'Los Angeles Lakers', point: -3.5 },
    })
  })

  it('prints why the rest is without a pair', async () => {
    const { out } = await arb(['pairs', '--demo', '--unpaired', '--json'])
    const reasons = unpairedSchema
      .array()
      .parse(JSON.parse(out))
      .map(({ reason }) => reason)
    expect(reasons).toContain('start-differs')
    expect(reasons).toContain('line-not-quoted')
  })

  it.each([[['pairs', '--demo']], [['pairs', '--demo', '--unpaired']]])(
    'fits 80 columns, without colour unless asked: %j',
    async (args) => {
      const { out } = await arb(args)
      const { out: coloured } = await arb(args, { isColoured: true })
      expect(longLines(out)).toEqual([])
      expect(out).toMatch(/^\d+ /)
      expect(out).not.toContain('\u001b')
      expect(coloured).toContain('\u001b')
      expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(out)
    },
  )

  it('prints an empty list where there is nothing', async () => {
    const files = [
      {
        name: 'a',
        text: '{"captured_at":"2026-08-07T00:00:00Z","payload":{"events":[],"cursor":""}}',
      },
    ]
    const openDemo = async () => sessionOf(files)
    expect((await arb(['pairs', '--demo', '--json'], { openDemo })).out).toBe('[]\n')
    expect((await arb(['pairs', '--demo'], { openDemo })).out).toBe('0 pairs\n')
    expect((await arb(['pairs', '--demo', '--unpaired'], { openDemo })).out).toBe(
      '0 contracts without a pair\n',
    )
  })
})

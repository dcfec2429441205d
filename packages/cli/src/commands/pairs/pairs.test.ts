import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import {
  conflictSchema,
  decisionSchema,
  foundSchema,
  pairDetailSchema,
  pairSchema,
} from '@arbkit/engine'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { smallSession } from '../../small-session.test.ts'
import type { Host } from '../../host.ts'
import { runProgram } from '../../program.ts'

const DAL = 'KXNFLGAME-26NOV22DALPHI-DAL'
const PHI = 'KXNFLGAME-26NOV22DALPHI-PHI'
const NFL = 'KXNFLGAME-26NOV22DALPHI'
const NYR = 'KXNHLGAME-26NOV24NYRNJ-NYR'
const DA = '0000000000000000000000000000da0'

let dir = ''
let log = ''
let count = 0
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'arb-pairs-'))
  log = path.join(dir, 'log.jsonl')
  count = 0
})
afterEach(() => rmSync(dir, { recursive: true }))

async function run(args: readonly string[], changes: Partial<Host> = {}) {
  let [out, err] = ['', '']
  const code = await runProgram(['pairs', ...args], {
    write: (text) => (out += text),
    writeError: (text) => (err += text),
    isColoured: false,
    version: '1.2.3',
    now: () => Date.UTC(2026, 10, 22, 18),
    randomId: () => `id${(count += 1)}`,
    userName: () => 'user1',
    openDemo: smallSession,
    ...changes,
  })
  return { code, out, err }
}

/** With the log of the test. */
const pairs = (...args: readonly string[]) => run([...args, '--decisions', log])
/** On the demo, too; has to succeed. */
async function demo(...args: readonly string[]): Promise<string> {
  const { code, out, err } = await pairs(...args, '--demo')
  expect([code, err.replace(/^note: .*log\.jsonl: no such file yet.*\n$/, '')]).toEqual([0, ''])
  const lines = args.includes('--json') ? [] : out.split('\n')
  expect(lines.filter((line) => line.length > 80 || line !== line.trimEnd())).toEqual([])
  return out
}
const tickersIn = async (...args: readonly string[]): Promise<readonly string[]> =>
  pairSchema
    .array()
    .parse(JSON.parse(await demo(...args, '--json')))
    .map(({ kalshiTicker }) => kalshiTicker)
/** Without the line breaks, whose places depend on the folder's name. */
const flat = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()
const because = ['--reason', 'the other week'] as const

describe('arb pairs list', () => {
  it('is what arb pairs alone is', async () => {
    expect(await demo('list')).toBe(await demo())
    expect(await demo('list', '--unpaired')).toBe(await demo('--unpaired'))
    expect(await tickersIn()).toHaveLength(8)
    expect(await demo('--suggestions')).toBe('0 suggestions\n')
    expect(await demo('--conflicts')).toBe('0 conflicts\n')
  })

  it('takes one list at a time, and knows its commands', async () => {
    const both = await pairs('--demo', '--paused', '--unused')
    expect([both.code, both.err]).toEqual([2, 'error: one list at a time: --paused or --unused\n'])
    expect((await run(['aprove', DAL])).err).toBe(
      "error: unknown command 'aprove' of arb pairs (Did you mean approve?)\n",
    )
    expect((await run(['xyzzy'])).err).toMatch(/^error: unknown command 'xyzzy' .*\(list, find, /)
    expect((await run(['--demo', '--pausd'])).err).toMatch(/unknown option '--pausd' \(Did you/)
  })
})

describe('arb pairs reject, and withdraw', () => {
  it('takes a pair away and gives it back, with the reason in every place', async () => {
    const said = await demo('reject', DAL, `${DA}4`, ...because)
    expect(said).toBe(
      [
        `reject ${DAL} with ${DA}4`,
        '  rejected by user1: the other week',
        `  ${DAL}`,
        `    was ${DA}4  paired 0.96`,
        `    is  ${DA}4  rejected 0.96 by user1: the other week`,
        `  still paired with it, of the same game: ${PHI}`,
        ...(await decisionsLine(1)),
        '',
      ].join('\n'),
    )
    expect(await tickersIn()).not.toContain(DAL)
    expect(await tickersIn('list', '--rejected')).toEqual([DAL])
    expect(await demo('--rejected')).toMatch(
      /0\.96\n {6}rejected by user1: the other week\n\n1 decision/,
    )
    expect(flat(await demo())).toContain('1 rejected (--rejected)')
    expect(await demo('--unpaired')).toMatch(/-DAL +rejected-by-person: by user1: the /)
    expect(await demo('show', DAL)).toMatch(/, stands\n {6}rejected by user1: the other week\n/)
    expect(statSync(log).mode & 0o777).toBe(0o600)

    expect(await demo('withdraw', DAL, ...because)).toMatch(/is {2}0+da04 {2}paired 0\.96\n/)
    expect(await tickersIn()).toContain(DAL)
    expect(await demo('show', DAL)).toMatch(/, no longer stands\n {6}rejected by user1/)
    const nothing = await pairs('withdraw', DAL, ...because)
    expect([nothing.code, nothing.err]).toEqual([2, `error: nothing stands for ${DAL} in ${log}\n`])
  })

  it('says what of the game is left, and nothing where the whole of it is rejected', async () => {
    const one = JSON.parse(await demo('reject', PHI, `${DA}4`, ...because, '--json'))
    expect(one.stillPaired).toEqual([DAL])
    const all = JSON.parse(await demo('reject', NFL, `${DA}4`, '--event', ...because, '--json'))
    expect(all.stillPaired).toEqual([])
  })

  it('of one moment count in the order in which they were said', async () => {
    for (const action of ['reject', 'approve', 'reject', 'approve']) {
      await demo(action, DAL, `${DA}4`, ...because)
    }
    expect(await tickersIn()).toContain(DAL)
    const times = readFileSync(log, 'utf8').match(/"atMs":\d+/g)
    expect(new Set(times).size).toBe(4)
  })

  it('withdraws all that stands for a contract, or what names one odds event', async () => {
    await demo('reject', DAL, `${DA}4`, ...because)
    await demo('reject', DAL, `${DA}5`, ...because)
    await demo('pause', DAL, ...because)
    const one = JSON.parse(await demo('withdraw', DAL, `${DA}5`, ...because, '--json'))
    expect(one).toMatchObject({ decisions: [{ action: 'withdraw', oddsEventId: `${DA}5` }] })
    const rest = JSON.parse(await demo('withdraw', DAL, ...because, '--json'))
    expect(rest.decisions).toHaveLength(2)
    expect(new Set(rest.decisions.map(({ id }: { id: string }) => id)).size).toBe(2)
    expect(await tickersIn()).toContain(DAL)
    expect((await pairs('withdraw', `${DAL}L`, ...because)).err).toMatch(/^error: nothing stands/)
  })
})

/** The last line, broken where the folder's name is long. */
async function decisionsLine(decisions: number): Promise<readonly string[]> {
  const { wrap } = await import('../../format/columns.ts')
  const text = `decisions: ${log} (${decisions} decision${decisions === 1 ? '' : 's'})`
  return wrap(text, { width: 80, indent: '' })
}

describe('arb pairs approve, pin, pause and resume', () => {
  it('pauses and resumes a contract, or an event', async () => {
    await demo('pause', DAL, ...because)
    expect(await tickersIn('--paused')).toEqual([DAL])
    expect(await demo('--paused')).toMatch(/^1 paused pair\n[^]*paused by user1: the other week/)
    await demo('pause', NFL, '--event', ...because)
    await demo('resume', DAL, ...because)
    expect(await tickersIn('--paused')).toEqual([PHI])
    await demo('resume', NFL, '--event', ...because)
    expect(await tickersIn('--paused')).toEqual([])
    expect(await tickersIn()).toHaveLength(8)
  })

  it('pins an event elsewhere, and lists what that takes away', async () => {
    const said = await demo('pin', NFL, `${DA}5`, '--event', ...because)
    expect(said).toMatch(/^pin all of KXNFLGAME-26NOV22DALPHI with 0+da05\n {2}pinned by user1/)
    expect(await tickersIn()).toEqual((await tickersIn('list')).filter((id) => !id.includes('DAL')))
    expect(flat(await demo())).toMatch(/\d pinned elsewhere \(--unpaired\)$/)
    expect(await demo('--unpaired')).toMatch(/-PHI +pinned-elsewhere: by user1: /)
  })

  it('says where two approvals stand against each other, and where one names nothing', async () => {
    const said = await demo('approve', DAL, `${DA}5`, ...because)
    expect(said).toContain('it names no pair or suggestion of this session: it stands, and')
    expect(await demo('--unused')).toMatch(
      /^1 decision on nothing in this session\n {2}2026-11-22 18/,
    )
    const unused = JSON.parse(await demo('--unused', '--json'))
    expect(decisionSchema.array().parse(unused)).toMatchObject([{ action: 'approve', ticker: DAL }])
  })

  it('remembers on which orientation a person looked', async () => {
    const { decisions } = JSON.parse(await demo('approve', DAL, `${DA}4`, ...because, '--json'))
    expect(decisionSchema.array().parse(decisions)).toMatchObject([
      { orientation: 'same', by: 'user1', at: '2026-11-22T18:00:00.000Z', origin: 'log' },
    ])
    // A person who looked at swapped sides: the approval is refused by name, the score stands.
    writeFileSync(log, readFileSync(log, 'utf8').replace('"same"', '"swapped"'))
    expect(await tickersIn()).toContain(DAL)
    const conflicts = conflictSchema.array().parse(JSON.parse(await demo('--conflicts', '--json')))
    expect(conflicts).toMatchObject([{ reason: 'orientation-differs', kalshiTicker: DAL }])
    expect(await demo('--conflicts')).toMatch(/^1 conflict\n {2}conflict: KXNFL/)
  })

  it('signs with --by, and asks for it where nobody is known', async () => {
    const said = await demo('pause', DAL, ...because, '--by', 'user2')
    expect(said).toContain('paused by user2: the other week')
    const args = ['pause', DAL, '--demo', ...because, '--decisions', log]
    const { code, err } = await run(args, { userName: () => undefined })
    expect([code, err]).toEqual([2, 'error: say who decides: --by <name>\n'])
  })

  it('writes down by force what the session does not hold, with or without one', async () => {
    const forced = ['approve', 'KXNBAGAME-27JAN01BOSNYK-NYK', 'someid', ...because, '--force']
    expect((await pairs(...forced)).code).toBe(0)
    expect((await pairs(...forced, '--demo')).code).toBe(0)
    expect(readFileSync(log, 'utf8')).toMatch(/"eventId":"KXNBAGAME-27JAN01BOSNYK"/)
    expect((await pairs('pin', 'KXA-1', 'x', ...because, '--force', '--event')).code).toBe(0)
    expect(await demo('--unused')).toMatch(/^2 decisions on nothing/)
  })
})

describe('arb pairs find and show', () => {
  it('finds by words, with states', async () => {
    await demo('reject', DAL, `${DA}4`, ...because)
    const out = await demo('find', 'dallas', 'cowboys')
    expect(out).toMatch(/^2 contracts\n {2}KXNFLGAME-26NOV22DALPHI-DAL {2}Dallas\n/)
    expect(out).toContain(`    ${DA}4  rejected 0.96 by user1: the other week`)
    expect(out).toMatch(
      /1 odds event\n.*\n.* 1 paired, 1 rejected\n\n1 team\n {2}Dallas Cowboys {2}nfl/,
    )
    expect(
      foundSchema.loose().parse(JSON.parse(await demo('find', 'dallas', '--json'))),
    ).toMatchObject({
      schema: 'arbkit.found/1',
      query: 'dallas',
    })
    expect(await demo('find', 'zzz')).toBe('nothing holds zzz\n')
    expect((await pairs('find', '--demo', '***')).err).toBe('error: say a word to look for\n')
  })

  it('shows one contract', async () => {
    const out = await demo('show', DAL)
    expect(out).toMatch(/^KXNFLGAME-26NOV22DALPHI-DAL {2}paired 0\.96\n/)
    expect(out).toMatch(/draftkings +h2h +\+155 +-190 /)
    expect(out).toMatch(/home-away +1\.00 {2}nfl:dal at nfl:phi/)
    expect(out).toMatch(/no runner-up\n$/)
    expect(await demo('show', NYR)).toMatch(/runner-up 0+da06: no candidate\n/)
    const detail = pairDetailSchema.parse(JSON.parse(await demo('show', DAL, '--json')))
    expect(detail.candidates).toHaveLength(1)
  })
})

describe('overrides', () => {
  it('beat the log and say so', async () => {
    const file = path.join(dir, 'mine.yaml')
    writeFileSync(
      file,
      `pairs:\n  - { event: ${NFL}, odds: ${DA}4, decision: reject, reason: not that one, by: desk }\n`,
    )
    await demo('approve', DAL, `${DA}4`, ...because)
    expect(await tickersIn()).toContain(DAL)
    expect(await tickersIn('--overrides', file)).not.toContain(DAL)
    const out = await demo('--rejected', '--overrides', file)
    expect(out).toContain('rejected by desk: not that one (override mine.yaml:2)')
    expect(flat(out)).toMatch(/, 1 override: 2 rejected/)
    const back = await pairs('withdraw', NFL, '--event', ...because, '--overrides', file)
    expect(back.err).toBe(`error: ${NFL} is decided on at mine.yaml:2: change it there\n`)
  })

  it('are an error where they are none', async () => {
    const file = path.join(dir, 'mine.yaml')
    writeFileSync(file, `pairs:\n  - contract: ${DAL}\n    decison: pause\n    reason: x\n`)
    const { code, out, err } = await pairs('--demo', '--overrides', file)
    expect([code, out]).toEqual([3, ''])
    expect(err).toMatch(/^error: mine\.yaml:3: pairs\[0\]\.decison: expected no such key/)
    expect((await pairs('--demo', '--overrides', path.join(dir, 'no.yaml'))).code).toBe(3)
  })
})

describe('arb pairs export and import', () => {
  it('bring one log’s decisions to another, once', async () => {
    await demo('reject', DAL, `${DA}4`, ...because)
    await demo('pause', PHI, ...because)
    const file = path.join(dir, 'handed.json')
    expect((await pairs('export', '--json', file)).out).toBe(`2 decisions into ${file}\n`)
    expect(readFileSync(file, 'utf8')).toBe((await pairs('export')).out)
    const again = await pairs('export', '--json', file)
    expect([again.code, again.out]).toEqual([3, ''])
    expect(again.err).toMatch(/can not be written: there is such a file already\n$/)

    const other = path.join(dir, 'other.jsonl')
    const take = (from: string) => run(['import', from, '--decisions', other])
    expect((await take(file)).out).toBe(`2 read, 2 new, 0 known\ndecisions: ${other}\n`)
    expect((await take(log)).out).toBe(`2 read, 0 new, 2 known\ndecisions: ${other}\n`)
    const lists = [log, other].map((own) => run(['--demo', '--json', '--decisions', own]))
    const [mine, theirs] = await Promise.all(lists)
    expect(theirs?.out).toBe(mine?.out)
    const data = await run(['import', file, '--decisions', other, '--json'])
    expect(JSON.parse(data.out)).toEqual({
      schema: 'arbkit.pair-import/1',
      read: 2,
      new: 0,
      known: 2,
      file: other,
    })
    expect(
      await run([
        'import',
        path.join(import.meta.dirname, '../../../fixtures/small-session/odds-nfl.json'),
        '--decisions',
        other,
      ]),
    ).toMatchObject({ code: 3, out: '' })
  })
})

describe('a log', () => {
  it('that is torn is read as far as it goes, with a note', async () => {
    await demo('reject', DAL, `${DA}4`, ...because)
    writeFileSync(log, `${readFileSync(log, 'utf8')}{"id":"x","act`)
    const { code, out, err } = await pairs('--demo')
    expect([code, err]).toEqual([
      0,
      `note: ${log}:2: a write was cut off here; the decision in it is lost\n`,
    ])
    expect(out).toContain('7 pairs')
  })

  it('that is none stops every command, and is not written to', async () => {
    writeFileSync(log, 'hello\n')
    for (const args of [['--demo'], ['pause', DAL, '--demo', ...because], ['export']]) {
      const { code, out, err } = await pairs(...args)
      expect([code, out]).toEqual([3, ''])
      expect(err).toBe(`error: ${log}:1: $: expected one line of JSON, got "hello"\n`)
    }
    expect(readFileSync(log, 'utf8')).toBe('hello\n')
  })

  it('that was named and is not there gets a note where it is read', async () => {
    const { code, out, err } = await pairs('--demo')
    expect([code, out.slice(0, 7)]).toEqual([0, '8 pairs'])
    expect(err).toBe(`note: ${log}: no such file yet, so it holds no decision\n`)
    expect((await pairs('pause', DAL, '--demo', ...because)).err).toBe('')
  })
})

describe('what is wrong ends in one line and writes nothing', () => {
  it.each([
    [
      ['reject', DAL, `${DA}9`, '--demo'],
      `no odds event ${DA}9 in this session; the contract was held against: ${DA}4`,
    ],
    [
      ['reject', NYR, `${DA}9`, '--demo'],
      `no odds event ${DA}9 in this session; nearest: ${DA}1, ${DA}2, ${DA}3`,
    ],
    [
      ['reject', DAL.replace('PHI', 'PHL'), `${DA}4`, '--demo'],
      `no contract KXNFLGAME-26NOV22DALPHL-DAL in this session; nearest: ${DAL}, `,
    ],
    [['pause', NFL, '--demo'], `${NFL} is an event (--event decides on all of it): ${DAL}, ${PHI}`],
    [['pause', DAL, '--event', '--demo'], `no event ${DAL} in this session; nearest: ${NFL}`],
    [['show', 'nope', '--demo'], 'no contract nope in this session'],
    [['pause', DAL], 'say where to read from: --from <session>, or --demo'],
    [['reject', DAL, '--demo'], "missing required argument 'oddsEventId'"],
    [['find', '--demo'], "missing required argument 'words'"],
  ])('%j', async ([name = '', ...args], message) => {
    const isDeciding = name === 'reject' || name === 'pause'
    const { code, out, err } = await pairs(name, ...args, ...(isDeciding ? because : []))
    expect([code, out]).toEqual([2, ''])
    expect(err.replace(/^note: .*\n/, '')).toMatch(/^error: [^\n]+\n$/)
    expect(err).toContain(message)
    expect(() => statSync(log)).toThrow('ENOENT')
  })

  it.each([
    [[], "required option '--reason <text>' not specified"],
    [['--reason', ' '], 'expected 1 to 500 characters, got 1'],
    [['--reason', 'r'.repeat(501)], 'expected 1 to 500 characters, got 501'],
    [['--reason', 'r', '--by', 'b'.repeat(101)], 'expected 1 to 100 characters, got 101'],
  ])('a decision with %j', async (flags, message) => {
    const { code, err } = await pairs('pause', DAL, '--demo', ...flags)
    expect(code).toBe(2)
    expect(err).toContain(message)
  })
})

it('has help on everything within 80 columns', async () => {
  const names = 'list find show approve reject pin pause resume withdraw export import'.split(' ')
  for (const args of [[], ...names.map((name) => [name])]) {
    const { code, out } = await run([...args, '--help'])
    expect([code, out.split('\n').filter((line) => line.length > 80)]).toEqual([0, []])
    expect(out).toMatch(new RegExp(`^Usage: arb pairs ?${args.join('')}`))
  }
})

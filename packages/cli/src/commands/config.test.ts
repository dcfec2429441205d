import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { CONFIG_PATHS, configKeyOf, type ConfigPath, loadConfig } from '@arbkit/engine'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { configFileText, ENV_EXAMPLE_TEXT } from '../config/file-text.ts'
import { ATTEMPTS_MAX } from '../config/questions.ts'
import type { Host, Network } from '../host.ts'
import { runProgram } from '../program.ts'

const KEY = '0123456789abcdef0123456789abcdef'

let root: string
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'arbkit-cli-config-'))
})
afterEach(async () => {
  await rm(root, { recursive: true })
})

const at = (name: string): string => path.join(root, name)
const FILE = 'arb.config.yaml'
const write = async (text: string) => writeFile(at(FILE), text)

async function arb(
  args: readonly string[],
  { environment = {}, ...changes }: Partial<Host> & { environment?: Network['environment'] } = {},
) {
  let [out, err] = ['', '']
  const code = await runProgram(args, {
    write: (text: string) => (out += text),
    writeError: (text: string) => (err += text),
    isColoured: false,
    version: '1.2.3',
    now: () => 0,
    randomId: () => 'abc',
    network: { environment, userHome: root } as unknown as Network,
    ...changes,
  } as unknown as Host)
  return { code, out, err }
}
const config = async (name: string, ...args: string[]) =>
  arb(['config', name, '--config', at(FILE), ...args])
const longLines = (text: string) => text.split('\n').filter((line) => line.length > 80)

describe('arb config check', () => {
  it('says ok', async () => {
    await write('profile: aggressive\n')
    expect(await config('check')).toEqual({ code: 0, out: 'ok\n', err: '' })
  })

  it('says everything that is wrong, then exit code 2', async () => {
    await write('ui: yes\nlogs: {}\nbooks: {novig: {}}\n')
    const { code, out, err } = await config('check', '--seed', 'x')
    expect(code).toBe(2)
    expect(out.split('\n')).toEqual([
      `${at(FILE)}:1:5: ui: expected true or false, got "yes"; write true`,
      `${at(FILE)}:2:1: logs: no such key; did you mean log?`,
      expect.stringMatching(/:3:8: warning: books: novig charges a commission/),
      '--seed: dryRun.seed: expected a whole number from 0 to 4294967295, got "x"',
      '',
    ])
    expect(err).toBe(`error: 3 problems in the configuration (${at(FILE)})\n`)
  })

  it('counts one as one, and warnings not', async () => {
    await write('ui: 1')
    expect((await config('check')).err).toBe(
      `error: 1 problem in the configuration (${at(FILE)})\n`,
    )
    await write('books: {novig: {}}')
    const warned = await config('check')
    expect([warned.code, warned.err]).toEqual([0, ''])
    expect(warned.out).toMatch(/warning: books: [^\n]*\nok\n$/)
  })

  it('prints data', async () => {
    await write('ui: 1')
    const { code, out } = await config('check', '--json')
    expect(code).toBe(2)
    expect(JSON.parse(out)).toMatchObject({
      schema: 'arbkit.config-check/1',
      file: at(FILE),
      ok: false,
      problems: [
        {
          severity: 'error',
          key: 'ui',
          place: { from: 'file', name: at(FILE), line: 1, column: 5 },
          expected: 'true or false',
          got: '"1"',
        },
      ],
    })
  })

  it('a file that is not there: exit code 3, one line', async () => {
    const { code, out, err } = await config('check')
    expect([code, out]).toEqual([3, ''])
    expect(err).toBe(`error: ${at(FILE)}: no such file; arb init writes one\n`)
  })

  it('every key is a flag, a switch without a value too', async () => {
    await write('')
    for (const key of CONFIG_PATHS) {
      const { flag } = configKeyOf(key)
      // A NUL is in no value, not even in the name of a file.
      const { code, out } = await config('check', `--${flag}`, 'a\u0000')
      expect([flag, code]).toEqual([flag, 2])
      expect(out).toContain(`--${flag}: ${key}`)
    }
    const { out } = await config('show', '--json', '--ui', '--record')
    const { values } = JSON.parse(out) as { values: Record<ConfigPath, { value: string }> }
    expect([values.ui.value, values['recording.enabled'].value]).toEqual(['true', 'true'])
  })
})

describe('arb config show', () => {
  it('tells each value and where it came from, in 80 columns', async () => {
    await write(
      'profile: conservative\nstakes:\n  perDay: $6000\ngames: {sports: [nfl, nba, nhl, mlb, ncaaf, ncaamb]}\n',
    )
    await writeFile(at('.env'), `ODDS_API_KEY=${KEY}\nARBKIT_LOG_LEVEL=warn\n`, { mode: 0o600 })
    const environment = { ARBKIT_WITHIN: '1d' }
    const { code, out, err } = await arb(
      ['config', 'show', '--config', at(FILE), '--min-profit', '$9'],
      { environment },
    )
    expect([code, err]).toEqual([0, ''])
    expect(longLines(out)).toEqual([])
    const lineOf = (key: string) => out.split('\n').find((line) => line.startsWith(`${key} `))
    expect(lineOf('thresholds.minProfit')).toMatch(/ \$9\.00 +--min-profit$/)
    expect(lineOf('games.within')).toMatch(/ 1d +ARBKIT_WITHIN$/)
    expect(lineOf('thresholds.minReturn')).toMatch(/ 1% +profile conservative$/)
    expect(lineOf('dryRun.seed')).toMatch(/ 1 +default$/)
    expect(lineOf('polling.creditsPerDay')).toMatch(/ unset +default$/)
    expect(out).toContain('(no limit but the account)')
    expect(out).toContain('nfl, nba, nhl, mlb, ncaaf, ncaamb')
    expect(lineOf("The Odds API's key")).toMatch(/ set /)
    expect(lineOf("Kalshi's private key")).toMatch(/ unset$/)
    expect(CONFIG_PATHS.filter((key) => lineOf(key) === undefined)).toEqual([])
    expect(out + err).not.toContain(KEY)
  })

  it('prints data, secrets as set and unset', async () => {
    await write('ui: true')
    const environment = { ODDS_API_KEY: KEY, ARBKIT_STORE: 'postgres://me:hunter2hunter2@h/d' }
    const { code, out } = await arb(['config', 'show', '--config', at(FILE), '--json'], {
      environment,
    })
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      schema: 'arbkit.config/1',
      ok: true,
      values: {
        ui: { value: 'true', from: 'file', where: `${at(FILE)}:1` },
        store: { value: 'postgres://me@h/d', from: 'environment', where: 'ARBKIT_STORE' },
        'games.sports': { value: null, from: 'default', where: '' },
      },
      secrets: [
        { isSet: true, where: 'ODDS_API_KEY' },
        { isSet: false, where: '' },
        { isSet: true, where: 'ARBKIT_STORE' },
      ],
    })
    expect(out).not.toContain(KEY)
    expect(out).not.toContain('hunter2')
  })

  it('shows nothing where something is wrong, and says what', async () => {
    await write('ui: 1')
    const { code, out, err } = await config('show')
    expect([code, out]).toEqual([2, ''])
    expect(err.split('\n')).toHaveLength(3)
  })
})

it('arb config schema prints the published schema', async () => {
  const { code, out } = await arb(['config', 'schema'])
  expect(code).toBe(0)
  const published = path.join(import.meta.dirname, '../../../../docs/arb.config.schema.json')
  expect(JSON.parse(out)).toEqual(JSON.parse(await readFile(published, 'utf8')))
})

it.each([[['config', '--help']], [['config', 'show', '--help']], [['init', '--help']]])(
  'the help of %j fits 80 columns',
  async (args) => {
    const { code, out } = await arb(args)
    expect(code).toBe(0)
    expect(out).toMatch(/^Usage: arb/)
    expect(longLines(out)).toEqual([])
  },
)

describe('arb init', () => {
  const init = async (...args: string[]) => arb(['init', '--config', at(FILE), ...args])
  const written = async () => readFile(at(FILE), 'utf8')

  it('--yes writes a file that loads, explains itself, and holds no secret', async () => {
    const environment = { ODDS_API_KEY: KEY, ARBKIT_STORE: `postgres://me:${KEY}@h/d` }
    const { code, out, err } = await arb(['init', '--yes', '--config', at(FILE)], { environment })
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain(`wrote ${at(FILE)}\n`)
    const text = await written()
    expect(longLines(text)).toEqual([])
    expect(text).not.toContain(KEY)
    expect(text.endsWith('\n')).toBe(true)
    expect(await readFile(at('.env.example'), 'utf8')).toBe(ENV_EXAMPLE_TEXT)
    expect(longLines(ENV_EXAMPLE_TEXT)).toEqual([])
    expect(await config('check')).toEqual({ code: 0, out: 'ok\n', err: '' })
    expect((await readdir(root)).toSorted()).toEqual(['.env.example', FILE])
  })

  it.each(['conservative', 'balanced', 'aggressive'] as const)(
    'sets nothing that was not answered: %s by its own file is %s by its name',
    (profile) => {
      const load = (text: string) => loadConfig({ text, path: FILE, environment: {} })
      const answers = new Map<ConfigPath, string>([['profile', profile]])
      const file = load(configFileText(answers, profile))
      expect(file.problems).toEqual([])
      expect(file.config).toEqual(load(`profile: ${profile}`).config)
      // Each line behind a "# " that holds a key is one that can be set.
      const all = configFileText(new Map(), profile).replaceAll(
        /^( *)# ([a-z]\w*:(?: \S.*)?|  \w+: ?.*)$/gm,
        '$1$2',
      )
      const everything = load(all)
      expect(everything.problems.filter(({ severity }) => severity === 'error')).toEqual([])
      expect([...everything.sources.values()].filter(({ from }) => from !== 'file')).toEqual([])
    },
  )

  it('takes what flags say, and asks nothing of it', async () => {
    const { code } = await init(
      '--yes',
      '--profile',
      'aggressive',
      '--books',
      'fanduel=$99.50,novig=2%',
      '--ui',
    )
    expect(code).toBe(0)
    const { config: loaded } = loadConfig({ text: await written(), path: FILE, environment: {} })
    expect(loaded).toMatchObject({
      profile: 'aggressive',
      hasUi: true,
      books: [{ key: 'fanduel', maxStakeCents: 9950 }, { key: 'novig' }],
    })
  })

  it('never writes over a file unless told to', async () => {
    await write('mine')
    await writeFile(at('.env.example'), 'mine too')
    expect(await init('--yes')).toEqual({
      code: 2,
      out: '',
      err: `error: ${at(FILE)} is there already: --force writes over it\n`,
    })
    expect(await written()).toBe('mine')
    expect((await init('--yes', '--force')).code).toBe(0)
    expect(await written()).toMatch(/^# Configuration of arb/)
    expect(await readFile(at('.env.example'), 'utf8')).toBe('mine too')
    expect((await readdir(root)).toSorted()).toEqual(['.env.example', FILE])
  })

  it('writes nothing where a flag is wrong or holds a secret', async () => {
    const wrong = await init('--yes', '--profile', 'bold')
    expect(wrong.code).toBe(2)
    expect(wrong.err).toMatch(
      /--profile: profile: expected one of .*\nerror: 1 problem .*: nothing was written\n$/,
    )
    const secret = await init('--yes', '--store', `postgres://me:${KEY}@h/d`)
    expect([secret.code, secret.out]).toEqual([2, ''])
    expect(secret.err).not.toContain(KEY)
    expect(await readdir(root)).toEqual([])
  })

  it('makes its folder, and says where it can not', async () => {
    expect((await arb(['init', '--yes', '--config', at('a/b/c.yaml')])).code).toBe(0)
    expect((await stat(at('a/b/c.yaml'))).isFile()).toBe(true)
    await writeFile(at('file'), '')
    const { code, err } = await arb(['init', '--yes', '--config', at('file/c.yaml')])
    expect(code).toBe(3)
    expect(err).toMatch(/^error: .*file\/c\.yaml: can not be written \(ENOTDIR\)\n$/)
    await mkdir(at('folder'))
    expect((await arb(['init', '--yes', '--force', '--config', at('folder')])).code).toBe(3)
    expect((await readdir(root)).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  it('needs a terminal, or --yes', async () => {
    const { code, err } = await init()
    expect([code, err]).toEqual([
      2,
      'error: arb init asks at a terminal: arb init --yes takes the defaults\n',
    ])
  })

  function person(answers: readonly (string | undefined)[]) {
    const asked: string[] = []
    const ask: Host['ask'] = async (question) => {
      asked.push(question)
      return answers[asked.length - 1]
    }
    return { ask, asked }
  }

  it('asks, explains what is wrong, and writes the answers', async () => {
    const { ask, asked } = person([
      'bold',
      'aggressive',
      '',
      'my-key-id',
      '',
      '~/k.pem',
      'nfl,nba',
      'draftkings=$250',
      '$800',
      '',
      'true',
    ])
    const { code, err } = await arb(['init', '--config', at(FILE)], { ask })
    expect(code).toBe(0)
    expect(err).toContain(
      'profile: expected one of conservative, balanced, aggressive, got\n"bold"',
    )
    expect(err).toContain('a key needs both')
    expect(asked).toHaveLength(11)
    expect(asked.flatMap(longLines)).toEqual([])
    const { config: loaded } = loadConfig({ text: await written(), path: FILE, environment: {} })
    expect(loaded).toMatchObject({
      profile: 'aggressive',
      kalshi: { key: { id: 'my-key-id', file: '~/k.pem' } },
      games: { leagues: ['nfl', 'nba'] },
      books: [{ key: 'draftkings', maxStakeCents: 25_000 }],
      stakes: { bankrollMicrodollars: 800_000_000 },
      recording: { isEnabled: true },
    })
  })

  it('takes nothing for an answer', async () => {
    const { ask, asked } = person(Array.from({ length: 20 }, () => ''))
    expect((await arb(['init', '--config', at(FILE)], { ask })).code).toBe(0)
    expect(asked).toHaveLength(8)
    expect(await written()).toBe(configFileText(new Map(), 'balanced'))
  })

  it('refuses a key for an answer, does not repeat it, and gives up in the end', async () => {
    const { ask, asked } = person(['', ...Array.from({ length: 20 }, () => KEY)])
    const { code, out, err } = await arb(['init', '--config', at(FILE)], { ask })
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain('looks like a secret')
    expect(err).not.toContain(KEY)
    expect(asked).toHaveLength(1 + ATTEMPTS_MAX)
    expect(await readdir(root)).toEqual([])
  })

  it('writes nothing where the person stops', async () => {
    const { ask } = person(['balanced', undefined])
    expect(await arb(['init', '--config', at(FILE)], { ask })).toEqual({
      code: 2,
      out: '',
      err: 'error: stopped: nothing was written\n',
    })
    expect(await readdir(root)).toEqual([])
  })
})

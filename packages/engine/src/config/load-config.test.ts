import { cents, isSameSecret, microdollars, rational, reveal, Secret } from '@arbkit/core'
import { DEMO_HOST, PRODUCTION_HOST } from '@arbkit/kalshi'
import { PRODUCTION_ODDS_HOST } from '@arbkit/odds'
import { describe, expect, it } from 'vitest'
import { scanOptionsOf } from './config.ts'
import { CONFIG_PATHS, configKeyOf, type ConfigPath } from './config-keys.ts'
import { ConfigError, problemText } from './config-problem.ts'
import { CONFIG_BYTES_MAX } from './config-text.ts'
import { loadConfig, type LoadConfigInput } from './load-config.ts'
import { CONFIG_DEPTH_MAX, SYNTAX_PROBLEMS_MAX } from './yaml-tree.ts'

const ODDS_KEY = '0123456789abcdef0123456789abcdef'

function load(text: LoadConfigInput['text'], more: Partial<LoadConfigInput> = {}) {
  return loadConfig({ text, path: 'arb.config.yaml', environment: {}, ...more })
}
const told = (text: LoadConfigInput['text'], more: Partial<LoadConfigInput> = {}) =>
  load(text, more).problems.map(problemText)
const flags = (entries: Partial<Record<ConfigPath, string>>) =>
  new Map(Object.entries(entries) as [ConfigPath, string][])

describe('without anything', () => {
  const { config, problems, secrets, sources } = load(undefined)
  it('the defaults are in force, and go together', () => {
    expect(problems).toEqual([])
    expect(config).toMatchObject({
      profile: 'balanced',
      kalshi: { host: PRODUCTION_HOST, key: undefined },
      odds: { host: PRODUCTION_ODDS_HOST, key: undefined },
      games: { leagues: undefined, markets: ['h2h', 'spreads', 'totals'], withinMs: 259_200_000 },
      polling: { credits: { perDay: undefined, perMonth: undefined, reserve: 0 } },
      store: { tag: 'sqlite', file: 'arb.sqlite' },
      recording: { isEnabled: false, folder: 'logs', maxDiskBytes: 20_000_000_000 },
      hasUi: false,
    })
    expect(secrets.map(({ isSet }) => isSet)).toEqual([false, false, false])
    expect([...sources.keys()]).toEqual(CONFIG_PATHS)
    expect(new Set([...sources.values()].map(({ from }) => from))).toEqual(
      new Set(['default', 'profile']),
    )
  })

  it('a scan is told what it is told without a configuration, but for the profile', () => {
    expect(scanOptionsOf(config!, 'once')).toEqual({
      books: undefined,
      maxAge: { feedPreGameMs: 120_000, feedInPlayMs: 45_000, exchangeMs: 30_000 },
      maxStake: { amount: cents(50_000), isDefault: true },
      bankroll: microdollars(2_500_000_000),
      minProfit: microdollars(250_000),
      minReturn: rational(1, 200),
      maxReturn: rational(7, 100),
      withinMs: 259_200_000,
      limit: undefined,
    })
    expect(scanOptionsOf(config!, 'engine').maxAge.exchangeMs).toBe(2000)
  })

  it.each(['conservative', 'balanced', 'aggressive'])('%s goes together too', (profile) => {
    const loaded = load(`profile: ${profile}`)
    expect(loaded.problems).toEqual([])
    expect(loaded.config?.thresholds.value.name).toBe(profile.toUpperCase())
    expect(loaded.config?.stakes.isMaxStakeDefault).toBe(false)
  })
})

describe('which layer wins', () => {
  const path = 'thresholds.minProfit'
  const file = 'thresholds:\n  minProfit: $3\n'
  const envFile = { name: '.env', text: 'A=b\nARBKIT_MIN_PROFIT=$2\n', isOpenToOthers: false }
  const environment = { ARBKIT_MIN_PROFIT: ' $1 ' }
  it.each<[string, LoadConfigInput['text'], Partial<LoadConfigInput>, object]>([
    [
      'a flag',
      file,
      { environment, envFile, flags: flags({ [path]: '$0' }) },
      { from: 'flag', where: '--min-profit', value: '$0.00' },
    ],
    [
      'a variable',
      file,
      { environment, envFile },
      { from: 'environment', where: 'ARBKIT_MIN_PROFIT', value: '$1.00' },
    ],
    ['.env', file, { envFile }, { from: 'env-file', where: '.env:2', value: '$2.00' }],
    ['the file', file, {}, { from: 'file', where: 'arb.config.yaml:2', value: '$3.00' }],
    [
      'the profile',
      'profile: aggressive',
      {},
      { from: 'profile', where: 'aggressive', value: '$0.01' },
    ],
    [
      'the profile of a flag',
      'profile: aggressive',
      { flags: flags({ profile: 'conservative' }) },
      { from: 'profile', where: 'conservative', value: '$1.00' },
    ],
    [
      'an empty variable is none',
      file,
      { environment: { ARBKIT_MIN_PROFIT: ' ' } },
      { from: 'file' },
    ],
  ])('%s', (_name, text, more, source) => {
    const loaded = load(text, more)
    expect(loaded.problems).toEqual([])
    expect(loaded.sources.get(path)).toMatchObject(source)
  })

  it('every key can be set by its flag, its variable and the file', () => {
    for (const each of CONFIG_PATHS) {
      const { initial, kind, sample, variable } = configKeyOf(each)
      const text = sample ?? (typeof initial === 'object' ? initial.aggressive : initial) ?? ''
      const value = kind.print(kind.schema.parse(kind.rawOf(text)))
      const shown = (more: Partial<LoadConfigInput>) => load(undefined, more).sources.get(each)
      expect(shown({ flags: flags({ [each]: text }) })).toMatchObject({ from: 'flag', value })
      expect(shown({ environment: { [variable]: text } })).toMatchObject({
        from: 'environment',
        where: variable,
        value,
      })
    }
    const names = CONFIG_PATHS.map((each) => configKeyOf(each))
    expect(new Set(names.map(({ flag }) => flag)).size).toBe(CONFIG_PATHS.length)
    expect(new Set(names.map(({ variable }) => variable)).size).toBe(CONFIG_PATHS.length)
  })

  it('a broken layer is told though a stronger one wins', () => {
    expect(told('ui: yes', { flags: flags({ ui: 'true' }) })).toEqual([
      'arb.config.yaml:1:5: ui: expected true or false, got "yes"; write true',
    ])
  })

  it('names of files are as seen from the file that holds them', () => {
    const text = 'recording: {folder: rec}\nvenues: {kalshi: {keyId: abcdefgh, keyFile: ~/k.pem}}'
    const at = (more: Partial<LoadConfigInput>) =>
      load(text, { path: 'conf/a.yaml', userHome: '/srv/me', ...more }).config
    expect(at({})?.recording.folder).toBe('conf/rec')
    expect(at({})?.kalshi.key).toEqual({ id: 'abcdefgh', file: '/srv/me/k.pem' })
    expect(at({})?.store).toEqual({ tag: 'sqlite', file: 'conf/arb.sqlite' })
    expect(at({ flags: flags({ 'recording.folder': 'r' }) })?.recording.folder).toBe('r')
    expect(at({ flags: flags({ store: 'sqlite:/x/y' }) })?.store).toEqual({
      tag: 'sqlite',
      file: '/x/y',
    })
    const envFile = { name: 'conf/.env', text: 'ARBKIT_LOGS=e', isOpenToOthers: false }
    expect(at({ envFile })?.recording.folder).toBe('conf/rec'.replace('rec', 'e'))
  })

  it('makes what an engine wants', () => {
    const { config, problems } = load(
      'venues: {kalshi: {host: demo}}\ngames: {sports: "nfl,nba"}\nbooks: {fanduel: {maxStake: 99.50}}\nstakes: {maxStake: $250}\nui: true',
    )
    expect(problems).toEqual([])
    expect(config?.kalshi.host).toEqual(DEMO_HOST)
    expect(config?.games.leagues).toEqual(['nfl', 'nba'])
    expect(config?.books).toEqual([{ key: 'fanduel', commission: undefined, maxStakeCents: 9950 }])
    expect(config?.stakes).toMatchObject({ maxStakeCents: 25_000, isMaxStakeDefault: false })
    expect(config?.hasUi).toBe(true)
  })
})

describe('problems', () => {
  it.each<[string, string, readonly string[]]>([
    ['an unknown key', 'threshold: 1', ['1:1: threshold: no such key; did you mean thresholds?']],
    [
      'in another spelling',
      'games:\n  WITHIN: 1d',
      ['2:3: games.WITHIN: no such key; did you mean within?'],
    ],
    [
      'with hyphens',
      'stakes: {max-stake: 1}',
      ['1:10: stakes.max-stake: no such key; did you mean maxStake?'],
    ],
    [
      'in another place',
      'minProfit: 3',
      ['1:1: minProfit: no such key here; did you mean thresholds.minProfit?'],
    ],
    ['like nothing', 'log: {q: 3}', ['1:7: log.q: no such key; there are level, format']],
    [
      'of a book',
      'books: {x: {stake: 3}}',
      ['1:13: books.x.stake: no such key; did you mean maxStake?'],
    ],
    ['inherited', 'constructor: 1', [expect.stringMatching(/^1:1: constructor: no such key; /)]],
    ['the prototype', '__proto__: {a: 1}', ['1:1: __proto__: this name can not be used']],
    [
      'its own name',
      'books: {__proto__: {}, x=: {}}',
      [
        '1:9: books.__proto__: this name can not be used',
        expect.stringMatching(/^1:24: books.x=: expected each book once, by the feed's key/),
      ],
    ],
    ['YAML 1.1: no', 'ui: no', ['1:5: ui: expected true or false, got "no"; write false']],
    [
      'YAML 1.1 by directive',
      '%YAML 1.1\n---\nui: on',
      ['3:5: ui: expected true or false, got "on"; write true'],
    ],
    [
      'underscores',
      'thresholds: {minProfit: 1_000}',
      [expect.stringMatching(/, got "1_000"; write numbers without underscores$/)],
    ],
    [
      'octal',
      'dryRun: {seed: 010}',
      [expect.stringMatching(/, got "010"; write numbers without zeros before them$/)],
    ],
    [
      'octal of 1.2',
      'dryRun: {seed: 0o17}',
      [expect.stringMatching(/; write numbers with the digits 0 to 9$/)],
    ],
    [
      'an exponent',
      'dryRun: {seed: 1e3}',
      [expect.stringMatching(/; write numbers without an exponent$/)],
    ],
    [
      'commas',
      'stakes: {perDay: "$1,000"}',
      [expect.stringMatching(/, got "\$1,000"; write numbers without commas$/)],
    ],
    [
      'no unit',
      'games: {within: 30}',
      [
        expect.stringMatching(
          /^1:17: games.within: expected a duration of 1m to 366d with its unit/,
        ),
      ],
    ],
    ['a map', 'ui: {a: 1}', ['1:5: ui: expected true or false, got a map']],
    ['a list', 'ui: [a]', ['1:5: ui: expected true or false, got a list']],
    [
      'nothing',
      'ui:',
      ['1:4: ui: expected true or false, got nothing; leave the line out for the default'],
    ],
    [
      'null',
      'ui: ~',
      ['1:5: ui: expected true or false, got nothing; leave the line out for the default'],
    ],
    [
      'text for a group',
      'log: info',
      ['1:6: log: expected keys (level, format), each with a value, got "info"'],
    ],
    [
      'a list for the file',
      '- a',
      [expect.stringMatching(/^1:1: expected keys \(profile, .*, got a list$/)],
    ],
    [
      'text for the file',
      'hello',
      [expect.stringMatching(/^1:1: expected keys \(profile, .*, got "hello"$/)],
    ],
    [
      'in a list',
      'games:\n  sports:\n    - nfl\n    - nbaa',
      [expect.stringMatching(/^4:7: games.sports\[1\]: .*, got "nbaa"; did you mean nba\?$/)],
    ],
    [
      'twice in a list',
      'games: {markets: [h2h, h2h]}',
      [expect.stringMatching(/^1:24: games.markets\[1\]: .*; named twice$/)],
    ],
    ['twice', 'ui: true\nui: false', ['2:1: ui: this key stands here a second time']],
    ['an anchor', 'ui: &a true', ['1:8: ui: anchors (&name) are not used here; leave it out']],
    ['an alias', 'ui: *a', ['1:5: ui: aliases (*name) are not used here; write the value out']],
    ['a merge', '<<: {ui: true}', [expect.stringMatching(/^1:1: <<: no such key/)]],
    ['a tag', 'ui: !!bool true', ['1:12: ui: tags such as !!int are not used here; leave it out']],
    ['a key that is a list', '? [a]\n: b', ['1:3: expected a name before the colon']],
    ['an empty key', '"": 1', ['1:1: expected a name before the colon']],
    ['a tab', 'log:\n\tlevel: info', ['2:1: not YAML: a tab; indent with blanks']],
    [
      'an open bracket',
      'books: {a',
      [
        '1:10: not YAML: the indentation does not fit (two blanks a level), or a bracket is not closed',
      ],
    ],
    [
      'an open quote',
      'ui: "tr',
      ['1:8: not YAML: something is missing: a closing quote or bracket, a colon or a blank'],
    ],
    [
      'two colons',
      'ui: a: b',
      ['1:5: not YAML: a second ": " in one line; put the value in quotes, or begin a new line'],
    ],
    [
      'two documents',
      'ui: true\n---\nui: true',
      ['2:1: not YAML: a second document begins with ---; write one only'],
    ],
    ['a control character', 'ui: true\nlog: a\u0007', ['2:7: a control character; leave it out']],
    [
      'one that is escaped',
      'log: {level: "\\e[31m"}',
      [expect.stringMatching(/^1:14: log.level: .*, got "\\u001b\[31m"$/)],
    ],
    [
      'half a key',
      'venues:\n  kalshi:\n    keyId: abcdefgh',
      [
        '3:12: venues.kalshi.keyId: a key needs both: venues.kalshi.keyFile is not set (variable KALSHI_PRIVATE_KEY_FILE)',
      ],
    ],
    [
      'returns',
      'thresholds: {minReturn: 7%}',
      [
        '1:25: thresholds.minReturn: nothing can be found: the least return, 7%, is not below the largest believed, 7%',
      ],
    ],
    [
      'an edge',
      'thresholds: {value: {minEdge: $1}}',
      [
        '1:31: thresholds.value.minEdge: expected less than $1 a contract, which is all that one can pay',
      ],
    ],
  ])('%s', (_name, text, problems) => {
    const { config } = load(text)
    expect(config).toBeUndefined()
    expect(told(text).map((each) => each.replace(/^arb\.config\.yaml:/, ''))).toEqual(problems)
  })

  it('warns, and goes on', () => {
    const text =
      'books: {novig: {}, draftking: {}, betopenly: {commission: 0%}}\nstakes: {perGame: $20000}'
    expect(load(text).config).toBeDefined()
    expect(told(text)).toEqual([
      'arb.config.yaml:1:8: warning: books: draftking is no book that arb knows, and never a leg without a commission; did you mean draftkings?',
      'arb.config.yaml:1:8: warning: books: novig charges a commission: without one it is looked at and never a leg',
      'arb.config.yaml:2:19: warning: stakes.perGame: never reached: stakes.atRisk allows $10000.00 only',
    ])
  })

  it('are all told, sorted; what follows from one is not told again', () => {
    const problems = told(
      'ui: 1\nvenues: {kalshi: {keyId: "?", keyFile: k.pem}}\nlog: {level: x}\nprofile: bold',
      {
        environment: { ARBKIT_SEED: 'x', ODDS_API_KEY: 'short' },
        envFile: {
          name: '.env',
          text: '\nARBKIT_SEDE=1\nexport ARBKIT_SEED=y',
          isOpenToOthers: true,
        },
        flags: flags({ 'dryRun.seed': 'z' }),
      },
    )
    expect(problems.map((each) => each.split(': ').slice(0, 2).join(': '))).toEqual([
      'arb.config.yaml:1:5: ui',
      'arb.config.yaml:2:26: venues.kalshi.keyId',
      'arb.config.yaml:3:14: log.level',
      'arb.config.yaml:4:10: profile',
      '.env: warning',
      '.env:2:1: warning',
      '.env:3:1: dryRun.seed',
      'variable ARBKIT_SEED: dryRun.seed',
      'variable ODDS_API_KEY: ODDS_API_KEY',
      '--seed: dryRun.seed',
    ])
    expect(problems[5]).toMatch(/arb knows no variable ARBKIT_SEDE; did you mean ARBKIT_SEED\?$/)
  })

  it('make one error of one line', () => {
    const error = new ConfigError(load('ui: 1\nlog: 2').problems)
    expect(error.message).toMatch(
      /^arb\.config\.yaml:1:5: ui: .* \(and 1 more: arb config check\)$/,
    )
    expect(error.problems).toHaveLength(2)
  })
})

describe('the text of a file', () => {
  it.each<[string, LoadConfigInput['text']]>([
    ['empty', ''],
    ['comments', '# a\n\n# b'],
    ['groups without keys', 'venues:\n  kalshi:\nlog:\nthresholds:\n  value:\n'],
    ['a byte order mark', '\ufeffui: false'],
    ['the same in bytes', new TextEncoder().encode('\ufeffui: false')],
    ['ends of lines as on Windows', 'log:\r\n  level: info\r\nui: false\r\n'],
    ['letters of all kinds', 'recording: {folder: "журнал 記録"} # é'],
  ])('may be %s', (_name, text) => {
    expect(told(text)).toEqual([])
  })

  it('keeps its lines behind a byte order mark and Windows ends', () => {
    expect(told('\ufefflog:\r\n  level: x\r\n')[0]).toMatch(/^arb\.config\.yaml:2:10: log\.level/)
    expect(told('\ufeffui: 1')[0]).toMatch(/^arb\.config\.yaml:1:5: ui/)
  })

  it.each<[string, LoadConfigInput['text'], string]>([
    ['UTF-16', new Uint8Array([0xff, 0xfe, 0x75, 0]), '1:1: UTF-16; save it as UTF-8'],
    [
      'UTF-16, big end first',
      new Uint8Array([0xfe, 0xff, 0, 0x75]),
      '1:1: UTF-16; save it as UTF-8',
    ],
    [
      'Latin-1',
      new Uint8Array([...new TextEncoder().encode('ui: false\n# caf'), 0xe9, 0x0a]),
      '2:1: not UTF-8; save it as UTF-8',
    ],
    [
      'a huge file',
      '#'.repeat(CONFIG_BYTES_MAX + 1),
      `1:1: larger than ${CONFIG_BYTES_MAX} bytes: not a configuration`,
    ],
  ])('may not be %s', (_name, text, problem) => {
    expect(told(text)).toEqual([`arb.config.yaml:${problem}`])
  })

  it('may be as large as the bound', () => {
    expect(told('#'.repeat(CONFIG_BYTES_MAX))).toEqual([])
  })

  it('is read in bounded time and depth', () => {
    const deep = Array.from({ length: 100 }, (_, index) => `${' '.repeat(index)}a:`).join('\n')
    const nested = (depth: number) => `ui: ${'['.repeat(depth)}${']'.repeat(depth)}`
    expect(told(nested(CONFIG_DEPTH_MAX)).join()).not.toContain('nested')
    expect(told(nested(CONFIG_DEPTH_MAX + 1)).join()).toContain('nested too deep')
    for (const text of [
      deep,
      '['.repeat(CONFIG_BYTES_MAX),
      '{a: '.repeat(10_000),
      '- '.repeat(30_000),
      Array.from({ length: 8000 }, (_, index) => `k${index}: 1`).join('\n'),
      'a: &a [x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]',
    ]) {
      const { config, problems } = load(text)
      expect(config).toBeUndefined()
      expect(problems.every(({ place }) => (place.line ?? 0) >= 1)).toBe(true)
    }
    expect(load('\t]\n'.repeat(1000)).problems.length).toBeLessThanOrEqual(SYNTAX_PROBLEMS_MAX)
  })
})

describe('secrets', () => {
  const planted = 'Zq7vK2mW9x8B3n5L1p4R6t'
  it.each([
    [`venues: {odds: {key: ${planted}}}`, 'venues.odds.key', 'ODDS_API_KEY'],
    [`odds_api_key: ${planted}`, 'odds_api_key', 'ODDS_API_KEY'],
    [`password: hunter`, 'password', 'in the environment'],
    [`a: {b: [c, ${planted}]}`, 'a', 'in the environment'],
    [`${planted}: a`, '(hidden)', 'in the environment'],
    [`recording: {folder: ${planted}}`, 'recording.folder', 'in the environment'],
    [`games: {sports: [${planted}]}`, 'games.sports', 'in the environment'],
    [`books: {x: {commission: ${planted}}}`, 'books', 'in the environment'],
    [`books: {${planted}: {}}`, 'books', 'in the environment'],
    [`store: "postgres://me:${planted}@h/d"`, 'store', 'ARBKIT_STORE'],
    [
      `venues: {kalshi: {host: "https://me:${planted}@x.example/trade-api/v2"}}`,
      'venues.kalshi.host',
      'a file of its own',
    ],
    [
      `venues:\n  kalshi:\n    keyFile: |\n      -----BEGIN PRIVATE KEY-----\n      ${planted}`,
      'venues.kalshi.keyFile',
      'a file of its own',
    ],
  ])('%s is refused, and not shown', (text, key, cure) => {
    const { config, problems } = load(text)
    expect(config).toBeUndefined()
    expect(problems.map((each) => each.key)).toEqual([key])
    expect(problems.map(problemText).join()).toContain('looks like a secret')
    expect(problems.map(problemText).join()).toContain(cure)
    expect(JSON.stringify(problems)).not.toContain(planted)
  })

  it.each([
    { flags: flags({ store: `postgres://me:${planted}@h/d` }) },
    { flags: flags({ 'venues.odds.keyFile': planted }) },
    { environment: { KALSHI_PRIVATE_KEY_FILE: planted } },
    { environment: { ODDS_API_KEY_FILE: planted } },
    { environment: { ARBKIT_MIN_PROFIT: planted } },
    { environment: { ARBKIT_SPORTS: planted, ODDS_API_KEY: `${planted} ${planted}` } },
    { envFile: { name: '.env', text: `ARBKIT_UI=${planted}`, isOpenToOthers: false } },
  ])('where a variable or a flag holds one by mistake: %#', (more) => {
    const { config, problems } = load('', more)
    expect(config).toBeUndefined()
    expect(JSON.stringify(problems)).not.toContain(planted)
  })

  it("the feed's key comes from a variable, .env or a file, in this order", () => {
    const [first, second, third] = ['a', 'b', 'c'].map((end) => ODDS_KEY.slice(0, -1) + end)
    const envFile = { name: '.env', text: `X=1\nODDS_API_KEY=${second}`, isOpenToOthers: false }
    const text = 'venues: {odds: {keyFile: odds.key}}'
    const files: string[] = []
    const readSecretFile = (path: string) => {
      files.push(path)
      return { text: `${third}\n`, isOpenToOthers: false }
    }
    const all = { environment: { ODDS_API_KEY: first }, envFile, readSecretFile, path: 'c/a.yaml' }
    const keyOf = (more: Partial<LoadConfigInput>) => {
      const { config, problems, secrets } = load(text, { ...all, ...more })
      expect(problems).toEqual([])
      expect(JSON.stringify([config, secrets])).not.toContain(ODDS_KEY.slice(0, -1))
      return [reveal(config!.odds.key!), secrets[0]?.where]
    }
    expect(keyOf({})).toEqual([first, 'ODDS_API_KEY'])
    expect(keyOf({ environment: {} })).toEqual([second, '.env:2'])
    expect(keyOf({ environment: {}, envFile: undefined })).toEqual([third, 'c/odds.key'])
    expect(files).toEqual(['c/odds.key'])
  })

  it('a file of a key that can not be used is told', () => {
    const text = 'venues: {odds: {keyFile: odds.key}}'
    const given = (file: ReturnType<NonNullable<LoadConfigInput['readSecretFile']>>) =>
      told(text, { readSecretFile: () => file })
    expect(given({ problem: 'no such file' })).toEqual([
      'odds.key: venues.odds.keyFile: no such file',
    ])
    expect(given({ text: 'two words', isOpenToOthers: false })).toEqual([
      'odds.key: ODDS_API_KEY: API key: expected 8 to 200 plain characters without blanks',
    ])
    expect(given({ text: ODDS_KEY, isOpenToOthers: true })).toEqual([
      'odds.key: warning: venues.odds.keyFile: other users of this machine may read it: chmod 600 odds.key',
    ])
  })

  it('a store with a password comes from a variable, and shows none', () => {
    const url = `postgres://me:${planted}@h/d`
    const { config, secrets, sources } = load('', { environment: { ARBKIT_STORE: url } })
    const { store } = config!
    expect(store.tag === 'postgres' && isSameSecret(store.url, new Secret(url))).toBe(true)
    expect(sources.get('store')?.value).toBe('postgres://me@h/d')
    expect(secrets[2]).toEqual({ name: "the store's password", isSet: true, where: 'ARBKIT_STORE' })
    expect(JSON.stringify([config, secrets, [...sources]])).not.toContain(planted)
  })

  it('of a variable that .env sets twice the last counts, and is the place', () => {
    const text = 'ARBKIT_UI=true\n# ARBKIT_UI=no\nexport ARBKIT_UI=x\n'
    const envFile = { name: '.env', text, isOpenToOthers: false }
    expect(told('', { envFile })).toEqual(['.env:3:1: ui: expected true or false, got "x"'])
  })

  it('an .env that is far too large is not read', () => {
    const envFile = { name: '.env', text: 'A=1\n'.repeat(20_000), isOpenToOthers: false }
    expect(told('', { envFile })).toEqual([
      `.env: larger than ${CONFIG_BYTES_MAX} characters: not read`,
    ])
  })
})

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { InvalidInputError, rational } from '@arbkit/core'
import { createSeededRng } from '@arbkit/core/testing'
import { createKeyFiles } from '@arbkit/kalshi'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { UsageError } from '../commands/session-flags.ts'
import type { Host } from '../host.ts'
import { doctorConfigOf, withLines } from './doctor-config.ts'
import { liveConfigOf, type LiveRequestFlags } from './live-config.ts'

const KEY = '0123456789abcdef0123456789abcdef'
type Environment = Readonly<Record<string, string>>

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'arbkit-live-config-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

function hostOf(environment: Environment): { host: Host; err: () => string } {
  let err = ''
  const host: Host = {
    write: () => undefined,
    writeError: (text) => (err += text),
    isColoured: false,
    version: '1.2.3',
    now: () => 0,
    randomId: () => 'abc',
    openDemo: () => Promise.reject(new Error('no demo here')),
    network: {
      environment,
      userHome: folder,
      fetch: () => Promise.reject(new Error('was asked')),
      sleep: async () => Promise.resolve(),
      rng: createSeededRng(1),
      ids: { next: () => 'id' },
      keyFiles: createKeyFiles('linux'),
      stop: new AbortController().signal,
    },
  }
  return { host, err: () => err }
}

/** Writes a file and `.env` beside it, and reads them as a live scan does. */
async function live(
  text: string | undefined,
  {
    flags = {},
    environment = {},
    env,
  }: { flags?: LiveRequestFlags; environment?: Environment; env?: string } = {},
) {
  const file = path.join(folder, 'arb.config.yaml')
  if (text !== undefined) await writeFile(file, text)
  if (env !== undefined) await writeFile(path.join(folder, '.env'), env, { mode: 0o600 })
  const { host, err } = hostOf(environment)
  const place = { file: text === undefined ? undefined : file, host, environment, userHome: folder }
  return { ...liveConfigOf(flags, place), err: err() }
}

describe('what a scan takes from its configuration', () => {
  it('is nothing where nobody set anything: a scan has defaults of its own', async () => {
    const { flags, maxAge, settings } = await live(undefined)
    expect([flags, maxAge]).toEqual([{}, undefined])
    expect(settings.odds.key).toBeUndefined()
    expect(settings.kalshi.host.restUrl).toContain('kalshi.com')
  })

  it('is what somebody set', async () => {
    const { flags, maxAge, err } = await live(
      [
        'games: {sports: [nfl, nba], within: 6h, markets: [h2h], regions: [us, us2]}',
        'books: {draftkings: {}, betfair_ex_eu: {commission: 5%}}',
        'polling: {creditsPerDay: 60, creditsPerMonth: 900, creditsReserve: 50}',
        'thresholds: {minProfit: $2, minReturn: 1%, maxReturn: 9%}',
        'stakes: {maxStake: $75, bankroll: $300}',
        'staleness: {feedPreGame: 90s}',
      ].join('\n'),
    )
    expect(err).toBe('')
    expect(flags).toMatchObject({
      sports: ['nfl', 'nba'],
      within: 21_600_000,
      markets: ['h2h'],
      regions: ['us', 'us2'],
      creditsPerDay: 60,
      creditsPerMonth: 900,
      creditsReserve: 50,
      minProfit: 2_000_000,
      maxStake: 7_500,
      bankroll: 300_000_000,
    })
    expect(flags.minReturn).toEqual(rational(1, 100))
    expect(flags.maxReturn).toEqual(rational(9, 100))
    expect(flags.books?.map(({ key }) => key)).toEqual(['draftkings', 'betfair_ex_eu'])
    expect(maxAge).toEqual({ feedPreGameMs: 90_000, feedInPlayMs: 45_000, exchangeMs: 30_000 })
  })

  it('is what a profile says, where one was chosen', async () => {
    const { flags } = await live('profile: conservative\n')
    expect(flags).toMatchObject({ minProfit: 1_000_000, maxStake: 10_000, bankroll: 500_000_000 })
    expect(Object.keys(flags).toSorted()).toEqual([
      'bankroll',
      'maxReturn',
      'maxStake',
      'minProfit',
      'minReturn',
    ])
  })

  it('gives way to flags, and variables come before the file', async () => {
    const text = 'thresholds: {minProfit: $2, minReturn: 1%}\n'
    const { flags } = await live(text, {
      flags: { minReturn: rational(3, 100), maxAge: 5_000 },
      environment: { ARBKIT_MIN_PROFIT: '$4' },
    })
    expect(flags).toMatchObject({ minProfit: 4_000_000, minReturn: rational(3, 100) })
  })

  it('has no ages beside --max-age', async () => {
    const { maxAge } = await live('staleness: {feedPreGame: 90s}\n', { flags: { maxAge: 5_000 } })
    expect(maxAge).toBeUndefined()
  })

  it.each([
    [undefined, undefined],
    [true as const, 45_000],
    [5_000, 5_000],
  ])('--watch %s scans every %s ms', async (watch, everyMs) => {
    const flags = watch === undefined ? {} : { watch }
    expect((await live('polling: {scanEvery: 45s}\n', { flags })).flags.watch).toBe(everyMs)
  })

  it('holds the venues of the file, and keys of .env', async () => {
    const { settings } = await live(
      'venues:\n  kalshi: {host: demo, keyId: c2b121a6, keyFile: k.pem}\n  odds: {url: http://127.0.0.1:9}\n',
      { env: `ODDS_API_KEY=${KEY}\n` },
    )
    expect(settings.kalshi.host.restUrl).toContain('demo')
    expect(settings.kalshi.key).toEqual({ id: 'c2b121a6', file: path.join(folder, 'k.pem') })
    expect(settings.odds.host.url).toBe('http://127.0.0.1:9')
    expect(settings.odds.key?.addedTo('https://x.example')).toContain(KEY)
    // What a simulation counts is no part of the account.
    expect(settings.odds.creditsFolder).toContain('127.0.0.1')
  })

  it('takes half of a key from the environment and half from the file', async () => {
    const { settings } = await live('venues: {kalshi: {keyFile: k.pem}}\n', {
      environment: { KALSHI_KEY_ID: 'c2b121a6' },
    })
    expect(settings.kalshi.key?.id).toBe('c2b121a6')
  })

  it('tells warnings, and every problem before nothing is done', async () => {
    const wrong = live('thresholds: {minProfit: lots}\nui: yes\n')
    await expect(wrong).rejects.toBeInstanceOf(UsageError)
    await expect(wrong).rejects.toThrow(/^2 problems in the configuration/)
    const variable = live(undefined, { environment: { KALSHI_HOST: 'nowhere' } })
    await expect(variable).rejects.toBeInstanceOf(InvalidInputError)
    await expect(variable).rejects.toThrow(/^KALSHI_HOST: /)
  })
})

describe('what the doctor knows of it', () => {
  const looked = async (text: string | undefined, environment: Environment = {}, env?: string) => {
    const file = path.join(folder, 'arb.config.yaml')
    if (text !== undefined) await writeFile(file, text)
    if (env !== undefined) await writeFile(path.join(folder, '.env'), env, { mode: 0o600 })
    const { host } = hostOf(environment)
    return doctorConfigOf(text === undefined ? undefined : file, host, environment)
  }

  it('is nothing but the variables where there is no file', async () => {
    expect(await looked(undefined, { KALSHI_HOST: 'demo' })).toEqual({
      environment: { KALSHI_HOST: 'demo' },
      logs: 'logs',
      used: 'no arb.config.yaml here',
      lines: [],
    })
  })

  it('is what file and .env say, after the variables', async () => {
    const { environment, logs, used, lines } = await looked(
      'venues: {kalshi: {host: demo}, odds: {url: http://127.0.0.1:9}}\nrecording: {folder: there}\n',
      { ODDS_API_URL: 'http://127.0.0.1:7' },
      `ODDS_API_KEY=${KEY}\n`,
    )
    expect(environment).toEqual({
      ODDS_API_URL: 'http://127.0.0.1:7',
      KALSHI_HOST: 'demo',
      ODDS_API_KEY: KEY,
    })
    const file = path.join(folder, 'arb.config.yaml')
    expect([logs, used]).toEqual([path.join(folder, 'there'), file])
    expect(lines).toEqual([
      {
        id: 'settings',
        part: null,
        title: 'config',
        status: 'pass',
        what: `${file}: no problem`,
        cure: null,
      },
    ])
  })

  it('fails for problems, the first of them told, and keeps what could be read', async () => {
    const { environment, logs, lines } = await looked(
      'thresholds: {minProfit: lots}\nui: yes\nvenues: {kalshi: {host: demo}}\n',
    )
    expect([environment, logs]).toEqual([{ KALSHI_HOST: 'demo' }, undefined])
    expect(lines).toMatchObject([
      {
        status: 'fail',
        what: expect.stringMatching(/thresholds\.minProfit: expected .* \(and 1 more\)$/) as string,
        cure: expect.stringContaining('arb config check') as string,
      },
    ])
  })

  it('warns of warnings', async () => {
    await writeFile(path.join(folder, 'key'), KEY, { mode: 0o644 })
    const { lines } = await looked('venues: {odds: {keyFile: key}}\n')
    expect(lines).toMatchObject([
      { status: 'warn', what: expect.stringContaining('chmod 600') as string },
    ])
  })

  it('leaves variables of the venues to the checks of their own', async () => {
    const { lines } = await looked('', { KALSHI_HOST: 'nowhere', ODDS_API_KEY: 'short' })
    expect(lines.map(({ status }) => status)).toEqual(['pass'])
    const other = await looked('', { ARBKIT_MIN_PROFIT: 'lots' })
    expect(other.lines.map(({ status }) => status)).toEqual(['fail'])
  })

  it('fails for a file that is not there', async () => {
    const { host } = hostOf({})
    const { lines, used } = doctorConfigOf('gone.yaml', host, {})
    expect(used).toBe('gone.yaml')
    expect(lines).toMatchObject([
      { status: 'fail', what: 'gone.yaml: no such file; arb init writes one' },
    ])
  })

  it('stands behind the settings in the report, and counts', () => {
    const line = { part: null, what: 'w', cure: null }
    const report = {
      schema: 'arbkit.doctor/1' as const,
      checks: [
        { ...line, id: 'disk' as const, title: 'disk', status: 'pass' as const },
        { ...line, id: 'settings' as const, title: 'settings', status: 'pass' as const },
        { ...line, id: 'odds-key' as const, title: 'odds key', status: 'skip' as const },
      ],
      passed: 2,
      warned: 0,
      failed: 0,
      skipped: 1,
    }
    const more = [
      { ...line, id: 'settings' as const, title: 'config', status: 'fail' as const },
      { ...line, id: 'settings' as const, title: 'config', status: 'warn' as const },
    ]
    const made = withLines(report, more)
    expect(made.checks.map(({ title }) => title)).toEqual([
      'disk',
      'settings',
      'config',
      'config',
      'odds key',
    ])
    expect(made).toMatchObject({ passed: 2, warned: 1, failed: 1, skipped: 1 })
    expect(withLines(report, [])).toEqual(report)
  })
})

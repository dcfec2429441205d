import { generateKeyPairSync } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createSeededRng } from '@arbkit/core/testing'
import { type DoctorLine, type DoctorReport, doctorReportSchema } from '@arbkit/engine'
import { createUndiciFetch } from '@arbkit/http'
import { createKeyFiles } from '@arbkit/kalshi'
import {
  createStandInAccount,
  type KalshiStandIn,
  type MadeUpGame,
  standInPayloads,
  type StandInPayloads,
  startKalshiStandIn,
} from '@arbkit/kalshi/testing'
import { type OddsApiServer, startOddsApiServer, TEST_API_KEY } from '@arbkit/odds/testing'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Host } from '../host.ts'
import { ChecksFailedError, doctorCommand } from './doctor.ts'
import { UsageError } from './session-flags.ts'

const NOW = Date.UTC(2026, 10, 21, 18)
const GAME: MadeUpGame = {
  league: 'NFL',
  away: {
    code: 'KC',
    name: 'Kansas City',
    book: { yes: [['0.5800', '21.81']], no: [['0.4000', '20.00']] },
  },
  home: { code: 'DEN', name: 'Denver', book: { yes: [['0.4100', '9.00']], no: [] } },
  startMs: Date.UTC(2026, 10, 23, 1, 20),
}
const ACCOUNT = createStandInAccount()
const PEM_LINE = ACCOUNT.pem.split('\n')[1] ?? ''
const WRONG_KEY = 'fedcba9876543210fedcba9876543210'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

/** Both venues, a folder with a good key file, and settings that name them. */
interface Scene {
  readonly kalshi: KalshiStandIn
  readonly odds: OddsApiServer
  readonly folder: string
  readonly environment: Record<string, string | undefined>
}

interface SceneOptions {
  /** How far the venue's clocks are ahead of ours, ms. */
  readonly kalshiAheadMs?: number
  readonly oddsAheadMs?: number
  readonly payloads?: (payloads: StandInPayloads) => StandInPayloads
  readonly credits?: number
}

async function scene(options: SceneOptions = {}): Promise<Scene> {
  const { kalshiAheadMs = 0, oddsAheadMs = 0, payloads = (all) => all, credits } = options
  const kalshi = await startKalshiStandIn({
    payloads: payloads(standInPayloads([GAME])),
    clock: { now: () => NOW + kalshiAheadMs },
    account: ACCOUNT,
  })
  const clock = { now: () => NOW + oddsAheadMs }
  const odds = await startOddsApiServer({ clock, ...(credits === undefined ? {} : { credits }) })
  const folder = await mkdtemp(path.join(tmpdir(), 'arbkit-doctor-'))
  closing.push(
    async () => kalshi.close(),
    async () => odds.close(),
    async () => rm(folder, { recursive: true }),
  )
  const file = path.join(folder, 'kalshi.pem')
  await writeFile(file, ACCOUNT.pem, { mode: 0o600 })
  const environment = {
    ODDS_API_KEY: TEST_API_KEY,
    ODDS_API_URL: odds.url,
    KALSHI_KEY_ID: ACCOUNT.keyId,
    KALSHI_PRIVATE_KEY_FILE: file,
    KALSHI_HOST: kalshi.host.restUrl,
  }
  return { kalshi, odds, folder, environment }
}

interface Ran {
  readonly out: string
  readonly report: DoctorReport
  /** `id: status`, or `id/part: status`. */
  readonly verdicts: readonly string[]
  readonly error: unknown
}

const fetch = createUndiciFetch()

/** For a busy machine. */
const PATIENT = { timeout: 30_000 }

/** As long as an answer is waited for, ms. */
const ANSWER_MS = 5_000

/** Waits between attempts are over at once; those for an answer when the test gives it up, or never. */
function patience() {
  const open = new Set<() => void>()
  const sleep = async (ms: number, signal?: AbortSignal): Promise<void> => {
    if (ms < ANSWER_MS) return
    await new Promise<void>((resolve, reject) => {
      if (ms === ANSWER_MS) open.add(resolve)
      const onAbort = (): void => {
        open.delete(resolve)
        reject(new Error('aborted'))
      }
      signal?.addEventListener('abort', onAbort, { once: true })
    })
  }
  const giveUp = (): void => {
    for (const wake of open) wake()
  }
  return { sleep, giveUp }
}

function hostOf(
  { environment, folder }: Pick<Scene, 'environment' | 'folder'>,
  more: Partial<Host & NonNullable<Host['network']>> = {},
): { readonly host: Host; readonly out: () => string } {
  let out = ''
  const { sleep } = patience()
  const network = {
    environment,
    userHome: folder,
    fetch,
    sleep,
    rng: createSeededRng(1),
    ids: { next: () => 'id' },
    keyFiles: createKeyFiles('linux'),
    stop: new AbortController().signal,
    ...more,
  }
  const host: Host = {
    write: (text) => (out += text),
    writeError: () => {},
    isColoured: false,
    version: '1.2.3',
    now: () => NOW,
    randomId: () => 'abc',
    openDemo: () => Promise.reject(new Error('no demo here')),
    machine: {
      nodeVersion: '24.1.0',
      lookAtDisk: async () => ({ folder: '.', freeBytes: 80_000_000_000, isWritable: true }),
    },
    ...more,
    network,
  }
  return { host, out: () => out }
}

async function execute(host: Host, args: readonly string[]): Promise<unknown> {
  try {
    await doctorCommand(host)
      .exitOverride()
      .parseAsync([...args], { from: 'user' })
    return undefined
  } catch (error) {
    return error
  }
}

async function run(
  at: Pick<Scene, 'environment' | 'folder'>,
  args: readonly string[] = [],
  more: Parameters<typeof hostOf>[1] = {},
): Promise<Ran> {
  const { host, out } = hostOf(at, more)
  const error = await execute(host, ['--json', ...args])
  if (out() === '') throw error
  const report = doctorReportSchema.parse(JSON.parse(out()))
  const uncured = report.checks.filter(
    ({ status, cure }) => cure === null && (status === 'warn' || status === 'fail'),
  )
  if (uncured.length > 0) throw new Error(`no cure: ${JSON.stringify(uncured)}`)
  const verdicts = report.checks.map(
    ({ id, part, status }) => `${part === null ? id : `${id}/${part}`}: ${status}`,
  )
  return { out: out(), report, verdicts, error }
}

const lineOf = ({ report }: Ran, id: DoctorLine['id'], index = 0): DoctorLine | undefined =>
  report.checks.filter((line) => line.id === id)[index]
const notPassed = ({ verdicts }: Ran): string[] =>
  verdicts.filter((line) => !line.endsWith('pass') && !line.endsWith('skip'))

describe('everything is right', () => {
  it('passes every check, in their order, and says what was found', async () => {
    const at = await scene()
    const ran = await run(at)
    expect(ran.error).toBeUndefined()
    expect(ran.verdicts).toEqual([
      'node: pass',
      'disk: pass',
      'settings: pass',
      'odds-key: pass',
      'kalshi-key: pass',
      'kalshi: pass',
      'odds-api: pass',
      'clock-kalshi: pass',
      'clock-odds-api: pass',
      'credits: pass',
      'credit-log: skip',
      'exchange: pass',
      'account: pass',
      'balance: pass',
      'canary: pass',
      'canary: skip',
      'canary: skip',
    ])
    expect(ran.report.checks.map(({ what }) => what)).toEqual([
      '24.1.0 (22.19 or newer is needed)',
      '80 GB free in .',
      'set: ODDS_API_KEY, ODDS_API_URL, KALSHI_KEY_ID, KALSHI_PRIVATE_KEY_FILE, KALSHI_HOST; not set: ARBKIT_HOME',
      'ODDS_API_KEY has the form of a key',
      'Ed25519, in a file that only you can read',
      `${at.kalshi.host.restUrl}: answered in 0 ms`,
      `${at.odds.url}: answered in 0 ms`,
      'kalshi: our clock agrees within 1 s',
      'odds api: our clock agrees within 1 s',
      '500 of 500 left this month, 0 used',
      'nothing was spent from this machine this month',
      'trading',
      'basic: 200 tokens a second (600 at once) to read, 100 tokens a second (100 at once) to write',
      '$1000.00 in all, shard 0: $1000.00',
      '7 of 7 as expected: schemas, units, price-grids, fee-fields, market-status, combo-filter, milestone-limit',
      'not asked: yes-price-default, which needs the stream',
      'not asked: order-endpoint; --probe-orders sends it an order with nothing in it, and cancels one that can not exist',
    ])
    expect(ran.report).toMatchObject({ passed: 14, warned: 0, failed: 0, skipped: 3 })
  })

  it('changes nothing, spends nothing and writes nothing', async () => {
    const at = await scene()
    await run(at)
    expect(new Set(at.kalshi.received.map(({ method }) => method))).toEqual(new Set(['GET']))
    expect(at.odds.calls()).toEqual([{ path: '/v4/sports', query: [] }])
    expect(at.odds.usage().used).toBe(0)
    expect(await readdir(at.folder)).toEqual(['kalshi.pem'])
  })

  it('asks the order endpoints only when told to, for nothing that could be an order', async () => {
    const at = await scene()
    const ran = await run(at, ['--probe-orders'])
    expect([ran.error, notPassed(ran)]).toEqual([undefined, []])
    expect(lineOf(ran, 'canary')?.what).toMatch(/^8 of 8 .*order-endpoint$/)
    const writes = at.kalshi.received.filter(({ method }) => method !== 'GET')
    expect(writes.map(({ method, url, body }) => [method, url.split('/v2')[1], body])).toEqual([
      ['POST', '/portfolio/events/orders', '{}'],
      [
        'DELETE',
        '/portfolio/events/orders/00000000-0000-0000-0000-000000000000?exchange_index=0',
        '',
      ],
    ])
  })

  it('takes an RSA key too', async () => {
    const at = await scene()
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const pem = String(privateKey.export({ type: 'pkcs1', format: 'pem' }))
    await writeFile(at.environment['KALSHI_PRIVATE_KEY_FILE'] ?? '', pem)
    const ran = await run(at)
    expect(lineOf(ran, 'kalshi-key')?.what).toBe('RSA, in a file that only you can read')
    // It is not the account's: the first signed call says so, and nothing else is asked of it.
    expect(notPassed(ran)).toEqual(['account: fail'])
  })
})

describe('without keys', () => {
  it('checks what needs none, says what that is enough for, and fails nothing', async () => {
    const at = await scene()
    const { ODDS_API_URL, KALSHI_HOST } = at.environment
    const ran = await run({ ...at, environment: { ODDS_API_URL, KALSHI_HOST } })
    expect([ran.error, notPassed(ran)]).toEqual([undefined, []])
    expect(ran.verdicts.filter((line) => line.endsWith('skip'))).toEqual([
      'odds-key: skip',
      'kalshi-key: skip',
      'odds-api: skip',
      'clock-odds-api: skip',
      'credits: skip',
      'credit-log: skip',
      'account: skip',
      'balance: skip',
      'canary: skip',
      'canary: skip',
      'canary: skip',
    ])
    expect(lineOf(ran, 'odds-key')?.cure).toContain('without it: arb scan --demo')
    expect(lineOf(ran, 'canary')?.what).toBe(
      '4 of 4 as expected: price-grids, market-status, combo-filter, milestone-limit',
    )
    expect(at.odds.calls()).toEqual([])
    expect(at.kalshi.received.some((each) => 'kalshi-access-key' in each.headers)).toBe(false)
  })
})

describe('The Odds API', () => {
  it('names a key that it does not know', async () => {
    const at = await scene()
    const ran = await run({ ...at, environment: { ...at.environment, ODDS_API_KEY: WRONG_KEY } })
    expect(notPassed(ran)).toEqual(['credits: fail'])
    expect(lineOf(ran, 'odds-api')?.status).toBe('pass')
    expect(lineOf(ran, 'clock-odds-api')?.status).toBe('pass')
    expect(lineOf(ran, 'credits')).toMatchObject({
      what: 'the API refuses: INVALID_KEY',
      cure: 'the API key is not known there; copy it again from the mail it came with',
    })
    expect(ran.error).toBeInstanceOf(ChecksFailedError)
    expect(ran.error).toMatchObject({ failed: 1, message: 'one check failed' })
  })

  it('names a key that can be none, and does not use it', async () => {
    const at = await scene()
    const ran = await run({ ...at, environment: { ...at.environment, ODDS_API_KEY: 'a b' } })
    expect(notPassed(ran)).toEqual(['odds-key: fail'])
    expect(at.odds.calls()).toEqual([])
  })

  it.each([
    [0, 'fail', /^0 of 0 left/],
    [71, 'warn', /^71 of 71 left/],
    [72, 'pass', /^72 of 72 left/],
  ] as const)('judges %i credits that are left: %s', async (credits, status, what) => {
    const ran = await run(await scene({ credits }))
    expect(lineOf(ran, 'credits')?.status).toBe(status)
    expect(lineOf(ran, 'credits')?.what).toMatch(what)
  })

  it('says when its credits are used up in its own words', async () => {
    const at = await scene()
    const body = '{"message":"Usage quota has been reached","error_code":"OUT_OF_USAGE_CREDITS"}'
    at.odds.failNext({ status: 401, body })
    const ran = await run(at)
    expect(notPassed(ran)).toEqual(['credits: fail'])
    expect(lineOf(ran, 'credits')?.cure).toContain('take a larger plan')
  })

  it('is said to answer otherwise than documented where something stands in between', async () => {
    const at = await scene()
    at.odds.failNext('not-json', 'not-json')
    const ended = await run(at)
    expect(lineOf(ended, 'odds-api')).toMatchObject({ status: 'fail' })
    expect(lineOf(ended, 'odds-api')?.what).toContain('the body is not JSON')
    expect(lineOf(ended, 'odds-api')?.cure).toContain('something in between')
  })
})

describe('the file of the key', () => {
  const at = async (change: (file: string) => Promise<unknown>): Promise<Ran> => {
    const where = await scene()
    await change(where.environment['KALSHI_PRIVATE_KEY_FILE'] ?? '')
    const ran = await run(where)
    expect(notPassed(ran)).toEqual(['kalshi-key: fail'])
    expect(lineOf(ran, 'account')?.what).toContain('the key can not be used')
    expect(lineOf(ran, 'canary')?.what).toMatch(/^4 of 4/)
    return ran
  }

  it('is refused open to others, with the command that closes it', async () => {
    const ran = await at(async (file) => chmod(file, 0o644))
    expect(lineOf(ran, 'kalshi-key')?.what).toContain('mode 0644, expected 0600 or 0400')
    expect(lineOf(ran, 'kalshi-key')?.cure).toMatch(/^chmod 600 ".*kalshi\.pem"/)
  })

  it('is missed', async () => {
    const ran = await at(async (file) => rm(file))
    expect(lineOf(ran, 'kalshi-key')?.what).toContain('can not be opened (ENOENT)')
    expect(lineOf(ran, 'kalshi-key')?.cure).toContain('set KALSHI_PRIVATE_KEY_FILE to the key file')
  })

  it('is refused where it holds no key, and where it is a folder', async () => {
    const text = await at(async (file) => writeFile(file, 'not a key'))
    expect(lineOf(text, 'kalshi-key')?.cure).toContain('a private key in PEM')
    const folder = await at(async (file) => {
      await rm(file)
      await mkdir(file)
    })
    expect(lineOf(folder, 'kalshi-key')?.what).toContain('expected a regular file')
    expect(lineOf(folder, 'kalshi-key')?.cure).not.toContain('chmod')
  })

  it('is not asked of a system without modes', async () => {
    const ran = await run(await scene(), [], { keyFiles: createKeyFiles('win32') })
    expect(lineOf(ran, 'kalshi-key')).toMatchObject({
      status: 'pass',
      what: 'Ed25519; who may read its file is not known on this system',
    })
  })
})

describe('settings that can not be', () => {
  it.each([
    [{ KALSHI_HOST: 'https://user:planted-secret@x.example/trade-api/v2' }, 'settings', 'kalshi'],
    [{ KALSHI_HOST: 'planted-secret' }, 'settings', 'kalshi'],
    [{ ODDS_API_URL: 'http://planted-secret.example' }, 'settings', 'odds-api'],
    [{ KALSHI_KEY_ID: '' }, 'kalshi-key', 'account'],
    [{ KALSHI_KEY_ID: 'planted secret' }, 'kalshi-key', 'account'],
    [{ KALSHI_PRIVATE_KEY_FILE: ACCOUNT.pem }, 'kalshi-key', 'account'],
    [{ KALSHI_PRIVATE_KEY_FILE: PEM_LINE }, 'kalshi-key', 'account'],
    [{ ODDS_API_URL: 'https://x.example/?apiKey=planted' }, 'settings', 'odds-api'],
  ] as const)('%o fails %s, and %s is left out', async (wrong, failed, left) => {
    const at = await scene()
    const ran = await run({ ...at, environment: { ...at.environment, ...wrong } })
    expect(notPassed(ran)).toEqual([`${failed}: fail`])
    expect(lineOf(ran, left)?.status).toBe('skip')
    expect(ran.out).not.toMatch(/planted|BEGIN/)
    expect(ran.out).not.toContain(PEM_LINE)
  })
})

describe('the network', () => {
  it('is missed at both venues, and what is of this machine is told all the same', async () => {
    const at = await scene()
    await at.kalshi.close()
    await at.odds.close()
    const ran = await run(at)
    expect(notPassed(ran)).toEqual(['kalshi: fail', 'odds-api: fail'])
    expect(lineOf(ran, 'kalshi')?.what).toContain('connection failed (ECONNREFUSED)')
    expect(lineOf(ran, 'odds-api')?.cure).toContain('check the network')
    expect(ran.verdicts.filter((line) => line.endsWith('pass'))).toEqual([
      'node: pass',
      'disk: pass',
      'settings: pass',
      'odds-key: pass',
      'kalshi-key: pass',
    ])
  })

  it('is given up where venues are silent', async () => {
    const at = await scene()
    at.kalshi.fail({ tag: 'silent' })
    at.odds.failNext('silent', 'silent')
    const { sleep, giveUp } = patience()
    const running = run(at, [], { sleep })
    for (const attempts of [1, 2]) {
      const { received } = at.kalshi
      await vi.waitUntil(
        () => received.length === attempts && at.odds.calls().length === attempts,
        PATIENT,
      )
      giveUp()
    }
    const ran = await running
    expect(notPassed(ran)).toEqual(['kalshi: fail', 'odds-api: fail'])
    expect(lineOf(ran, 'kalshi')?.what).toContain('no answer in 5000 ms')
    expect(lineOf(ran, 'clock-kalshi')?.what).toBe('kalshi: no answer to tell the time by')
  })

  it('that answers slowly is to be looked at', async () => {
    let nowMs = NOW
    const slowly: typeof fetch = async (url, init) => {
      const response = await fetch(url, init)
      nowMs += 2_001
      return response
    }
    const ran = await run(await scene(), [], { fetch: slowly, now: () => nowMs })
    expect(lineOf(ran, 'kalshi')).toMatchObject({ status: 'warn' })
    expect(lineOf(ran, 'odds-api')).toMatchObject({ status: 'warn' })
  })

  it('is let go of when the person stops it', async () => {
    const at = await scene()
    at.kalshi.fail({ tag: 'silent' })
    const stop = new AbortController()
    const running = run(at, [], { stop: stop.signal })
    await vi.waitUntil(() => at.kalshi.received.length === 1, PATIENT)
    stop.abort()
    const ran = await running
    expect(lineOf(ran, 'kalshi')).toMatchObject({
      status: 'skip',
      what: 'stopped before it was done',
    })
  })
})

describe('the clock', () => {
  it.each([
    [
      { kalshiAheadMs: 10_000 },
      'clock-kalshi',
      'fail',
      'kalshi: our clock is 10000 to 10999 ms behind',
    ],
    [{ kalshiAheadMs: -10_000 }, 'clock-kalshi', 'fail', 'kalshi: our clock is 9001 to 10000 ms'],
    [
      { oddsAheadMs: 10_000 },
      'clock-odds-api',
      'fail',
      'odds api: our clock is 10000 to 10999 ms behind',
    ],
    [{ oddsAheadMs: -10_000 }, 'clock-odds-api', 'fail', 'odds api: our clock is 9001 to 10000 ms'],
    [{ kalshiAheadMs: -2_000 }, 'clock-kalshi', 'warn', 'kalshi: our clock is 1001 to 2000 ms'],
    [
      { oddsAheadMs: 1_000 },
      'clock-odds-api',
      'warn',
      'odds api: our clock is 1000 to 1999 ms behind',
    ],
  ] as const)('%o: %s %s', async (skew, id, status, what) => {
    const ran = await run(await scene(skew))
    expect(notPassed(ran)).toEqual([`${id}: ${status}`])
    expect(lineOf(ran, id)?.what.startsWith(what)).toBe(true)
    expect(lineOf(ran, id)?.cure).toContain('NTP')
    expect(ran.error instanceof ChecksFailedError).toBe(status === 'fail')
  })

  it('is not compared with an answer without a date', async () => {
    const undated: typeof fetch = async (url, init) => {
      const response = await fetch(url, init)
      const get = (name: string) => (name === 'date' ? null : response.headers.get(name))
      return { ...response, text: async () => response.text(), headers: { get } }
    }
    const ran = await run(await scene(), [], { fetch: undated })
    expect(notPassed(ran)).toEqual(['clock-kalshi: warn', 'clock-odds-api: warn'])
  })
})

describe('Kalshi', () => {
  const paused = (more: object) => ({
    payloads: (all: StandInPayloads) => ({
      ...all,
      exchangeStatus: { ...all.exchangeStatus, ...more },
    }),
  })

  it('pauses', async () => {
    const resume = { exchange_estimated_resume_time: '2026-11-21T19:30:00Z' }
    const ran = await run(await scene(paused({ trading_active: false, ...resume })))
    expect(notPassed(ran)).toEqual(['exchange: fail'])
    expect(lineOf(ran, 'exchange')?.what).toBe(
      'trading is paused until 2026-11-21 19:30:00Z, as it hopes',
    )
    const closed = await run(await scene(paused({ exchange_active: false })))
    expect(lineOf(closed, 'exchange')).toMatchObject({
      status: 'fail',
      what: 'the exchange is closed',
    })
    expect(lineOf(closed, 'exchange')?.cure).toContain('Thursdays')
  })

  it('pauses on one shard', async () => {
    const [first] = standInPayloads([GAME]).exchangeStatus['exchange_index_statuses'] as object[]
    const shards = [first, { ...first, exchange_index: 3, trading_active: false }]
    const ran = await run(await scene(paused({ exchange_index_statuses: shards })))
    expect(notPassed(ran)).toEqual(['exchange: warn'])
    expect(lineOf(ran, 'exchange')?.what).toBe('trading, but not on shard 3')
  })

  it('has no cash on a shard, or none at all', async () => {
    const balance = (available: string, shards: readonly string[]) => ({
      payloads: (all: StandInPayloads) => ({
        ...all,
        balance: {
          ...all.balance,
          balance_dollars: available,
          balance_breakdown: shards.map((one, index) => ({ exchange_index: index, balance: one })),
        },
      }),
    })
    const one = await run(await scene(balance('12.345600', ['12.345600', '0.000000'])))
    expect(notPassed(one)).toEqual(['balance: warn'])
    expect(lineOf(one, 'balance')).toMatchObject({
      what: '$12.3456 in all, shard 0: $12.3456, shard 1: $0.00',
      cure: 'markets of shard 1 can not be traded: move cash there, it does not move by itself',
    })
    const none = await run(await scene(balance('0.0000', [])))
    expect(lineOf(none, 'balance')).toMatchObject({ status: 'warn', what: '$0.00 in all' })
  })

  it('knows another tier, or one that soon ends', async () => {
    const limits = (more: object) => ({
      payloads: (all: StandInPayloads) => ({
        ...all,
        accountLimits: { ...all.accountLimits, ...more },
      }),
    })
    const grant = (ms: number) => ({
      exchange_instance: 'event_contract',
      level: 'premier',
      source: 'volume',
      expires_ts: ms / 1000,
    })
    const week = 7 * 86_400_000
    const unknown = await run(await scene(limits({ usage_tier: 'galactic' })))
    expect(lineOf(unknown, 'account')).toMatchObject({ status: 'warn' })
    const ends = await run(
      await scene(limits({ usage_tier: 'premier', grants: [grant(NOW + week - 1_000)] })),
    )
    expect(lineOf(ends, 'account')).toMatchObject({ status: 'warn' })
    expect(lineOf(ends, 'account')?.what).toContain('a grant ends 2026-11-28 17:59:59Z')
    const later = await run(
      await scene(limits({ usage_tier: 'premier', grants: [grant(NOW + week), grant(NOW)] })),
    )
    expect(lineOf(later, 'account')).toMatchObject({ status: 'pass' })
  })

  it('refuses the key, and it is said once', async () => {
    const at = await scene()
    const environment = { ...at.environment, KALSHI_KEY_ID: 'planted-key-id-of-another' }
    const ran = await run({ ...at, environment })
    expect(notPassed(ran)).toEqual(['account: fail'])
    expect(lineOf(ran, 'account')?.what).toContain('status 401')
    expect(lineOf(ran, 'account')?.cure).toContain('belong together')
    expect(lineOf(ran, 'balance')?.what).toContain('see account')
    expect(ran.out).not.toContain('planted')
  })

  it('drifts: each check of the canary that does not pass is a line with its cure', async () => {
    const at = await scene({
      payloads: (all) => ({
        ...all,
        events: all.events.map((event) => ({
          ...event,
          markets: (event['markets'] as object[]).map((market) => ({
            ...market,
            price_ranges: [{ start: '0.0000', end: '1.0000', step: '0.0300' }],
            settlement_timer_seconds: 'an hour',
          })),
        })),
      }),
    })
    const ran = await run(at)
    expect(notPassed(ran)).toEqual(['canary/schemas: fail', 'canary/price-grids: fail'])
    const schemas = lineOf(ran, 'canary', 1)
    expect(schemas?.what).toContain('settlement_timer_seconds')
    expect(schemas?.cure).toContain('compare the named answers')
    expect(lineOf(ran, 'canary')?.what).toMatch(/^5 of 7 as expected/)
    expect(ran.error).toMatchObject({ failed: 2, message: '2 checks failed' })
  })
})

describe('this machine', () => {
  it('reads its log of credits, and leaves it as it is', async () => {
    const at = await scene()
    const own = new URL(at.odds.url).host.replace(':', '-')
    const credits = path.join(at.folder, '.arbkit', 'credits', own)
    await mkdir(credits, { recursive: true })
    const head = { v: 1, atMs: NOW - 60_000 }
    const entries = [
      { ...head, id: 'a', kind: 'reserve', credits: 9, endpoint: 'odds', limits: {} },
      {
        ...head,
        id: 'a',
        kind: 'settle',
        credits: 3,
        account: { remaining: 497, used: 3 },
      },
      { ...head, id: 'b', kind: 'reserve', credits: 9, endpoint: 'odds', limits: {} },
    ]
    const text = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('')
    await writeFile(path.join(credits, 'credits-2026-11.ndjson'), text)
    expect(lineOf(await run(at), 'credit-log')).toMatchObject({
      status: 'pass',
      what: '3 spent today, 3 this month, 9 set aside, 488 may be spent',
    })
    await writeFile(path.join(credits, 'credits-2026-11.ndjson'), '{"v":1}\n')
    const torn = await run(at)
    expect(notPassed(torn)).toEqual(['credit-log: fail'])
    expect(lineOf(torn, 'credit-log')?.what).toContain('credits-2026-11.ndjson')
    expect(lineOf(torn, 'credit-log')?.cure).toBe('see what the line says, and run it again')
    expect(await readdir(credits)).toEqual(['credits-2026-11.ndjson'])
  })

  it('can not keep its log of credits where no folder can be made', async () => {
    const at = await scene()
    const home = path.join(at.folder, 'kalshi.pem')
    const ran = await run({ ...at, environment: { ...at.environment, ARBKIT_HOME: home } })
    expect(notPassed(ran)).toEqual(['credit-log: fail'])
    expect(lineOf(ran, 'credit-log')).toMatchObject({
      what: expect.stringContaining('can not be made'),
      cure: 'set ARBKIT_HOME to a folder that you may write to, or leave it empty',
    })
    expect(await readdir(at.folder)).toEqual(['kalshi.pem'])
  })

  it('makes no folder for a log of credits that is not there yet', async () => {
    const at = await scene()
    const home = path.join(at.folder, 'a', 'b')
    const ran = await run({ ...at, environment: { ...at.environment, ARBKIT_HOME: home } })
    expect(notPassed(ran)).toEqual([])
    expect(await readdir(at.folder)).toEqual(['kalshi.pem'])
  })

  it('is needed', async () => {
    const at = await scene()
    const { host } = hostOf(at)
    const { machine, network, ...rest } = host
    expect(await execute({ ...rest, machine }, [])).toBeInstanceOf(UsageError)
    expect(await execute({ ...rest, network }, [])).toBeInstanceOf(UsageError)
  })
})

describe('what is printed', () => {
  const troubled = async (): Promise<Scene> => {
    const at = await scene({ kalshiAheadMs: 10_000, credits: 20 })
    await chmod(at.environment['KALSHI_PRIVATE_KEY_FILE'] ?? '', 0o640)
    return at
  }

  it.each([[[]], [['--json']]])('holds no secret (%j)', async (args) => {
    const { host, out } = hostOf(await troubled())
    await execute(host, args)
    expect(out()).toContain('chmod 600')
    for (const secret of [TEST_API_KEY, ACCOUNT.keyId, PEM_LINE]) {
      expect(out()).not.toContain(secret)
    }
  })

  it('strikes out what a venue repeats of the keys', async () => {
    const tier = `${TEST_API_KEY} of ${ACCOUNT.keyId}`
    const ran = await run(
      await scene({
        payloads: (all) => ({ ...all, accountLimits: { ...all.accountLimits, usage_tier: tier } }),
      }),
    )
    expect(lineOf(ran, 'account')?.what).toMatch(/^\(hidden\) of \(hidden\): 200 tokens/)
  })

  it('fits 80 columns, and is coloured only where asked', async () => {
    const at = await troubled()
    const plain = hostOf(at)
    await execute(plain.host, [])
    expect(
      plain
        .out()
        .split('\n')
        .filter((line) => line.length > 80),
    ).toEqual([])
    expect(plain.out()).toContain(
      'fail  clock       kalshi: our clock is 10000 to 10999 ms behind\n' +
        '                  cure: set the clock of this machine by NTP: quotes are dated',
    )
    expect(plain.out()).toMatch(/\n\n\d+ passed, 1 to look at, 2 failed, \d+ not made\n$/)
    expect(plain.out()).not.toContain('\u001b')
    const { host, out } = hostOf(at, { isColoured: true })
    await execute(host, [])
    expect(out()).toContain('\u001b[31mfail\u001b[39m')
  })
})

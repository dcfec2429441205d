import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DatabaseError } from '@arbkit/store'
import { createSeededRng } from '@arbkit/core/testing'
import type { EngineEvent } from '@arbkit/engine'
import type { Sleep } from '@arbkit/http'
import { createKeyFiles } from '@arbkit/kalshi'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Host, Terminal } from '../host.ts'
import { runProgram } from '../program.ts'
import type { EngineRequest } from '../run/open-engine.ts'
import { STATUS_EVERY_MS } from '../run/run-engine.ts'
import { createScreenHold } from '../run/screen-hold.ts'
import {
  AT_MS,
  decided,
  type HandMadeEngine,
  handMadeEngine,
  opened,
} from '../run/test-support.test.ts'

const KEY = '0123456789abcdef0123456789abcdef'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'arbkit-run-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

/** A run of `arb` with an engine made by hand. */
interface Running {
  readonly ended: Promise<number>
  readonly out: () => string
  readonly err: () => string
  readonly requests: readonly EngineRequest[]
  /** How often what was opened was closed. */
  readonly closed: () => number
  readonly stop: AbortController
  /** Runs what is on a beat of so many ms. */
  readonly beat: (ms: number) => void
}

interface Changes {
  readonly engine?: HandMadeEngine
  readonly environment?: Readonly<Record<string, string>>
  readonly host?: Partial<Host>
  readonly sleep?: Sleep
}

const never: Sleep = async (_ms, signal) =>
  new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(new Error('aborted')), { once: true })
  })

function run(args: readonly string[], changes: Changes = {}): Running {
  let [out, err, closes] = ['', '', 0]
  const { engine = handMadeEngine() } = changes
  const requests: EngineRequest[] = []
  const beats = new Map<() => void, number>()
  const stop = new AbortController()
  const host: Host = {
    write: (text) => (out += text),
    writeError: (text) => (err += text),
    isColoured: false,
    version: '1.2.3',
    now: () => AT_MS,
    randomId: () => 'abc',
    openDemo: () => Promise.reject(new Error('no demo here')),
    every: (ms, work) => {
      beats.set(work, ms)
      return () => beats.delete(work)
    },
    openEngine: async (request) => {
      requests.push(request)
      return Promise.resolve({
        engine,
        close: async () => {
          closes += 1
          return Promise.resolve()
        },
      })
    },
    network: {
      environment: { ODDS_API_KEY: KEY, ...changes.environment },
      userHome: folder,
      fetch: () => Promise.reject(new Error('was asked')),
      sleep: changes.sleep ?? never,
      rng: createSeededRng(1),
      ids: { next: () => 'id' },
      keyFiles: createKeyFiles('linux'),
      stop: stop.signal,
    },
    ...changes.host,
  }
  return {
    ended: runProgram(args, host),
    out: () => out,
    err: () => err,
    requests,
    closed: () => closes,
    stop,
    beat: (ms) => {
      for (const [work, everyMs] of beats) if (everyMs === ms) work()
    },
  }
}

/** Waits until something is true, a turn of the event loop at a time. */
async function until(isTrue: () => boolean): Promise<void> {
  for (let turns = 0; !isTrue(); turns += 1) {
    if (turns > 10_000) throw new Error('never came true')
    await new Promise<void>((resolve) => void setImmediate(resolve))
  }
}

const DRY = ['run', '--dry-run'] as const
const down: EngineEvent = {
  tag: 'feed',
  atMs: AT_MS,
  feed: 'the-odds-api',
  status: 'down',
  detail: `GET /?apiKey=${KEY}: status 500`,
  outageMs: undefined,
}

describe('arb run', () => {
  it('without --dry-run says that there is nothing else', async () => {
    const running = run(['run'])
    expect([await running.ended, running.out(), running.err()]).toEqual([
      2,
      '',
      'error: live trading is not built: arb run --dry-run trades on paper\n',
    ])
    expect(running.requests).toEqual([])
  })

  it('says what the engine tells, and ends in order where it is stopped', async () => {
    const engine = handMadeEngine({ session: 'logs/a' })
    const running = run(DRY, { engine })
    await until(() => engine.runs() === 1)
    engine.tell(decided(opened()))
    engine.tell(down)
    await until(() => running.out().includes('is down'))
    running.stop.abort()
    expect(await running.ended).toBe(0)
    const texts = running
      .out()
      .trimEnd()
      .split('\n')
      .map((line) => line.slice(21))
    expect(texts).toEqual([
      'info  started: recording logs/a',
      expect.stringMatching(/^info {2}found rsalp7nq: locked /),
      'warn  The Odds API is down: GET /?apiKey=[secret]: status 500',
      'info  stopping: finishing the turn, flushing; a second Ctrl-C ends it at once',
      'info  stopped',
      expect.stringMatching(
        /^info {2}Kalshi 3s, Kalshi stream 0s, The Odds API down; 1,204 contracts/,
      ),
      'info  recorded: logs/a; arb backtest logs/a replays it',
    ])
    expect([running.err(), engine.stops(), running.closed()]).toEqual(['', 1, 1])
  })

  it('says every minute how it goes', async () => {
    const engine = handMadeEngine()
    const running = run(DRY, { engine })
    await until(() => running.out().includes('started'))
    expect(running.out()).not.toContain('credits left')
    running.beat(STATUS_EVERY_MS)
    await until(() => running.out().includes('19,204 credits left'))
    expect(running.out()).toContain(
      '0 opportunities; paper +$12.40 (today -$3.11), 5 trades open, 0 naked; 19,204 credits left\n',
    )
    engine.end()
    expect(await running.ended).toBe(0)
    expect(running.out()).not.toContain('recorded:')
  })

  it('prints JSON for programs, one object a line', async () => {
    const engine = handMadeEngine()
    const running = run([...DRY, '--log-format', 'json', '--log-level', 'debug'], { engine })
    await until(() => engine.runs() === 1)
    engine.tell(decided(opened()))
    engine.end()
    expect(await running.ended).toBe(0)
    const lines = running
      .out()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(lines.map(({ event }) => event)).toEqual(['started', 'opened', 'stopped', 'status'])
    for (const line of lines) {
      expect(Object.keys(line).slice(0, 3)).toEqual(['level', 'time', 'event'])
      expect(line['msg']).toBeTypeOf('string')
    }
    expect(lines[1]?.['decision']).toEqual(opened())
    expect(lines[3]).toMatchObject({
      pairs: 410,
      paper: { realised: '12.405000' },
      creditsLeft: 19_204,
    })
  })

  it('is silent where it is told to be', async () => {
    const engine = handMadeEngine({ session: 'logs/a' })
    const running = run([...DRY, '--log-level', 'silent'], { engine })
    await until(() => engine.runs() === 1)
    running.stop.abort()
    expect([await running.ended, running.out(), running.err()]).toEqual([0, '', ''])
  })

  it('ends by itself after --duration', async () => {
    const waited: number[] = []
    const engine = handMadeEngine()
    const running = run([...DRY, '--duration', '90s'], {
      engine,
      sleep: async (ms) => {
        waited.push(ms)
        return Promise.resolve()
      },
    })
    expect([await running.ended, waited, engine.stops()]).toEqual([0, [90_000], 1])
    expect(running.out()).not.toContain('stopping')
  })

  it('hands over the configuration: flags before variables before the file', async () => {
    const file = path.join(folder, 'mine.yaml')
    await writeFile(
      file,
      'thresholds:\n  minProfit: $7\n  minReturn: 2%\nrecording:\n  enabled: true\n',
    )
    const engine = handMadeEngine()
    const args = [
      '--config',
      file,
      '--min-profit',
      '$9',
      '--overrides',
      'mine.yaml',
      '--logs',
      'there',
    ]
    const running = run([...DRY, ...args], { engine, environment: { ARBKIT_MIN_PROFIT: '$8' } })
    await until(() => engine.runs() === 1)
    engine.end()
    await running.ended
    const [request] = running.requests
    expect(request?.kind).toBe('run')
    expect(request?.decisions).toMatchObject({ overrides: 'mine.yaml' })
    expect(request?.config.thresholds).toMatchObject({
      minProfitMicrodollars: 9_000_000,
      minReturn: { numerator: 1, denominator: 50 },
    })
    expect(request?.config.recording).toMatchObject({ isEnabled: true, folder: 'there' })
  })

  it.each([
    [[], false],
    [['--record'], true],
    [['--record', 'true'], true],
    [['--record', 'false'], false],
    [['--record', '--ui', 'false'], true],
  ])('%j: recorded %s', async (args, isRecorded) => {
    const engine = handMadeEngine()
    const running = run([...DRY, ...args], { engine })
    await until(() => engine.runs() === 1)
    engine.end()
    await running.ended
    expect(running.requests[0]?.config.recording.isEnabled).toBe(isRecorded)
  })

  it('says what is noticed beside the events', async () => {
    const engine = handMadeEngine()
    const running = run(DRY, { engine })
    await until(() => engine.runs() === 1)
    running.requests[0]?.say({ level: 'warn', atMs: AT_MS, event: 'credits', text: 'drift' })
    engine.end()
    await running.ended
    expect(running.out()).toContain(' warn  drift\n')
  })
})

describe('a run that fails', () => {
  it('is said in one line without secrets, everything closed, by its exit code', async () => {
    const engine = handMadeEngine()
    const running = run(DRY, { engine })
    await until(() => engine.runs() === 1)
    engine.end(new DatabaseError(`postgres: no answer (${KEY})`))
    expect(await running.ended).toBe(3)
    expect(running.err()).toBe('error: postgres: no answer ([secret])\n')
    expect(running.out()).toContain('error stopped by a failure\n')
    expect(running.closed()).toBe(1)
  })

  it('of a fault of ours is exit code 1', async () => {
    const engine = handMadeEngine()
    const running = run(DRY, { engine })
    await until(() => engine.runs() === 1)
    engine.end(new TypeError(`bad ${KEY}`))
    expect(await running.ended).toBe(1)
    expect(running.err()).toContain('please report it: TypeError: bad [secret]\n')
  })

  it('that can not be opened says so, and runs nothing', async () => {
    const openEngine = () => Promise.reject(new DatabaseError(`can not be opened: ${KEY}`))
    const running = run(DRY, { host: { openEngine } })
    expect([await running.ended, running.out(), running.err()]).toEqual([
      3,
      '',
      'error: can not be opened: [secret]\n',
    ])
  })

  it('stopped before it begins is closed, and never run', async () => {
    const engine = handMadeEngine()
    const running = run(DRY, { engine })
    running.stop.abort()
    expect([await running.ended, running.err(), engine.runs(), running.closed()]).toEqual([
      130,
      'error: stopped before anything began\n',
      0,
      1,
    ])
  })
})

describe('wrong flags: one clear line each, and nothing is opened', () => {
  it.each<readonly [readonly string[], string]>([
    [['--duration', '0.5s'], '--duration: expected 1s to 24d; leave it out to run without end'],
    [['--duration', '25d'], '--duration: expected 1s to 24d'],
    [
      ['--duration', 'soon'],
      'expected seconds, or a duration such as 90s, 5m, 2h, 14d, got "soon"',
    ],
    [['--recrod'], "unknown option '--recrod' (Did you mean --record?)"],
    [['extra'], "too many arguments for 'run'"],
    [['--config', 'gone.yaml'], 'gone.yaml: no such file; arb init writes one'],
  ])('%j', async (args, problem) => {
    const running = run([...DRY, ...args])
    expect([2, 3]).toContain(await running.ended)
    expect(running.err()).toMatch(/^error: [^\n]+\n$/)
    expect(running.err()).toContain(problem)
    expect([running.out(), running.requests]).toEqual(['', []])
  })

  it.each<readonly [readonly string[], string]>([
    [['--record', 'logs'], '--record: recording.enabled: expected true or false, got "logs"'],
    [['--min-profit', 'lots'], '--min-profit: thresholds.minProfit: expected dollars such as'],
    [['--log-level', 'loud'], '--log-level: log.level: expected '],
    [['--store', 'mysql://h/d'], '--store: store: expected '],
  ])('of the configuration, %j: the problem, and how many there are', async (args, problem) => {
    const running = run([...DRY, ...args])
    expect(await running.ended).toBe(2)
    const [first, second, ...rest] = running.err().split('\n')
    expect(first).toContain(problem)
    expect([second, rest]).toEqual([
      'error: 1 problem in the configuration (arb.config.yaml)',
      [''],
    ])
    expect(running.requests).toEqual([])
  })
})

describe('--ui', () => {
  function terminalOf() {
    const hold = createScreenHold()
    const terminal: Terminal = {
      size: () => ({ columns: 80, rows: 24 }),
      hold: (enter, leave) => {
        hold.take(enter, leave)
        return () => hold.leave()
      },
    }
    return { hold, terminal }
  }

  it('is a page in place of log lines; its screen is put back before the end is said', async () => {
    const engine = handMadeEngine({ session: 'logs/a' })
    const { terminal } = terminalOf()
    const running = run([...DRY, '--ui'], { engine, host: { terminal } })
    await until(() => engine.runs() === 1)
    engine.tell(down)
    running.beat(STATUS_EVERY_MS)
    running.requests[0]?.say({ level: 'warn', atMs: AT_MS, event: 'credits', text: 'drift' })
    await until(() => running.out().includes('Ctrl-C stops it in order'))
    running.stop.abort()
    expect(await running.ended).toBe(0)
    const [page = '', end = '', ...more] = running.out().split('\u001b[?1049l')
    expect(more).toEqual([])
    expect(page.startsWith('\u001b[?1049h')).toBe(true)
    expect(page).toContain('arb run --dry-run: paper trades only')
    expect(page).not.toContain(' info  ')
    expect(page).not.toContain('drift')
    expect(end).toMatch(/^\d{4}-\d\d-\d\d \S+Z info {2}stopping: /)
    expect(end).toContain('info  recorded: logs/a; ')
    expect(running.err()).toBe('')
  })

  it('holds no secret', async () => {
    const { viewOf } = await import('../run/test-support.test.ts')
    const problems = [{ atMs: AT_MS, where: 'kalshi', text: `refused ${KEY}` }]
    const engine = handMadeEngine({ view: () => viewOf({ problems }) })
    const running = run([...DRY, '--ui'], { engine, host: terminalOf() })
    await until(() => running.out().includes('refused'))
    engine.end()
    await running.ended
    expect(running.out()).toContain('refused [secret]')
    expect(running.out()).not.toContain(KEY)
  })

  it('is put back where the engine fails', async () => {
    const engine = handMadeEngine()
    const running = run([...DRY, '--ui'], { engine, host: terminalOf() })
    await until(() => engine.runs() === 1)
    engine.end(new DatabaseError('gone'))
    expect(await running.ended).toBe(3)
    expect(running.out()).toContain('\u001b[?1049l')
  })

  it('falls back to log lines where there is no terminal, with one note', async () => {
    const engine = handMadeEngine()
    const running = run([...DRY, '--ui'], { engine })
    await until(() => running.out().includes('started'))
    engine.end()
    await running.ended
    expect(running.err()).toBe(
      'note: --ui needs a terminal on standard output; log lines instead\n',
    )
    expect(running.out()).not.toContain('\u001b')
  })
})

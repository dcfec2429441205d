import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { randomUUID } from 'node:crypto'
import { scanReportSchema } from '@arbkit/engine'
import { createUndiciFetch, sleep } from '@arbkit/http'
import { createKeyFiles } from '@arbkit/kalshi'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Host } from '../host.ts'
import { runProgram } from '../program.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'arb-simulate-'))
})
afterEach(async () => {
  await rm(root, { recursive: true })
})

interface Run {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** A host by the real clock; `onWrite` hears of what goes to standard output. */
function hostOf(
  environment: Readonly<Record<string, string>>,
  stop: AbortSignal,
  onWrite: (text: string) => void,
  onError: (text: string) => void,
): Host {
  return {
    write: onWrite,
    writeError: onError,
    isColoured: false,
    version: '1.2.3',
    now: () => Date.now(),
    randomId: () => 'abc',
    openDemo: () => Promise.reject(new Error('no demo here')),
    network: {
      environment,
      userHome: root,
      fetch: createUndiciFetch(),
      sleep,
      rng: { next: () => 0.5 },
      ids: { next: () => randomUUID() },
      keyFiles: createKeyFiles('linux'),
      stop,
    },
  }
}

async function arb(
  args: readonly string[],
  {
    environment = {},
    stop = new AbortController().signal,
    onWrite = () => undefined,
  }: {
    readonly environment?: Readonly<Record<string, string>>
    readonly stop?: AbortSignal
    readonly onWrite?: (text: string) => void
  } = {},
): Promise<Run> {
  let [out, err] = ['', '']
  const write = (text: string): void => {
    out += text
    onWrite(text)
  }
  const host = hostOf(environment, stop, write, (text) => (err += text))
  return { code: await runProgram(args, host), out, err }
}

const SMALL = ['--sports', 'nhl', '--games', '3'] as const

/** What the lines of a shell set. */
function environmentOf(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...text.matchAll(/^export (\w+)=(.+)$/gm)].map(([, name = '', value = '']) => [name, value]),
  )
}

describe('arb simulate', () => {
  it('ends by itself after its time, and says what it was', async () => {
    const { code, out, err } = await arb(['simulate', ...SMALL, '--duration', '1s', '--seed', '9'])
    expect(code).toBe(0)
    const names = Object.keys(environmentOf(out))
    expect(names).toEqual(['KALSHI_HOST', 'ODDS_API_URL', 'ODDS_API_KEY'])
    expect(err).toMatch(/^seed 9: .* games in play/)
    expect(err).toMatch(/\nended: .*\n$/)
  })

  it('is a venue to arb scan, signed, until it is stopped', async () => {
    const stop = new AbortController()
    const file = path.join(root, 'sim.env')
    let scanned: Promise<Run> | undefined
    const run = await arb(['simulate', ...SMALL, '--env', file, '--duration', '10m'], {
      stop: stop.signal,
      onWrite: (text) => {
        scanned = arb(['scan', '--json', '--sports', 'nhl', '--rejected'], {
          environment: environmentOf(text),
        }).finally(() => stop.abort())
      },
    })
    const scan = await scanned
    expect([run.code, scan?.code]).toEqual([0, 0])
    const report = scanReportSchema.parse(JSON.parse(scan?.out ?? ''))
    expect(report.counts.pairs).toBeGreaterThan(5)
    expect(report.notes).toEqual([])
    const written = environmentOf(await readFile(file, 'utf8'))
    expect(written).toEqual(environmentOf(run.out))
    const keyFile = written['KALSHI_PRIVATE_KEY_FILE'] ?? ''
    expect(await readFile(keyFile, 'utf8')).toMatch(/^-----BEGIN PRIVATE KEY-----/)
    expect(`${run.out}${run.err}`).not.toContain('BEGIN PRIVATE KEY')
    for (const each of [file, keyFile]) expect((await stat(each)).mode & 0o777).toBe(0o600)
  })

  it('plants unless told not to', async () => {
    const planted = await arb(['simulate', ...SMALL, '--duration', '1s'])
    const barren = await arb(['simulate', ...SMALL, '--duration', '1s', '--no-plants'])
    expect(planted.err).toContain('\nplanted: ')
    expect(barren.err).not.toContain('planted: ')
    expect(barren.err).toMatch(/ended: .* 0 planted, 0 locked now/)
  })

  it('names what goes wrong, from a list or a file', async () => {
    const list = await arb(['simulate', ...SMALL, '--duration', '1s', '--faults', 'odds.429=0.05'])
    expect([list.code, list.err.includes('odds.429=0.05')]).toEqual([0, true])
    const file = path.join(root, 'faults.yaml')
    await writeFile(file, 'faults:\n  - odds.429=0.07\n')
    const read = await arb(['simulate', ...SMALL, '--duration', '1s', '--faults', `@${file}`])
    expect([read.code, read.err.includes('odds.429=0.07')]).toEqual([0, true])
  })

  it('prints data for programs', async () => {
    const { out } = await arb(['simulate', ...SMALL, '--duration', '1s', '--json'])
    expect(JSON.parse(out)).toMatchObject({
      schema: 'arbkit.simulation/1',
      kalshiUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/trade-api\/v2$/) as string,
    })
  })

  it.each([
    [['--seed', '-1'], 2, 'expected a whole number from 0 to 4294967295'],
    [['--seed', '4294967296'], 2, 'expected a whole number from 0'],
    [['--speed', '0'], 2, 'expected a whole number from 1 to 1000'],
    [['--speed', '1001'], 2, 'expected a whole number from 1 to 1000'],
    [['--sports', 'cricket'], 2, '--sports: expected leagues of '],
    [['--duration', '8d'], 2, '--duration: expected 1s to 7d'],
    [['--duration', '0.5s'], 2, '--duration: expected 1s to 7d'],
    [['--faults', 'hevy'], 2, '--faults: '],
    [['--faults', '@gone.yaml'], 3, 'gone.yaml: can not be read: ENOENT'],
    [['--env', '/gone/sim.env', '--duration', '1s'], 3, 'can not be written: ENOENT'],
  ])('%j is refused in one line', async (args, expected, problem) => {
    const { code, err } = await arb(['simulate', ...SMALL, ...args])
    expect([code, err.trimEnd().split('\n')]).toEqual([
      expected,
      [expect.stringContaining(problem)],
    ])
  })

  it('a file of faults that is no YAML is refused by its line', async () => {
    const file = path.join(root, 'faults.yaml')
    await writeFile(file, 'faults:\n  - [unclosed\n')
    const { code, err } = await arb(['simulate', '--faults', `@${file}`])
    expect(code).toBe(3)
    expect(err).toMatch(/^error: [^\n]*faults\.yaml: [^\n]*line \d[^\n]*\n$/)
  })
})

/** Whole dry runs against the simulator, with planted secrets, and venues that repeat them: nothing shows one. */
import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { zstdDecompressSync } from 'node:zlib'
import { createUndiciFetch, sleep } from '@arbkit/http'
import { type ReceivedRequest, startLoopbackServer } from '@arbkit/http/testing'
import { createKeyFiles } from '@arbkit/kalshi'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Host, Terminal } from '../host.ts'
import { runProgram } from '../program.ts'
import { openRunningEngine } from '../run/open-running-engine.ts'

type Environment = Readonly<Record<string, string>>

const PASSWORD = 'planted-pass+word/77'
const closing: (() => Promise<unknown>)[] = []
let root = ''
/** What the runs write, and nothing else. */
let written = ''
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'arbkit-secrets-'))
  written = path.join(root, 'written')
  await mkdir(written)
})
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
  await rm(root, { recursive: true })
})

interface Ran {
  readonly code: number
  readonly text: string
}

async function arb(
  args: readonly string[],
  {
    environment = {},
    stop = new AbortController().signal,
    onWrite = () => undefined,
    terminal,
  }: {
    readonly environment?: Environment
    readonly stop?: AbortSignal
    readonly onWrite?: (text: string) => void
    readonly terminal?: Terminal
  } = {},
): Promise<Ran> {
  let text = ''
  const host: Host = {
    write: (more) => {
      text += more
      onWrite(more)
    },
    writeError: (more) => (text += more),
    isColoured: false,
    terminal,
    version: '1.2.3',
    now: () => Date.now(),
    randomId: () => 'abc',
    openDemo: () => Promise.reject(new Error('no demo here')),
    openEngine: async (request) => openRunningEngine(request, host),
    holder: { pid: 1, host: 'here', isRunning: () => false },
    every: (ms, run) => {
      const timer = setInterval(run, ms)
      return () => clearInterval(timer)
    },
    network: {
      environment: { ...environment, ARBKIT_HOME: path.join(written, 'home') },
      userHome: written,
      fetch: createUndiciFetch(),
      sleep,
      rng: { next: () => 0.5 },
      ids: { next: () => randomUUID() },
      keyFiles: createKeyFiles('linux'),
      stop,
    },
  }
  const code = await runProgram(args, host)
  return { code, text }
}

/** Starts `arb simulate` and returns what a shell would set. */
async function simulation(): Promise<Environment> {
  const stop = new AbortController()
  const ready = new Promise<Environment>((resolve) => {
    const file = path.join(root, 'sim.env')
    const args = ['simulate', '--sports', 'nhl', '--games', '3', '--faults', 'light', '--env', file]
    const running = arb([...args, '--duration', '10m'], {
      stop: stop.signal,
      onWrite: (text) => {
        const lines = [...text.matchAll(/^export (\w+)=(.+)$/gm)]
        resolve(Object.fromEntries(lines.map(([, name = '', value = '']) => [name, value])))
      },
    })
    closing.push(async () => {
      stop.abort()
      await running
    })
  })
  return ready
}

/** Everything that must not be seen of an environment: keys, the lines of the private key, the password. */
async function secretsOf(environment: Environment): Promise<readonly string[]> {
  const pem = await readFile(environment['KALSHI_PRIVATE_KEY_FILE'] ?? '', 'utf8')
  const lines = pem.split('\n').filter((line) => line.length > 20 && !line.startsWith('-----'))
  expect(lines.length).toBeGreaterThan(0)
  const plain = [environment['ODDS_API_KEY'] ?? '', environment['KALSHI_KEY_ID'] ?? '', ...lines]
  return [...plain, PASSWORD]
}

/** How a text may be written: as is, as it travels, and a stretch of it. */
function formsOf(secret: string): readonly string[] {
  const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '')
  return [
    secret,
    base64,
    base64.replaceAll('+', '-').replaceAll('/', '_'),
    encodeURIComponent(secret),
    secret.slice(3, 17),
  ]
}

/** Every file under a folder, sessions decompressed. */
async function filesUnder(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const texts = new Map<string, string>()
  for (const entry of entries.filter((each) => each.isFile())) {
    const file = path.join(entry.parentPath, entry.name)
    const bytes = await readFile(file)
    const plain = file.endsWith('.zst') ? zstdDecompressSync(bytes) : bytes
    texts.set(path.relative(folder, file), plain.toString('latin1'))
  }
  return texts
}

/** @throws where one of the texts holds a secret; the secret itself is not part of the message. */
function expectNone(secrets: readonly string[], texts: ReadonlyMap<string, string>): void {
  const found = secrets.flatMap((secret, index) =>
    formsOf(secret).flatMap((form, at) =>
      [...texts].flatMap(([name, text]) =>
        text.includes(form) ? [`secret ${index}, form ${at}, in ${name}`] : [],
      ),
    ),
  )
  expect(found).toEqual([])
}

/** A venue behind a server that sometimes answers by itself, repeating all it was asked with. */
async function repeating(
  target: string,
  isBroken: (index: number) => number | undefined,
): Promise<{ readonly url: string; readonly broken: () => number }> {
  let broken = 0
  const forward = async (response: ServerResponse, request: ReceivedRequest): Promise<void> => {
    const { host: _host, connection: _connection, ...headers } = request.headers
    const answer = await fetch(new URL(request.url, target), {
      method: request.method,
      headers: headers as Record<string, string>,
    })
    const kept = [...answer.headers].filter(([name]) => !/^(content-|transfer-)/.test(name))
    response.writeHead(answer.status, Object.fromEntries(kept))
    response.end(Buffer.from(await answer.arrayBuffer()))
  }
  const server = await startLoopbackServer((response, request, index) => {
    const status = isBroken(index)
    if (status === undefined) {
      forward(response, request).catch(() => response.destroy())
      return
    }
    broken += 1
    const key = String(request.headers['kalshi-access-key'] ?? request.url)
    const message = `${key} can not do ${request.url} with ${JSON.stringify(request.headers)}`
    const code = status === 401 && request.url.includes('apiKey') ? 'INVALID_KEY' : key
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ code, message, error_code: code, error: { code, message } }))
  })
  closing.push(async () => server.close())
  return { url: server.url, broken: () => broken }
}

const common = (name: string): readonly string[] => [
  '--dry-run',
  '--log-level',
  'debug',
  '--record',
  '--logs',
  path.join(written, `logs-${name}`),
  '--store',
  `sqlite:${path.join(written, `${name}.sqlite`)}`,
  '--decisions',
  path.join(written, 'none.jsonl'),
]

describe('a whole dry run shows no secret', () => {
  it('where all is well: in what it prints, records and keeps', { timeout: 90_000 }, async () => {
    const environment = await simulation()
    const secrets = await secretsOf(environment)
    const terminal: Terminal = {
      size: () => ({ columns: 120, rows: 40 }),
      hold: (enter, leave) => {
        enter()
        return () => leave()
      },
    }
    const runs = await Promise.all([
      arb(['run', ...common('text'), '--duration', '6s'], { environment }),
      arb(['run', ...common('json'), '--duration', '6s', '--log-format', 'json'], { environment }),
      arb(['run', ...common('page'), '--duration', '6s', '--ui'], { environment, terminal }),
    ])
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0])
    const files = await filesUnder(written)
    const names = [...files.keys()].join(' ')
    for (const kind of ['frames-0001.ndjson.zst', 'decisions-0001', '.sqlite', 'credits']) {
      expect(names).toContain(kind)
    }
    // It was heard: the files hold what the venues said.
    expect(
      [...files].some(([name, text]) => name.includes('frames-') && text.includes('bookmakers')),
    ).toBe(true)
    expect(runs[0].text).toContain('The Odds API is up')
    expect(runs[2].text).toContain('paper trades only')
    expectNone(
      secrets,
      new Map([...files, ...runs.map(({ text }, at) => [`output ${at}`, text] as const)]),
    )
  })

  it.each(['text', 'json'])(
    'where venues break and repeat what they were asked with, in %s',
    { timeout: 90_000 },
    async (format) => {
      const environment = await simulation()
      const secrets = await secretsOf(environment)
      const target = environment['KALSHI_HOST'] ?? ''
      // In the end the key of the feed is refused: the feed is down, and the run goes on.
      const odds = await repeating(environment['ODDS_API_URL'] ?? '', (index) =>
        index >= 3 ? 401 : index === 1 ? 500 : undefined,
      )
      const kalshi = await repeating(target, (index) =>
        index % 3 === 1 ? [500, 401, 400][((index - 1) / 3) % 3] : undefined,
      )
      const { pathname } = new URL(target)
      const run = await arb(
        ['run', ...common(format), '--duration', '15s', '--log-format', format],
        {
          environment: {
            ...environment,
            ODDS_API_URL: odds.url,
            KALSHI_HOST: `${kalshi.url}${pathname}`,
            ARBKIT_DISCOVER_EVERY: '10s',
          },
        },
      )
      expect(run.code).toBe(0)
      expect([odds.broken() >= 2, kalshi.broken() >= 1]).toEqual([true, true])
      expect(run.text).toMatch(/The Odds API is down: .*status 401/m)
      expectNone(secrets, new Map([...(await filesUnder(written)), ['output', run.text]]))
    },
  )
})

describe('a run that can not begin shows no secret', () => {
  it.each(['text', 'json'])('a database that does not answer, in %s', async (format) => {
    const environment = await simulation()
    const secrets = await secretsOf(environment)
    const server = await startLoopbackServer(() => undefined)
    const { port } = new URL(server.url)
    await server.close()
    const address = `postgres://arb:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/arb`
    const run = await arb(['run', '--dry-run', '--log-level', 'debug', '--log-format', format], {
      environment: { ...environment, ARBKIT_STORE: address },
    })
    expect(run.code).toBe(3)
    expect(run.text).toMatch(/^error: [^\n]+\n$/m)
    expectNone(secrets, new Map([['output', run.text]]))
  })

  it.each<readonly [string, (file: string) => Promise<unknown>]>([
    ['a key file that others may read', async (file) => chmod(file, 0o644)],
    [
      'a key file that holds something else',
      async (file) => {
        const pem = await readFile(file, 'utf8')
        await writeFile(file, pem.replace('-----BEGIN', '----BEGIN'))
      },
    ],
    ['a key file that is a folder', async (file) => rm(file).then(async () => mkdir(file))],
  ])('%s', async (_name, change) => {
    const environment = await simulation()
    const secrets = await secretsOf(environment)
    await change(environment['KALSHI_PRIVATE_KEY_FILE'] ?? '')
    const run = await arb(['run', ...common('key')], { environment })
    expect(run.code).not.toBe(0)
    expect(run.text).toMatch(/^error: [^\n]+\n$/m)
    expectNone(secrets, new Map([...(await filesUnder(written)), ['output', run.text]]))
  })

  it('a key where its file should be named, and a password in the file', async () => {
    const environment = await simulation()
    const secrets = await secretsOf(environment)
    const pem = await readFile(environment['KALSHI_PRIVATE_KEY_FILE'] ?? '', 'utf8')
    const file = path.join(root, 'wrong.yaml')
    await writeFile(
      file,
      `store: postgres://arb:${PASSWORD}@h/arb\nvenues: {odds: {keyFile: ${environment['ODDS_API_KEY']}}}\n`,
    )
    const run = await arb(['run', '--dry-run', '--config', file], {
      environment: { ...environment, KALSHI_PRIVATE_KEY_FILE: pem },
    })
    expect(run.code).toBe(2)
    expect(run.text).toContain('problems in the configuration')
    expectNone(secrets, new Map([['output', run.text]]))
  })
})

it('the search finds what it looks for', () => {
  const secret = 'abcdefghijklmnopqrstuvwxyz'
  for (const text of [secret, Buffer.from(secret).toString('base64'), 'x defghijklmnopq x']) {
    expect(() => expectNone([secret], new Map([['file', text]]))).toThrow('secret 0')
  }
})

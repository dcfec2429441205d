import { execFileSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { reveal } from '@arbkit/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { problemText } from './config-problem.ts'
import { CONFIG_BYTES_MAX } from './config-text.ts'
import { readConfig, SECRET_FILE_BYTES_MAX } from './read-config.ts'

const KEY = '0123456789abcdef0123456789abcdef'
const isUnix = path.sep === '/'

let root: string
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'arbkit-config-'))
})
afterEach(async () => {
  await rm(root, { recursive: true })
})

const at = (name: string): string => path.join(root, name)
const read = (environment: Record<string, string> = {}) =>
  readConfig({ file: at('arb.config.yaml'), environment, userHome: root })
const told = (environment: Record<string, string> = {}) =>
  read(environment).problems.map(problemText)

describe('a configuration on the disk', () => {
  it('is the file, .env beside it, and the file of a key', async () => {
    await writeFile(at('arb.config.yaml'), 'venues: {odds: {keyFile: ~/odds.key}}\nui: true\n')
    await writeFile(at('.env'), 'ARBKIT_LOG_LEVEL=warn\n', { mode: 0o600 })
    await writeFile(at('odds.key'), `${KEY}\n`, { mode: 0o600 })
    const { config, isFileThere, problems } = read({ ARBKIT_LOG_FORMAT: 'json' })
    expect(problems).toEqual([])
    expect(isFileThere).toBe(true)
    expect(config).toMatchObject({ hasUi: true, log: { level: 'warn', format: 'json' } })
    expect(reveal(config!.odds.key!)).toBe(KEY)
    expect(config?.recording.folder).toBe(at('logs'))
  })

  it('that was named must be there; the usual one need not', async () => {
    expect(() => read()).toThrow(/arb\.config\.yaml: no such file; arb init writes one$/)
    await mkdir(at('arb.config.yaml'))
    expect(() => read()).toThrow(/: not a file$/)
    await rm(at('arb.config.yaml'), { recursive: true })
    await symlink('arb.config.yaml', at('arb.config.yaml'))
    expect(() => read()).toThrow(/: can not be read \(ELOOP\)$/)
    const none = readConfig({ environment: {} })
    expect([none.isFileThere, none.path]).toEqual([false, 'arb.config.yaml'])
    expect(none.config).toBeDefined()
  })

  it.skipIf(!isUnix)('never waits for a pipe', () => {
    execFileSync('mkfifo', [at('arb.config.yaml')])
    expect(() => read()).toThrow(/: not a file$/)
  })

  it.skipIf(!isUnix)('warns of .env and of keys that others may read', async () => {
    await writeFile(at('arb.config.yaml'), 'venues: {odds: {keyFile: odds.key}}')
    await writeFile(at('.env'), '')
    await writeFile(at('odds.key'), KEY)
    for (const [mode, count] of [
      [0o600, 0],
      [0o400, 0],
      [0o640, 2],
      [0o604, 2],
    ] as const) {
      await chmod(at('.env'), mode)
      await chmod(at('odds.key'), mode)
      const { config, problems } = read()
      expect(config).toBeDefined()
      expect([mode, problems.filter(({ message }) => message.includes('chmod 600'))]).toEqual([
        mode,
        expect.objectContaining({ length: count }),
      ])
    }
  })

  it('is bounded, and so is the file of a key', async () => {
    await writeFile(at('arb.config.yaml'), '#'.repeat(CONFIG_BYTES_MAX * 3))
    expect(told()).toEqual([
      `${at('arb.config.yaml')}:1:1: larger than 65536 bytes: not a configuration`,
    ])
    await writeFile(at('arb.config.yaml'), 'venues: {odds: {keyFile: odds.key}}')
    expect(told()).toEqual([`${at('odds.key')}: venues.odds.keyFile: no such file`])
    await mkdir(at('odds.key'))
    expect(told()).toEqual([`${at('odds.key')}: venues.odds.keyFile: not a file`])
    await rm(at('odds.key'), { recursive: true })
    await writeFile(at('odds.key'), 'k'.repeat(SECRET_FILE_BYTES_MAX + 1), { mode: 0o600 })
    expect(told()).toEqual([
      `${at('odds.key')}: venues.odds.keyFile: larger than 1024 bytes: expected one key`,
    ])
    await writeFile(at('odds.key'), `${KEY}${' '.repeat(SECRET_FILE_BYTES_MAX - KEY.length)}`)
    expect(told()).toEqual([])
    await writeFile(at('.env'), '#'.repeat(CONFIG_BYTES_MAX + 1), { mode: 0o600 })
    expect(told()).toEqual([`${at('.env')}: larger than 65536 characters: not read`])
  })
})

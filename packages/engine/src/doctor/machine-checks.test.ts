import { chmod, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { InvalidInputError } from '@arbkit/core'
import { afterEach, describe, expect, it } from 'vitest'
import { lookAtDisk } from './disk-facts.ts'
import {
  DISK_FREE_BYTES_MIN,
  DISK_FREE_BYTES_WARN,
  diskFinding,
  NODE_VERSION_MIN,
  nodeFinding,
} from './machine-checks.ts'

describe('the version of Node.js', () => {
  it.each([
    ['22.19.0', 'pass'],
    ['22.20.0', 'pass'],
    ['23.0.0', 'pass'],
    ['v24.1.0', 'pass'],
    ['100.0.0', 'pass'],
    ['22.18.9', 'fail'],
    ['22.2.0', 'fail'],
    ['21.19.0', 'fail'],
    ['9.99.0', 'fail'],
    ['bun', 'fail'],
    ['', 'fail'],
  ])('%s: %s', (version, status) => {
    expect(nodeFinding(version).status).toBe(status)
  })

  it('is the one that the packages ask for', async () => {
    const file = new URL('../../package.json', import.meta.url)
    const { engines } = JSON.parse(await readFile(file, 'utf8')) as { engines: { node: string } }
    const { major, minor } = NODE_VERSION_MIN
    expect(engines.node).toBe(`>=${major}.${minor}`)
  })
})

describe('the disk', () => {
  it.each([
    [DISK_FREE_BYTES_WARN, true, 'pass', '5 GB free in logs'],
    [DISK_FREE_BYTES_WARN - 1, true, 'warn', '4.9 GB free in logs: less than 5 GB'],
    [DISK_FREE_BYTES_MIN, true, 'warn', '500 MB free in logs: less than 5 GB'],
    [DISK_FREE_BYTES_MIN - 1, true, 'fail', '499 MB free in logs: less than 500 MB'],
    [0, true, 'fail', '0 MB free in logs: less than 500 MB'],
    [DISK_FREE_BYTES_WARN, false, 'fail', '5 GB free in logs, which you may not write to'],
    [12_345_678_901_234, true, 'pass', '12345.6 GB free in logs'],
  ] as const)(
    'with %i bytes free, writable %s: %s',
    async (freeBytes, isWritable, status, what) => {
      const lookAt = async () => ({ folder: 'logs', freeBytes, isWritable })
      const finding = await diskFinding({ lookAtDisk: lookAt }, 'logs')
      expect(finding).toMatchObject({ status, what })
      expect(finding.cure === undefined).toBe(status === 'pass')
    },
  )
})

describe('looking at the disk', () => {
  const folders: string[] = []
  afterEach(async () => {
    for (const folder of folders.splice(0)) {
      await chmod(folder, 0o700)
      await rm(folder, { recursive: true })
    }
  })
  const made = async (): Promise<string> => {
    const folder = await mkdtemp(path.join(tmpdir(), 'arbkit-disk-'))
    folders.push(folder)
    return folder
  }

  it('looks at the nearest folder that is there, and makes none', async () => {
    const folder = await made()
    const facts = await lookAtDisk(path.join(folder, 'logs', 'deeper'))
    expect(facts).toMatchObject({ folder, isWritable: true })
    expect(facts.freeBytes).toBeGreaterThan(0)
    expect(await readdir(folder)).toEqual([])
    await mkdir(path.join(folder, 'logs'))
    expect((await lookAtDisk(path.join(folder, 'logs'))).folder).toBe(path.join(folder, 'logs'))
  })

  it('refuses a file in the place of the folder', async () => {
    const folder = await made()
    const file = path.join(folder, 'logs')
    await writeFile(file, '')
    await expect(lookAtDisk(file)).rejects.toThrow('is no folder')
    await expect(lookAtDisk(path.join(file, 'deeper'))).rejects.toThrow(
      'can not be looked at (ENOTDIR)',
    )
    await expect(lookAtDisk(file)).rejects.toBeInstanceOf(InvalidInputError)
  })

  it('sees that it may not write there', async ({ skip }) => {
    const folder = await made()
    await chmod(folder, 0o500)
    const canWriteAnyway = await writeFile(path.join(folder, 'probe'), '').then(
      () => true,
      () => false,
    )
    if (canWriteAnyway) skip('this user may write everywhere')
    expect((await lookAtDisk(folder)).isWritable).toBe(false)
  })
})

import { chmod, mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { InvalidInputError } from '@arbkit/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeCreditsFolder, tryCreditsFolder } from './credits-folder.ts'

let root = ''
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'arbkit-credits-'))
})
afterEach(async () => {
  await chmod(root, 0o700)
  await rm(root, { recursive: true })
})

const attempt = async (work: Promise<void>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  )

describe('making it', () => {
  it('makes what is missing above it too, for its owner alone', async () => {
    const folder = path.join(root, 'home', 'credits')
    await makeCreditsFolder(folder)
    await makeCreditsFolder(folder)
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
    expect((await stat(path.dirname(folder))).mode & 0o777).toBe(0o700)
    expect(await readdir(folder)).toEqual([])
  })

  it('may be done by several at once', async () => {
    const folder = path.join(root, 'a', 'b', 'c', 'credits')
    await Promise.all(Array.from({ length: 8 }, async () => makeCreditsFolder(folder)))
    expect((await stat(folder)).isDirectory()).toBe(true)
  })
})

describe.each([
  ['making it', makeCreditsFolder],
  ['trying it', async (folder: string) => tryCreditsFolder(folder, '.probe')],
])('%s', (_what, use) => {
  it('says in one line where a file is in the way', async () => {
    const file = path.join(root, 'home')
    await writeFile(file, 'mine')
    const folder = path.join(file, 'credits')
    const error = await attempt(use(folder))
    expect(error).toBeInstanceOf(InvalidInputError)
    expect(error).toMatchObject({
      message:
        `folder of the credit log "${folder}" can not be made: ` +
        `"${folder}" can not be looked at (ENOTDIR); ` +
        'expected ARBKIT_HOME to name a folder that you may write to',
    })
    expect(await readdir(root)).toEqual(['home'])
  })

  it('says so where a link leads nowhere', async () => {
    await symlink(path.join(root, 'gone'), path.join(root, 'home'))
    const error = await attempt(use(path.join(root, 'home', 'credits')))
    expect(error).toBeInstanceOf(InvalidInputError)
    expect(error).toMatchObject({ message: expect.stringContaining('in its place; expected') })
    expect(await readdir(root)).toEqual(['home'])
  })

  it('ends where the system has no folders to make', async ({ skip }) => {
    if (process.platform !== 'linux') skip('there is no /proc')
    const error = await attempt(use('/proc/nope/credits'))
    expect(error).toBeInstanceOf(InvalidInputError)
    expect(error).toMatchObject({ message: expect.stringContaining('"/proc/nope/credits"') })
  })
})

describe('trying it', () => {
  it('takes away what it made, and nothing else', async () => {
    await tryCreditsFolder(path.join(root, 'a', 'b', 'credits'), '.probe')
    expect(await readdir(root)).toEqual([])
    const folder = path.join(root, 'a', 'credits')
    await mkdir(path.join(root, 'a'))
    await tryCreditsFolder(folder, '.probe')
    expect(await readdir(path.join(root, 'a'))).toEqual([])
    await mkdir(folder)
    await writeFile(path.join(folder, 'credits-2026-11.ndjson'), '')
    await tryCreditsFolder(folder, '.probe')
    expect(await readdir(folder)).toEqual(['credits-2026-11.ndjson'])
  })

  it('fails where no file can be written, and leaves what is there', async () => {
    const folder = path.join(root, 'credits')
    await mkdir(folder)
    await writeFile(path.join(folder, '.probe'), 'mine')
    const error = await attempt(tryCreditsFolder(folder, '.probe'))
    expect(error).toBeInstanceOf(InvalidInputError)
    expect(error).toMatchObject({ message: expect.stringContaining('can not be written to: ') })
    expect(await readdir(folder)).toEqual(['.probe'])
    const missing = path.join(root, 'a', 'b')
    expect(await attempt(tryCreditsFolder(missing, 'no/file'))).toBeInstanceOf(InvalidInputError)
    expect(await readdir(root)).toEqual(['credits'])
  })
})

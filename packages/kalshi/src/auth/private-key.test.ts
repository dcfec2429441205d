import { generateKeyPairSync } from 'node:crypto'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { platform, tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createKeyFiles } from './key-files.ts'
import { KEY_FILE_BYTES_MAX, type KeyFiles, loadPrivateKey } from './private-key.ts'

const { privateKey } = generateKeyPairSync('ed25519')
const PEM = String(privateKey.export({ type: 'pkcs8', format: 'pem' }))

/** A file that remembers what was done with it. */
function fileOf(more: {
  readonly mode?: number | undefined
  readonly bytes?: number
  readonly isFile?: boolean
  readonly text?: string
}): { readonly files: KeyFiles; readonly done: string[] } {
  const done: string[] = []
  const text = more.text ?? PEM
  const files: KeyFiles = {
    open: async () => ({
      isFile: more.isFile ?? true,
      bytes: more.bytes ?? text.length,
      mode: 'mode' in more ? more.mode : 0o100600,
      readText: async () => {
        done.push('read')
        return text
      },
      close: async () => {
        done.push('closed')
      },
    }),
  }
  return { files, done }
}

describe('loadPrivateKey', () => {
  it.each([0o600, 0o400, 0o700, 0o100600])('takes a key of mode %o', async (mode) => {
    const { files, done } = fileOf({ mode })
    const { key, permissions } = await loadPrivateKey('key.pem', files)
    expect([key.type, permissions]).toEqual(['ed25519', 'owner-only'])
    expect(done).toEqual(['read', 'closed'])
  })

  it.each(
    [0o001, 0o002, 0o004, 0o010, 0o020, 0o040].map((bit) => [(0o600 | bit).toString(8), bit]),
  )('refuses mode 0%s before it reads', async (shown, bit) => {
    const { files, done } = fileOf({ mode: 0o100600 | bit })
    await expect(loadPrivateKey('k/key.pem', files)).rejects.toMatchObject({
      name: 'InvalidInputError',
      message: `key file "k/key.pem": mode 0${shown}, expected 0600 or 0400`,
    })
    expect(done).toEqual(['closed'])
  })

  it('says where modes are not known', async () => {
    const { files } = fileOf({ mode: undefined })
    expect((await loadPrivateKey('key.pem', files)).permissions).toBe('not-checked')
  })

  it.each([
    ['a folder', { isFile: false }, 'expected a regular file'],
    ['a large file', { bytes: KEY_FILE_BYTES_MAX + 1 }, `expected at most ${KEY_FILE_BYTES_MAX}`],
    ['no key', { text: 'hunter2' }, 'expected an unencrypted private key'],
  ])('refuses %s in one line, without its content', async (_name, more, problem) => {
    const { files, done } = fileOf(more)
    const refusal = await loadPrivateKey('a\nb.pem', files).catch((error: unknown) => error)
    expect(refusal).toMatchObject({
      name: 'InvalidInputError',
      message: expect.stringMatching(/^key file "a\\nb\.pem": [^\n]*$/),
    })
    expect(String(refusal)).toContain(problem)
    expect(String(refusal)).not.toContain('hunter2')
    expect(done.at(-1)).toBe('closed')
  })

  it('names the code of the system where a file can not be read, and closes it', async () => {
    const { files, done } = fileOf({})
    const broken: KeyFiles = {
      open: async (name) => ({
        ...(await files.open(name)),
        readText: async () => {
          throw Object.assign(new Error('secret'), { code: 'EIO' })
        },
      }),
    }
    await expect(loadPrivateKey('k', broken)).rejects.toThrow('key file "k": can not be read (EIO)')
    expect(done).toEqual(['closed'])
  })
})

describe.skipIf(platform() === 'win32')('key files of this machine', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'arbkit-key-'))
  })
  afterAll(async () => {
    await rm(folder, { recursive: true })
  })

  it('are taken only when they are their owner’s alone', async () => {
    const file = path.join(folder, 'key.pem')
    await writeFile(file, PEM, { mode: 0o600 })
    const load = async (name: string) => loadPrivateKey(file, createKeyFiles(name))
    expect(await load('linux')).toMatchObject({ permissions: 'owner-only' })
    await chmod(file, 0o644)
    await expect(load('linux')).rejects.toThrow('mode 0644, expected 0600 or 0400')
    expect(await load('win32')).toMatchObject({ permissions: 'not-checked' })
  })

  it('are named where there are none', async () => {
    const files = createKeyFiles('linux')
    await expect(loadPrivateKey(path.join(folder, 'none'), files)).rejects.toThrow('(ENOENT)')
    await expect(loadPrivateKey(folder, files)).rejects.toThrow('expected a regular file')
  })
})

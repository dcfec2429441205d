import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'

interface Manifest {
  readonly name: string
  readonly version: string
  readonly type: string
  readonly sideEffects: boolean
  readonly license: string
  readonly engines: Readonly<Record<string, string>>
  readonly exports: Readonly<Record<string, Conditions | string>>
  readonly publishConfig: { readonly access: string; readonly exports: unknown }
  readonly files: readonly string[]
  readonly dependencies?: Readonly<Record<string, string>>
}

type Conditions = Readonly<Record<string, string>>

const root = path.join(import.meta.dirname, '..')
const folders = readdirSync(path.join(root, 'packages'))

const readText = (...parts: string[]): string => readFileSync(path.join(root, ...parts), 'utf8')
const manifestOf = (folder: string): Manifest =>
  JSON.parse(readText('packages', folder, 'package.json')) as Manifest

const entriesOf = ({ exports }: Manifest) =>
  Object.entries(exports).flatMap(([subpath, target]) =>
    typeof target === 'string' ? [] : [[subpath, target] as const],
  )

test('there are packages to look at, all of one version', () => {
  expect(folders.length).toBeGreaterThanOrEqual(7)
  expect(new Set(folders.map((folder) => manifestOf(folder).version)).size).toBe(1)
})

describe.each(folders)('the manifest of %s', (folder) => {
  const manifest = manifestOf(folder)

  test('says what every package of ours says', () => {
    expect(manifest).toMatchObject({
      name: `@arbkit/${folder}`,
      type: 'module',
      sideEffects: false,
      license: 'MIT',
      engines: { node: '>=22.19' },
    })
    expect(readText('packages', folder, 'LICENSE')).toBe(readText('LICENSE'))
    expect(existsSync(path.join(root, 'packages', folder, 'README.md'))).toBe(true)
  })

  test('leads to the sources first, then to types, then to the bundle', () => {
    expect(entriesOf(manifest).length).toBeGreaterThan(0)
    for (const [, target] of entriesOf(manifest)) {
      expect(Object.keys(target)).toEqual(['@arbkit/source', 'types', 'default'])
      const source = target['@arbkit/source'] ?? ''
      expect(existsSync(path.join(root, 'packages', folder, source))).toBe(true)
      const built = source.replace('./src/', './dist/').replace(/\.ts$/, '')
      expect(target).toMatchObject({ types: `${built}.d.ts`, default: `${built}.js` })
    }
  })

  test('publishes the same entries without the sources condition', () => {
    const published = Object.entries(manifest.exports).map(([subpath, target]) => {
      if (typeof target === 'string') return [subpath, target]
      const { types, default: bundle } = target
      return [subpath, { types, default: bundle }]
    })
    expect(manifest.publishConfig).toEqual({
      access: 'public',
      exports: Object.fromEntries(published),
    })
    expect(manifest.files).toContain('!dist/.tsbuildinfo')
  })

  test('takes versions from the workspace and the catalog only', () => {
    for (const [name, version] of Object.entries(manifest.dependencies ?? {})) {
      expect([name, version]).toEqual([
        name,
        name.startsWith('@arbkit/') ? 'workspace:^' : 'catalog:',
      ])
    }
  })
})

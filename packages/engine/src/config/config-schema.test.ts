import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { CONFIG_PATHS, configKeyOf } from './config-keys.ts'
import { configFileSchema, configJsonSchema } from './config-schema.ts'

const DOCS = path.join(import.meta.dirname, '../../../../docs')
const published = JSON.parse(
  readFileSync(path.join(DOCS, 'arb.config.schema.json'), 'utf8'),
) as Node

interface Node {
  readonly properties?: Readonly<Record<string, Node>>
  readonly anyOf?: readonly Node[]
  readonly additionalProperties?: unknown
  readonly description?: string
  readonly type?: unknown
}

/** Where a key stands in a schema; a group may be null, so that its keys are one of two. */
function nodeOf(root: Node, key: string): Node | undefined {
  let at: Node | undefined = root
  for (const part of key.split('.')) {
    const map: Node | undefined = at?.properties === undefined ? at?.anyOf?.[0] : at
    at = map?.properties?.[part]
  }
  return at
}

it('is published as it is: pnpm arb config schema > docs/arb.config.schema.json', () => {
  expect(published).toEqual(JSON.parse(JSON.stringify(configJsonSchema())))
})

it('has every key with what it means, its flag and its variable, and takes no other', () => {
  expect(published.additionalProperties).toBe(false)
  expect(nodeOf(published, 'log')?.anyOf?.[0]?.additionalProperties).toBe(false)
  for (const key of CONFIG_PATHS) {
    const { flag, text, variable } = configKeyOf(key)
    const node = nodeOf(published, key)
    expect([key, (node?.type ?? node?.anyOf) === undefined]).toEqual([key, false])
    for (const part of [text, `--${flag}`, variable]) expect(node?.description).toContain(part)
  }
})

it('reads a whole file at once too', () => {
  const read = (raw: unknown) => configFileSchema.safeParse(raw)
  expect(read({}).success).toBe(true)
  expect(read({ log: null, venues: { kalshi: null }, ui: 'true' }).success).toBe(true)
  expect(read({ log: { level: 'info' }, books: { fanduel: null } }).success).toBe(true)
  for (const wrong of [
    null,
    [],
    { ui: null },
    { ui: true },
    { log: [] },
    { x: 1 },
    { log: { x: 1 } },
  ]) {
    expect([wrong, read(wrong).success]).toEqual([wrong, false])
  }
})

it('every key is documented for people', () => {
  const page = readFileSync(path.join(DOCS, 'configuration.md'), 'utf8')
  for (const key of CONFIG_PATHS) {
    const { flag, variable } = configKeyOf(key)
    expect(page).toContain(`| \`${key}\` | \`--${flag}\` | \`${variable}\` |`)
  }
  const rows = page.split('\n').filter((line) => line.startsWith('| `') && line.includes('| `--'))
  expect(rows).toHaveLength(CONFIG_PATHS.length)
})

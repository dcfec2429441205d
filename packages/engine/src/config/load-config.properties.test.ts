import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { stringify } from 'yaml'
import { CONFIG_PATHS, configKeyOf, type ConfigPath } from './config-keys.ts'
import { problemText } from './config-problem.ts'
import { configFileSchema } from './config-schema.ts'
import { loadConfig } from './load-config.ts'
import { rawOf, readYaml } from './yaml-tree.ts'

const load = (text: string | Uint8Array) =>
  loadConfig({ text, path: 'arb.config.yaml', environment: {} })

const duration = fc
  .tuple(fc.integer({ min: 1, max: 300 }), fc.constantFrom('s', 'm', 'min', 'h'))
  .map(([count, unit]) => `${count}${unit}`)
const money = fc
  .tuple(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 0, max: 99 }))
  .map(([whole, cent]) => `$${whole}.${String(cent).padStart(2, '0')}`)
const listOf = (...names: string[]) => fc.uniqueArray(fc.constantFrom(...names), { minLength: 1 })

/** Some keys with values that can be. */
const tree: fc.Arbitrary<Partial<Record<ConfigPath, unknown>>> = fc.record(
  {
    profile: fc.constantFrom('conservative', 'balanced', 'aggressive'),
    'venues.kalshi.host': fc.constantFrom('production', 'demo', 'http://127.0.0.1:9/trade-api/v2'),
    'games.sports': fc.oneof(listOf('nfl', 'nba', 'mlb'), fc.constant('nfl,nba')),
    'games.within': duration.filter((text) => !text.endsWith('s')),
    'games.markets': listOf('h2h', 'spreads', 'totals'),
    books: fc.dictionary(
      fc.constantFrom('draftkings', 'fanduel', 'novig'),
      fc.oneof(
        fc.constant('~'),
        fc.record({ maxStake: money, commission: fc.constant('2%') }, { requiredKeys: [] }),
      ),
      { minKeys: 1 },
    ),
    'polling.creditsPerDay': fc.nat(1_000_000).map(String),
    'thresholds.minProfit': money,
    'thresholds.value.kelly': fc.integer({ min: 1, max: 100 }).map((part) => `${part}%`),
    'stakes.maxStake': money,
    'staleness.feedInPlay': duration.filter((text) => !text.endsWith('h')),
    'dryRun.seed': fc.nat().map(String),
    'recording.enabled': fc.constantFrom('true', 'false'),
    ui: fc.constantFrom('true', 'false'),
  },
  { requiredKeys: [] },
)

function nested(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const root: Record<string, unknown> = {}
  for (const [path, value] of Object.entries(values)) {
    const parts = path.split('.')
    let at = root
    for (const part of parts.slice(0, -1)) at = (at[part] ??= {}) as Record<string, unknown>
    at[parts.at(-1)!] = value
  }
  return root
}
const yamlOf = (values: object) => stringify(nested({ ...values }), { schema: 'failsafe' })

describe('a file', () => {
  test.prop([tree])('of values that can be loads, and every value comes from it', (values) => {
    const { config, problems, sources } = load(yamlOf(values))
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(config).toBeDefined()
    for (const path of CONFIG_PATHS) {
      const isSet = Object.hasOwn(values, path)
      expect([path, sources.get(path)?.from === 'file']).toEqual([path, isSet])
    }
  })

  test.prop([tree, fc.constantFrom(...CONFIG_PATHS), fc.constantFrom('x?', '0%', '[x]', '{x: y}')])(
    'with one wrong value has one problem, at its place',
    (values, path, wrong) => {
      const { kind } = configKeyOf(path)
      const text = yamlOf({ ...values, [path]: 'PLACE' }).replace('PLACE', wrong)
      fc.pre(!kind.schema.safeParse(wrong).success && !(path === 'books' && wrong === '{x: y}'))
      const { config, problems } = load(text)
      const errors = problems.filter(({ severity }) => severity === 'error')
      expect(config).toBeUndefined()
      expect(errors.map(({ key }) => key.replace(/\[\d+\]$/, ''))).toEqual([path])
      const line = text.split('\n')[errors[0]!.place.line! - 1]
      expect(line).toContain(wrong)
      expect(line!.slice(errors[0]!.place.column! - 1)).toMatch(/^[x0[{]/)
    },
  )

  test.prop([
    tree,
    fc.array(fc.tuple(fc.nat(), fc.nat(), fc.string({ maxLength: 4 })), { maxLength: 5 }),
  ])('that was mutilated never fails, and every problem has its line', (values, changes) => {
    let text = yamlOf(values)
    for (const [from, length, other] of changes) {
      const at = from % (text.length + 1)
      text = text.slice(0, at) + other + text.slice(at + (length % 20))
    }
    const { config, problems } = load(text)
    const lines = text.split(/\r\n|[\r\n]/).length
    expect(config === undefined).toBe(problems.some(({ severity }) => severity === 'error'))
    for (const problem of problems) {
      expect(problem.place.line).toBeGreaterThanOrEqual(1)
      expect(problem.place.line).toBeLessThanOrEqual(lines + 1)
      expect(problem.place.column).toBeGreaterThanOrEqual(1)
      expect(problemText(problem)).toMatch(/^arb\.config\.yaml:\d+:\d+: [^\u0000-\u001f]+$/)
    }
  })

  test.prop([fc.uint8Array({ maxLength: 200 })])('of any bytes never fails', (bytes) => {
    const { config, problems } = load(bytes)
    expect(config === undefined).toBe(problems.some(({ severity }) => severity === 'error'))
  })

  const keyText = fc
    .string({ minLength: 32, maxLength: 32, unit: fc.constantFrom(...'0123456789abcdef') })
    .filter((text) => /(?:\d[a-f].*){2}/.test(text))
  test.prop([
    tree,
    keyText,
    fc.constantFrom(...CONFIG_PATHS, 'odds.key', 'x'),
    fc.constantFrom('S', '"S"', '[S]', '{S: a}', '{a: S}', 'S: S', '"S', '[S'),
  ])('never shows a secret that it holds, broken or not', (values, secret, path, form) => {
    fc.pre(path !== 'venues.kalshi.keyId')
    const text = yamlOf({ ...values, [path]: 'PLACE' }).replace(
      'PLACE',
      form.replaceAll('S', secret),
    )
    const { config, problems, sources } = load(text)
    expect(config).toBeUndefined()
    const told = JSON.stringify([problems, [...sources]]) + problems.map(problemText).join('\n')
    expect(told).not.toContain(secret.slice(0, 12))
  })

  test.prop([
    tree,
    fc.option(fc.constantFrom(...CONFIG_PATHS), { nil: undefined }),
    fc.string({ maxLength: 6 }),
  ])('is right by the published schema where it is right key by key', (values, path, other) => {
    const text = yamlOf(path === undefined ? values : { ...values, [path]: other })
    const { problems } = load(text)
    const isReadable = problems.every(
      ({ message, severity }) =>
        severity === 'warning' || !/^(?:expected|no such key)/.test(message),
    )
    const { tree: read } = readYaml(text, 'x')
    expect(configFileSchema.safeParse(read === undefined ? null : rawOf(read)).success).toBe(
      isReadable,
    )
  })
})

import path from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  coreOrder,
  explicitExports,
  noCycles,
  packageDirections,
} from './house-rules/directions.ts'
import {
  fileLength,
  kebabCase,
  moduleHeader,
  noLeftovers,
  nothingOfOneMachine,
} from './house-rules/form.ts'
import { isPure, noFloatMoney, processOnlyInShell, pureCode } from './house-rules/purity.ts'
import { isPackageSource, packageOf, type Rule, readTree } from './house-rules/tree.ts'

const RULES: readonly Rule[] = [
  processOnlyInShell,
  pureCode,
  noFloatMoney,
  packageDirections,
  coreOrder,
  noCycles,
  explicitExports,
  moduleHeader,
  fileLength,
  kebabCase,
  noLeftovers,
  nothingOfOneMachine,
]

const PACKAGES = [
  'cli',
  'core',
  'engine',
  'executor-draftkings',
  'http',
  'kalshi',
  'odds',
  'simulator',
  'store',
]

const tree = readTree(path.join(import.meta.dirname, '..'))

test('the tree that the rules look at is really there', () => {
  const packages = new Set(tree.flatMap((file) => packageOf(file.path) ?? []))
  expect([...packages].toSorted()).toEqual(expect.arrayContaining(PACKAGES))
  for (const name of PACKAGES) {
    const sources = tree.filter((file) => file.path.startsWith(`packages/${name}/src/`))
    expect(sources.filter((file) => isPackageSource(file.path)).length).toBeGreaterThan(0)
  }
  expect(tree.filter((file) => isPure(file.path)).length).toBeGreaterThan(10)
})

describe.each(RULES)('$name', (rule) => {
  const files = tree.filter((file) => rule.appliesTo(file.path))

  test('looks at something', () => {
    expect(files.length).toBeGreaterThan(0)
  })

  test.each(rule.catches.map((sample) => [sample[0]?.path, sample] as const))(
    'catches a violation in %s',
    (_path, sample) => {
      expect(sample.every((file) => rule.appliesTo(file.path))).toBe(true)
      expect(rule.check(sample).length).toBeGreaterThan(0)
    },
  )

  test.each(rule.allows.map((sample) => [sample[0]?.path, sample] as const))(
    'lets pass what keeps the rule in %s',
    (_path, sample) => {
      expect(sample.every((file) => rule.appliesTo(file.path))).toBe(true)
      expect(rule.check(sample)).toEqual([])
    },
  )

  test('holds in the whole tree', () => {
    const found = rule
      .check(files)
      .map(({ path: file, line, message }) => `${file}:${line} ${message}`)
    expect(found).toEqual([])
  })
})

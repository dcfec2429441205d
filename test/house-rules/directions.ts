/**
 * Rules about who may import whom: packages, folders of core, files.
 * @module
 */
import path from 'node:path'
import {
  importsOf,
  isPackageSource,
  isShipped,
  isTest,
  nodesOf,
  lineAt,
  packageOf,
  type Rule,
  type SourceText,
  type Violation,
} from './tree.ts'

const sample = (file: string, text: string): SourceText => ({ path: file, text })

/** Doubles may be made of doubles: tests, and what a package offers to the tests of others. */
const mayUseDoubles = (file: string): boolean =>
  isTest(file) || /^packages\/(?:[^/]+\/src\/testing|simulator\/src)\//.test(file)

const VENUES = ['kalshi', 'odds', 'polymarket', 'executor-draftkings']

/** Who may import whom (ARCHITECTURE.md, "Packages"). Nothing imports `cli`. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  core: [],
  http: ['core'],
  kalshi: ['core', 'http'],
  odds: ['core', 'http'],
  polymarket: ['core', 'http'],
  'executor-draftkings': ['core'],
  store: ['core'],
  notify: ['core'],
  // Its tests are the clients that must not tell it from the venue.
  simulator: ['core', 'http', 'odds', 'kalshi'],
  engine: ['core', 'http', 'store', ...VENUES],
  dashboard: ['core', 'store', 'engine'],
  cli: ['core', 'http', 'store', 'engine', 'notify', 'dashboard', 'simulator', ...VENUES],
}

/** What `core` may import from outside. */
const CORE_EXTERNALS = new Set(['any-ascii', 'decimal.js', 'fastest-levenshtein', 'yalps'])

const TEST_ONLY = new Set(['vitest', 'fast-check', '@fast-check/vitest'])

function directionProblem(file: string, specifier: string): string | undefined {
  const own = packageOf(file) ?? ''
  if (specifier.startsWith('.')) {
    const target = path.posix.join(path.posix.dirname(file), specifier)
    if (!target.startsWith(`packages/${own}/src/`))
      return `reaches out of its package: ${specifier}`
    if (isTest(target) && !isTest(file)) return `imports a test: ${specifier}`
    return undefined
  }
  if (TEST_ONLY.has(specifier) && !isTest(file)) return `imports ${specifier} outside a test`
  const ours = /^@arbkit\/([^/]+)(\/.*)?$/.exec(specifier)
  if (ours === null) {
    const isFree = own !== 'core' || isTest(file) || CORE_EXTERNALS.has(specifier)
    return isFree ? undefined : `core imports ${specifier}`
  }
  const [, target = '', subpath = ''] = ours
  if (subpath !== '' && !(subpath === '/testing' && mayUseDoubles(file)))
    return `imports ${specifier}`
  if (target === own) return `imports its own package by name`
  return ALLOWED[own]?.includes(target) ? undefined : `${own} may not import ${target}`
}

/** Packages import only what the arrows allow, and only through their entries. */
export const packageDirections: Rule = {
  name: 'packages import each other only along the arrows, by name',
  appliesTo: isPackageSource,
  check: (files) =>
    files.flatMap((file) => {
      const unknown = ALLOWED[packageOf(file.path) ?? ''] === undefined
      if (unknown) return [{ path: file.path, line: 0, message: 'package without a direction' }]
      return importViolations(file, (specifier) => directionProblem(file.path, specifier))
    }),
  catches: [
    [sample('packages/core/src/a.ts', "import { x } from '@arbkit/kalshi'")],
    [sample('packages/core/src/a.ts', "import { z } from 'zod'")],
    [sample('packages/kalshi/src/a.ts', "import { x } from '@arbkit/odds'")],
    [sample('packages/kalshi/src/a.test.ts', "import { x } from '@arbkit/odds'")],
    [sample('packages/engine/src/a.ts', "export * from '@arbkit/cli'")],
    [sample('packages/engine/src/a.ts', "import { x } from '@arbkit/core/src/a.ts'")],
    [sample('packages/engine/src/a.ts', "import { x } from '@arbkit/core/testing'")],
    [sample('packages/engine/src/a/testing/b.ts', "import { x } from '@arbkit/core/testing'")],
    [sample('packages/odds/src/testing/a.ts', "import { x } from '@arbkit/kalshi/testing'")],
    [sample('packages/engine/src/a.ts', "import type { x } from '../../core/src/a.ts'")],
    [sample('packages/engine/src/a.ts', "type X = import('../../core/src/a.ts').X")],
    [sample('packages/engine/src/a.ts', "const x = await import('@arbkit/cli')")],
    [sample('packages/engine/src/a.ts', 'const x = await import(name)')],
    [sample('packages/engine/src/a.ts', "import { x } from './b.test.ts'")],
    [sample('packages/engine/src/a.ts', "import { test } from 'vitest'")],
    [sample('packages/engine/src/a.ts', "import { x } from '@arbkit/engine'")],
    [sample('packages/unheard-of/src/a.ts', 'export const a = 1')],
  ],
  allows: [
    [sample('packages/engine/src/a.ts', "import { x } from '@arbkit/core'\nimport './b/c.ts'")],
    [sample('packages/engine/src/a.test.ts', "import { x } from '@arbkit/core/testing'")],
    [sample('packages/odds/src/testing/a.ts', "import { x } from '@arbkit/http/testing'")],
    [sample('packages/simulator/src/a.ts', "import { x } from '@arbkit/odds/testing'")],
    [sample('packages/core/src/a.ts', "import { Decimal } from 'decimal.js'")],
    [sample('packages/core/src/a.ts', "// import '@arbkit/cli'\nexport const s = '@arbkit/cli'")],
  ],
}

/** Folders of core in the order data flows; each imports only from the ones before it. */
const CORE_ORDER = [
  'units',
  'wire',
  'odds',
  'fees',
  'book',
  'names',
  'fixtures',
  'settlement',
  'matching',
  'outcomes',
  'sizing',
  'detection',
  'risk',
  'execution',
  'portfolio',
  'backtest',
  'testing',
]

/** Files directly under `core/src`, which everything may import and which import no folder. */
const CORE_ROOT_FILES = new Set(['errors.ts', 'assert.ts', 'ports.ts', 'secret.ts', 'scrub.ts'])

/** -1 for a root file, otherwise the folder's place; undefined if it has none. */
function coreRank(file: string): number | undefined {
  const [first = '', ...rest] = file.replace('packages/core/src/', '').split('/')
  if (rest.length === 0) return CORE_ROOT_FILES.has(first) ? -1 : undefined
  const rank = CORE_ORDER.indexOf(first)
  return rank === -1 ? undefined : rank
}

/** Inside core, imports point backwards along the order. */
export const coreOrder: Rule = {
  name: 'each folder of core imports only from the folders before it',
  appliesTo: (file) => isShipped(file) && /^packages\/core\/src\/(?!index\.ts$)/.test(file),
  check: (files) =>
    files.flatMap((file) => {
      const own = coreRank(file.path)
      if (own === undefined)
        return [{ path: file.path, line: 0, message: 'has no place in the order' }]
      return importViolations(file, (specifier) => {
        if (!specifier.startsWith('.')) return undefined
        const target = path.posix.join(path.posix.dirname(file.path), specifier)
        const rank = coreRank(target)
        return rank !== undefined && rank <= own
          ? undefined
          : `imports ${specifier}, which comes later`
      })
    }),
  catches: [
    [sample('packages/core/src/units/a.ts', "import { x } from '../odds/b.ts'")],
    [sample('packages/core/src/fees/a.ts', "import type { x } from '../book/b.ts'")],
    [sample('packages/core/src/errors.ts', "import { x } from './units/b.ts'")],
    [sample('packages/core/src/book/a.ts', "import { x } from '../index.ts'")],
    [sample('packages/core/src/misc/a.ts', 'export const a = 1')],
    [sample('packages/core/src/misc.ts', 'export const a = 1')],
  ],
  allows: [
    [
      sample(
        'packages/core/src/odds/a.ts',
        "import '../units/b.ts'\nimport './c.ts'\nimport '../errors.ts'",
      ),
    ],
    [sample('packages/core/src/testing/a.ts', "import '../detection/b.ts'")],
  ],
}

/** No file imports itself, over however many others. */
export const noCycles: Rule = {
  name: 'no import cycles between files',
  appliesTo: isPackageSource,
  check: (files) => {
    const edges = new Map(files.map((file) => [file.path, relativeTargets(file)]))
    return cyclesIn(edges).map((cycle) => ({
      path: cycle[0] ?? '',
      line: 0,
      message: `is in a cycle: ${[...cycle, cycle[0]].join(' -> ')}`,
    }))
  },
  catches: [
    [
      sample('packages/core/src/a.ts', "import { b } from './b.ts'"),
      sample('packages/core/src/b.ts', "export { a } from './a.ts'"),
    ],
    [
      sample('packages/core/src/a.ts', "import { b } from './x/b.ts'"),
      sample('packages/core/src/x/b.ts', "import type { c } from './c.ts'"),
      sample('packages/core/src/x/c.ts', "import type { a } from '../a.ts'"),
    ],
    [sample('packages/core/src/a.ts', "import { b } from './a.ts'")],
  ],
  allows: [
    [
      sample('packages/core/src/a.ts', "import './b.ts'\nimport './c.ts'"),
      sample('packages/core/src/b.ts', "import './c.ts'"),
      sample('packages/core/src/c.ts', 'export const c = 1'),
    ],
  ],
}

const relativeTargets = (file: SourceText): string[] =>
  importsOf(file)
    .flatMap(({ specifier }) => (specifier?.startsWith('.') ? [specifier] : []))
    .map((specifier) => path.posix.join(path.posix.dirname(file.path), specifier))

/** Returns one cycle for every edge that closes one, by depth-first search. */
function cyclesIn(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const done = new Set<string>()
  const cycles: string[][] = []
  const visit = (file: string, trail: readonly string[]): void => {
    const at = trail.indexOf(file)
    if (at !== -1) cycles.push(trail.slice(at))
    if (at !== -1 || done.has(file)) return
    for (const next of edges.get(file) ?? []) visit(next, [...trail, file])
    done.add(file)
  }
  for (const file of edges.keys()) visit(file, [])
  return cycles
}

/** What a module offers is written out: nothing becomes public by accident. */
export const explicitExports: Rule = {
  name: 'no export * anywhere',
  appliesTo: isShipped,
  check: (files) =>
    files.flatMap((file) =>
      nodesOf(file)
        .filter(({ node }) => node.type === 'ExportAllDeclaration')
        .map(({ node }) => ({
          path: file.path,
          line: lineAt(file.text, node.start),
          message: 'export *',
        })),
    ),
  catches: [
    [sample('packages/core/src/index.ts', "export * from './a.ts'")],
    [sample('packages/core/src/index.ts', "export type * from './a.ts'")],
    [sample('packages/core/src/index.ts', "export * as a from './a.ts'")],
  ],
  allows: [[sample('packages/core/src/index.ts', "// export *\nexport { a } from './a.ts'")]],
}

function importViolations(
  file: SourceText,
  problemOf: (specifier: string) => string | undefined,
): Violation[] {
  return importsOf(file).flatMap(({ specifier, line }) => {
    const message = specifier === undefined ? 'computes what it imports' : problemOf(specifier)
    return message === undefined ? [] : [{ path: file.path, line, message }]
  })
}

/**
 * Rules about what code may touch: the process, the clock, chance, the network, and float money.
 * @module
 */
import { builtinModules } from 'node:module'
import {
  importsOf,
  isFreeName,
  isShipped,
  lineAt,
  memberName,
  nodesOf,
  type NodeUse,
  type Rule,
  type SourceText,
  type Violation,
} from './tree.ts'

const sample = (path: string, text: string): SourceText => ({ path, text })

/** The only files of a package that may read the process and its environment. */
const SHELL_FILES = new Set(['packages/cli/src/bin.ts', 'packages/cli/src/config.ts'])

const isBuiltin = (specifier: string): boolean =>
  specifier.startsWith('node:') || builtinModules.includes(specifier)

/** Only the two shell files of `cli` read `process`, in whatever way it is reached. */
export const processOnlyInShell: Rule = {
  name: 'only bin.ts and config.ts of cli read the process',
  appliesTo: (path) => isShipped(path) && !SHELL_FILES.has(path),
  check: (files) =>
    files.flatMap((file) => [
      ...importViolations(file, (specifier) => /^(node:)?process$/.test(specifier)),
      ...nodeViolations(file, (use) => {
        if (isFreeName(use) && use.node['name'] === 'process') return 'reads process'
        const name = memberName(use.node)
        if (name === 'globalThis.process' || name === 'global.process') return `reads ${name}`
        return undefined
      }),
    ]),
  catches: [
    [sample('packages/store/src/a.ts', 'export const home = process.env.HOME')],
    [sample('packages/cli/src/scan.ts', 'const { argv } = process')],
    [sample('packages/engine/src/a.ts', "import { env } from 'node:process'")],
    [sample('packages/engine/src/a.ts', 'globalThis.process.exit(1)')],
    [sample('packages/engine/src/a.ts', "globalThis['process'].exit(1)")],
    [sample('packages/engine/src/a.ts', 'export const all = { process }')],
  ],
  allows: [
    [sample('packages/store/src/a.ts', '// process.env\nexport const process1 = deps.process')],
    [sample('packages/store/src/a.ts', "export const text = { process: 'process' }.process")],
  ],
}

/** Says whether a file belongs to the pure code. */
export function isPure(path: string): boolean {
  if (!isShipped(path)) return false
  return (
    path.startsWith('packages/core/src/') ||
    /\/src\/(?:.+\/)?wire\//.test(path) ||
    /\/to-core(?:\.ts|\/)/.test(path) ||
    /(?:^|[/-])reducer\.ts$/.test(path)
  )
}

/** Names that reach a clock, chance, the network, the process or other outer state. */
const IMPURE_NAMES = new Set([
  'process',
  'globalThis',
  'global',
  'window',
  'console',
  'performance',
  'crypto',
  'fetch',
  'WebSocket',
  'XMLHttpRequest',
  'EventSource',
  'localStorage',
  'navigator',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'requestAnimationFrame',
  'require',
  'eval',
  'Function',
])

const IMPURE_MEMBERS = new Set(['Date.now', 'Math.random', 'Intl.DateTimeFormat'])

/** Methods whose answer depends on the time zone or language of the machine. */
const LOCAL_METHODS =
  /^(?:getFullYear|getMonth|getDate|getDay|getHours|getMinutes|getTimezoneOffset|toLocale\w+|localeCompare)$/

function impurity(use: NodeUse): string | undefined {
  const { node } = use
  if (isFreeName(use) && IMPURE_NAMES.has(String(node['name']))) {
    return `touches ${String(node['name'])}`
  }
  const member = memberName(node)
  if (member !== undefined) {
    if (IMPURE_MEMBERS.has(member)) return `touches ${member}`
    const method = member.slice(member.indexOf('.') + 1)
    if (LOCAL_METHODS.test(method)) return `.${method} depends on the machine`
  }
  const callee = node['callee'] as { type: string; name?: string } | undefined
  if (callee?.type !== 'Identifier' || callee.name !== 'Date') return undefined
  if (node.type === 'CallExpression') return 'Date() reads the clock'
  if (node.type !== 'NewExpression') return undefined
  const count = (node['arguments'] as readonly unknown[]).length
  if (count === 0) return 'new Date() reads the clock'
  return count > 1 ? 'new Date(y, m, ...) depends on the time zone; use Date.UTC' : undefined
}

/** Pure code touches nothing outside itself. */
export const pureCode: Rule = {
  name: 'pure code touches no clock, chance, network, file, process or machine setting',
  appliesTo: isPure,
  check: (files) =>
    files.flatMap((file) => [
      ...importViolations(file, isBuiltin),
      ...nodeViolations(file, impurity),
    ]),
  catches: [
    [sample('packages/core/src/a.ts', 'export const now = () => Date.now()')],
    [sample('packages/core/src/a.ts', 'export const now = () => new Date()')],
    [sample('packages/core/src/a.ts', 'export const now = () => Date()')],
    [sample('packages/core/src/a.ts', 'export const day = new Date(2026, 7, 9)')],
    [sample('packages/core/src/a.ts', 'export const hour = (d: Date) => d.getHours()')],
    [sample('packages/core/src/a.ts', 'export const r = Math.random')],
    [sample('packages/core/src/a.ts', 'export const r = Math["random"]()')],
    [sample('packages/core/src/a.ts', "import { readFileSync } from 'node:fs'")],
    [sample('packages/core/src/a.ts', "import type { Stats } from 'fs'")],
    [sample('packages/core/src/a.ts', 'setTimeout(() => {}, 1)')],
    [sample('packages/core/src/a.ts', "export const p = fetch('x')")],
    [sample('packages/kalshi/src/wire/market.ts', 'export const e = process.env')],
    [sample('packages/odds/src/to-core.ts', 'export const e = performance.now()')],
    [sample('packages/engine/src/leg-reducer.ts', 'export const e = crypto.randomUUID()')],
    [sample('packages/core/src/a.ts', 'names.sort((a, b) => a.localeCompare(b))')],
  ],
  allows: [
    [sample('packages/core/src/a.ts', '// Date.now() and fetch\nexport const s = "Math.random()"')],
    [sample('packages/core/src/a.ts', 'export const f = (deps: Deps) => deps.fetch("x")')],
    [
      sample(
        'packages/core/src/a.ts',
        'export const t = (ms: number) => new Date(ms).toISOString()',
      ),
    ],
    [sample('packages/core/src/a.ts', 'export interface Clock { setTimeout(ms: number): void }')],
    [sample('packages/core/src/a.ts', 'export const at = Date.UTC(2026, 7, 9)')],
  ],
}

/** Floats from exact numbers are made in one folder only. */
export const noFloatMoney: Rule = {
  name: 'exact numbers become floats only in core/src/units',
  appliesTo: (path) => isShipped(path) && !path.startsWith('packages/core/src/units/'),
  check: (files) =>
    files.flatMap((file) =>
      nodeViolations(file, (use) => {
        if (isFreeName(use) && use.node['name'] === 'parseFloat') return 'uses parseFloat'
        const name = memberName(use.node)
        if (name === 'Number.parseFloat') return 'uses parseFloat'
        return name?.endsWith('.toNumber') ? 'uses toNumber' : undefined
      }),
    ),
  catches: [
    [sample('packages/engine/src/a.ts', 'export const p = price.toNumber()')],
    [sample('packages/engine/src/a.ts', 'export const p = a.mul(b).toNumber()')],
    [sample('packages/engine/src/a.ts', 'export const p = a?.toNumber()')],
    [sample('packages/odds/src/a.ts', 'export const p = parseFloat(text)')],
    [sample('packages/odds/src/a.ts', 'export const p = texts.map(Number.parseFloat)')],
  ],
  allows: [
    [
      sample(
        'packages/odds/src/a.ts',
        '// never toNumber() here\nexport const p = price.toString()',
      ),
    ],
  ],
}

function nodeViolations(
  file: SourceText,
  problemOf: (use: NodeUse) => string | undefined,
): Violation[] {
  return nodesOf(file).flatMap((use) => {
    const message = problemOf(use)
    return message === undefined
      ? []
      : [{ path: file.path, line: lineAt(file.text, use.node.start), message }]
  })
}

function importViolations(file: SourceText, isBanned: (specifier: string) => boolean): Violation[] {
  return importsOf(file)
    .filter(({ specifier }) => specifier !== undefined && isBanned(specifier))
    .map(({ specifier, line }) => ({ path: file.path, line, message: `imports ${specifier}` }))
}

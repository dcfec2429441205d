/**
 * Rules about the form of files: header, length, name, leftovers, and nothing of one machine.
 * @module
 */
import { isShipped, isTest, type Rule, type SourceText, type Violation } from './tree.ts'

const sample = (path: string, text: string): SourceText => ({ path, text })

const isCode = (path: string): boolean =>
  /^(?:packages\/[^/]+\/src|scripts|test)\/.+\.(?:ts|mjs)$/.test(path)

const HEADER = /^(?:#![^\n]*\n)?\/\*\*(?:(?!\*\/)[\s\S])*@module\b(?:(?!\*\/)[\s\S])*\*\//

/** Every source says first what it is. */
export const moduleHeader: Rule = {
  name: 'every source starts with a /** ... @module */ comment',
  appliesTo: (path) => isShipped(path) || (isCode(path) && !isTest(path)),
  check: (files) =>
    files
      .filter(({ text }) => !HEADER.test(text))
      .map(({ path }) => ({ path, line: 1, message: 'has no @module header' })),
  catches: [
    [sample('packages/core/src/a.ts', 'export const a = 1\n/** @module */')],
    [sample('packages/core/src/a.ts', '/** What it is. */\nexport const a = 1 // @module */')],
    [sample('packages/core/src/a.ts', '// @module\nexport const a = 1')],
    [sample('packages/core/src/a.ts', '')],
  ],
  allows: [
    [sample('packages/core/src/a.ts', '/**\n * What it is.\n * @module\n */\nexport const a = 1')],
    [sample('packages/cli/src/bin.ts', '#!/usr/bin/env node\n/** Entry. @module */\n')],
  ],
}

/** Lines of a source, a script or a test; lists of data and of names may be longer. */
const LINES_MAX = 400

/** Data and lists of names: as long as what they list. */
const isList = (path: string): boolean =>
  path.startsWith('packages/core/src/fixtures/registry/') ||
  /^packages\/[^/]+\/src\/index\.ts$/.test(path)
const TEST_LINES_MAX = 800

/** Files stay short enough to be read at one go. */
export const fileLength: Rule = {
  name: `no source over ${LINES_MAX} lines, no test over ${TEST_LINES_MAX}`,
  appliesTo: (path) => isCode(path) && !isList(path),
  check: (files) =>
    files.flatMap(({ path, text }) => {
      const count = text.trimEnd().split('\n').length
      const most = isTest(path) ? TEST_LINES_MAX : LINES_MAX
      return count <= most ? [] : [{ path, line: 0, message: `has ${count} lines` }]
    }),
  catches: [
    [sample('packages/core/src/a.ts', '//\n'.repeat(LINES_MAX + 1))],
    [sample('packages/core/src/a.test.ts', '//\n'.repeat(TEST_LINES_MAX + 1))],
  ],
  allows: [
    [sample('packages/core/src/a.ts', '//\n'.repeat(LINES_MAX))],
    [sample('packages/core/src/a.test.ts', '//\n'.repeat(TEST_LINES_MAX))],
  ],
}

const KEBAB_PART = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9-]+)*$/

/** Names are in kebab-case, so that no file system confuses two of them. */
export const kebabCase: Rule = {
  name: 'file and folder names are in kebab-case',
  appliesTo: (path) => /^(?:packages|scripts|test)\//.test(path) && isCode(path),
  check: (files) =>
    files
      .filter(({ path }) => !path.split('/').every((part) => KEBAB_PART.test(part)))
      .map(({ path }) => ({ path, line: 0, message: 'is not in kebab-case' })),
  catches: [
    [sample('packages/core/src/orderBook.ts', '')],
    [sample('packages/core/src/Fees/kalshi.ts', '')],
    [sample('packages/core/src/order_book.ts', '')],
  ],
  allows: [[sample('packages/core/src/book/order-book.sim.test.ts', '')]],
}

/** Joins what must not stand here in one piece, so that this file keeps its own rules. */
const joined = (...parts: readonly string[]): string => parts.join('')

const LEFTOVER_WORDS = [
  ['TO', 'DO'],
  ['FIX', 'ME'],
  ['X', 'XX'],
  ['HA', 'CK'],
].map((parts) => joined(...parts))
const LEFTOVER = new RegExp(`\\b(?:${LEFTOVER_WORDS.join('|')})\\b`)

/** What is left to do is in an issue, not in the tree. */
export const noLeftovers: Rule = {
  name: 'no notes about what is left to do',
  appliesTo: (path) => path !== 'pnpm-lock.yaml' && path !== 'LICENSE',
  check: (files) => files.flatMap((file) => lineViolations(file, LEFTOVER, 'leftover note')),
  catches: LEFTOVER_WORDS.flatMap((word) => [
    [sample('packages/core/src/a.ts', `// ${word}: later`)],
    [sample('README.md', word)],
  ]),
  allows: [[sample('README.md', 'What to do next, and how to fix me; XXXL shirts.')]],
}

const MACHINE_PATH =
  /(?<![\w.:/@-])\/(?:home|Users|root|work|mnt)\/[\w.-]|(?<![A-Za-z])[A-Za-z]:\\Users\\/

const REGISTRY_WORD = joined('regis', 'try')

// A host that serves packages, by its name; and the lockfile's and npm's own ways to name one.
const REGISTRY_HOST = new RegExp(
  [
    `https?://[\\w.-]*(?:${REGISTRY_WORD}|artifactory|verdaccio|nexus)[\\w.-]*`,
    `\\b${REGISTRY_WORD}\\.(?:[\\w-]+\\.)+(?:com|org|net|io|dev|local|internal)\\b`,
    `^\\s*(?:@[\\w-]+:)?${REGISTRY_WORD}\\s*[=:]\\s*\\S`,
    'tarball:\\s*["\']?https?:',
  ].join('|'),
  'i',
)

/** The tree is the same whoever works on it, wherever. */
export const nothingOfOneMachine: Rule = {
  name: 'no absolute paths of a machine, no registry hosts',
  appliesTo: () => true,
  check: (files) =>
    files.flatMap((file) => [
      ...lineViolations(file, MACHINE_PATH, 'path of one machine'),
      ...lineViolations(file, REGISTRY_HOST, 'registry host'),
    ]),
  catches: [
    [sample('README.md', joined('cd /', 'home/someone/arbkit'))],
    [sample('test/a.test.ts', joined("const file = '/", "work/shared/a.json'"))],
    [sample('README.md', joined('C:', '\\Users\\someone'))],
    [sample('.npmrc', joined(REGISTRY_WORD, '=https://packages.example.com/'))],
    [sample('pnpm-lock.yaml', joined('  tarball:', ' https://packages.example.com/a.tgz'))],
    [sample('README.md', joined('https://', REGISTRY_WORD, '.example.com/arbkit'))],
    [sample('README.md', joined(REGISTRY_WORD, '.example.com'))],
  ],
  allows: [
    [sample('README.md', 'see ../shared/home/notes, https://example.com/home/page and a registry')],
    [sample('packages/core/src/a.ts', "import { teams } from './registry/mlb.ts'")],
    [sample('packages/core/src/a.ts', 'registry.byName.get(name)')],
  ],
}

function lineViolations(file: SourceText, pattern: RegExp, what: string): Violation[] {
  return file.text.split('\n').flatMap((line, index) => {
    const found = pattern.exec(line)?.[0]
    if (found === undefined) return []
    return [{ path: file.path, line: index + 1, message: `${what}: ${found.trim()}` }]
  })
}

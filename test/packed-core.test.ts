import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { builtinModules } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import vm from 'node:vm'
import { gzipSync } from 'node:zlib'
import { build, type Metafile } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { firstExisting, nodeCandidates } from '../scripts/bootstrap/executables.mjs'
import { isFreeName, nodesOf } from './house-rules/tree.ts'
import { installPackedCore, type PackedCore } from './support/packed-core.ts'
import { figures, KNOWN_FIGURES } from './support/packed-program.ts'

const SETUP_MS_MAX = 120_000
const RUN_MS_MAX = 60_000

const root = path.join(import.meta.dirname, '..')
const into = mkdtempSync(path.join(os.tmpdir(), 'arbkit-packed-'))
let packed: PackedCore
let inProject: (...parts: string[]) => string

beforeAll(() => {
  packed = installPackedCore(into)
  inProject = (...parts) => path.join(packed.project, ...parts)
  copyFileSync(path.join(root, 'test/support/packed-program.ts'), inProject('program.ts'))
}, SETUP_MS_MAX)

afterAll(() => rmSync(into, { recursive: true, force: true }))

/** What JSON keeps of the figures: it is how they leave another process. */
const KNOWN = JSON.parse(JSON.stringify(KNOWN_FIGURES)) as unknown

test('the program is right where it is run from the sources', () => {
  expect(JSON.parse(JSON.stringify(figures()))).toEqual(KNOWN)
})

test('the project got core from the tarball, its dependencies, and nothing of this checkout', () => {
  const manifest = JSON.parse(
    readFileSync(inProject('node_modules/@arbkit/core/package.json'), 'utf8'),
  ) as { exports: Record<string, Record<string, string>>; dependencies: Record<string, string> }
  expect(Object.keys(manifest.exports['.'] ?? {})).toEqual(['types', 'default'])
  expect(Object.values(manifest.dependencies).filter((version) => /:/.test(version))).toEqual([])
  expect(Object.keys(manifest.dependencies)).toContain('decimal.js')
  expect(existsSync(inProject('node_modules/@arbkit/core/dist/index.js'))).toBe(true)
  expect(readdirSync(inProject('node_modules/@arbkit'))).toEqual(['core'])
})

describe('in Node', () => {
  const exists = (file: string): boolean => existsSync(file)
  const toolchainDir = path.join(root, '.toolchain', 'node22')
  const { platform, arch } = process
  const node22 =
    process.env['ARBKIT_NODE_22'] ??
    firstExisting(nodeCandidates({ toolchainDir, platform, arch }), exists)
  if (node22 === undefined) {
    console.warn('SKIPPED: no Node 22 here; `node scripts/install-node-22.mjs` installs one')
  }

  const figuresIn = (node: string): Ran => {
    const program = `
      import { figures } from './program.ts'
      import * as core from '@arbkit/core'
      import * as testing from '@arbkit/core/testing'
      console.log(JSON.stringify({
        version: process.version,
        names: [Object.keys(core).length, Object.keys(testing).length],
        figures: figures(),
      }))`
    writeFileSync(inProject('main.ts'), program)
    const said = execFileSync(node, ['main.ts'], {
      cwd: packed.project,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    return JSON.parse(said) as Ran
  }

  test(
    `the one that runs this, ${process.version}`,
    () => {
      const ran = figuresIn(process.execPath)
      expect(ran.version).toBe(process.version)
      expect(ran.names.every((count) => count > 0)).toBe(true)
      expect(ran.figures).toEqual(KNOWN)
    },
    RUN_MS_MAX,
  )

  test.skipIf(node22 === undefined)(
    '22, the oldest line that is promised',
    () => {
      const ran = figuresIn(node22 ?? '')
      expect(ran.version).toMatch(/^v22\./)
      expect(ran.figures).toEqual(KNOWN)
    },
    RUN_MS_MAX,
  )
})

interface Ran {
  readonly version: string
  readonly names: readonly number[]
  readonly figures: unknown
}

describe('in a bundle for browsers', () => {
  let program: Bundle
  let everything: Bundle

  beforeAll(async () => {
    program = await bundleOf(packed.project, "export { figures } from './program.ts'")
    everything = await bundleOf(packed.project, "export * from '@arbkit/core'")
    const size = ({ code }: Bundle): string =>
      `${kilobytes(code.length)} minified, ${kilobytes(gzipSync(code).length)} gzipped`
    console.log(`bundle of everything: ${size(everything)}; of the program: ${size(program)}`)
  }, RUN_MS_MAX)

  test('it holds core and its dependencies, and asks for nothing else', () => {
    for (const { metafile } of [program, everything]) {
      const inputs = Object.keys(metafile.inputs)
      expect(inputs.some((file) => file.endsWith('@arbkit/core/dist/index.js'))).toBe(true)
      expect(inputs.some((file) => file.endsWith('decimal.mjs'))).toBe(true)
      expect(Object.values(metafile.outputs).flatMap((output) => output.imports)).toEqual([])
      expect(inputs.filter((file) => builtinModules.includes(file))).toEqual([])
    }
  })

  test('bundling would have failed over a built-in of Node', async () => {
    const contents = "import { readFileSync } from 'node:fs'\nconsole.log(readFileSync)"
    await expect(bundleOf(packed.project, contents)).rejects.toThrow(/node:fs/)
  })

  test('no name of Node is used, not even carefully', () => {
    expect(freeNamesOfNode(everything.code)).toEqual([])
    expect(freeNamesOfNode('if (typeof process === "object") Buffer.from("")')).toEqual([
      'Buffer',
      'process',
    ])
  })

  test('the figures are right where there is nothing but ECMAScript, and no code from strings', () => {
    const bare = vm.createContext(Object.create(null) as object, {
      codeGeneration: { strings: false, wasm: false },
    })
    // V8 itself puts a console there, for debuggers.
    vm.runInContext('delete globalThis.console', bare)
    const names = [
      'process',
      'Buffer',
      'require',
      'console',
      'fetch',
      'setTimeout',
      'URL',
      'crypto',
    ]
    const types = vm.runInContext(`[${names.map((name) => `typeof ${name}`).join()}].join()`, bare)
    expect(types).toBe(names.map(() => 'undefined').join())
    vm.runInContext(program.code, bare)
    const said = vm.runInContext('JSON.stringify(bundle.figures())', bare) as string
    expect(JSON.parse(said)).toEqual(KNOWN)
    vm.runInContext(everything.code, bare)
    expect(vm.runInContext('Object.keys(bundle).length', bare)).toBeGreaterThan(50)
  })

  const chromium = process.env['ARBKIT_CHROMIUM'] ?? '/usr/bin/chromium'
  const hasChromium = existsSync(chromium)
  if (!hasChromium)
    console.warn(`SKIPPED: no browser at ${chromium} (ARBKIT_CHROMIUM names another)`)

  test.skipIf(!hasChromium)(
    'the figures are right in Chromium',
    () => {
      const page = path.join(into, 'page.html')
      const script = 'document.body.textContent = JSON.stringify(bundle.figures())'
      const code = program.code.replaceAll('</script', '<\\/script')
      writeFileSync(page, `<body>not run<script>${code}\n${script}</script>`)
      const dom = execFileSync(
        chromium,
        [
          '--headless',
          '--no-sandbox',
          '--disable-gpu',
          '--disable-quic',
          '--no-first-run',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
          `--user-data-dir=${path.join(into, 'chromium')}`,
          '--dump-dom',
          `file://${page}`,
        ],
        { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: RUN_MS_MAX },
      )
      expect(JSON.parse(/<body>(\{.*\})<\/body>/s.exec(dom)?.[1] ?? '"no figures"')).toEqual(KNOWN)
    },
    RUN_MS_MAX,
  )
})

interface Bundle {
  readonly code: string
  readonly metafile: Metafile
}

async function bundleOf(dir: string, contents: string): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: dir, sourcefile: 'entry.ts', loader: 'ts' },
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'bundle',
    target: 'es2023',
    absWorkingDir: dir,
    logLevel: 'silent',
  })
  return { code: outputFiles[0]?.text ?? '', metafile }
}

/** Names that Node has and browsers do not. */
const NODE_NAMES = new Set([
  'process',
  'Buffer',
  'require',
  'module',
  'exports',
  'global',
  '__dirname',
  '__filename',
  'setImmediate',
  'clearImmediate',
])

function freeNamesOfNode(code: string): readonly string[] {
  const names = nodesOf({ path: 'bundle.js', text: code })
    .filter(isFreeName)
    .map(({ node }) => String(node['name']))
    .filter((name) => NODE_NAMES.has(name))
  return [...new Set(names)].toSorted()
}

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`

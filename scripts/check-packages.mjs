#!/usr/bin/env node
/**
 * Checks the packages as others would get them: packs each one, then asks publint and attw about the
 * tarball, looks at what is in it, and compiles and runs a consumer against all of them together.
 * Needs an up-to-date build; run it with `pnpm run check:packages`.
 * @module
 */
import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { packPackage } from './pack-package.mjs'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const require = createRequire(import.meta.url)

/** @typedef {{ name: string, dir: string, manifest: Record<string, any> }} Package */
/** @typedef {{ name: string, text: string }} TarEntry */

/** @returns {Package[]} */
function publicPackages() {
  return readdirSync(path.join(root, 'packages'))
    .map((folder) => path.join(root, 'packages', folder))
    .filter((dir) => existsSync(path.join(dir, 'package.json')))
    .map((dir) => ({
      dir,
      manifest: JSON.parse(readFileSync(path.join(dir, 'package.json'), 'utf8')),
    }))
    .filter(({ manifest }) => manifest['private'] !== true)
    .map(({ dir, manifest }) => ({ name: String(manifest['name']), dir, manifest }))
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {string} cwd
 */
function run(command, args, cwd) {
  return execFileSync(command, [...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/**
 * Returns the files of a tarball. Only what npm tarballs hold: short names, plain files.
 * @param {string} tarball
 * @returns {TarEntry[]}
 */
function entriesOf(tarball) {
  const bytes = gunzipSync(readFileSync(tarball))
  /** @type {TarEntry[]} */
  const entries = []
  let offset = 0
  while (offset + 512 <= bytes.length && bytes[offset] !== 0) {
    const field = (/** @type {number} */ from, /** @type {number} */ to) =>
      bytes.toString('utf8', offset + from, offset + to).replace(/\0.*$/s, '')
    const size = Number.parseInt(field(124, 136).trim() || '0', 8)
    const prefix = field(345, 500)
    const name = `${prefix === '' ? '' : `${prefix}/`}${field(0, 100)}`
    if (['0', ''].includes(field(156, 157))) {
      const text = bytes.toString('utf8', offset + 512, offset + 512 + size)
      entries.push({ name: name.replace(/^package\//, ''), text })
    }
    offset += 512 + Math.ceil(size / 512) * 512
  }
  return entries
}

/**
 * @param {readonly TarEntry[]} entries
 * @returns {string[]} problems
 */
function contentProblems(entries) {
  const names = entries.map(({ name }) => name)
  const missing = ['package.json', 'README.md', 'LICENSE', 'dist/index.js', 'dist/index.d.ts']
    .filter((name) => !names.includes(name))
    .map((name) => `is missing ${name}`)
  const unwanted = names
    .filter((name) => /\.test\.|tsbuildinfo|^(?!dist|src|package\.json|README|LICENSE)/.test(name))
    .map((name) => `should not hold ${name}`)
  const leaks = entries
    .filter(
      ({ name, text }) =>
        text.includes(root) || (name === 'package.json' && /"(?:workspace|catalog):/.test(text)),
    )
    .map(({ name }) => `names this machine or workspace in ${name}`)
  return [...missing, ...unwanted, ...leaks]
}

/**
 * @param {string} tarball
 * @returns {Promise<string[]>} problems
 */
async function publintProblems(tarball) {
  const bytes = readFileSync(tarball)
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
  const { messages, pkg } = await publint({ pack: { tarball: buffer }, strict: true })
  return messages.map((message) => `publint: ${formatMessage(message, pkg, { color: false })}`)
}

/**
 * @param {string} tarball
 * @returns {string[]} problems
 */
function attwProblems(tarball) {
  const bin = path.join(
    path.dirname(require.resolve('@arethetypeswrong/cli/package.json')),
    'dist',
    'index.js',
  )
  try {
    run(process.execPath, [bin, tarball, '--profile', 'esm-only', '--no-color', '--no-emoji'], root)
    return []
  } catch (error) {
    const { stdout = '', stderr = '' } = /** @type {{ stdout?: string, stderr?: string }} */ (error)
    return [`attw: ${stdout}${stderr}`.trim()]
  }
}

/**
 * Lays the packed packages out as an installation would and compiles a program that imports each of
 * their entries, with library checks on and without any setting of this workspace.
 * @param {readonly Package[]} packages
 * @param {ReadonlyMap<string, readonly TarEntry[]>} contents
 * @param {string} into
 */
function consumerProblems(packages, contents, into) {
  const modules = path.join(into, 'node_modules')
  const ours = new Set(packages.map(({ name }) => name))
  for (const { name, dir, manifest } of packages) {
    for (const { name: file, text } of contents.get(name) ?? [])
      write(path.join(modules, name, file), text)
    // Never a package of ours: writing its files would then go through the link, into the workspace.
    const foreign = Object.keys(manifest['dependencies'] ?? {}).filter((each) => !ours.has(each))
    for (const dependency of foreign) {
      link(path.join(dir, 'node_modules', dependency), path.join(modules, dependency))
    }
  }
  link(path.join(root, 'node_modules', '@types', 'node'), path.join(modules, '@types', 'node'))
  const entries = packages.flatMap(entryNames)
  const program = entries.map((entry, index) =>
    entry.endsWith('.json')
      ? `import entry${index} from '${entry}' with { type: 'json' }`
      : `import * as entry${index} from '${entry}'`,
  )
  const use = `console.log([${entries.map((_, index) => `entry${index}`).join(', ')}].length)`
  write(path.join(into, 'consumer.ts'), `${[...program, use].join('\n')}\n`)
  write(path.join(into, 'package.json'), '{ "type": "module" }\n')
  const compilerOptions = {
    target: 'ES2023',
    module: 'NodeNext',
    strict: true,
    noEmit: true,
    skipLibCheck: false,
    types: ['node'],
  }
  write(
    path.join(into, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, files: ['consumer.ts'] }),
  )
  try {
    const tsc = path.join(path.dirname(require.resolve('typescript/package.json')), 'bin', 'tsc')
    run(process.execPath, [tsc, '-p', into], into)
    const said = run(process.execPath, [path.join(into, 'consumer.ts')], into).trim()
    return said === String(entries.length)
      ? []
      : [`consumer: printed ${said}, not ${entries.length}`]
  } catch (error) {
    const { stdout = '', stderr = '' } = /** @type {{ stdout?: string, stderr?: string }} */ (error)
    return [`consumer: ${stdout}${stderr}`.trim()]
  }
}

/**
 * @param {Package} pkg
 * @returns {string[]}
 */
const entryNames = ({ name, manifest }) =>
  Object.keys(manifest['exports'])
    .filter((subpath) => subpath !== './package.json')
    .map((subpath) => `${name}${subpath.slice(1)}`)

/**
 * @param {string} file
 * @param {string} text
 */
function write(file, text) {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, text)
}

/**
 * @param {string} target
 * @param {string} file
 */
function link(target, file) {
  if (existsSync(file)) return
  mkdirSync(path.dirname(file), { recursive: true })
  symlinkSync(target, file, 'junction')
}

async function main() {
  const packages = publicPackages()
  if (packages.length === 0) throw new Error('no packages found to check')
  const into = mkdtempSync(path.join(os.tmpdir(), 'arbkit-packages-'))
  /** @type {Map<string, TarEntry[]>} */
  const contents = new Map()
  let problemCount = 0
  const report = (/** @type {string} */ name, /** @type {string[]} */ problems) => {
    problemCount += problems.length
    console.log(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${name}`)
    for (const problem of problems) console.log(`     ${problem.replaceAll('\n', '\n     ')}`)
  }
  try {
    for (const pkg of packages) {
      const tarball = packPackage(pkg, into)
      const entries = entriesOf(tarball)
      contents.set(pkg.name, entries)
      const problems = [
        ...contentProblems(entries),
        ...(await publintProblems(tarball)),
        ...attwProblems(tarball),
      ]
      report(pkg.name, problems)
    }
    report('a consumer of all packages', consumerProblems(packages, contents, into))
  } finally {
    rmSync(into, { recursive: true, force: true })
  }
  if (problemCount > 0) process.exit(1)
}

await main()

/**
 * What each step depends on, as one hash, and whether the step has to run. Reads files; runs nothing.
 * @module
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** @typedef {{ readonly inputs: string, readonly outputs: string }} Stamp */

/**
 * Returns one hash over named contents; the order in which they are given does not matter.
 * @param {readonly { readonly name: string, readonly content: string | Uint8Array }[]} parts
 */
export function hashParts(parts) {
  const hash = createHash('sha256')
  const sorted = parts.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  for (const { name, content } of sorted) {
    const digest = createHash('sha256').update(content).digest('hex')
    hash.update(`${name.length}:${name}=${digest}\n`)
  }
  return hash.digest('hex')
}

/**
 * Says why a step has to run, or `undefined` when it does not. A step is done only if its stamp was
 * written for exactly these inputs and the outputs on disk are exactly those it wrote.
 * @param {{ stamp: Stamp | undefined, inputs: string, outputs: string | undefined }} input
 * @returns {'never-done' | 'inputs-changed' | 'outputs-missing' | 'outputs-changed' | undefined}
 */
export function reasonToRun({ stamp, inputs, outputs }) {
  if (stamp === undefined) return 'never-done'
  if (stamp.inputs !== inputs) return 'inputs-changed'
  if (outputs === undefined) return 'outputs-missing'
  return stamp.outputs === outputs ? undefined : 'outputs-changed'
}

/**
 * Says whether a file under `packages/<name>/` goes into the build (tests, READMEs and outputs do not).
 * @param {string} file relative to the package folder, with forward slashes
 */
export function isBuildInput(file) {
  if (file === 'package.json' || file === 'tsconfig.json' || file === 'tsup.config.ts') return true
  if (file.startsWith('types/')) return true
  return file.startsWith('src/') && !file.endsWith('.test.ts')
}

/**
 * Hashes everything that decides what `pnpm install` puts on disk.
 * @param {{ root: string, salt: string }} input `salt`: versions and platform
 */
export function installInputs({ root, salt }) {
  const files = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', '.npmrc']
  const manifests = packageDirs(root).map((dir) => `${dir}/package.json`)
  return hashFiles(root, [...files, ...manifests], salt)
}

/**
 * Hashes everything that decides what the build writes.
 * @param {{ root: string, salt: string }} input `salt`: the install's own hash
 */
export function buildInputs({ root, salt }) {
  const shared = ['tsconfig.base.json', 'tsconfig.build.json', 'tsup.base.ts']
  const own = packageDirs(root).flatMap((dir) =>
    filesUnder(path.join(root, dir))
      .filter(isBuildInput)
      .map((file) => `${dir}/${file}`),
  )
  return hashFiles(root, [...shared, ...own], salt)
}

/**
 * Hashes what an install left behind: `undefined` when a part of it is missing.
 * @param {string} root
 */
export function installOutputs(root) {
  const needed = ['node_modules/.modules.yaml', 'node_modules/typescript/package.json']
  const linked = packageDirs(root)
    .filter((dir) => Object.keys(manifestOf(root, dir).dependencies ?? {}).length > 0)
    .map((dir) => `${dir}/node_modules`)
  if (![...needed, ...linked].every((file) => existsSync(path.join(root, file)))) return undefined
  return hashParts([...needed, ...linked].map((name) => ({ name, content: '' })))
}

/**
 * Hashes what a build left behind: `undefined` when a file that a manifest names is missing.
 * @param {string} root
 */
export function buildOutputs(root) {
  /** @type {string[]} */
  const scripts = []
  for (const dir of packageDirs(root)) {
    const promised = promisedFiles(manifestOf(root, dir)).map((file) => path.join(root, dir, file))
    if (!promised.every((file) => existsSync(file))) return undefined
    const built = filesUnder(path.join(root, dir, 'dist')).filter((file) => file.endsWith('.js'))
    scripts.push(...built.map((file) => `${dir}/dist/${file}`))
  }
  return hashFiles(root, scripts, '')
}

/**
 * Returns the files under `dist` that a manifest promises to whoever imports or runs the package.
 * @param {Manifest} manifest
 * @returns {string[]}
 *
 * @typedef {{ readonly name?: string, readonly dependencies?: Readonly<Record<string, string>>,
 *   readonly bin?: unknown, readonly exports?: unknown }} Manifest
 */
export function promisedFiles(manifest) {
  return stringsIn([manifest.bin, manifest.exports])
    .filter((file) => file.startsWith('./dist/'))
    .map((file) => file.slice('./'.length))
}

/**
 * @param {unknown} value
 * @returns {string[]}
 */
function stringsIn(value) {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(stringsIn)
}

/**
 * Returns the packages' folders, relative to the root, sorted.
 * @param {string} root
 * @returns {string[]}
 */
export function packageDirs(root) {
  return readdirSync(path.join(root, 'packages'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `packages/${entry.name}`)
    .filter((dir) => existsSync(path.join(root, dir, 'package.json')))
    .toSorted()
}

/**
 * @param {string} root
 * @param {string} dir
 * @returns {Manifest}
 */
const manifestOf = (root, dir) =>
  JSON.parse(readFileSync(path.join(root, dir, 'package.json'), 'utf8'))

/**
 * @param {string} root
 * @param {readonly string[]} files a file that does not exist counts as absent, which is a state too
 * @param {string} salt
 */
function hashFiles(root, files, salt) {
  const parts = files.flatMap((name) => {
    const content = readIfThere(path.join(root, name))
    return content === undefined ? [] : [{ name, content }]
  })
  return hashParts([...parts, { name: '', content: salt }])
}

/** @param {string} file */
function readIfThere(file) {
  try {
    return readFileSync(file)
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return undefined
    throw error
  }
}

/**
 * Returns the files below a folder, relative to it, with forward slashes; none if it does not exist.
 * @param {string} dir
 * @returns {string[]}
 */
function filesUnder(dir, prefix = '') {
  if (!existsSync(dir)) return []
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const name = `${prefix}${entry.name}`
    if (entry.name === 'node_modules') return []
    if (entry.isDirectory()) return filesUnder(path.join(dir, entry.name), `${name}/`)
    return entry.isFile() ? [name] : []
  })
}

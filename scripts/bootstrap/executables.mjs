/**
 * Where executables are, per platform. Pure: what exists is asked of the `exists` argument, and the
 * platform and architecture are arguments too, so that every case is testable on one machine.
 * @module
 */
import path from 'node:path'
import { NODE_VERSION_MIN } from './settings.mjs'

/** @typedef {{ readonly command: string, readonly prefixArgs: readonly string[] }} Executable */
/** @typedef {{ readonly platform: string, readonly arch: string }} Host */

/** @param {string} platform */
const pathOf = (platform) => (platform === 'win32' ? path.win32 : path.posix)

/**
 * Returns the name of the npm package that holds the Node executable of one host.
 * @param {Host} host
 */
export function nodePlatformPackage({ platform, arch }) {
  const family = platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node'
  return `${family}-${platform === 'win32' ? 'win' : platform}-${arch}`
}

/**
 * Returns the name of the npm package that holds the pnpm executable of one host.
 * @param {Host} host
 */
export const pnpmPlatformPackage = ({ platform, arch }) => `@pnpm/exe.${platform}-${arch}`

/**
 * Returns where Node may be under a toolchain folder, best first.
 * @param {Host & { toolchainDir: string }} input
 * @returns {string[]}
 */
export function nodeCandidates({ toolchainDir, platform, arch }) {
  const { join } = pathOf(platform)
  const name = platform === 'win32' ? 'node.exe' : 'node'
  const modules = join(toolchainDir, 'node_modules')
  const platformPackage = nodePlatformPackage({ platform, arch })
  return [
    join(modules, 'node', 'bin', name),
    join(modules, 'node', 'node_modules', platformPackage, 'bin', name),
    join(modules, platformPackage, 'bin', name),
  ]
}

/**
 * Returns where pnpm's native executable may be under a toolchain folder, best first. The
 * extensionless `pnpm/pnpm` is never a candidate on Windows: `spawn` cannot start it there.
 * @param {Host & { toolchainDir: string }} input
 * @returns {string[]}
 */
export function pnpmCandidates({ toolchainDir, platform, arch }) {
  const { join } = pathOf(platform)
  const name = platform === 'win32' ? 'pnpm.exe' : 'pnpm'
  const modules = join(toolchainDir, 'node_modules')
  const platformPackage = pnpmPlatformPackage({ platform, arch }).split('/')
  return [
    join(modules, ...platformPackage, name),
    join(modules, 'pnpm', 'node_modules', ...platformPackage, name),
    join(modules, 'pnpm', name),
  ]
}

/**
 * Returns the first candidate that exists.
 * @param {readonly string[]} candidates
 * @param {(file: string) => boolean} exists
 * @returns {string | undefined}
 */
export const firstExisting = (candidates, exists) => candidates.find((file) => exists(file))

/**
 * Returns how to run npm without a shell: its JavaScript entry, started with this Node. npm names
 * itself in `npm_execpath`; without that, it is looked for beside the running Node and then beside
 * each folder of `PATH`.
 * @param {{ env: Readonly<Record<string, string | undefined>>, execPath: string, platform: string,
 *   exists: (file: string) => boolean, realpath: (file: string) => string }} input
 * @returns {Executable | undefined}
 */
export function npmExecutable({ env, execPath, platform, exists, realpath }) {
  const { join, dirname, basename, delimiter } = pathOf(platform)
  const named = env['npm_execpath']
  if (named !== undefined && basename(named).toLowerCase() === 'npm-cli.js' && exists(named)) {
    return { command: execPath, prefixArgs: [named] }
  }
  const tail = ['node_modules', 'npm', 'bin', 'npm-cli.js']
  const searchPath = env['PATH'] ?? env['Path'] ?? ''
  const dirs = [dirname(execPath), ...searchPath.split(delimiter).filter((dir) => dir !== '')]
  for (const dir of dirs) {
    const beside = [join(dir, ...tail), join(dir, '..', 'lib', ...tail)]
    const found = firstExisting(beside, exists) ?? npmLink(join(dir, 'npm'), { exists, realpath })
    if (found !== undefined) return { command: execPath, prefixArgs: [found] }
  }
  return undefined
}

/**
 * @param {string} file
 * @param {{ exists: (file: string) => boolean, realpath: (file: string) => string }} fs
 */
function npmLink(file, { exists, realpath }) {
  if (!exists(file)) return undefined
  const target = realpath(file)
  return target.endsWith('npm-cli.js') ? target : undefined
}

/**
 * Returns how to run the pnpm that started this process, when a person's own Node and pnpm are good
 * enough to be used as they are; `undefined` means: use the toolchain.
 * @param {{ env: Readonly<Record<string, string | undefined>>, execPath: string, nodeVersion: string,
 *   platform: string, exists: (file: string) => boolean }} input
 * @returns {Executable | undefined}
 */
export function ownPnpm({ env, execPath, nodeVersion, platform, exists }) {
  const named = env['npm_execpath']
  if (named === undefined || !isNodeVersionEnough(nodeVersion) || !exists(named)) return undefined
  const name = pathOf(platform).basename(named).toLowerCase()
  if (/^pnpm(\.c?js|\.mjs)$/.test(name)) return { command: execPath, prefixArgs: [named] }
  if (/^pnpm(\.exe)?$/.test(name)) return { command: named, prefixArgs: [] }
  return undefined
}

/**
 * Says whether a Node version (`v24.21.0` or `24.21.0`) can run the built CLI.
 * @param {string} version
 */
export function isNodeVersionEnough(version) {
  const parts = /^v?(\d+)\.(\d+)\.(\d+)/.exec(version)?.slice(1).map(Number)
  if (parts === undefined) return false
  for (const [index, least] of NODE_VERSION_MIN.entries()) {
    const part = parts[index] ?? 0
    if (part !== least) return part > least
  }
  return true
}

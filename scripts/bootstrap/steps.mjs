/**
 * The three steps of the set-up: toolchain, packages, build. Each knows what it depends on and what
 * it leaves behind; each is skipped when neither has changed since it last succeeded.
 * @module
 */
import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import {
  firstExisting,
  nodeCandidates,
  nodePlatformPackage,
  npmExecutable,
  ownPnpm,
  pnpmCandidates,
  pnpmPlatformPackage,
} from './executables.mjs'
import {
  buildInputs,
  buildOutputs,
  hashParts,
  installInputs,
  installOutputs,
  reasonToRun,
} from './inputs.mjs'
import { runQuietly, StepError } from './run.mjs'
import { TOOLCHAIN_VERSIONS } from './settings.mjs'

/** @typedef {import('./executables.mjs').Executable} Executable */
/** @typedef {{ readonly node: string, readonly pnpm: Executable, readonly isOwn: boolean }} Tools */
/** @typedef {(message: string) => void} Say */
/** @typedef {{ readonly root: string, readonly say: Say, readonly realpath: (f: string) => string }} Setup */

const host = { platform: process.platform, arch: process.arch }

/** @param {string} root */
export const toolchainDirOf = (root) => path.join(root, '.toolchain')

/** @param {string} root */
export const lockFileOf = (root) => path.join(toolchainDirOf(root), 'setup.lock')

/**
 * Returns the tools if they are ready to use, without installing anything.
 * @param {string} root
 * @returns {Tools | undefined}
 */
export function readyTools(root) {
  const own = ownPnpm({
    env: process.env,
    execPath: process.execPath,
    nodeVersion: process.version,
    platform: process.platform,
    exists: existsSync,
  })
  if (own !== undefined) return { node: process.execPath, pnpm: own, isOwn: true }
  const stamp = readStamp(root, 'toolchain')
  const reason = reasonToRun({ stamp, inputs: toolchainInputs(), outputs: toolchainOutputs(root) })
  return reason === undefined ? installedTools(root) : undefined
}

/**
 * Puts Node and pnpm under `.toolchain`. What is there is used if it runs; otherwise it is removed
 * and installed anew, the second time without install scripts (some npm set-ups block them).
 * @param {Setup} setup
 * @returns {Promise<Tools>}
 */
export async function prepareTools(setup) {
  const ready = readyTools(setup.root)
  if (ready !== undefined) return ready
  const attempts = [
    async () => {},
    () => installToolchain(setup, toolchainPackages()),
    () => installToolchain(setup, platformPackages()),
  ]
  /** @type {unknown} */
  let failure
  for (const attempt of attempts) {
    try {
      await attempt()
    } catch (error) {
      failure ??= error
      continue
    }
    const tools = installedTools(setup.root)
    if (tools === undefined || !doRun(tools)) continue
    const outputs = toolchainOutputs(setup.root)
    writeStamp(setup.root, 'toolchain', { inputs: toolchainInputs(), outputs: outputs ?? '' })
    return tools
  }
  if (failure instanceof StepError) throw failure
  throw new StepError({
    step: 'toolchain',
    problem: `Node ${TOOLCHAIN_VERSIONS.node} or pnpm ${TOOLCHAIN_VERSIONS.pnpm} does not run here (${host.platform} ${host.arch})`,
    advice:
      'Install Node 22.19 or later and pnpm yourself, then run `pnpm install`, `pnpm build` and `pnpm test`.',
  })
}

/**
 * @param {Setup} setup
 * @param {readonly string[]} packages
 */
async function installToolchain({ root, say, realpath }, packages) {
  const step = 'toolchain'
  const advice = `Check that npm can reach its registry, delete ${toolchainDirOf(root)} and try again.`
  const npm = npmExecutable({
    env: process.env,
    execPath: process.execPath,
    platform: process.platform,
    exists: existsSync,
    realpath,
  })
  if (npm === undefined) {
    const problem = 'npm was not found beside Node nor on PATH'
    throw new StepError({ step, problem, advice: 'Install npm, or start this with `npm start`.' })
  }
  const dir = toolchainDirOf(root)
  say(`installing ${packages.join(' and ')} under .toolchain`)
  rmSync(path.join(dir, 'node_modules'), { recursive: true, force: true, maxRetries: 5 })
  mkdirSync(dir, { recursive: true })
  const flags = ['--no-save', '--no-audit', '--no-fund', '--loglevel=warn', '--prefix', dir]
  const args = [...npm.prefixArgs, 'install', ...flags, ...packages]
  await runQuietly({ step, advice, command: npm.command, args, cwd: dir, env: cleanEnv() })
}

const toolchainPackages = () => [
  `node@${TOOLCHAIN_VERSIONS.node}`,
  `pnpm@${TOOLCHAIN_VERSIONS.pnpm}`,
]

const platformPackages = () => [
  `${nodePlatformPackage(host)}@${TOOLCHAIN_VERSIONS.node}`,
  `${pnpmPlatformPackage(host)}@${TOOLCHAIN_VERSIONS.pnpm}`,
]

/**
 * @param {string} root
 * @returns {Tools | undefined}
 */
function installedTools(root) {
  const where = { toolchainDir: toolchainDirOf(root), ...host }
  const node = firstExisting(nodeCandidates(where), existsSync)
  const pnpm = firstExisting(pnpmCandidates(where), existsSync)
  if (node === undefined || pnpm === undefined) return undefined
  return { node, pnpm: { command: pnpm, prefixArgs: [] }, isOwn: false }
}

/** @param {Tools} tools */
function doRun({ node, pnpm }) {
  return (
    versionSaid(node, []) === TOOLCHAIN_VERSIONS.node &&
    versionSaid(pnpm.command, pnpm.prefixArgs) === TOOLCHAIN_VERSIONS.pnpm
  )
}

/**
 * @param {string} command
 * @param {readonly string[]} prefixArgs
 */
function versionSaid(command, prefixArgs) {
  try {
    const args = [...prefixArgs, '--version']
    const options = /** @type {const} */ ({ encoding: 'utf8', timeout: 60_000, env: cleanEnv() })
    const said = execFileSync(command, args, { ...options, stdio: ['ignore', 'pipe', 'ignore'] })
    return said.trim().replace(/^v/, '')
  } catch {
    return undefined
  }
}

const toolchainInputs = () =>
  `node ${TOOLCHAIN_VERSIONS.node}, pnpm ${TOOLCHAIN_VERSIONS.pnpm}, ${host.platform} ${host.arch}`

/**
 * The executables' paths and sizes: a file cut short by a full disk or a killed install is noticed.
 * @param {string} root
 */
function toolchainOutputs(root) {
  const tools = installedTools(root)
  if (tools === undefined) return undefined
  return [tools.node, tools.pnpm.command]
    .map((file) => `${path.relative(root, file)} ${statSync(file).size}`)
    .join(', ')
}

/**
 * Installs the packages of the lockfile.
 * @param {Setup & { tools: Tools }} setup
 */
export async function installPackages({ root, say, tools }) {
  const inputs = installInputs({ root, salt: saltOf(tools) })
  const stamp = readStamp(root, 'install')
  const reason = reasonToRun({ stamp, inputs, outputs: installOutputs(root) })
  if (reason === undefined) return inputs
  say(`installing packages (${reason})`)
  removeStamp(root, 'install')
  const flags = ['--frozen-lockfile', '--config.confirm-modules-purge=false']
  await runQuietly({
    step: 'install',
    advice:
      'Check that the registry can be reached. If a package.json was changed, run `pnpm install` once to update the lockfile.',
    ...pnpmCommand({ root, tools, args: ['install', ...flags] }),
  })
  writeStamp(root, 'install', { inputs, outputs: installOutputs(root) ?? '' })
  return inputs
}

/**
 * Builds declarations and bundles. `tsc -b` does not notice outputs that were deleted, and keeps an
 * error whose cause was elsewhere: only a change of sources on top of a good build is built upon.
 * @param {Setup & { tools: Tools, salt: string }} setup `salt`: the install's hash
 */
export async function buildPackages({ root, say, tools, salt }) {
  const inputs = buildInputs({ root, salt })
  const stamp = readStamp(root, 'build')
  const reason = reasonToRun({ stamp, inputs, outputs: buildOutputs(root) })
  if (reason === undefined) return
  say(`building (${reason})`)
  removeStamp(root, 'build')
  const advice = 'Correct the error above; `npm run setup` tries again.'
  const script = (/** @type {string} */ name) =>
    runQuietly({ step: 'build', advice, ...pnpmCommand({ root, tools, args: ['run', name] }) })
  const isOnTop = reason === 'inputs-changed' && stamp?.outputs === buildOutputs(root)
  if (isOnTop) await script('build').catch(() => script('rebuild'))
  else await script('rebuild')
  const outputs = buildOutputs(root)
  if (outputs === undefined) {
    const problem = 'the build ended well, but a file that a package.json names is missing'
    throw new StepError({ step: 'build', problem, advice: 'Check tsup.config.ts and exports.' })
  }
  writeStamp(root, 'build', { inputs, outputs })
}

/**
 * Says whether packages and build are up to date, without changing anything.
 * @param {{ root: string, tools: Tools, isBuildNeeded: boolean }} input
 */
export function isSetUp({ root, tools, isBuildNeeded }) {
  const inputs = installInputs({ root, salt: saltOf(tools) })
  const stamp = readStamp(root, 'install')
  if (reasonToRun({ stamp, inputs, outputs: installOutputs(root) }) !== undefined) return false
  if (!isBuildNeeded) return true
  const build = {
    stamp: readStamp(root, 'build'),
    inputs: buildInputs({ root, salt: inputs }),
    outputs: buildOutputs(root),
  }
  return reasonToRun(build) === undefined
}

/**
 * Returns how to start pnpm in this checkout.
 * @param {{ root: string, tools: Tools, args: readonly string[] }} input
 */
export const pnpmCommand = ({ root, tools, args }) => ({
  command: tools.pnpm.command,
  args: [...tools.pnpm.prefixArgs, ...args],
  cwd: root,
  env: toolEnv(tools),
})

/**
 * Returns the environment for everything started with these tools: their Node comes first on PATH.
 * @param {Tools} tools
 * @returns {NodeJS.ProcessEnv}
 */
export function toolEnv({ node, pnpm }) {
  const env = cleanEnv()
  // Windows has one variable under either spelling; two of them would fight.
  const key = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH'
  const dirs = [path.dirname(node), path.dirname(pnpm.command), env[key] ?? '']
  return { ...env, [key]: dirs.filter((dir) => dir !== '').join(path.delimiter) }
}

/**
 * The environment without what the npm that started us says about its own run: pnpm would take the
 * script name and the log level for its own. Settings that a person makes stay.
 * @returns {NodeJS.ProcessEnv}
 */
function cleanEnv() {
  const own =
    /^(npm_(lifecycle|package)_.*|npm_(command|execpath|node_execpath|config_loglevel)|NODE|INIT_CWD)$/i
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)))
}

/** @param {Tools} tools */
const saltOf = ({ node, isOwn }) =>
  hashParts([
    { name: 'host', content: `${host.platform} ${host.arch}` },
    { name: 'node', content: isOwn ? `${node} ${process.version}` : TOOLCHAIN_VERSIONS.node },
  ])

/**
 * Where the stamp of a step is. Beside its outputs where possible: who deletes them, deletes it too.
 * @param {string} root
 * @param {'toolchain' | 'install' | 'build'} step
 */
const stampFile = (root, step) =>
  step === 'toolchain'
    ? path.join(toolchainDirOf(root), 'node_modules', '.arbkit-toolchain.json')
    : path.join(root, 'node_modules', `.arbkit-${step}.json`)

/**
 * @param {string} root
 * @param {'toolchain' | 'install' | 'build'} step
 * @returns {import('./inputs.mjs').Stamp | undefined}
 */
function readStamp(root, step) {
  try {
    return JSON.parse(readFileSync(stampFile(root, step), 'utf8'))
  } catch {
    return undefined
  }
}

/**
 * @param {string} root
 * @param {'toolchain' | 'install' | 'build'} step
 * @param {import('./inputs.mjs').Stamp} stamp
 */
function writeStamp(root, step, stamp) {
  const file = stampFile(root, step)
  const fresh = `${file}.${process.pid}`
  writeFileSync(fresh, `${JSON.stringify(stamp)}\n`)
  renameSync(fresh, file)
}

/**
 * @param {string} root
 * @param {'install' | 'build'} step
 */
const removeStamp = (root, step) => rmSync(stampFile(root, step), { force: true })

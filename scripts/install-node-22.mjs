#!/usr/bin/env node
/**
 * Puts Node 22, the oldest line that the packages promise to run in, under `.toolchain/node22` unless
 * it is there, and prints its path: `ARBKIT_NODE_22=$(node scripts/install-node-22.mjs)`. Only what
 * checks that promise needs it; nobody else has to wait for it.
 * @module
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, realpathSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { firstExisting, nodeCandidates, npmExecutable } from './bootstrap/executables.mjs'

const VERSION = '22.23.3'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const toolchainDir = path.join(root, '.toolchain', 'node22')
const host = { platform: process.platform, arch: process.arch }

/** @returns {string | undefined} */
function installed() {
  const file = firstExisting(nodeCandidates({ toolchainDir, ...host }), existsSync)
  if (file === undefined) return undefined
  try {
    const said = execFileSync(file, ['--version'], { encoding: 'utf8' }).trim()
    return said === `v${VERSION}` ? file : undefined
  } catch {
    return undefined
  }
}

function install() {
  const exists = existsSync
  const { env, execPath, platform } = process
  const npm = npmExecutable({ env, execPath, platform, exists, realpath: realpathSync })
  if (npm === undefined) throw new Error('npm was not found beside Node nor on PATH')
  mkdirSync(toolchainDir, { recursive: true })
  const flags = ['--no-save', '--no-audit', '--no-fund', '--loglevel=error']
  execFileSync(
    npm.command,
    [...npm.prefixArgs, 'install', ...flags, '--prefix', toolchainDir, `node@${VERSION}`],
    { cwd: toolchainDir, stdio: ['ignore', 'ignore', 'inherit'] },
  )
}

if (installed() === undefined) install()
const file = installed()
if (file === undefined) {
  process.stderr.write(`Node ${VERSION} does not run here (${host.platform} ${host.arch})\n`)
  process.exit(1)
}
process.stdout.write(`${file}\n`)

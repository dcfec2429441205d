#!/usr/bin/env node
/**
 * Runs a script of a workspace that stands beside the packages and has a lockfile of its own, so that
 * nobody who does not ask for it installs what it needs: sets up and builds the packages, installs
 * that workspace frozen, runs the script. `node scripts/side-workspace.mjs <folder> <script> [...]`
 * @module
 */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const [folder = '', script = '', ...args] = process.argv.slice(2)

if (script === '' || !existsSync(path.join(root, folder, 'pnpm-workspace.yaml'))) {
  process.stderr.write('usage: node scripts/side-workspace.mjs <folder> <script> [arguments]\n')
  process.exit(2)
}

/** @param {readonly string[]} command */
const bootstrap = (command) =>
  execFileSync(process.execPath, [path.join(root, 'scripts', 'bootstrap.mjs'), ...command], {
    cwd: root,
    stdio: 'inherit',
  })

try {
  bootstrap(['setup'])
  bootstrap(['pnpm', '--dir', folder, 'install', '--frozen-lockfile', '--silent'])
  bootstrap(['pnpm', '--dir', folder, '--silent', 'run', script, ...args])
} catch (error) {
  // What failed has said so itself.
  const { status } = /** @type {{ status?: number | null }} */ (error)
  process.exit(status ?? 1)
}

/**
 * Packs one package as it would be published.
 * @module
 */
import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import path from 'node:path'

/**
 * Packs the package of a folder with what is built in it, and returns the tarball's path.
 * @param {{ readonly name: string, readonly dir: string }} pkg
 * @param {string} into folder that gets the tarball
 * @returns {string}
 */
export function packPackage({ name, dir }, into) {
  execFileSync('pnpm', ['pack', '--pack-destination', into], {
    cwd: dir,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const stem = name.replace('@', '').replace('/', '-')
  const file = readdirSync(into).find(
    (entry) => entry.startsWith(`${stem}-`) && /-\d/.test(entry.slice(stem.length)),
  )
  if (file === undefined) throw new Error(`pnpm pack left no tarball of ${name}`)
  return path.join(into, file)
}

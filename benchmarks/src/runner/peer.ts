/**
 * Reaches the peers that are compared: by file, because none of them exports its parts one by one.
 * @module
 */
import { readFileSync } from 'node:fs'

const modules = new URL('../../node_modules/', import.meta.url)

/**
 * Imports a file of an installed package.
 * @throws {Error} when the package has no such file any more.
 */
export async function importPeer<Shape>(file: string): Promise<Shape> {
  return (await import(new URL(file, modules).href)) as Shape
}

/** Returns the installed version of a package. */
export function versionOf(name: string): string {
  const manifest = readFileSync(new URL(`${name}/package.json`, modules), 'utf8')
  return (JSON.parse(manifest) as { version: string }).version
}

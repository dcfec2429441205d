/**
 * `arb import`: reads files, plans, and writes the session whole or not at all.
 * @module
 */
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { InvalidInputError } from '@arbkit/core'
import { type SessionManifest, writeSession } from '@arbkit/store'
import { type ImportHints, type ImportPlan, type InputFile, planImport } from './import-plan.ts'

/** Largest file, unpacked: 256 MiB. */
export const INPUT_BYTES_MAX = 256 * 1024 * 1024

/** What to import, and where to. */
export interface ImportOptions {
  readonly paths: readonly string[]
  /** The session's folder; must not exist, or be empty. */
  readonly dir: string
  readonly hints: ImportHints
  /** Program and version, for the manifest. */
  readonly createdBy: string
  /** Unix ms. */
  readonly nowMs: number
  /** Random letters and digits. */
  readonly tempId: string
}

/**
 * Imports files into a new session.
 * @throws {ArbError} whatever {@link planImport} refuses, a file that can not be read, a folder in use.
 */
export async function importSession(
  options: ImportOptions,
): Promise<{ readonly plan: ImportPlan; readonly manifest: SessionManifest }> {
  const plan = planImport(await readInputs(options.paths), options.hints)
  const manifest = await writeSession(
    {
      dir: options.dir,
      createdBy: options.createdBy,
      startedAtMs: options.nowMs,
      atomic: { tempId: options.tempId },
    },
    async (writer) => {
      for (const frame of plan.frames) await writer.append(frame)
      return { imports: plan.imports }
    },
  )
  return { plan, manifest }
}

/** Reads files, unpacking gzip, under their {@link inputNames}. */
export async function readInputs(paths: readonly string[]): Promise<readonly InputFile[]> {
  const names = inputNames(paths)
  const files: InputFile[] = []
  for (const [index, path] of paths.entries()) {
    files.push({ name: names[index] ?? path, text: await readText(path) })
  }
  return files
}

/** Returns the files' base names; one that comes again is told apart by a number, `a.json#2`. */
export function inputNames(paths: readonly string[]): readonly string[] {
  const names = new Set<string>()
  for (const path of paths) {
    const base = basename(path)
    let name = base
    for (let count = 2; names.has(name); count += 1) name = `${base}#${count}`
    names.add(name)
  }
  return [...names]
}

async function readText(path: string): Promise<string> {
  const name = basename(path)
  let bytes: Uint8Array
  try {
    bytes = await readFile(path)
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
      bytes = gunzipSync(bytes, { maxOutputLength: INPUT_BYTES_MAX })
    }
  } catch (error) {
    throw new InvalidInputError(`${name}: can not be read: ${reasonOf(error)}`, { cause: error })
  }
  if (bytes.length > INPUT_BYTES_MAX) {
    throw new InvalidInputError(`${name}: larger than ${INPUT_BYTES_MAX} bytes`)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw new InvalidInputError(`${name}: not UTF-8 text`, { cause: error })
  }
}

/** The system's own words without the path: it may be of one machine. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown reason'
  const code = 'code' in error ? String(error.code) : ''
  if (code === 'ENOENT') return 'no such file'
  if (code === 'EISDIR') return 'it is a folder'
  if (code === 'EACCES') return 'no permission'
  return code === '' ? error.message : code
}

/**
 * `arb import`: reads files, plans, and writes the session whole or not at all. Raw responses are read whole;
 * joined tables line by line.
 * @module
 */
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { InvalidInputError } from '@arbkit/core'
import { type ImportRecord, type SessionManifest, writeSession } from '@arbkit/store'
import {
  checkHints,
  type ImportHints,
  type InputFile,
  nothingToImport,
  planFiles,
  Rehearsal,
  turnTaker,
} from './import-plan.ts'
import { mergeInTime } from './in-time-order.ts'
import { inputError } from './input-error.ts'
import { checkTableHints, isJoinedTable, readJoinedTable } from './joined-table.ts'

/** Largest file of raw responses, unpacked: 256 MiB. */
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

/** What was imported. */
export interface ImportReport {
  /** Frames written. */
  readonly frames: number
  readonly imports: readonly ImportRecord[]
  /** Files of no known shape. */
  readonly unrecognised: readonly string[]
  /** Sports without a registry, with their events: recorded, never paired. */
  readonly unknownSports: ReadonlyMap<string, number>
}

/**
 * Imports files into a new session. Frames are in order of time; of one moment those of raw responses come
 * first, in the order of their files, then those of tables.
 * @throws {ArbError} whatever a plan or a table refuses, a file that can not be read, a folder in use.
 */
export async function importSession(
  options: ImportOptions,
): Promise<{ readonly report: ImportReport; readonly manifest: SessionManifest }> {
  const { raw, tables } = await sortInputs(options.paths)
  const { hints } = options
  checkHints(
    [...raw, ...tables].map(({ name }) => name),
    hints,
  )
  for (const { name } of tables) checkTableHints(name, hints)
  const plan = planFiles(await readNamed(raw), hints)
  if (plan.imports.length + tables.length === 0) throw nothingToImport(plan.unrecognised)
  const readings = tables.map((table) =>
    readJoinedTable({ ...table, assumedSize: hints.assumedSize }),
  )
  const rehearsal = new Rehearsal()
  const order = new Map(inputNames(options.paths).map((name, index) => [name, index]))
  const recordsInOrder = (): readonly ImportRecord[] =>
    [...plan.imports, ...readings.map((reading) => reading.record())].toSorted(
      (a, b) => (order.get(a.file) ?? 0) - (order.get(b.file) ?? 0),
    )
  const manifest = await writeSession(
    {
      dir: options.dir,
      createdBy: options.createdBy,
      startedAtMs: options.nowMs,
      atomic: { tempId: options.tempId },
    },
    async (writer) => {
      const takeTurn = turnTaker()
      const sources = [plan.planned, ...readings.map((reading) => reading.frames())]
      for await (const { frame, body } of mergeInTime(sources, ({ frame: { t } }) => t)) {
        const turned = takeTurn(frame)
        rehearsal.apply(turned, body)
        await writer.append(turned)
      }
      return { imports: recordsInOrder() }
    },
  )
  const report = {
    frames: rehearsal.frames,
    imports: recordsInOrder(),
    unrecognised: plan.unrecognised,
    unknownSports: rehearsal.unknownSports(),
  }
  return { report, manifest }
}

interface NamedPath {
  readonly path: string
  /** Base name, unique among the files. */
  readonly name: string
}

function namedPaths(paths: readonly string[]): readonly NamedPath[] {
  const names = inputNames(paths)
  return paths.map((path, index) => ({ path, name: names[index] ?? path }))
}

async function sortInputs(
  paths: readonly string[],
): Promise<{ readonly raw: readonly NamedPath[]; readonly tables: readonly NamedPath[] }> {
  const [raw, tables]: [NamedPath[], NamedPath[]] = [[], []]
  for (const input of namedPaths(paths)) {
    const isTable = await isJoinedTable(input.path, input.name)
    ;(isTable ? tables : raw).push(input)
  }
  return { raw, tables }
}

/** Reads files, unpacking gzip, under their {@link inputNames}. */
export async function readInputs(paths: readonly string[]): Promise<readonly InputFile[]> {
  return readNamed(namedPaths(paths))
}

async function readNamed(inputs: readonly NamedPath[]): Promise<readonly InputFile[]> {
  const files: InputFile[] = []
  for (const { path, name } of inputs) files.push({ name, text: await readText(path) })
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
    throw inputError(name, error)
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

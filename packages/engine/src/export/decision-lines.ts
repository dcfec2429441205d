/**
 * The decisions that a session was recorded with: `decisions-NNNN.ndjson.zst`, a JSON object a line. A file
 * that ends in the middle is read as far as it goes, and that is said.
 * @module
 */
import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createZstdDecompress } from 'node:zlib'
import { isRecord, SessionError } from '@arbkit/core'
import { linesOf, type TextLine } from '../import/text-lines.ts'
import type { Cell } from './parquet-file.ts'

const DECISIONS_FILE = /^decisions-\d{4}\.ndjson\.zst$/

/** The decisions of a session's folder as rows, in order; `problems` is told of torn files. */
export async function* decisionRows(
  dir: string,
  problems: string[],
): AsyncGenerator<readonly Cell[]> {
  let count = 0
  const names = (await readdir(dir)).filter((name) => DECISIONS_FILE.test(name)).toSorted()
  for (const name of names) {
    for await (const line of wholeLines(join(dir, name), { name, problems })) {
      count += 1
      yield rowOf(count, line, name)
    }
  }
}

async function* wholeLines(
  path: string,
  { name, problems }: { readonly name: string; readonly problems: string[] },
): AsyncGenerator<TextLine> {
  const tear = { isTorn: false }
  let held: TextLine | undefined
  for await (const line of linesOf(unpacked(path, { name, tear }), name)) {
    if (held !== undefined) yield held
    held = line
  }
  // The last line of a torn file may be a part of one.
  if (held !== undefined && (!tear.isTorn || isJson(held.text))) yield held
  if (tear.isTorn) problems.push(`${name} is torn: read as far as it goes, the rest is lost`)
}

async function* unpacked(
  path: string,
  { name, tear }: { readonly name: string; readonly tear: { isTorn: boolean } },
): AsyncGenerator<Uint8Array> {
  const file = createReadStream(path)
  const bytes = file.pipe(createZstdDecompress())
  file.on('error', (error) => bytes.destroy(error))
  try {
    for await (const chunk of bytes) yield chunk as Uint8Array
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    if (code !== 'Z_BUF_ERROR') {
      throw new SessionError(`${name}: can not be read: ${code}`, { cause: error })
    }
    tear.isTorn = true
  } finally {
    file.destroy()
    bytes.destroy()
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** @throws {SessionError} a line that is no decision. */
function rowOf(count: number, { number, text }: TextLine, name: string): readonly Cell[] {
  const value: unknown = isJson(text) ? JSON.parse(text) : undefined
  const { turn, t, tag, id = null } = isRecord(value) ? value : {}
  const isDecision =
    Number.isSafeInteger(turn) && Number.isSafeInteger(t) && typeof tag === 'string'
  if (!isDecision || (id !== null && typeof id !== 'string')) {
    throw new SessionError(`${name}:${number}: not a decision: expected turn, t, tag and an id`)
  }
  return [count, turn as number, t as number, tag, id, text]
}

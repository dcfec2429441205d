/**
 * One line out of a zod error.
 * @module
 */
import { printable } from '@arbkit/core'
import type { z } from 'zod'

/** Returns `path: what is wrong, got value` for the first problem; `$` is the whole value. */
export function problemOf(error: z.ZodError, value: unknown): string {
  const [issue] = error.issues
  if (issue === undefined) return 'not of the expected shape'
  let got = value
  let path = '$'
  for (const key of issue.path) {
    got = isIndexable(got) ? got[key] : undefined
    path += typeof key === 'number' ? `[${key}]` : `.${String(key)}`
  }
  return `${path}: ${issue.message}, got ${printable(got)}`
}

function isIndexable(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === 'object' && value !== null
}

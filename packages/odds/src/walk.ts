/**
 * A bounded walk through parsed JSON, for what is looked for by its key and not by its place.
 * @module
 */
import { isRecord } from '@arbkit/core'

/** Deepest nesting looked into: two wrappers, an envelope, and an event down to its outcomes. */
export const DEPTH_MAX = 12

/** Yields everything under a key, at any depth down to {@link DEPTH_MAX}, in the order of the payload. */
export function* valuesUnder(key: string, value: unknown, depth = 0): Generator {
  if (depth > DEPTH_MAX) return
  if (Array.isArray(value)) {
    for (const item of value) yield* valuesUnder(key, item, depth + 1)
  } else if (isRecord(value)) {
    for (const [name, field] of Object.entries(value)) {
      if (name === key) yield field
      else if (typeof field === 'object') yield* valuesUnder(key, field, depth + 1)
    }
  }
}

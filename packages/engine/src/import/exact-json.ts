/**
 * JSON whose numbers keep their digits: a payload cut out of a recorded file prints as it stood
 * there, `0.10` and not `0.1`.
 * @module
 */

/** A parsed text, and a printer for any part of it. */
export interface ExactJson {
  readonly value: unknown
  /** Prints an object or array of `value` on one line; numbers inside as they were written. */
  print(part: unknown): string
}

/** The engine's name for JSON source text access (ECMAScript proposal, in Node since 21). */
interface SourceContext {
  readonly source?: string
}
type Reviver = (this: unknown, key: string, value: unknown, context: SourceContext) => unknown
const parseWithSource = JSON.parse as (text: string, reviver: Reviver) => unknown
const { rawJSON } = JSON as unknown as { readonly rawJSON: (this: void, text: string) => unknown }

/** @throws {SyntaxError} text that is not JSON. */
export function parseExactJson(text: string): ExactJson {
  const digits = new Map<unknown, Map<string, string>>()
  const value = parseWithSource(text, function (key, parsed, { source }) {
    if (typeof parsed === 'number' && source !== undefined && String(parsed) !== source) {
      const ofHolder = digits.get(this) ?? new Map<string, string>()
      digits.set(this, ofHolder.set(key, source))
    }
    return parsed
  })
  return {
    value,
    print: (part) =>
      JSON.stringify(part, function (this: unknown, key: string, printed: unknown) {
        const source = digits.get(this)?.get(key)
        return source === undefined ? printed : rawJSON(source)
      }),
  }
}

/**
 * Returns what a text holds with every number as the text it was written in: `0.10` is `"0.10"`.
 * @throws {SyntaxError} text that is not JSON.
 */
export function parseNumbersAsText(text: string): unknown {
  return parseWithSource(text, (_key, parsed, { source }) =>
    typeof parsed === 'number' ? (source ?? String(parsed)) : parsed,
  )
}

/** Deepest nesting accepted. Responses nest about ten deep; what recurses over them must not overflow. */
export const NESTING_MAX = 100

/** True where brackets nest deeper than {@link NESTING_MAX}; of text that is JSON, or nearly. */
export function isNestedTooDeeply(text: string): boolean {
  let depth = 0
  for (let index = 0; index < text.length; index += 1) {
    const char = text[index]
    if (char === '"') index = stringEnd(text, index)
    else if (char === '[' || char === '{') depth += 1
    else if (char === ']' || char === '}') depth -= 1
    if (depth > NESTING_MAX) return true
  }
  return false
}

/** Returns where the string that begins at `start` ends. */
function stringEnd(text: string, start: number): number {
  let index = start + 1
  while (index < text.length && text[index] !== '"') index += text[index] === '\\' ? 2 : 1
  return index
}

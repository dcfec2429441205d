/**
 * A problem in words.
 * @module
 */

/** Returns `where: text`; a text that begins with its place is not given it twice. */
export function problemWords({
  where,
  text,
}: {
  readonly where: string
  readonly text: string
}): string {
  return text.startsWith(`${where}:`) ? text : `${where}: ${text}`
}

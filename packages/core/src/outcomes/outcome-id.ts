/**
 * Readable ids of outcomes that are told apart by which names are true.
 * @module
 */

const NONE = 'none'
const JOINT = ' + '

/**
 * Returns an id of the outcome in which just these are true: `Denver`, `over 2 + over 3`, `none`.
 * Different lists of names have different ids: a name that could be misread stands in quotes.
 */
export function idOfTrue(names: readonly string[]): string {
  return names.length === 0 ? NONE : names.map(unmistakable).join(JOINT)
}

function unmistakable(name: string): string {
  const isPlain = name !== NONE && !name.includes('+') && !name.includes('"')
  return isPlain ? name : JSON.stringify(name)
}

/**
 * The text of a configuration to a tree of texts with their places. YAML 1.2 without what makes it
 * dangerous: nothing but maps, lists and text; no anchors, aliases, tags, merges or second documents.
 * @module
 */
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLMap,
  type YAMLParseError,
} from 'yaml'
import { type ConfigProblem, shownKey } from './config-problem.ts'
import { decodedText, type Spot } from './config-text.ts'

/** Deepest nesting read. */
export const CONFIG_DEPTH_MAX = 8
/** Most problems of one kind that are told: a file of another format has one in every line. */
export const SYNTAX_PROBLEMS_MAX = 20

/** One value with its place. */
export type Tree =
  | { readonly tag: 'nothing'; readonly spot: Spot }
  /** Something that can not stand here, which was told. */
  | { readonly tag: 'refused'; readonly spot: Spot }
  | { readonly tag: 'text'; readonly spot: Spot; readonly text: string }
  | { readonly tag: 'list'; readonly spot: Spot; readonly items: readonly Tree[] }
  | { readonly tag: 'map'; readonly spot: Spot; readonly entries: readonly TreeEntry[] }

/** A key of a map with its value. */
export interface TreeEntry {
  readonly key: string
  readonly spot: Spot
  readonly value: Tree
}

/** What was read. */
export interface YamlReading {
  /** Undefined where the text can not be read at all. */
  readonly tree: Tree | undefined
  readonly problems: readonly ConfigProblem[]
}

/** What the parser says, by its code, without the text it stumbled over, which may be a secret. */
const SYNTAX: Readonly<Record<string, string>> = {
  BAD_INDENT: 'the indentation does not fit (two blanks a level), or a bracket is not closed',
  BAD_SCALAR_START: 'a value can not start with this character; put it in quotes',
  BAD_DQ_ESCAPE: 'not an escape sequence; use single quotes, or write \\\\ for a backslash',
  BLOCK_AS_IMPLICIT_KEY: 'a second ": " in one line; put the value in quotes, or begin a new line',
  DUPLICATE_KEY: 'this key stands here a second time',
  MISSING_CHAR: 'something is missing: a closing quote or bracket, a colon or a blank',
  MULTILINE_IMPLICIT_KEY: 'a key goes over several lines; is a colon missing?',
  MULTIPLE_DOCS: 'a second document begins with ---; write one only',
  RESOURCE_EXHAUSTION: 'nested too deep',
  TAB_AS_INDENT: 'a tab; indent with blanks',
  TAG_RESOLVE_FAILED: 'tags such as !!int are not used here; leave it out',
  UNEXPECTED_TOKEN: 'this can not stand here',
}

/** Reads a text. Never throws; every problem has its line. */
export function readYaml(source: string | Uint8Array, file: string): YamlReading {
  const problemAt = (spot: Spot, message: string, key = ''): ConfigProblem => ({
    severity: 'error',
    place: { from: 'file', name: file, ...spot },
    key,
    message,
  })
  const decoded = decodedText(source)
  if ('problem' in decoded) {
    return { tree: undefined, problems: [problemAt(decoded.spot, decoded.problem)] }
  }
  const lines = new LineCounter()
  const document = parseDocument(decoded.text, {
    schema: 'failsafe',
    version: '1.2',
    prettyErrors: false,
    lineCounter: lines,
    // Found by the walk in one pass: the parser compares every pair of keys.
    uniqueKeys: false,
  })
  const spotOf = (offset: number): Spot => {
    const { line, col } = lines.linePos(Math.min(offset, decoded.text.length))
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
  const problems = syntaxProblems(document.errors, (at, message) => problemAt(spotOf(at), message))
  if (problems.length > 0) return { tree: undefined, problems }
  const walk = new Walk(spotOf, problemAt)
  const tree = walk.treeOf(document.contents, { key: '', depth: 0, spot: { line: 1, column: 1 } })
  return { tree, problems: walk.problems }
}

/** One problem a line: what follows from the first is noise. */
function syntaxProblems(
  errors: readonly YAMLParseError[],
  problemAt: (offset: number, message: string) => ConfigProblem,
): readonly ConfigProblem[] {
  const byLine = new Map<number | undefined, ConfigProblem>()
  for (const { code, pos } of errors) {
    const problem = problemAt(pos[0], `not YAML: ${SYNTAX[code] ?? 'this can not be read'}`)
    if (!byLine.has(problem.place.line)) byLine.set(problem.place.line, problem)
    if (byLine.size >= SYNTAX_PROBLEMS_MAX) break
  }
  return [...byLine.values()]
}

interface Where {
  readonly key: string
  readonly depth: number
  /** Of what holds it, for what has no place of its own. */
  readonly spot: Spot
}

/** Plain words that YAML takes for nothing. */
const NOTHING = new Set(['', '~', 'null', 'Null', 'NULL'])

class Walk {
  readonly problems: ConfigProblem[] = []
  private readonly spotOf: (offset: number) => Spot
  private readonly problemAt: (spot: Spot, message: string, key: string) => ConfigProblem

  constructor(
    spotOf: (offset: number) => Spot,
    problemAt: (spot: Spot, message: string, key: string) => ConfigProblem,
  ) {
    this.spotOf = spotOf
    this.problemAt = problemAt
  }

  treeOf(node: Node | null | undefined, where: Where): Tree {
    if (node === null || node === undefined) return { tag: 'nothing', spot: where.spot }
    const spot = node.range ? this.spotOf(node.range[0]) : where.spot
    const refuse = (message: string): Tree => {
      this.problems.push(this.problemAt(spot, message, where.key))
      return { tag: 'refused', spot }
    }
    if (where.depth > CONFIG_DEPTH_MAX) return refuse('nested too deep')
    if (isAlias(node)) return refuse('aliases (*name) are not used here; write the value out')
    if ('anchor' in node && node.anchor !== undefined) {
      return refuse('anchors (&name) are not used here; leave it out')
    }
    if (node.tag !== undefined) {
      return refuse(SYNTAX['TAG_RESOLVE_FAILED'] ?? '')
    }
    if (isMap(node)) return { tag: 'map', spot, entries: this.entriesOf(node, { ...where, spot }) }
    if (isSeq(node)) {
      const items = node.items.map((item, index) =>
        this.treeOf(item as Node | null, {
          key: `${where.key}[${index}]`,
          depth: where.depth + 1,
          spot,
        }),
      )
      return { tag: 'list', spot, items }
    }
    if (!isScalar(node)) return refuse('this can not stand here')
    const text = String(node.value)
    const isNothing = node.type === 'PLAIN' && NOTHING.has(text)
    return isNothing ? { tag: 'nothing', spot } : { tag: 'text', spot, text }
  }

  private entriesOf(map: YAMLMap, { key: parent, depth, spot }: Where): readonly TreeEntry[] {
    const seen = new Set<string>()
    return map.items.flatMap((pair): readonly TreeEntry[] => {
      const at = pair.key as Node | null
      const keySpot = at?.range ? this.spotOf(at.range[0]) : spot
      if (!isScalar(at) || at.anchor !== undefined || String(at.value) === '') {
        this.problems.push(this.problemAt(keySpot, 'expected a name before the colon', parent))
        return []
      }
      const key = String(at.value)
      const path = parent === '' ? shownKey(key) : `${parent}.${shownKey(key)}`
      if (key === '__proto__') {
        this.problems.push(this.problemAt(keySpot, 'this name can not be used', path))
        return []
      }
      if (seen.has(key)) {
        this.problems.push(this.problemAt(keySpot, SYNTAX['DUPLICATE_KEY'] ?? '', path))
        return []
      }
      seen.add(key)
      const where = { key: path, depth: depth + 1, spot: keySpot }
      return [{ key, spot: keySpot, value: this.treeOf(pair.value as Node | null, where) }]
    })
  }
}

/** Returns a tree as plain values: text, null, lists, and maps without a prototype. */
export function rawOf(tree: Tree): unknown {
  switch (tree.tag) {
    case 'nothing':
    case 'refused':
      return null
    case 'text':
      return tree.text
    case 'list':
      return tree.items.map(rawOf)
    case 'map': {
      const map: Record<string, unknown> = Object.create(null)
      for (const { key, value } of tree.entries) map[key] = rawOf(value)
      return map
    }
  }
}

/** Says whether something in a tree was refused: what is wrong with the rest can not be known. */
export function isRefused(tree: Tree): boolean {
  if (tree.tag === 'list') return tree.items.some(isRefused)
  if (tree.tag === 'map') return tree.entries.some(({ value }) => isRefused(value))
  return tree.tag === 'refused'
}

/** Returns the place of the last key of a path, where it stands in a map. */
export function keySpotAt(tree: Tree, path: readonly PropertyKey[]): Spot {
  let at: Tree | undefined = tree
  for (const step of path.slice(0, -1)) {
    at = at?.tag === 'map' ? at.entries.find(({ key }) => key === step)?.value : undefined
  }
  const entry = at?.tag === 'map' ? at.entries.find(({ key }) => key === path.at(-1)) : undefined
  return entry?.spot ?? spotAt(tree, path)
}

/** Returns the place of a value inside another; of the nearest one around it where it has none. */
export function spotAt(tree: Tree, path: readonly PropertyKey[]): Spot {
  let [at, spot]: [Tree | undefined, Spot] = [tree, tree.spot]
  for (const step of path) {
    if (at?.tag === 'list') at = typeof step === 'number' ? at.items[step] : undefined
    else if (at?.tag === 'map') at = at.entries.find(({ key }) => key === step)?.value
    else at = undefined
    if (at === undefined) break
    spot = at.spot
  }
  return spot
}

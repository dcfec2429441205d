/**
 * A file of declared relations, YAML: names for propositions, each a market of a session or a price
 * of one's own, and what is declared to hold between them. It says what a person believes; nothing
 * here checks that it is so.
 * @module
 */
import {
  CENTICONTRACTS_MAX,
  CENTICONTRACTS_PER_CONTRACT,
  type Centicontracts,
  checkWire,
  convertWire,
  insideWire,
  InvalidInputError,
  isRecord,
  parseCenticontracts,
  parsePriceTicks,
  type PriceTicks,
  type Relation,
  TICKS_PER_DOLLAR,
  WireFormatError,
  type WireLocation,
} from '@arbkit/core'
import { isNode, LineCounter, parseDocument } from 'yaml'
import * as z from 'zod'

/** What a name of the file stands for. */
export type DeclaredProposition =
  /** YES of a market, by its id; its prices are those of the session. */
  | { readonly tag: 'market'; readonly marketId: string }
  /** Prices typed in by hand: what YES and NO can be bought at, and how many contracts of each. */
  | {
      readonly tag: 'prices'
      readonly yes: PriceTicks | undefined
      readonly no: PriceTicks | undefined
      readonly size: Centicontracts
    }

/** A file, checked for its form. */
export interface RelationsFile {
  /** By name, in the order of the file. */
  readonly propositions: ReadonlyMap<string, DeclaredProposition>
  readonly relations: readonly Relation[]
}

const numberSchema = z.union([z.string(), z.number()])

const pricesSchema = z.strictObject({
  yes: numberSchema.optional(),
  no: numberSchema.optional(),
  size: numberSchema,
})

const fileSchema = z.strictObject({
  propositions: z.record(z.string().min(1), z.unknown()),
  relations: z.array(z.record(z.string(), z.array(z.string().min(1)))).min(1),
})

/** Largest size typed in: more than any book holds. */
const SIZE_MAX = CENTICONTRACTS_MAX / CENTICONTRACTS_PER_CONTRACT

/** Largest file read, characters: far more than a person declares. */
export const RELATIONS_FILE_CHARACTERS_MAX = 1_000_000

/**
 * Parses the text of a file. Messages say file, line and place.
 * @throws {WireFormatError} not YAML, not of this shape, or a price or size that is none.
 * @throws {InvalidInputError} longer than {@link RELATIONS_FILE_CHARACTERS_MAX}.
 */
export function parseRelationsFile(text: string, name: string): RelationsFile {
  if (text.length > RELATIONS_FILE_CHARACTERS_MAX) {
    throw new InvalidInputError(
      `${name}: expected at most ${RELATIONS_FILE_CHARACTERS_MAX} characters, got ${text.length}`,
    )
  }
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const [problem] = document.errors
  if (problem !== undefined) {
    const { line } = lines.linePos(problem.pos[0])
    throw new WireFormatError(
      { source: `${name}:${line}`, path: '$' },
      { expected: 'YAML', got: problem.message },
    )
  }
  const lineOf = (path: readonly (string | number)[]): number => {
    for (let length = path.length; length >= 0; length -= 1) {
      const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
    }
    return 1
  }
  const value = plainOf(document, name)
  const place = (...path: readonly (string | number)[]): WireLocation =>
    insideWire({ source: `${name}:${lineOf(path)}`, path: '$' }, ...path)
  return readFile(value, place)
}

/** @throws {WireFormatError} aliases that would grow without end. */
function plainOf(document: ReturnType<typeof parseDocument>, name: string): unknown {
  try {
    return document.toJS()
  } catch (error) {
    const got = error instanceof Error ? error.message : error
    throw new WireFormatError({ source: name, path: '$' }, { expected: 'YAML', got })
  }
}

type PlaceOf = (...path: readonly (string | number)[]) => WireLocation

function readFile(value: unknown, place: PlaceOf): RelationsFile {
  const checked = fileSchema.safeParse(value)
  const steps = (checked.error?.issues[0]?.path ?? []).map((step) =>
    typeof step === 'number' ? step : String(step),
  )
  // The same check again, to throw with the line of its first problem.
  const file = checkWire(fileSchema, value, { ...place(...steps), path: '$' })
  const propositions = new Map<string, DeclaredProposition>()
  for (const [name, stated] of Object.entries(file.propositions)) {
    propositions.set(name, propositionOf(stated, place('propositions', name)))
  }
  const relations = file.relations.map((stated, index) =>
    relationOf(stated, place('relations', index)),
  )
  return { propositions, relations }
}

function propositionOf(value: unknown, at: WireLocation): DeclaredProposition {
  if (typeof value === 'string' && value !== '') return { tag: 'market', marketId: value }
  if (!isRecord(value)) {
    throw new WireFormatError(at, { expected: "a market's id, or prices with a size", got: value })
  }
  const stated = checkWire(pricesSchema, value, at)
  const priceOf = (key: 'yes' | 'no'): PriceTicks | undefined => {
    const text = stated[key]
    const expected = 'a price in dollars above 0 and below 1'
    return text === undefined
      ? undefined
      : convertWire({ at, key, expected }, String(text), parseOpenPrice)
  }
  const expected = `a count of contracts above 0 and at most ${SIZE_MAX}`
  const size = convertWire({ at, key: 'size', expected }, String(stated.size), parseSize)
  return { tag: 'prices', yes: priceOf('yes'), no: priceOf('no'), size }
}

function parseOpenPrice(text: string): PriceTicks {
  const price = parsePriceTicks(text)
  if (price > 0 && price < TICKS_PER_DOLLAR) return price
  throw new InvalidInputError(`not within a dollar: ${text}`)
}

function parseSize(text: string): Centicontracts {
  const size = parseCenticontracts(text)
  if (size > 0) return size
  throw new InvalidInputError(`no contracts: ${text}`)
}

const RELATION_WORDS = ['subset', 'disjoint', 'complement', 'exhaustive', 'equivalent'] as const
type RelationWord = (typeof RELATION_WORDS)[number]

function relationOf(
  stated: Readonly<Record<string, readonly string[]>>,
  at: WireLocation,
): Relation {
  const [word, ...more] = Object.keys(stated)
  const isOne = more.length === 0 && RELATION_WORDS.some((known) => known === word)
  if (word === undefined || !isOne) {
    throw new WireFormatError(at, { expected: `one of ${RELATION_WORDS.join(', ')}`, got: stated })
  }
  const names = stated[word] ?? []
  const isPair = word === 'subset' || word === 'complement'
  if (isPair ? names.length !== 2 : names.length < 2) {
    const expected = isPair ? 'two names' : 'two names or more'
    throw new WireFormatError(insideWire(at, word), { expected, got: names })
  }
  const [first = '', second = ''] = names
  const tag = word as RelationWord
  if (tag === 'subset') return { tag, narrow: first, wide: second }
  if (tag === 'complement') return { tag, propositions: [first, second] }
  return { tag, propositions: names }
}

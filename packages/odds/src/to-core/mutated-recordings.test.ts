/**
 * Recordings damaged at random, from a seed: each is read as it stands, or refused by name, or its price is
 * one that stands in the damaged text at that very place. Nothing else may happen.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { ArbError, isArbError, isRecord, type OddsListing, type Rng } from '@arbkit/core'
import { createSeededRng } from '@arbkit/core/testing'
import { describe, expect, it } from 'vitest'
import { recogniseOdds } from '../recognise.ts'
import { parseEvents } from './feed-event.ts'
import { parseOdds } from './listing.ts'
import { parseSnapshot } from './snapshot.ts'

const SHARED = new URL('../../../../../shared/data/oddsapi/', import.meta.url)
const isHere = existsSync(SHARED)
if (!isHere) {
  console.warn('\nSKIPPED: no recordings in ../shared/data/oddsapi, none were damaged and read\n')
}

/** Ten lots of a thousand, each from a seed of its own. */
const LOTS = Array.from({ length: 10 }, (_, lot) => 20_261_121 + lot)
const LOT_SIZE = 1000
const REFUSAL = /^damaged\.json: \S.*: expected .+, got .+$/
const EVENTS_MAX = 2
const BOOKS_MAX = 3

/** A response of two events and three books at most, in the shape it was recorded in. */
function smallResponse(name: string): unknown {
  const bytes = readFileSync(new URL(name, SHARED))
  const file: unknown = JSON.parse((name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString())
  return cut(recogniseOdds(file)?.frames[0]?.payload)
}

function cut(payload: unknown): unknown {
  if (Array.isArray(payload)) return payload.slice(0, EVENTS_MAX).map(cut)
  if (!isRecord(payload)) return payload
  if ('data' in payload) return { ...payload, data: cut(payload['data']) }
  const { bookmakers } = payload
  return Array.isArray(bookmakers)
    ? { ...payload, bookmakers: bookmakers.slice(0, BOOKS_MAX) }
    : payload
}

type Node = Record<string, unknown> | unknown[]

/** Every object and array inside, the outermost first. */
function nodesOf(value: unknown): Node[] {
  if (typeof value !== 'object' || value === null) return []
  return [value as Node, ...Object.values(value).flatMap(nodesOf)]
}

const JUNK: readonly unknown[] = [
  null,
  '',
  'NaN',
  '-110',
  0,
  -0.5,
  99,
  -99,
  1,
  1.5,
  1e21,
  -1e21,
  123.456_789_012_3,
  [],
  {},
  [null],
  true,
  'Over',
  '2026-13-45T99:99:99Z',
  'x'.repeat(300),
  '\u0000\u2028',
]

const pick = <T>(rng: Rng, items: readonly T[]): T => items[Math.floor(rng.next() * items.length)]!

/** A fresh one each time: what is damaged twice must not damage the next. */
const junkOf = (rng: Rng): unknown => structuredClone(pick(rng, JUNK))

/** Damages a parsed copy in one place. */
function damage(root: unknown, rng: Rng): void {
  const node = pick(rng, nodesOf(root))
  const keys = Object.keys(node)
  const fields = node as Record<string, unknown>
  const key = pick(rng, keys.length === 0 ? ['x'] : keys)
  switch (Math.floor(rng.next() * 6)) {
    case 0:
      if (Array.isArray(node)) node.splice(Number(key) || 0, 1)
      else delete fields[key]
      return
    case 1:
      fields[key] = junkOf(rng)
      return
    case 2:
      // Twice the same: an event, a book, a market, an outcome, or a field of another's.
      if (Array.isArray(node)) node.push(structuredClone(node[Number(key)]))
      else fields[pick(rng, keys.length === 0 ? ['x'] : keys)] = structuredClone(fields[key])
      return
    case 3: {
      const other = pick(rng, keys.length === 0 ? ['x'] : keys)
      ;[fields[key], fields[other]] = [fields[other], fields[key]]
      return
    }
    case 4:
      if (typeof fields[key] === 'number') fields[key] = fields[key] * (rng.next() - 0.5)
      else if (typeof fields[key] === 'string') fields[key] = fields[key].slice(1)
      else fields[key] = { [key]: fields[key] }
      return
    default:
      fields[`x_${key}`] = junkOf(rng)
  }
}

/** Returns a damaged text of a response, mostly still JSON. */
function damagedText(text: string, rng: Rng): string {
  const roll = rng.next()
  if (roll < 0.04) return text.slice(0, Math.floor(rng.next() * text.length))
  if (roll < 0.06) return text.replace(/"price":[^,}]+/, '"price":NaN')
  if (roll < 0.1) {
    // A field that stands twice in one object: the last one counts.
    return text.replace(/"price":/, `"price":${pick(rng, ['-150', '2.5', 'null', '"1"'])},"price":`)
  }
  if (roll < 0.15) {
    const at = Math.floor(rng.next() * text.length)
    return (
      text.slice(0, at) + pick(rng, ['"', ',', '}', ']', '9', '-', '\\', ' ']) + text.slice(at + 1)
    )
  }
  const root: unknown = JSON.parse(text)
  damage(root, rng)
  if (rng.next() < 0.3) damage(root, rng)
  return JSON.stringify(root)
}

/** Every price of a parsed text with where it stands, found without the parser under test. */
function pricesIn(root: unknown): ReadonlySet<string> {
  const found = new Set<string>()
  const inside = (value: unknown, key: string): readonly Record<string, unknown>[] => {
    const list = isRecord(value) ? value[key] : undefined
    return Array.isArray(list) ? list.filter(isRecord) : []
  }
  const data = isRecord(root) && 'data' in root ? root['data'] : root
  for (const event of [data].flat().filter(isRecord)) {
    for (const book of inside(event, 'bookmakers')) {
      for (const market of inside(book, 'markets')) {
        for (const { name, price, point } of inside(market, 'outcomes')) {
          found.add(placeOf([event['id'], book['key'], market['key'], name, point ?? null, price]))
        }
      }
    }
  }
  return found
}

const placeOf = (place: readonly unknown[]): string => JSON.stringify(place)

function pricesOf(listings: readonly OddsListing[]): readonly string[] {
  return listings.flatMap(({ eventId, markets }) =>
    markets.flatMap(({ book, marketKey, outcomes }) =>
      outcomes.map(({ name, price, point }) =>
        placeOf([eventId, book, marketKey, name, point ?? null, Number(price.original)]),
      ),
    ),
  )
}

/** What became of a damaged text: the prices read, or the name of the refusal. */
function outcomeOf(text: string): readonly string[] | ArbError | SyntaxError {
  try {
    const root: unknown = JSON.parse(text)
    recogniseOdds(root)
    return pricesOf(parseOdds(root, { source: 'damaged.json', path: '$' }))
  } catch (error) {
    if (isArbError(error) || error instanceof SyntaxError) return error
    throw error
  }
}

/** The parsers beside odds see the same damage; all that is asked of them is a name for it. */
function alsoRefusedByName(text: string): void {
  try {
    const root: unknown = JSON.parse(text)
    const at = { source: 'damaged.json', path: '$' }
    if (Array.isArray(root)) parseEvents(root, at)
    else parseSnapshot(root, at, parseEvents)
  } catch (error) {
    if (!isArbError(error) && !(error instanceof SyntaxError)) throw error
  }
}

describe.skipIf(!isHere)('recordings, damaged', () => {
  const texts = (
    isHere ? readdirSync(SHARED, { recursive: true, encoding: 'utf8' }).toSorted() : []
  )
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => /\.json(?:\.gz)?$/.test(name) && name !== 'team_names_seen.json')
    .map((name) => JSON.stringify(smallResponse(name)))

  it('are all of them', () => {
    expect(texts).toHaveLength(198)
  })

  it.each(LOTS)('are read or refused by name, and no price is made up: %i', (seed) => {
    const rng = createSeededRng(seed)
    const counts = { read: 0, empty: 0, refused: 0, 'no JSON': 0, prices: 0 }
    const wrong: string[] = []
    for (let index = 0; index < LOT_SIZE; index += 1) {
      const text = damagedText(pick(rng, texts), rng)
      alsoRefusedByName(text)
      const outcome = outcomeOf(text)
      if (outcome instanceof SyntaxError) counts['no JSON'] += 1
      else if (outcome instanceof ArbError) {
        counts.refused += 1
        if (!REFUSAL.test(outcome.message)) wrong.push(outcome.message)
      } else {
        counts[outcome.length === 0 ? 'empty' : 'read'] += 1
        counts.prices += outcome.length
        const there = pricesIn(JSON.parse(text))
        wrong.push(...outcome.filter((price) => !there.has(price)))
      }
    }
    expect(wrong).toEqual([])
    // Not all of one kind: the damage is felt, and not everything is refused.
    expect(counts.read).toBeGreaterThan(LOT_SIZE / 5)
    expect(counts.refused).toBeGreaterThan(LOT_SIZE / 10)
    expect(counts['no JSON']).toBeGreaterThan(LOT_SIZE / 50)
    expect(counts.prices).toBeGreaterThan(LOT_SIZE)
  })
})

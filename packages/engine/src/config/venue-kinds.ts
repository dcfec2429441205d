/**
 * Kinds of values that name a venue, a key, a store, leagues, markets and books.
 * @module
 */
import { type Cents, InvalidInputError, type LeagueId, LEAGUES, Secret } from '@arbkit/core'
import { customHost, DEMO_HOST, type KalshiHost, PRODUCTION_HOST } from '@arbkit/kalshi'
import {
  BOOKS,
  customOddsHost,
  FEATURED_MARKETS,
  type OddsApiHost,
  PRODUCTION_ODDS_HOST,
} from '@arbkit/odds'
import { z } from 'zod'
import type { BookChoice } from '../scan/options.ts'
import { type Kind, list, scalar } from './kind.ts'
import { share, stake } from './value-kinds.ts'

/** Ends of a REST address, and what stands in their place for the stream. */
const STREAM_OF_REST = [/^http(s?:.*)\/trade-api\/v2\/?$/, 'ws$1/trade-api/ws/v2'] as const

/**
 * Returns where Kalshi is reached: `production`, `demo`, or an address that ends in `/trade-api/v2`.
 * @throws {InvalidInputError} none of them; what is no address is not shown, it may be a secret.
 */
export function parseKalshiHost(text: string): KalshiHost {
  if (text === 'production') return PRODUCTION_HOST
  if (text === 'demo') return DEMO_HOST
  if (!/^https?:\/\//.test(text)) {
    throw new InvalidInputError(
      'expected production, demo, or an address that ends in /trade-api/v2, got none of them',
    )
  }
  return customHost({ restUrl: text, streamUrl: text.replace(...STREAM_OF_REST) })
}

/** Where Kalshi is reached. */
export const kalshiHost: Kind<KalshiHost> = scalar({
  expected: 'production, demo, or an https address that ends in /trade-api/v2',
  shape: { type: 'string' },
  read: parseKalshiHost,
  print: ({ name, restUrl }) => (name === 'custom' ? restUrl : name),
})

/** Where The Odds API is reached. */
export const oddsHost: Kind<OddsApiHost> = scalar({
  expected: 'an https address without a path, such as https://api.the-odds-api.com',
  shape: { type: 'string' },
  read: (text) => (text === PRODUCTION_ODDS_HOST.url ? PRODUCTION_ODDS_HOST : customOddsHost(text)),
  print: ({ url }) => url,
})

/** The id of a key: no secret, but it looks like one. */
export const keyId: Kind<string> = {
  ...scalar({
    expected: 'the id of a key as the venue shows it, letters, digits and hyphens',
    shape: { type: 'string', pattern: '^[A-Za-z0-9-]{8,64}$' },
    read: (text) => {
      if (!/^[A-Za-z0-9-]{8,64}$/.test(text)) throw new InvalidInputError('not one')
      return text
    },
    print: (value) => value,
  }),
  allowsKeyText: true,
}

const LEAGUE_IDS: readonly string[] = Object.values(LEAGUES).map(({ id }) => id)

/** Leagues by their ids. */
export const leagues: Kind<readonly LeagueId[]> = list({
  expected: `leagues of ${LEAGUE_IDS.join(', ')}`,
  isOne: (text): text is LeagueId => LEAGUE_IDS.includes(text),
  options: LEAGUE_IDS,
})

const MARKETS: readonly string[] = FEATURED_MARKETS.filter((key) => key !== 'outrights')

/** Markets of The Odds API that are asked for by sport. */
export const markets: Kind<readonly string[]> = list({
  expected: `markets of ${MARKETS.join(', ')}`,
  isOne: (text): text is string => MARKETS.includes(text),
  options: MARKETS,
})

const REGIONS: readonly string[] = [
  ...new Set([...BOOKS.values()].map(({ region }): string => region)),
]

/** Regions of The Odds API. */
export const regions: Kind<readonly string[]> = list({
  expected: `regions of ${REGIONS.join(', ')}`,
  isOne: (text): text is string => REGIONS.includes(text),
  options: REGIONS,
})

/** A book that may be a leg, with limits of its own. */
export interface ConfigBook extends BookChoice {
  /** Largest bet there; undefined: the one for all books. */
  readonly maxStakeCents: Cents | undefined
}

/** What may be said of a book. */
const BOOK_KEYS = {
  maxStake: stake,
  commission: share({ mostPercent: 100, isMostIncluded: false }),
} as const

const EXPECTED_BOOKS = 'books with what is to be said of each, such as draftkings: {maxStake: $250}'

const bookSchema = z
  .strictObject({
    maxStake: BOOK_KEYS.maxStake.schema.optional(),
    commission: BOOK_KEYS.commission.schema.optional(),
  })
  .nullable()

/** The keys that a book may have. */
export const BOOK_KEY_NAMES: readonly string[] = Object.keys(BOOK_KEYS)

const BOOK_KEY = /^[a-z0-9_]{1,40}$/

/**
 * Books by their keys: a map, or as flags say it, each with its commission, its largest bet or both:
 * `draftkings,fanduel=$250,betfair_ex_eu=5%/$100`.
 */
export const books: Kind<readonly ConfigBook[]> = {
  expected: EXPECTED_BOOKS,
  schema: z
    .record(z.string().regex(BOOK_KEY), bookSchema)
    .refine((all) => Object.keys(all).length > 0, { params: { expected: EXPECTED_BOOKS } })
    .transform((all) =>
      Object.entries(all).map(
        ([key, book]): ConfigBook => ({
          key,
          commission: book?.commission,
          maxStakeCents: book?.maxStake,
        }),
      ),
    ),
  rawOf: (text) => {
    const raw: Record<string, Record<string, string>> = Object.create(null)
    for (const entry of text.split(',')) {
      const [key = '', ...rest] = entry.trim().split('=')
      // A book that is named twice is no book that can be: the schema says so.
      const name = key in raw || key === '__proto__' ? `${key},` : key
      raw[name] = rest.length === 0 ? {} : bookFacts(rest.join('='))
    }
    return raw
  },
  print: (all) => all.map(bookText).join(','),
}

/** `5%`, `$250` or `5%/$250`. */
function bookFacts(text: string): Record<string, string> {
  const [first = '', ...rest] = text.split('/')
  if (first.startsWith('$')) return { maxStake: text }
  return rest.length === 0 ? { commission: first } : { commission: first, maxStake: rest.join('/') }
}

function bookText({ key, commission, maxStakeCents }: ConfigBook): string {
  const facts = [
    ...(commission === undefined ? [] : [BOOK_KEYS.commission.print(commission)]),
    ...(maxStakeCents === undefined ? [] : [BOOK_KEYS.maxStake.print(maxStakeCents)]),
  ]
  return facts.length === 0 ? key : `${key}=${facts.join('/')}`
}

/** Where rows are kept. */
export type StorePlace =
  | { readonly tag: 'sqlite'; readonly file: string }
  /** The address may hold a password; `shown` is it without. */
  | {
      readonly tag: 'postgres'
      readonly url: Secret
      readonly shown: string
      readonly hasPassword: boolean
    }

/** `sqlite:<file>`, or the address of a PostgreSQL database. */
export const storePlace: Kind<StorePlace> = {
  ...scalar<StorePlace>({
    expected: 'sqlite:<file>, or postgres://<user>@<host>/<database>',
    shape: { type: 'string', pattern: '^(?:sqlite:.+|postgres(?:ql)?://.+)$' },
    read: parseStorePlace,
    print: (place) => (place.tag === 'sqlite' ? `sqlite:${place.file}` : place.shown),
  }),
  withPlace: (place, resolve) =>
    place.tag === 'sqlite' ? { tag: 'sqlite', file: resolve(place.file) } : place,
}

function parseStorePlace(text: string): StorePlace {
  const file = /^sqlite:(?!\/\/)([^\u0000-\u001f]{1,1000})$/.exec(text)?.[1]
  if (file !== undefined) return { tag: 'sqlite', file }
  const url = /^postgres(?:ql)?:\/\//.test(text) ? URL.parse(text) : null
  if (url === null || url.hostname === '' || !/^\/[^/]+$/.test(url.pathname)) {
    throw new InvalidInputError('not one')
  }
  const user = url.username === '' ? '' : `${url.username}@`
  // Parameters are left out: one of them may be a password.
  return {
    tag: 'postgres',
    url: new Secret(text),
    hasPassword: url.password !== '' || url.searchParams.has('password'),
    shown: `${url.protocol}//${user}${url.host}${url.pathname}`,
  }
}

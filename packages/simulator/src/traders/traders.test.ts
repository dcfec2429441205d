import { fc, test } from '@fast-check/vitest'
import {
  type BookSnapshot,
  centicontracts,
  complementTicks,
  isOnGrid,
  priceTicks,
  TICKS_PER_DOLLAR,
} from '@arbkit/core'
import { createSeededRng } from '@arbkit/core/testing'
import { describe, expect } from 'vitest'
import { MARKET_GRIDS } from '../games/market-grid.ts'
import { priceAtLeast, priceAtMost } from './grid-steps.ts'
import { makerQuotes, type Quote, requote, type RestingQuote } from './maker-quotes.ts'
import { nextNoiseMs, noiseOrder } from './noise-orders.ts'
import { profileAhead, profileOf } from './trader-profile.ts'

const GRID = MARKET_GRIDS.linear_cent
const WINNER = profileOf('mlb', { tag: 'winner', team: 'home' })
const LINE = profileOf('nfl', { tag: 'total', line: 44.5 })
const FAIR = fc.oneof(
  // Evenly spread: most doubles of 0 to 1 are all but 0.
  fc.integer({ min: 0, max: 1_000_000 }).map((millionths) => millionths / 1_000_000),
  fc.integer({ min: 0, max: 100 }).map((cents) => cents / 100),
)
const ASKED = fc.record({
  name: fc.constantFrom('a', 'b', 'c'),
  fair: FAIR,
  profile: fc.constantFrom(WINNER, LINE, profileAhead(WINNER, 30)),
  grid: fc.constantFrom(...Object.values(MARKET_GRIDS)),
  spell: fc.integer({ min: 0, max: 50 }),
  inventory: fc.integer({ min: -1_000_000, max: 1_000_000 }),
})

const bidsOf = (quotes: readonly Quote[]): readonly Quote[] =>
  quotes.filter(({ side }) => side === 'bid')
const asksOf = (quotes: readonly Quote[]): readonly Quote[] =>
  quotes.filter(({ side }) => side === 'ask')

describe('a maker', () => {
  test.prop([ASKED])('never buys above nor sells below what a contract is worth', (asked) => {
    const quotes = makerQuotes(asked)
    const worth = asked.fair * TICKS_PER_DOLLAR
    const [bid, ask] = [bidsOf(quotes)[0], asksOf(quotes)[0]]
    for (const { price } of bidsOf(quotes)) expect(price).toBeLessThanOrEqual(worth + 1e-4)
    for (const { price } of asksOf(quotes)) expect(price).toBeGreaterThanOrEqual(worth - 1e-4)
    if (bid !== undefined && ask !== undefined) expect(ask.price).toBeGreaterThan(bid.price)
    if (asked.fair >= 0.02 && asked.fair <= 0.98) expect(bid && ask).toBeDefined()
    for (const { price, count } of quotes) {
      expect(isOnGrid(asked.grid, price)).toBe(true)
      expect(price).toBeGreaterThan(0)
      expect(price).toBeLessThan(TICKS_PER_DOLLAR)
      expect(count % 100).toBe(0)
      expect(count).toBeGreaterThan(0)
    }
  })

  test.prop([ASKED])('asks each price once, best first, and the same twice', (asked) => {
    const quotes = makerQuotes(asked)
    for (const one of [bidsOf(quotes), asksOf(quotes)]) {
      const prices = one.map(({ side, price }) => (side === 'bid' ? -price : price))
      expect(prices).toEqual([...new Set(prices)].toSorted((a, b) => a - b))
    }
    expect(makerQuotes(asked)).toEqual(quotes)
  })

  test('backs off from more of what it holds much of', () => {
    const asked = { name: 'a', fair: 0.505, profile: WINNER, grid: GRID, spell: 1, inventory: 0 }
    const bestOf = (inventory: number): readonly (number | undefined)[] => {
      const quotes = makerQuotes({ ...asked, inventory })
      return [bidsOf(quotes)[0]?.price, asksOf(quotes)[0]?.price]
    }
    const [bid = 0, ask = 0] = bestOf(0)
    expect(bestOf(1_000_000)).toEqual([bid - 100, ask])
    expect(bestOf(-1_000_000)).toEqual([bid, ask + 100])
  })

  test('what is worth nothing, or a dollar, has one side', () => {
    const asked = { name: 'a', profile: WINNER, grid: GRID, spell: 1, inventory: 0 }
    expect(bidsOf(makerQuotes({ ...asked, fair: 0 }))).toEqual([])
    expect(asksOf(makerQuotes({ ...asked, fair: 0 })).length).toBeGreaterThan(10)
    expect(asksOf(makerQuotes({ ...asked, fair: 1 }))).toEqual([])
    expect(() => makerQuotes({ ...asked, fair: 1.01 })).toThrow('worth')
  })
})

describe('requoting', () => {
  const resting = (quotes: readonly Quote[]): readonly RestingQuote[] =>
    quotes.map((quote, index) => ({ ...quote, orderId: `o${index}` }))

  test.prop([ASKED, ASKED])('leads from any ladder to any other, keeping what will do', (a, b) => {
    const before = resting(makerQuotes(a))
    const wanted = makerQuotes(b)
    const { cancel, place } = requote(wanted, before)
    const kept = before.filter(({ orderId }) => !cancel.includes(orderId))
    const keyOf = ({ side, price }: Quote): string => `${side} ${price}`
    expect([...kept, ...place].map(keyOf).toSorted()).toEqual(wanted.map(keyOf).toSorted())
    for (const one of kept) {
      const { count = 0 } = wanted.find((quote) => keyOf(quote) === keyOf(one)) ?? {}
      expect(one.count).toBeGreaterThanOrEqual(count / 2)
      expect(one.count).toBeLessThanOrEqual(count * 2)
    }
  })

  test('does nothing where all is there, and renews what was taken', () => {
    const quotes = makerQuotes({
      name: 'a',
      fair: 0.4,
      profile: WINNER,
      grid: GRID,
      spell: 1,
      inventory: 0,
    })
    const before = resting(quotes)
    expect(requote(quotes, before)).toEqual({ cancel: [], place: [] })
    const taken = before.map((quote, index) =>
      index === 0 ? { ...quote, count: centicontracts(1) } : quote,
    )
    expect(requote(quotes, taken)).toEqual({ cancel: ['o0'], place: [quotes[0]] })
    expect(requote(quotes, before.slice(1))).toEqual({ cancel: [], place: [quotes[0]] })
  })

  test('takes a second order at a price away', () => {
    const quotes = makerQuotes({
      name: 'a',
      fair: 0.4,
      profile: LINE,
      grid: GRID,
      spell: 1,
      inventory: 0,
    })
    const before = resting([...quotes, ...quotes.slice(0, 1)])
    expect(requote(quotes, before).cancel).toEqual([`o${quotes.length}`])
  })
})

describe('noise', () => {
  const level = (price: number, size: number): BookSnapshot['yesBids'][number] => ({
    price: priceTicks(price),
    size: centicontracts(size),
  })
  const book: BookSnapshot = { yesBids: [level(4300, 500_000)], noBids: [level(5500, 900_000)] }

  test.prop([fc.integer(), fc.double({ min: 0.43, max: 0.45, noNaN: true })])(
    'rests behind the touch and what it is worth, or takes a part of the best level',
    (seed, fair) => {
      const rng = createSeededRng(seed)
      for (let index = 0; index < 20; index += 1) {
        const order = noiseOrder({ profile: WINNER, grid: GRID, book, fair, rng })
        if (order === undefined) throw new Error('no order')
        const { side, price, count, restsMs } = order
        if (restsMs === undefined) {
          expect(price).toBe(side === 'bid' ? complementTicks(priceTicks(5500)) : 4300)
          expect(count).toBeLessThanOrEqual((side === 'bid' ? 900_000 : 500_000) / 5)
          expect(count).toBeGreaterThanOrEqual(100)
          continue
        }
        expect(restsMs).toBeGreaterThan(0)
        if (side === 'bid') expect(price).toBeLessThanOrEqual(4300)
        else expect(price).toBeGreaterThanOrEqual(4500)
      }
    },
  )

  test('never rests better than what it is worth, whoever does', () => {
    const rng = createSeededRng(1)
    for (let index = 0; index < 200; index += 1) {
      const order = noiseOrder({ profile: WINNER, grid: GRID, book, fair: 0.3, rng })
      if (order?.restsMs !== undefined && order.side === 'bid') {
        expect(order.price).toBeLessThanOrEqual(3000)
      }
    }
  })

  test('comes at its rate, and not at all where there is no activity', () => {
    const rng = createSeededRng(4)
    let sum = 0
    for (let index = 0; index < 4000; index += 1) sum += nextNoiseMs(WINNER, 1, rng)
    const perMinute = 60_000 / (sum / 4000)
    expect(perMinute).toBeGreaterThan(9.5)
    expect(perMinute).toBeLessThan(10.5)
    expect(nextNoiseMs(WINNER, 0, rng)).toBe(Infinity)
    expect(
      noiseOrder({ profile: LINE, grid: GRID, book: { yesBids: [], noBids: [] }, fair: 0.5, rng }),
    ).toBe(undefined)
  })
})

test.prop([fc.constantFrom(...Object.values(MARKET_GRIDS)), fc.integer({ min: -50, max: 10_050 })])(
  'the prices of a grid next to one are the nearest on either side',
  (grid, ticks) => {
    const all = Array.from({ length: 9999 }, (_, index) => priceTicks(index + 1))
    const valid = all.filter((price) => isOnGrid(grid, price))
    expect(priceAtMost(grid, ticks)).toBe(valid.findLast((price) => price <= ticks))
    expect(priceAtLeast(grid, ticks)).toBe(valid.find((price) => price >= ticks))
  },
)

describe('books of a winner', () => {
  test('fill within the last day, and are as deep in the game as before it', () => {
    const sizes = [200, 30, 10, 1, -1].map((hours) => profileAhead(WINNER, hours).best)
    const medians = sizes.map(({ medianContracts }) => medianContracts)
    expect(medians).toEqual(medians.toSorted((a, b) => a - b))
    expect(medians[0]).toBeLessThan((medians[4] ?? 0) / 50)
    expect(new Set(medians).size).toBe(4)
    expect(profileAhead(WINNER, -1)).toBe(WINNER)
    expect(profileAhead(WINNER, 60).spreadCents).toBeGreaterThan(2)
    expect(profileAhead(WINNER, 60).takersPerMinute).toBeLessThan(WINNER.takersPerMinute / 10)
  })

  test('no level is larger than the largest seen', () => {
    for (let spell = 0; spell < 40; spell += 1) {
      const asked = {
        name: `m${spell}`,
        fair: 0.4,
        profile: WINNER,
        grid: GRID,
        spell,
        inventory: 0,
      }
      const [bids, asks] = [bidsOf(makerQuotes(asked)), asksOf(makerQuotes(asked))]
      for (const [own, penny] of [
        [bids, 100],
        [asks, 9900],
      ] as const) {
        for (const { price, count } of own.slice(0, 1)) {
          expect(price === penny || count <= WINNER.best.mostContracts * 100).toBe(true)
        }
        expect(own.at(-1)?.price).toBe(penny)
        expect(own.at(-1)?.count).toBe(WINNER.pennyContracts * 100)
      }
    }
  })
})

import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../../errors.ts'
import {
  assertRoom,
  createBoundLedger,
  giveBack,
  LEDGER_PLACES_MAX,
  PLACE,
  PLACE_STRIDE,
  SPACE,
  SPACE_STRIDE,
  takeSpace,
  updatePlace,
} from './bound-ledger.ts'

describe('the places of a ledger', () => {
  it('are neighbours, begin with nothing offered, and stay where they are when it grows', () => {
    const ledger = createBoundLedger()
    const first = takeSpace(ledger, 3)
    expect(first).toEqual({ space: 0, firstPlace: 0, placeCount: 3 })
    updatePlace(ledger, { place: 2, space: 0 }, 400_000)
    for (let n = 1; n <= 40; n += 1) {
      expect(takeSpace(ledger, 2)).toEqual({ space: n, firstPlace: 1 + 2 * n, placeCount: 2 })
    }
    const costs = [0, 1, 2, 3].map((place) => ledger.places[place * PLACE_STRIDE + PLACE.cost])
    expect(costs).toEqual([Infinity, Infinity, 400_000, Infinity])
  })

  it('count those that cost less than their threshold', () => {
    const ledger = createBoundLedger()
    const { space } = takeSpace(ledger, 2)
    for (const place of [0, 1]) ledger.places[place * PLACE_STRIDE + PLACE.threshold] = 500_000
    const set = (place: number, cost: number) => updatePlace(ledger, { place, space }, cost)
    expect([set(0, 500_000), set(1, 499_999), set(0, 0), set(0, 1)]).toEqual([
      true,
      false,
      false,
      false,
    ])
    expect(ledger.spaces[space * SPACE_STRIDE + SPACE.violations]).toBe(2)
    expect([set(0, Infinity), set(1, 500_000)]).toEqual([false, true])
  })

  it('given back are taken again by as many, as if they were new', () => {
    const ledger = createBoundLedger()
    const [first] = [takeSpace(ledger, 3), takeSpace(ledger, 2)]
    ledger.places.fill(7, 0, 3 * PLACE_STRIDE)
    ledger.spaces.fill(1, 0, SPACE_STRIDE)
    giveBack(ledger, first)
    // As many numbers, but not as many places.
    expect(takeSpace(ledger, 1)).toEqual({ space: 0, firstPlace: 5, placeCount: 1 })
    expect(takeSpace(ledger, 3)).toEqual({ space: 2, firstPlace: 0, placeCount: 3 })
    expect(Array.from(ledger.places.slice(0, 2 * PLACE_STRIDE))).toEqual([Infinity, 0, Infinity, 0])
    expect(Array.from(ledger.spaces.slice(0, SPACE_STRIDE))).toEqual([0, 0, 0, 0])
  })

  it('have an end', () => {
    const ledger = createBoundLedger()
    takeSpace(ledger, 1)
    expect(() => assertRoom(ledger, LEDGER_PLACES_MAX - 1)).not.toThrow()
    expect(() => assertRoom(ledger, LEDGER_PLACES_MAX)).toThrow(InvalidInputError)
    expect(() => takeSpace(ledger, LEDGER_PLACES_MAX)).toThrow(/at most 2000000 claims/)
    expect(takeSpace(ledger, 1).firstPlace).toBe(1)
  })
})

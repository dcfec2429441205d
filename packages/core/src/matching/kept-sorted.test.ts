import { fc, test as prop } from '@fast-check/vitest'
import { expect } from 'vitest'
import { KeptSorted } from './kept-sorted.ts'

interface Item {
  readonly key: number
}

const byKey = (a: Item, b: Item): number => a.key - b.key
const change = fc.record({
  room: fc.nat({ max: 4 }),
  keys: fc.array(fc.nat({ max: 9 }), { maxLength: 5 }),
  isAsked: fc.boolean(),
  isSame: fc.boolean(),
})

prop.prop([fc.array(change, { maxLength: 20 })])(
  'holds what the rooms hold, in order, whenever it is asked',
  (changes) => {
    const kept = new KeptSorted<number, Item>(byKey)
    const rooms = new Map<number, readonly Item[]>()
    for (const { room, keys, isAsked, isSame } of changes) {
      const items = isSame ? (rooms.get(room) ?? []) : keys.map((key) => ({ key }))
      kept.replace(room, items)
      rooms.set(room, items)
      if (!isAsked) continue
      const all = [...rooms.values()].flat()
      const found = kept.items()
      expect(found.map(({ key }) => key)).toEqual(
        all.map(({ key }) => key).toSorted((a, b) => a - b),
      )
      expect(new Set(found)).toEqual(new Set(all))
      expect(kept.items()).toBe(found)
    }
  },
)

import { expect, test } from 'vitest'
import fc from 'fast-check'
import { jaroWinkler } from './jaro-winkler.ts'

// Values as in Winkler's tables (1990), three digits.
test.each([
  ['martha', 'marhta', 0.961],
  ['dixon', 'dicksonx', 0.813],
  ['dwayne', 'duane', 0.84],
  ['jones', 'johnson', 0.832],
  ['hardin', 'martinez', 0.722],
  ['abroms', 'abrams', 0.922],
  ['abc', 'xyz', 0],
  ['', 'abc', 0],
  ['', '', 1],
])('%s and %s: %d', (a, b, similarity) => {
  expect(jaroWinkler(a, b)).toBeCloseTo(similarity, 3)
})

test('is symmetric, within 0 and 1, and 1 only for equal words', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 12 })
  fc.assert(
    fc.property(word, word, (a, b) => {
      const similarity = jaroWinkler(a, b)
      expect(similarity).toBe(jaroWinkler(b, a))
      expect(similarity).toBeGreaterThanOrEqual(0)
      expect(similarity).toBeLessThanOrEqual(1)
      expect(similarity === 1).toBe(a === b)
    }),
  )
})

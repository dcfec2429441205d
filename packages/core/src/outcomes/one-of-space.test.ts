import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../errors.ts'
import { TooManyOutcomesError } from './errors.ts'
import { SPACE_OUTCOMES_MAX } from './graded-space.ts'
import { oneOfSpace } from './one-of-space.ts'
import { idOfTrue } from './outcome-id.ts'
import { relationSpace } from './relation-space.ts'

const names = (count: number) => Array.from({ length: count }, (_, index) => `team ${index}`)

describe('one of a list', () => {
  it('exactly one', () => {
    expect(oneOfSpace({ names: ['A', 'B', 'C'], kind: 'exactly' })).toEqual({
      outcomes: [
        { id: 'A', state: 'completed' },
        { id: 'B', state: 'completed' },
        { id: 'C', state: 'completed' },
      ],
      grades: [
        ['win', 'lose', 'lose'],
        ['lose', 'win', 'lose'],
        ['lose', 'lose', 'win'],
      ],
    })
  })

  it('at most one: none may', () => {
    expect(oneOfSpace({ names: ['A', 'B'], kind: 'at-most' })).toEqual({
      outcomes: [
        { id: 'A', state: 'completed' },
        { id: 'B', state: 'completed' },
        { id: 'none', state: 'completed' },
      ],
      grades: [
        ['win', 'lose'],
        ['lose', 'win'],
        ['lose', 'lose'],
      ],
    })
    expect(oneOfSpace({ names: ['A'], kind: 'at-most' }).outcomes).toHaveLength(2)
  })

  it('a statement may be called none', () => {
    const { outcomes } = oneOfSpace({ names: ['none', 'A'], kind: 'at-most' })
    expect(outcomes.map(({ id }) => id)).toEqual(['"none"', 'A', 'none'])
  })

  it.each([
    ['no name', [], 'at-most'],
    ['an empty name', ['A', ' '], 'exactly'],
    ['a name twice', ['A', 'B', 'A'], 'exactly'],
    ['exactly one of one', ['A'], 'exactly'],
  ] as const)('refuses %s', (_, list, kind) => {
    expect(() => oneOfSpace({ names: list, kind })).toThrow(InvalidInputError)
  })

  it('more outcomes than a space may have', () => {
    const most = names(SPACE_OUTCOMES_MAX)
    expect(() => oneOfSpace({ names: most, kind: 'at-most' })).toThrow(TooManyOutcomesError)
    expect(() => oneOfSpace({ names: [...most, 'A'], kind: 'exactly' })).toThrow(
      '4097 names leave more than 4096 outcomes',
    )
    const last = oneOfSpace({ names: most.slice(1), kind: 'at-most' })
    expect(last.outcomes).toHaveLength(SPACE_OUTCOMES_MAX)
  })

  prop.prop([fc.integer({ min: 2, max: 12 })])(
    'exactly one is disjoint and exhaustive, at most one is disjoint',
    (count) => {
      const propositions = names(count)
      const pairs = propositions.flatMap((a, index) =>
        propositions
          .slice(index + 1)
          .map((b) => ({ tag: 'disjoint' as const, propositions: [a, b] })),
      )
      const exhaustive = { tag: 'exhaustive' as const, propositions }
      expect(relationSpace({ propositions, relations: [...pairs, exhaustive] })).toEqual({
        ...oneOfSpace({ names: propositions, kind: 'exactly' }),
        decided: [],
      })
      expect(relationSpace({ propositions, relations: pairs })).toEqual({
        ...oneOfSpace({ names: propositions, kind: 'at-most' }),
        decided: [],
      })
    },
  )
})

describe('the id of what is true', () => {
  it('lists it', () => {
    expect(idOfTrue(['over 2', 'over 3'])).toBe('over 2 + over 3')
    expect(idOfTrue([])).toBe('none')
  })

  const tricky = fc.array(fc.constantFrom('A', 'B', '+', ' + ', '"', 'none'), {
    minLength: 1,
    maxLength: 4,
  })
  const lists = fc.array(
    tricky.map((parts) => parts.join('')),
    { maxLength: 3 },
  )
  prop.prop([lists, lists], { numRuns: 500 })('tells different lists apart', (a, b) => {
    expect(idOfTrue(a) === idOfTrue(b)).toBe(JSON.stringify(a) === JSON.stringify(b))
  })

  it('of names that look like two, or like an id', () => {
    expect(idOfTrue(['A + B'])).not.toBe(idOfTrue(['A', 'B']))
    expect(idOfTrue(['"A + B"'])).not.toBe(idOfTrue(['A + B']))
    expect(idOfTrue(['"none"'])).not.toBe(idOfTrue(['none']))
  })
})

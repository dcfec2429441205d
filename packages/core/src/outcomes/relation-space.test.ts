import { describe, expect, it } from 'vitest'
import { ArbError, InvalidInputError } from '../errors.ts'
import {
  ContradictoryRelationsError,
  TooManyOutcomesError,
  UndecidedRelationsError,
} from './errors.ts'
import { SPACE_OUTCOMES_MAX } from './graded-space.ts'
import {
  type Relation,
  RELATION_PROPOSITIONS_MAX,
  RELATIONS_MAX,
  relationText,
} from './relation.ts'
import { relationSpace } from './relation-space.ts'

const subset = (narrow: string, wide: string): Relation => ({ tag: 'subset', narrow, wide })
const disjoint = (...propositions: string[]): Relation => ({ tag: 'disjoint', propositions })
const exhaustive = (...propositions: string[]): Relation => ({ tag: 'exhaustive', propositions })
const equivalent = (...propositions: string[]): Relation => ({ tag: 'equivalent', propositions })
const complement = (a: string, b: string): Relation => ({
  tag: 'complement',
  propositions: [a, b],
})
const names = (count: number) => Array.from({ length: count }, (_, index) => `p${index}`)
const idsOf = (propositions: readonly string[], ...relations: Relation[]) =>
  relationSpace({ propositions, relations }).outcomes.map(({ id }) => id)

/** Any error thrown, so that its fields can be looked at. */
function errorOf(run: () => unknown): ArbError {
  try {
    run()
  } catch (error) {
    if (error instanceof ArbError) return error
  }
  throw new Error('expected an error of ours')
}

/** More pigeons than holes: no assignment, and no short way to see it. */
function pigeons(holes: number): { propositions: string[]; relations: Relation[] } {
  const range = (count: number) => Array.from({ length: count }, (_, index) => index)
  const name = (pigeon: number, hole: number) => `pigeon ${pigeon} in hole ${hole}`
  return {
    propositions: range(holes + 1).flatMap((p) => range(holes).map((h) => name(p, h))),
    relations: [
      ...range(holes + 1).map((p) => exhaustive(...range(holes).map((h) => name(p, h)))),
      ...range(holes).map((h) => disjoint(...range(holes + 1).map((p) => name(p, h)))),
    ],
  }
}

describe('the space of declared relations', () => {
  it('no relations: everything is possible, true before false', () => {
    const space = relationSpace({ propositions: ['A', 'B'], relations: [] })
    expect(space).toEqual({
      outcomes: [
        { id: 'A + B', state: 'completed' },
        { id: 'A', state: 'completed' },
        { id: 'B', state: 'completed' },
        { id: 'none', state: 'completed' },
      ],
      grades: [
        ['win', 'win'],
        ['win', 'lose'],
        ['lose', 'win'],
        ['lose', 'lose'],
      ],
      decided: [],
    })
  })

  it.each<[string, Relation, string[]]>([
    ['subset', subset('A', 'B'), ['A + B', 'B', 'none']],
    ['disjoint', disjoint('A', 'B'), ['A', 'B', 'none']],
    ['complement', complement('A', 'B'), ['A', 'B']],
    ['exhaustive', exhaustive('A', 'B'), ['A + B', 'A', 'B']],
    ['equivalent', equivalent('A', 'B'), ['A + B', 'none']],
  ])('%s', (_, relation, ids) => {
    expect(idsOf(['A', 'B'], relation)).toEqual(ids)
  })

  it('wins the league, wins the division, makes the playoffs', () => {
    expect(
      idsOf(
        ['title', 'division', 'playoffs', 'misses'],
        subset('title', 'playoffs'),
        subset('division', 'playoffs'),
        complement('playoffs', 'misses'),
      ),
    ).toEqual([
      'title + division + playoffs',
      'title + playoffs',
      'division + playoffs',
      'playoffs',
      'misses',
    ])
  })

  it('says what the relations decide', () => {
    const space = relationSpace({
      propositions: ['A', 'B', 'C'],
      relations: [subset('A', 'B'), disjoint('A', 'B'), exhaustive('A', 'C')],
    })
    expect(space.decided).toEqual([
      { name: 'A', isTrue: false },
      { name: 'C', isTrue: true },
    ])
    expect(space.outcomes.map(({ id }) => id)).toEqual(['B + C', 'C'])
  })
})

describe('relations that contradict each other', () => {
  it('are named, without those that have no part in it', () => {
    const guilty = [subset('A', 'B'), subset('B', 'A'), complement('B', 'A')]
    const error = errorOf(() =>
      relationSpace({
        propositions: ['A', 'B', 'C', 'D'],
        relations: [
          disjoint('C', 'D'),
          guilty[0] as Relation,
          exhaustive('C', 'D'),
          guilty[1] as Relation,
          equivalent('A', 'D'),
          guilty[2] as Relation,
        ],
      }),
    )
    expect(error).toBeInstanceOf(ContradictoryRelationsError)
    expect(error.name).toBe('ContradictoryRelationsError')
    expect((error as ContradictoryRelationsError).relations).toEqual(guilty)
    expect(error.message).toBe(
      'relations contradict each other: A implies B; B implies A; exactly one of B, A',
    )
  })

  it('many of them: the message stays short, the error has them all', () => {
    const propositions = names(40)
    const chain = propositions.slice(1).map((name, index) => subset(propositions[index]!, name))
    const error = errorOf(() =>
      relationSpace({
        propositions,
        relations: [...chain, subset('p39', 'p0'), complement('p0', 'p39')],
      }),
    )
    expect((error as ContradictoryRelationsError).relations).toHaveLength(41)
    expect(error.message).toMatch(/p0 implies p1; .*p7 implies p8 and 33 more$/)
  })

  it('that only search can find', () => {
    const error = errorOf(() => relationSpace(pigeons(3)))
    expect((error as ContradictoryRelationsError).relations).toEqual(pigeons(3).relations)
  })
})

describe('limits', () => {
  it('12 free propositions are just few enough', () => {
    expect(idsOf(names(12))).toHaveLength(SPACE_OUTCOMES_MAX)
    const error = errorOf(() => idsOf(names(13)))
    expect(error).toBeInstanceOf(TooManyOutcomesError)
    expect(error.name).toBe('TooManyOutcomesError')
    expect(error.message).toBe('13 propositions leave more than 4096 outcomes')
  })

  it('relations that prune are not enumerated', () => {
    const propositions = names(200)
    const chain = propositions.slice(1).map((name, index) => subset(name, propositions[index]!))
    expect(idsOf(propositions, ...chain)).toHaveLength(201)
    expect(idsOf(propositions, disjoint(...propositions))).toHaveLength(201)
    expect(idsOf(propositions, equivalent(...propositions))).toHaveLength(2)
  })

  it('the bound on steps is an error by name, never fewer outcomes', () => {
    const error = errorOf(() => relationSpace(pigeons(12), 500))
    expect(error).toBeInstanceOf(UndecidedRelationsError)
    expect(error.name).toBe('UndecidedRelationsError')
    expect(error.message).toBe('relations of 156 propositions are undecided after 500 steps')
    // Two free propositions take six steps: A, B, not B, not A, B, not B.
    const free = { propositions: ['A', 'B'], relations: [] }
    expect(relationSpace(free, 6).outcomes).toHaveLength(4)
    expect(() => relationSpace(free, 5)).toThrow(UndecidedRelationsError)
  })

  it('follows a choice to what it forces, upwards and downwards, before the next', () => {
    // A, B forced; not A, B, not B. And: B, A, not A; not B, not A forced.
    for (const propositions of [
      ['A', 'B'],
      ['B', 'A'],
    ]) {
      const chain = { propositions, relations: [subset('A', 'B')] }
      expect(relationSpace(chain, 5).outcomes).toHaveLength(3)
      expect(() => relationSpace(chain, 4)).toThrow(UndecidedRelationsError)
    }
  })

  it('a conflict found late is named as far as the steps reach', () => {
    const { propositions, relations } = pigeons(4)
    const extra = Array.from({ length: 9 }, (_, index) => [`a${index}`, `b${index}`] as const)
    const all = {
      propositions: [...propositions, ...extra.flat()],
      relations: relations.flatMap((relation, index) => [
        relation,
        disjoint(...(extra[index] ?? ['a0', 'b0'])),
      ]),
    }
    const steps = stepsToDecide(all)
    const hurried = errorOf(() => relationSpace(all, steps))
    const patient = errorOf(() => relationSpace(all))
    expect((patient as ContradictoryRelationsError).relations).toEqual(relations)
    expect((hurried as ContradictoryRelationsError).relations.length).toBeGreaterThan(
      relations.length,
    )
    expect((hurried as ContradictoryRelationsError).relations).toEqual(
      expect.arrayContaining(relations),
    )
  })

  it.each<[string, string[], Relation[]]>([
    ['no proposition', [], []],
    ['an empty name', ['A', ''], []],
    ['a name twice', ['A', 'A'], []],
    ['an unknown name', ['A', 'B'], [subset('A', 'C')]],
    ['an unknown wide one', ['A', 'B'], [subset('C', 'A')]],
    ['a name twice in a relation', ['A', 'B'], [disjoint('A', 'B', 'A')]],
    ['a subset of itself', ['A', 'B'], [subset('A', 'A')]],
    ['a relation of one', ['A', 'B'], [exhaustive('A')]],
    ['a relation of none', ['A', 'B'], [disjoint()]],
    [
      'a complement of three',
      ['A', 'B', 'C'],
      [{ tag: 'complement', propositions: ['A', 'B', 'C'] as unknown as [string, string] }],
    ],
    ['too many propositions', names(RELATION_PROPOSITIONS_MAX + 1), []],
    ['too many relations', ['A', 'B'], Array(RELATIONS_MAX + 1).fill(subset('A', 'B'))],
  ])('refuses %s', (_, propositions, relations) => {
    expect(() => relationSpace({ propositions, relations })).toThrow(InvalidInputError)
  })

  it('takes as many propositions and relations as it says', () => {
    const propositions = names(RELATION_PROPOSITIONS_MAX)
    expect(idsOf(propositions, equivalent(...propositions))).toHaveLength(2)
    const often = Array<Relation>(RELATIONS_MAX).fill(subset('A', 'B'))
    expect(idsOf(['A', 'B'], ...often)).toHaveLength(3)
  })
})

/** The fewest steps with which the relations are seen to contradict each other. */
function stepsToDecide(all: { propositions: string[]; relations: Relation[] }): number {
  for (let steps = 1; ; steps = Math.ceil(steps * 1.1)) {
    const error = errorOf(() => relationSpace(all, steps))
    if (error instanceof ContradictoryRelationsError) return steps
  }
}

describe('a relation in words', () => {
  it.each<[Relation, string]>([
    [subset('A', 'B'), 'A implies B'],
    [disjoint('A', 'B', 'C'), 'at most one of A, B, C'],
    [complement('A', 'B'), 'exactly one of A, B'],
    [exhaustive('A', 'B'), 'at least one of A, B'],
    [equivalent('A', 'B'), 'all or none of A, B'],
    [disjoint(...names(9)), 'at most one of p0, p1, p2, p3, p4, p5, p6, p7 and 1 more'],
  ])('%j', (relation, text) => {
    expect(relationText(relation)).toBe(text)
  })
})

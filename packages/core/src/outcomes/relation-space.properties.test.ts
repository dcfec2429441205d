import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { ContradictoryRelationsError } from './errors.ts'
import type { Relation } from './relation.ts'
import { type RelatedPropositions, relationSpace } from './relation-space.ts'

const asked: fc.Arbitrary<RelatedPropositions> = fc.integer({ min: 2, max: 9 }).chain((count) => {
  const propositions = Array.from({ length: count }, (_, index) => `p${index}`)
  const some = (max: number) =>
    fc.shuffledSubarray(propositions, { minLength: 2, maxLength: Math.min(max, count) })
  const pair = some(2).map(([a = '', b = '']) => [a, b] as const)
  const relation: fc.Arbitrary<Relation> = fc.oneof(
    pair.map(([narrow, wide]) => ({ tag: 'subset' as const, narrow, wide })),
    some(4).map((propositions) => ({ tag: 'disjoint' as const, propositions })),
    pair.map((propositions) => ({ tag: 'complement' as const, propositions })),
    some(4).map((propositions) => ({ tag: 'exhaustive' as const, propositions })),
    some(3).map((propositions) => ({ tag: 'equivalent' as const, propositions })),
  )
  return fc
    .array(relation, { maxLength: 2 * count })
    .map((relations) => ({ propositions, relations }))
})

/** A relation as a condition on how many of its propositions are true; for a subset on which. */
function holds(relation: Relation, isTrue: (name: string) => boolean): boolean {
  if (relation.tag === 'subset') return !isTrue(relation.narrow) || isTrue(relation.wide)
  const all = relation.propositions.length
  const count = relation.propositions.filter(isTrue).length
  switch (relation.tag) {
    case 'disjoint':
      return count <= 1
    case 'complement':
      return count === 1
    case 'exhaustive':
      return count >= 1
    case 'equivalent':
      return count === 0 || count === all
  }
}

/** All assignments tried, the first proposition as the highest bit, from all true down to all false. */
function byTrying({ propositions, relations }: RelatedPropositions): string[] {
  const count = propositions.length
  const all = Array.from({ length: 2 ** count }, (_, index) => 2 ** count - 1 - index)
  return all.flatMap((bits) => {
    const truths = propositions.map((_, index) => (bits >> (count - 1 - index)) % 2 === 1)
    const isTrue = (name: string) => truths[propositions.indexOf(name)] === true
    if (!relations.every((relation) => holds(relation, isTrue))) return []
    return [truths.map((truth) => (truth ? 'win' : 'lose')).join(' ')]
  })
}

const isContradictory = (question: RelatedPropositions) => byTrying(question).length === 0

describe('the space of declared relations', () => {
  prop.prop([asked], { numRuns: 300 })(
    'is what trying every assignment leaves, and a contradiction where it leaves none',
    (question) => {
      const expected = byTrying(question)
      if (expected.length === 0) {
        expect(() => relationSpace(question)).toThrow(ContradictoryRelationsError)
        return
      }
      const space = relationSpace(question)
      expect(space.grades.map((row) => row.join(' '))).toEqual(expected)
      expect(new Set(space.outcomes.map(({ id }) => id)).size).toBe(expected.length)
    },
  )

  prop.prop([asked.filter(isContradictory)], { numRuns: 60 })(
    'names relations that contradict each other, every one of them needed for it',
    (question) => {
      let named: readonly Relation[] = []
      try {
        relationSpace(question)
      } catch (error) {
        named = (error as ContradictoryRelationsError).relations
      }
      const { propositions } = question
      expect(question.relations).toEqual(expect.arrayContaining([...named]))
      expect(isContradictory({ propositions, relations: named })).toBe(true)
      for (const index of named.keys()) {
        const fewer = named.toSpliced(index, 1)
        expect(isContradictory({ propositions, relations: fewer })).toBe(false)
      }
    },
  )

  prop.prop([asked], { numRuns: 200 })(
    'says of just those propositions that they are decided which never change',
    (question) => {
      const rows = byTrying(question).map((row) => row.split(' '))
      fc.pre(rows.length > 0)
      const expected = question.propositions.flatMap((name, index) => {
        const grades = new Set(rows.map((row) => row[index]))
        return grades.size === 1 ? [{ name, isTrue: grades.has('win') }] : []
      })
      expect(relationSpace(question).decided).toEqual(expected)
    },
  )

  prop.prop([asked, fc.nat()], { numRuns: 200 })(
    'one relation less never takes an outcome away',
    ({ propositions, relations }, choice) => {
      fc.pre(relations.length > 0 && !isContradictory({ propositions, relations }))
      const fewer = relations.toSpliced(choice % relations.length, 1)
      const kept = new Set(
        relationSpace({ propositions, relations: fewer }).outcomes.map(({ id }) => id),
      )
      for (const { id } of relationSpace({ propositions, relations }).outcomes) {
        expect(kept.has(id)).toBe(true)
      }
    },
  )
})

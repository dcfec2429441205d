import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { Decimal } from '../units/decimal.ts'
import { strikeSpace, type StrikeStatement } from './strike-space.ts'

const value = fc.integer({ min: -20, max: 20 }).map((quarters) => new Decimal(quarters).div(4))
const oneSided = fc.record({
  tag: fc.constantFrom('greater', 'greater-or-equal', 'less', 'less-or-equal'),
  strike: value,
})
/** Wide enough to hold a whole number. */
const between = fc
  .record({
    floor: value,
    width: fc.integer({ min: 8, max: 20 }),
    includesFloor: fc.boolean(),
    includesCap: fc.boolean(),
  })
  .map(({ floor, width, ...ends }) => ({
    tag: 'between' as const,
    floor,
    cap: floor.plus(new Decimal(width).div(4)),
    ...ends,
  }))
const statements: fc.Arbitrary<StrikeStatement[]> = fc.array(fc.oneof(oneSided, between), {
  minLength: 1,
  maxLength: 6,
})
const decimals = fc.constantFrom<number | 'any'>(0, 1, 2, 'any')

function isTrue(statement: StrikeStatement, number: Decimal): boolean {
  switch (statement.tag) {
    case 'greater':
      return number.gt(statement.strike)
    case 'greater-or-equal':
      return number.gte(statement.strike)
    case 'less':
      return number.lt(statement.strike)
    case 'less-or-equal':
      return number.lte(statement.strike)
    case 'between':
      return (
        (number.gt(statement.floor) || (statement.includesFloor && number.eq(statement.floor))) &&
        (number.lt(statement.cap) || (statement.includesCap && number.eq(statement.cap)))
      )
  }
}

/** All strikes are multiples of a quarter within ±10: eighths stand for all numbers between them. */
function numbersOn(line: number | 'any'): Decimal[] {
  const perOne = line === 'any' ? 8 : 10 ** line
  return Array.from({ length: 24 * perOne + 1 }, (_, index) =>
    new Decimal(index - 12 * perOne).div(perOne),
  )
}

/** What the statements say as the number grows, repetitions left out. */
function gradesByTrying(all: readonly StrikeStatement[], line: number | 'any'): string[] {
  const grades = numbersOn(line).map((number) =>
    all.map((statement) => (isTrue(statement, number) ? 'win' : 'lose')).join(' '),
  )
  return grades.filter((row, index) => row !== grades[index - 1])
}

describe('a strike space', () => {
  prop.prop([statements, decimals], { numRuns: 100 })(
    'has the outcomes that walking up the number line meets, in that order',
    (all, line) => {
      const space = strikeSpace({ statements: all, decimals: line })
      expect(space.grades.map((row) => row.join(' '))).toEqual(gradesByTrying(all, line))
      expect(new Set(space.outcomes.map(({ id }) => id)).size).toBe(space.outcomes.length)
    },
  )

  prop.prop([fc.array(value, { minLength: 1, maxLength: 8 }), decimals])(
    'of `greater` strikes is a chain: more come true upwards, the lower strike first',
    (strikes, line) => {
      const sorted = strikes.toSorted((a, b) => a.comparedTo(b))
      const ladder = sorted.map((strike) => ({ tag: 'greater' as const, strike }))
      const { grades } = strikeSpace({ statements: ladder, decimals: line })
      const wins = grades.map((row) => row.filter((grade) => grade === 'win').length)
      expect(wins).toEqual(wins.toSorted((a, b) => a - b))
      expect(new Set(wins).size).toBe(wins.length)
      for (const row of grades) {
        const firstLoss = row.indexOf('lose')
        expect(firstLoss === -1 || !row.slice(firstLoss).includes('win')).toBe(true)
      }
    },
  )

  prop.prop([statements, decimals])('a statement and its opposite never agree', (all, line) => {
    const opposites = all.flatMap((statement): StrikeStatement[] => {
      if (statement.tag === 'greater') return [{ tag: 'less-or-equal', strike: statement.strike }]
      if (statement.tag === 'less') return [{ tag: 'greater-or-equal', strike: statement.strike }]
      return []
    })
    const asked = all.filter(({ tag }) => tag === 'greater' || tag === 'less')
    fc.pre(asked.length > 0)
    const { grades } = strikeSpace({ statements: [...asked, ...opposites], decimals: line })
    for (const row of grades) {
      for (const index of asked.keys()) {
        const other = row[index] === 'win' ? 'lose' : 'win'
        expect(row[index + asked.length]).toBe(other)
      }
    }
  })

  prop.prop([statements, decimals, fc.nat()])(
    'leaving a statement out joins outcomes and splits none',
    (all, line, choice) => {
      fc.pre(all.length > 1)
      const left = choice % all.length
      const fine = strikeSpace({ statements: all, decimals: line }).grades
      const coarse = strikeSpace({ statements: all.toSpliced(left, 1), decimals: line }).grades
      const joined = fine.map((row) => row.toSpliced(left, 1).join(' '))
      expect(joined.filter((row, index) => row !== joined[index - 1])).toEqual(
        coarse.map((row) => row.join(' ')),
      )
    },
  )
})

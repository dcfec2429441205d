import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import type { LeagueId } from '../../fixtures/league.ts'
import { fitOf } from './competitor-fit.ts'
import { createNameIndex } from './name-index.ts'
import type { NamedCompetitor } from './named-game.ts'

const PERSONS = [
  'Alex de Minaur',
  'Alex Deminaur',
  'Karolina Plíšková',
  'K. Pliskova',
  'Martin Damm Jr.',
  'Damm, Martin',
  'Camilo Ugo Carabelli',
  'Ugo Carabelli',
  'Carlos Alcaraz',
  'Alcaraz',
  'Juan Martín del Potro',
]
const CODES = ['MIN', 'DEM', 'PLI', 'DAM', 'UGO', 'CAR', 'ALC', 'DEL', 'KPLI', 'QQQ']
const competitor: fc.Arbitrary<NamedCompetitor> = fc.oneof(
  fc.constantFrom(...PERSONS).map((name) => ({ name, code: undefined })),
  fc.constantFrom(...CODES).map((code) => ({ name: undefined, code })),
)

describe('the index of names', () => {
  prop.prop([fc.tuple(competitor, competitor), fc.uniqueArray(fc.constantFrom(...PERSONS))])(
    'leaves out no event that would fit',
    (competitors, names) => {
      const league: LeagueId = 'atp'
      const index = createNameIndex(league)
      names.forEach((name, position) => index.add(position, [name, 'Somebody Else']))
      const found = index.mayBe(competitors)
      for (const [position, name] of names.entries()) {
        const [first, second] = competitors.map((one) => fitOf(league, one, name))
        const told = competitors[0].name === undefined ? second : first
        if (told !== undefined) expect(found).toContain(position)
      }
    },
  )

  it('finds a team by either name, and nothing by none', () => {
    const index = createNameIndex('epl')
    index.add(0, ['Arsenal', 'Chelsea'])
    index.add(1, ['Leeds United', 'Wrexham'])
    const team = (name: string): NamedCompetitor => ({ name, code: undefined })
    expect(index.mayBe([team('Chelsea FC'), team('Nobody')])).toEqual([0])
    expect(index.mayBe([team('Zzz'), team('Qqq')])).toEqual([])
    expect(index.mayBe([{ name: undefined, code: undefined }, team('')])).toEqual([])
  })
})

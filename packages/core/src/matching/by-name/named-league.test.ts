import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import type { ContractListing, OddsListing } from '../../fixtures/listing.ts'
import { gameEvent, personContract, winnerContract } from '../../testing/listings.ts'
import type { Found } from '../match-result.ts'
import { matchNamed, NamedLeague } from './match-named.ts'

const NAMES = [
  ['Carlos Alcaraz', 'ALC'],
  ['Grigor Dimitrov', 'DIM'],
  ['Alexander Zverev', 'ZVE'],
  ['Mischa Zverev', 'ZVE'],
] as const
const DAYS = ['05', '06', '07'] as const

function contract(day: number, one: number, other: number, isSecond = false): ContractListing {
  const [first, second] = [NAMES[one] ?? NAMES[0], NAMES[other] ?? NAMES[1]]
  const [name, code] = isSecond ? second : first
  const ticker = `KXATPMATCH-26MAR${DAYS[day]}${first[1]}${second[1]}-${code}`
  return personContract('atp', ticker, [first[0], second[0]], name)
}

function event(day: number, one: number, other: number, id: number): OddsListing {
  const names = `${NAMES[one]?.[0]} @ ${NAMES[other]?.[0]}`
  const listed = gameEvent('atp', names, `2026-03-${DAYS[day]}T17:00:00Z`)
  return { ...listed, eventId: `e${id}` }
}

/** Few, so that many meet: the two brothers on neighbouring days among them. */
const two = fc.tuple(fc.nat(2), fc.constantFrom(0, 2, 3), fc.constant(1))
const step = fc.oneof(
  fc.record({ tag: fc.constant('contract' as const), two, isSecond: fc.boolean() }),
  fc.record({ tag: fc.constant('odds' as const), two, id: fc.nat(4) }),
  fc.record({ tag: fc.constant('gone contract' as const), at: fc.nat(9) }),
  fc.record({ tag: fc.constant('gone odds' as const), id: fc.nat(4) }),
  fc.record({ tag: fc.constant('taken' as const), id: fc.nat(5) }),
)

describe('a league that is told of changes', () => {
  let linked = 0
  let contested = 0

  prop.prop([fc.array(step, { minLength: 4, maxLength: 16 })], { numRuns: 400 })(
    'finds what matching all that is left at once finds',
    (steps) => {
      const league = new NamedLeague('atp')
      const contracts = new Map<string, ContractListing>()
      const odds = new Map<string, OddsListing>()
      let taken: ReadonlySet<string> = new Set()
      for (const change of steps) {
        if (change.tag === 'contract') {
          const own = contract(...change.two, change.isSecond)
          league.dropContract(own.marketId)
          league.addContract(own)
          contracts.set(own.marketId, own)
        } else if (change.tag === 'odds') {
          const own = event(...change.two, change.id)
          league.addOdds(own)
          odds.set(own.eventId, own)
        } else if (change.tag === 'gone contract') {
          const id = [...contracts.keys()].at(change.at % 10) ?? ''
          league.dropContract(id)
          contracts.delete(id)
        } else if (change.tag === 'gone odds') {
          league.dropOdds(`e${change.id}`)
          odds.delete(`e${change.id}`)
        } else {
          taken = new Set([`e${change.id}`])
        }
        const found = league.found(taken)
        const free = [...odds.values()].filter(({ eventId }) => !taken.has(eventId))
        expect(sorted(found)).toEqual(sorted(matchNamed('atp', [...contracts.values()], free)))
        linked += found.candidates.length
        contested += found.candidates.filter(({ confidence }) => confidence < 0.6).length
      }
    },
  )

  it('where some games are linked, and some have rivals', () => {
    expect(linked).toBeGreaterThan(100)
    expect(contested).toBeGreaterThan(10)
  })
})

function sorted({ candidates, unpaired, rejectedMarkets }: Found): Found {
  const byId = candidates.toSorted((a, b) => (a.contract.marketId < b.contract.marketId ? -1 : 1))
  return { candidates: byId, unpaired, rejectedMarkets }
}

describe('what a change does not touch', () => {
  const alone = contract(0, 0, 1)
  const ofAlone = event(0, 0, 1, 1)
  const beside = contract(1, 2, 1)
  const league = new NamedLeague('atp')
  league.addContract(alone)
  league.addOdds(ofAlone)
  const [before] = league.found(new Set()).candidates

  it('is the same object after it', () => {
    expect(before?.odds).toBe(ofAlone)
    league.addContract(beside)
    league.addOdds(event(1, 2, 1, 2))
    const { candidates } = league.found(new Set())
    expect(candidates).toHaveLength(2)
    expect(candidates).toContain(before)
  })

  it('is another once it has a rival, and the same words again when that is gone', () => {
    league.addOdds(event(1, 0, 1, 3))
    const rivalled = league.found(new Set()).candidates.find((pair) => pair.contract === alone)
    expect(rivalled?.confidence).toBeLessThan(before?.confidence ?? 0)
    league.dropOdds('e3')
    const again = league.found(new Set()).candidates.find((pair) => pair.contract === alone)
    expect(again).toEqual(before)
  })

  it('holds no prices of an event that was told anew', () => {
    const repriced = { ...ofAlone, markets: ofAlone.markets.map((market) => ({ ...market })) }
    league.addOdds(repriced)
    const own = league.found(new Set()).candidates.find((pair) => pair.contract === alone)
    expect(own?.odds).toBe(repriced)
  })
})

it('an event that is another game’s is nobody’s, and free again after it', () => {
  const league = new NamedLeague('usl')
  const title = 'Rochester Rhinos v Syracuse Salt'
  const ticker = 'KXUSLGAME-26APR11ROCSYR-ROC'
  league.addContract(winnerContract('usl', ticker, title, 'Rochester Rhinos'))
  const game = gameEvent('usl', 'Syracuse Salt @ Rochester Rhinos', '2026-04-11T14:00:00Z')
  league.addOdds(game)
  expect(league.found(new Set([game.eventId])).candidates).toEqual([])
  expect(league.found(new Set()).candidates).toHaveLength(1)
})

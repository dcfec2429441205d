import { InvalidInputError, WireFormatError } from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import { parseRelationsFile, RELATIONS_FILE_CHARACTERS_MAX } from './relations-file.ts'

const GOOD = `# who wins what
propositions:
  champions: KXNBA-27-DEN
  west: KXNBAWEST-27-DEN
  mine: { yes: 0.42, no: "0.60", size: 100 }
  yours:
    no: 0.555
    size: 0.5
relations:
  - subset: [champions, west]
  - complement: [mine, yours]
  - disjoint: [champions, mine, yours]
  - exhaustive: [champions, mine]
  - equivalent: [west, yours]
`

describe('parseRelationsFile', () => {
  it('reads markets, prices and every kind of relation', () => {
    const { propositions, relations } = parseRelationsFile(GOOD, 'r.yaml')
    expect([...propositions]).toEqual([
      ['champions', { tag: 'market', marketId: 'KXNBA-27-DEN' }],
      ['west', { tag: 'market', marketId: 'KXNBAWEST-27-DEN' }],
      ['mine', { tag: 'prices', yes: 4200, no: 6000, size: 10_000 }],
      ['yours', { tag: 'prices', yes: undefined, no: 5550, size: 50 }],
    ])
    expect(relations).toEqual([
      { tag: 'subset', narrow: 'champions', wide: 'west' },
      { tag: 'complement', propositions: ['mine', 'yours'] },
      { tag: 'disjoint', propositions: ['champions', 'mine', 'yours'] },
      { tag: 'exhaustive', propositions: ['champions', 'mine'] },
      { tag: 'equivalent', propositions: ['west', 'yours'] },
    ])
  })

  const changed = (from: string, to: string): string => {
    expect(GOOD).toContain(from)
    return GOOD.replace(from, to)
  }

  it.each([
    ['[champions, west]', '[champions, west', /^r\.yaml:\d+: \$: expected YAML, got /],
    [
      'subset',
      'subsets',
      /^r\.yaml:10: relations\[0\]: expected one of subset, disjoint, complement, exhaustive/,
    ],
    ['[champions, west]', '[champions]', /^r\.yaml:10: relations\[0\]\.subset: expected two names/],
    ['[champions, mine]', '[mine]', /relations\[3\]\.exhaustive: expected two names or more/],
    ['yes: 0.42', 'yes: 1', /^r\.yaml:5: propositions\.mine\.yes: expected a price .*, got "1"$/],
    ['yes: 0.42', 'yes: .nan', /^r\.yaml:5: propositions\.mine\.yes: expected /],
    ['yes: 0.42', 'yes: 0.42005', /propositions\.mine\.yes: expected a price/],
    ['size: 100', 'size: 0', /^r\.yaml:5: propositions\.mine\.size: expected a count .*, got "0"$/],
    ['size: 100', 'sizes: 100', /^r\.yaml:5: /],
    ['KXNBA-27-DEN', '[1]', /^r\.yaml:3: propositions\.champions: expected a market's id, or/],
    ['relations:\n', 'relation:\n', /^r\.yaml:\d+: /],
  ])('%s as %s is refused with its place', (from, to, message) => {
    const parse = (): unknown => parseRelationsFile(changed(from, to), 'r.yaml')
    expect(parse).toThrow(WireFormatError)
    expect(parse).toThrow(message)
    expect(parse).not.toThrow(/\n/)
  })

  it.each(['', '[]', 'propositions: {}\nrelations: []', 'a: &a [*a]', '<<: 5', '- {}: ['])(
    'refuses %j by name',
    (text) => {
      expect(() => parseRelationsFile(text, 'r.yaml')).toThrow(WireFormatError)
    },
  )

  it('refuses aliases that grow without end', () => {
    const levels = Array.from({ length: 9 }, (_, level) => {
      const inside =
        level === 0
          ? 'x'
          : Array(9)
              .fill(`*l${level - 1}`)
              .join(', ')
      return `l${level}: &l${level} [${inside}]`
    })
    expect(() => parseRelationsFile(levels.join('\n'), 'r.yaml')).toThrow(WireFormatError)
  })

  it('refuses more than a person declares', () => {
    const long = '#'.repeat(RELATIONS_FILE_CHARACTERS_MAX + 1)
    expect(() => parseRelationsFile(long, 'r.yaml')).toThrow(InvalidInputError)
    expect(() => parseRelationsFile(long.slice(1), 'r.yaml')).toThrow(WireFormatError)
  })
})

import { describe, expect, it } from 'vitest'
import { OVERRIDES_CHARACTERS_MAX, parseDecisionOverrides } from './decision-overrides.ts'

const parse = (text: string) => parseDecisionOverrides(text, { name: 'mine.yaml', atMs: 5 })

const FILE = `
by: user1
pairs:
  - contract: KXMLBGAME-26AUG072145TBSEA-SEA
    odds: 00000000000000000000000000000012
    decision: approve
    reason: same game
  - event: KXMLBGAME-26AUG072145TBSEA
    odds: 12e45678
    decision: reject
    reason: "the other game: yes"
    by: user2
  - { contract: KXMLBGAME-26AUG072145TBSEA-SEA, decision: pause, reason: injury }
  - { venue: polymarket, contract: '123', event: '45', odds: x, decision: pin, reason: r }
`

describe('a file of overrides', () => {
  it('reads every entry; ids of digits stay text', () => {
    expect(parse(FILE)).toEqual([
      {
        id: 'mine.yaml:4',
        action: 'approve',
        subject: {
          contract: {
            venue: 'kalshi',
            marketId: 'KXMLBGAME-26AUG072145TBSEA-SEA',
            eventId: 'KXMLBGAME-26AUG072145TBSEA',
          },
          odds: { feed: 'the-odds-api', eventId: '00000000000000000000000000000012' },
        },
        atMs: 5,
        by: 'user1',
        reason: 'same game',
      },
      {
        id: 'mine.yaml:8',
        action: 'reject',
        subject: {
          contract: { venue: 'kalshi', eventId: 'KXMLBGAME-26AUG072145TBSEA' },
          odds: { feed: 'the-odds-api', eventId: '12e45678' },
        },
        atMs: 5,
        by: 'user2',
        reason: 'the other game: yes',
      },
      expect.objectContaining({ id: 'mine.yaml:13', action: 'pause', by: 'user1' }),
      expect.objectContaining({
        subject: {
          contract: { venue: 'polymarket', marketId: '123', eventId: '45' },
          odds: { feed: 'the-odds-api', eventId: 'x' },
        },
      }),
    ])
  })

  it('says the file where nobody says who', () => {
    const [own] = parse('pairs: [{ contract: KXA-1-X, decision: pause, reason: r }]')
    expect(own?.by).toBe('mine.yaml')
    expect(parse('pairs: []')).toEqual([])
  })

  it.each([
    '',
    ' \n',
    '# pairs:\n#   - contract: KXA-1-X\n',
    '---\n# nothing yet\n',
    'by: user1',
    'by: user1\npairs:\n#  - contract: KXA-1-X\n',
    'pairs:',
    '{}',
  ])('%j says nothing', (text) => {
    expect(parse(text)).toEqual([])
  })

  const entry = (text: string) => `pairs:\n  - ${text.replaceAll('\n', '\n    ')}\n`
  it.each([
    ['pairs: [', 'mine.yaml:1: $: expected YAML, got'],
    ['none', 'mine.yaml:1: $: expected object, got "none"'],
    ['[]', 'mine.yaml:1: $: expected object, got []'],
    ['pairs: ~', 'mine.yaml:1: pairs: expected array, got "~"'],
    ['pairs: { a: b }', 'mine.yaml:1: pairs: expected array, got'],
    ['by: [a]', 'mine.yaml:1: by: expected string, got'],
    ['pair: []', 'mine.yaml:1: pair: expected no such key (known: by, pairs), got []'],
    ['by: x\npairs: none', 'mine.yaml:2: pairs: expected array, got "none"'],
    [
      entry('contract: KXA-1-X\norids: x\ndecision: pause\nreason: r'),
      'mine.yaml:3: pairs[0].orids: expected no such key (known: contract, event, venue, odds, decision, reason, by), got "x"',
    ],
    [
      entry('contract: KXA-1-X\nodds: x\ndecision: aprove\nreason: r'),
      'mine.yaml:4: pairs[0].decision: expected "approve" or "reject" or "pin" or "pause", got "aprove"',
    ],
    [
      entry('contract: KXA-1-X\ndecision: resume\nreason: r'),
      'mine.yaml:3: pairs[0].decision: expected "approve"',
    ],
    [
      entry('contract: KXA-1-X\ndecision: pin\nreason: r'),
      'mine.yaml:2: pairs[0].odds: expected an odds event, which pin needs, got nothing',
    ],
    [
      entry('contract: KXA-1-X\ndecision: pause'),
      'mine.yaml:2: pairs[0].reason: expected string, got nothing',
    ],
    [
      entry('contract: KXA-1-X\ndecision: pause\nreason:'),
      'mine.yaml:4: pairs[0].reason: expected 1 to 500 characters that are not all blank, got ""',
    ],
    [
      entry('odds: x\ndecision: approve\nreason: r'),
      'mine.yaml:2: pairs[0]: expected contract (a market), or event (all its markets), got nothing',
    ],
    [
      entry('contract: "12"\nvenue: polymarket\ndecision: pause\nreason: r'),
      'mine.yaml:2: pairs[0].event: expected the event at polymarket, got nothing',
    ],
    [
      `${entry('contract: KXA-1-X\nodds: o\ndecision: approve\nreason: r')}  - { contract: KXA-1-X, odds: o, decision: reject, reason: r }`,
      'mine.yaml:6: pairs[1]: expected one decision about a pair (the other is at mine.yaml:2), got "reject"',
    ],
    ['pairs:\n  - a\n', 'mine.yaml:2: pairs[0]: expected object, got "a"'],
    ['by: a\nby: b\npairs: []', 'mine.yaml:2: $: expected YAML, got'],
  ])('%j names file, line, key, what was expected and what was there', (text, message) => {
    expect(() => parse(text)).toThrow(message)
  })

  it('refuses what is too long, and aliases without end', () => {
    expect(() => parse('#'.repeat(OVERRIDES_CHARACTERS_MAX + 1))).toThrow(/at most 1000000/)
    const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${[...'bcdefgh'].map((name, n) => `${name}: &${name} [${Array(9).fill(`*${'abcdefg'[n]}`).join(', ')}]`).join('\n')}\npairs: []`
    expect(() => parse(bomb)).toThrow(/mine\.yaml: \$: expected YAML/)
  })
})

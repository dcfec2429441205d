import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../errors.ts'
import { Decimal } from '../units/decimal.ts'
import { AGREEMENT_PANEL, agreementOf, type AgreementQuestion } from './agreement.ts'
import type { Consensus } from './consensus.ts'

type Books = Pick<Consensus, 'used' | 'dropped'>

const [DRAFTKINGS, FANDUEL, BETMGM, CAESARS] = AGREEMENT_PANEL as [string, string, string, string]
/** Books of two outcomes, by the probability of the first. */
const booksAt = (
  first: Readonly<Record<string, string>>,
  dropped: Books['dropped'] = [],
): Books => ({
  used: Object.entries(first).map(([book, p]) => ({
    book,
    probabilities: [new Decimal(p), new Decimal(1).minus(p)],
    weight: new Decimal(0),
  })),
  dropped,
})
const ask = (askDollars: string, edgeDollars: string, outcomeIndex = 0): AgreementQuestion => ({
  outcomeIndex,
  askDollars: new Decimal(askDollars),
  edgeDollars: new Decimal(edgeDollars),
})

const FOUR = booksAt({
  [DRAFTKINGS]: '0.55',
  [FANDUEL]: '0.56',
  [BETMGM]: '0.5499',
  [CAESARS]: '0.60',
})

describe('agreementOf', () => {
  it('asks DraftKings, FanDuel, BetMGM and Caesars', () => {
    expect(AGREEMENT_PANEL).toEqual(['draftkings', 'fanduel', 'betmgm', 'williamhill_us'])
  })

  it('counts the books whose own probability beats the ask by the edge at least: 3 of 4', () => {
    const { count, of, opinions } = agreementOf(FOUR, ask('0.50', '0.05'))
    expect([count, of]).toEqual([3, 4])
    const shown = opinions.map((each) =>
      each.tag === 'absent' ? each : [each.book, each.tag, each.marginDollars.toFixed()],
    )
    expect(shown).toEqual([
      ['draftkings', 'agrees', '0'],
      ['fanduel', 'agrees', '0.01'],
      ['betmgm', 'disagrees', '-0.0001'],
      ['williamhill_us', 'agrees', '0.05'],
    ])
  })

  it.each([
    ['0.50', '0.06', 2],
    ['0.50', '0.03', 4],
    ['0.50', '0', 4],
    ['0.61', '0', 0],
    ['0.5001', '0.05', 2],
    ['0.995', '0.02', 0],
  ])('ask %s and edge %s: %i agree', (askDollars, edge, count) => {
    expect(agreementOf(FOUR, ask(askDollars, edge)).count).toBe(count)
  })

  it('asks about the outcome that is bought', () => {
    expect(agreementOf(FOUR, ask('0.40', '0.04', 1)).count).toBe(3)
    expect(agreementOf(FOUR, ask('0.40', '0.05', 1)).count).toBe(2)
    expect(() => agreementOf(FOUR, ask('0.40', '0.05', 2))).toThrow(/no outcome 2/)
    expect(() => agreementOf(FOUR, ask('0.40', '0.05', -1))).toThrow(/no outcome -1/)
  })

  it('takes no answer for disagreement, and says why there is none', () => {
    const books = booksAt({ [DRAFTKINGS]: '0.6', pinnacle: '0.9' }, [
      { book: FANDUEL, reason: 'stale', detail: '' },
      { book: BETMGM, reason: 'outlier', detail: '' },
    ])
    expect(agreementOf(books, ask('0.5', '0.05'))).toMatchObject({
      count: 1,
      of: 4,
      opinions: [
        { tag: 'agrees', book: DRAFTKINGS },
        { tag: 'absent', book: FANDUEL, reason: 'stale' },
        { tag: 'absent', book: BETMGM, reason: 'outlier' },
        { tag: 'absent', book: CAESARS, reason: 'not-quoted' },
      ],
    })
  })

  it('asks another panel when told to', () => {
    const books = booksAt({ pinnacle: '0.6', circa: '0.4', [DRAFTKINGS]: '0.9' })
    const { count, of } = agreementOf(books, { ...ask('0.5', '0'), panel: ['pinnacle', 'circa'] })
    expect([count, of]).toEqual([1, 2])
    expect(agreementOf(books, { ...ask('0.5', '0'), panel: [] })).toEqual({
      count: 0,
      of: 0,
      opinions: [],
    })
  })

  it('refuses what it can not be asked', () => {
    for (const askDollars of ['0', '-0.5', 'NaN', 'Infinity']) {
      expect(() => agreementOf(FOUR, ask(askDollars, '0.05'))).toThrow(/ask must be above 0/)
    }
    for (const edge of ['-0.01', 'NaN', 'Infinity']) {
      expect(() => agreementOf(FOUR, ask('0.5', edge))).toThrow(/edge must be 0 or more/)
    }
    const twice = { ...ask('0.5', '0'), panel: [FANDUEL, FANDUEL] }
    expect(() => agreementOf(FOUR, twice)).toThrow(InvalidInputError)
  })

  const cents = fc.integer({ min: 1, max: 99 }).map((n) => new Decimal(n).div(100))
  const four = fc
    .tuple(cents, cents, cents, cents)
    .map((p) =>
      booksAt(Object.fromEntries(p.map((each, i) => [AGREEMENT_PANEL[i]!, each.toFixed()]))),
    )
  prop.prop([four, cents, cents, cents])(
    'a dearer ask or a larger edge never finds more agreement',
    (books, askDollars, edgeDollars, more) => {
      const countAt = (askAt: Decimal, edgeAt: Decimal) =>
        agreementOf(books, { outcomeIndex: 0, askDollars: askAt, edgeDollars: edgeAt }).count
      const count = countAt(askDollars, edgeDollars)
      expect(countAt(askDollars.plus(more), edgeDollars)).toBeLessThanOrEqual(count)
      expect(countAt(askDollars, edgeDollars.plus(more))).toBeLessThanOrEqual(count)
      // Ask and edge are one bar: only their sum matters.
      expect(countAt(askDollars.plus(edgeDollars), new Decimal(0))).toBe(count)
    },
  )
})

import { describe, expect, it } from 'vitest'
import { bookKindOf, BOOKS, DEFAULT_BOOKS } from './books.ts'

describe('books', () => {
  it('takes legs from regulated US sportsbooks and from nowhere else', () => {
    expect(DEFAULT_BOOKS).toEqual(
      expect.arrayContaining([
        'draftkings',
        'fanduel',
        'betmgm',
        'williamhill_us',
        'hardrockbet_fl',
      ]),
    )
    expect(DEFAULT_BOOKS.every((key) => bookKindOf(key) === 'us-regulated')).toBe(true)
    const regulated = [...BOOKS.values()].filter(({ kind }) => kind === 'us-regulated')
    expect(DEFAULT_BOOKS).toHaveLength(regulated.length)
  })

  it.each([
    ['kalshi', 'prediction-market'],
    ['polymarket', 'prediction-market'],
    ['novig', 'exchange'],
    ['prophetx', 'exchange'],
    ['betopenly', 'exchange'],
    ['betfair_ex_eu', 'exchange'],
    ['betfair_ex_uk', 'exchange'],
    ['betfair_ex_au', 'exchange'],
    ['matchbook', 'exchange'],
    ['smarkets', 'exchange'],
    ['prizepicks', 'dfs'],
    ['underdog', 'dfs'],
    ['fliff', 'sweepstakes'],
    ['rebet', 'sweepstakes'],
    ['bovada', 'us-offshore'],
    ['betonlineag', 'us-offshore'],
    ['pinnacle', 'foreign'],
    ['betfair_sb_uk', 'foreign'],
    ['betmgm_se', 'foreign'],
  ])('%s is no default: %s', (key, kind) => {
    expect(bookKindOf(key)).toBe(kind)
    expect(DEFAULT_BOOKS).not.toContain(key)
  })

  it('has no opinion on a book it does not know', () => {
    expect(bookKindOf('opened_tomorrow')).toBeUndefined()
    expect(bookKindOf('DraftKings')).toBeUndefined()
    expect(bookKindOf('constructor')).toBeUndefined()
  })

  it('has each key once, spelled as the feed does', () => {
    expect(BOOKS.get('williamhill_us')).toEqual({
      key: 'williamhill_us',
      title: 'Caesars',
      kind: 'us-regulated',
      region: 'us',
    })
    for (const [key, book] of BOOKS) {
      expect(book.key).toBe(key)
      expect(key).toMatch(/^[a-z0-9_]+$/)
    }
    expect(BOOKS.size).toBe(100)
  })
})

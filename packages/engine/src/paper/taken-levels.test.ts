import {
  centicontracts,
  type ContractSide,
  OrderBook,
  type PriceLevel,
  priceTicks,
  takeFromBook,
} from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import { TAKEN_LEVELS_MAX, TakenLevels } from './taken-levels.ts'

const level = (cents: number, contracts: number): PriceLevel => ({
  price: priceTicks(cents * 100),
  size: centicontracts(contracts * 100),
})
const BOOK = OrderBook.of({ yesBids: [level(42, 50)], noBids: [level(54, 50), level(53, 20)] })
const from = (action: 'buy' | 'sell', side: ContractSide = 'yes', marketId = 'M') => ({
  marketId,
  side,
  action,
})
const take = (taken: TakenLevels, contracts: number, shown = BOOK.askLadder('yes')) => {
  const order = {
    action: 'buy',
    timeInForce: 'ioc',
    count: centicontracts(contracts * 100),
    limitPrice: priceTicks(9_900),
  } as const
  const left = taken.left(from('buy'), shown)
  const taking = takeFromBook(order, left, { tag: 'none' })
  taken.note(from('buy'), shown, taking)
  return taking.filled / 100
}

describe('levels that paper orders took from', () => {
  it('leave less for the next order, best first, until nothing is left', () => {
    const taken = new TakenLevels()
    expect([take(taken, 30), take(taken, 30), take(taken, 30)]).toEqual([30, 30, 10])
    expect(taken.left(from('buy'), BOOK.askLadder('yes'))).toEqual([])
  })

  it('are those of one market, and of one resting side: to buy YES is to sell NO', () => {
    const taken = new TakenLevels()
    take(taken, 30)
    expect(taken.left(from('sell', 'no'), BOOK.bidLevels('no'))).toEqual([
      level(54, 20),
      level(53, 20),
    ])
    expect(taken.left(from('buy', 'no'), BOOK.askLadder('no'))).toEqual(BOOK.askLadder('no'))
    expect(taken.left(from('sell'), BOOK.bidLevels('yes'))).toEqual(BOOK.bidLevels('yes'))
    const other = from('buy', 'yes', 'OTHER')
    expect(taken.left(other, BOOK.askLadder('yes'))).toEqual(BOOK.askLadder('yes'))
  })

  it('count as they show once they have changed, the others as before', () => {
    const taken = new TakenLevels()
    take(taken, 60)
    const more = [level(46, 60), level(47, 20)]
    expect(taken.left(from('buy'), more)).toEqual([level(46, 60), level(47, 10)])
    expect(take(taken, 65, more)).toBe(65)
    expect(taken.left(from('buy'), more)).toEqual([level(47, 5)])
  })

  it('are written and read', () => {
    const taken = new TakenLevels()
    take(taken, 60)
    const again = new TakenLevels(JSON.parse(JSON.stringify(taken.list())) as never)
    expect(again.list()).toEqual([
      { marketId: 'M', side: 'no', price: 5_400, shown: 5_000, taken: 5_000 },
      { marketId: 'M', side: 'no', price: 5_300, shown: 2_000, taken: 1_000 },
    ])
    expect(take(again, 90)).toBe(10)
  })

  it('are forgotten past their number, the one taken from longest ago first', () => {
    const shown = [level(46, 50)]
    const taken = new TakenLevels()
    const order = {
      action: 'buy',
      timeInForce: 'ioc',
      count: centicontracts(100),
      limitPrice: priceTicks(4_600),
    } as const
    const taking = takeFromBook(order, shown, { tag: 'none' })
    for (let index = 0; index < TAKEN_LEVELS_MAX; index += 1) {
      taken.note(from('buy', 'yes', `M${index}`), shown, taking)
    }
    taken.note(from('buy', 'yes', 'M0'), shown, taking)
    expect(taken.list()).toHaveLength(TAKEN_LEVELS_MAX)
    taken.note(from('buy', 'yes', 'one more'), shown, taking)
    expect(taken.list()).toHaveLength(TAKEN_LEVELS_MAX)
    expect(taken.left(from('buy', 'yes', 'M0'), shown)).toEqual([level(46, 48)])
    expect(taken.left(from('buy', 'yes', 'M1'), shown)).toEqual(shown)
    expect(taken.left(from('buy', 'yes', 'M2'), shown)).toEqual([level(46, 49)])
  })
})

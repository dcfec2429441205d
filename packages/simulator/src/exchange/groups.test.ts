import { describe, expect, it } from 'vitest'
import { codeOf, contracts, Desk } from './desk.test.ts'

const GROUP = { accountId: 'ann', groupId: 'g' } as const

function grouped(): Desk {
  const desk = new Desk().fund('ann', 'bob')
  desk.send({ kind: 'create-group', ...GROUP, exchangeIndex: 0, limit: contracts(5) })
  desk.bid('ann', 50, 3, { groupId: 'g' })
  desk.bid('ann', 49, 9, { groupId: 'g' })
  desk.bid('ann', 48, 9)
  return desk
}

const groupOf = (desk: Desk) => desk.exchange.groupsOf('ann')[0]

describe('an order group', () => {
  it('is stopped when its limit is matched within 15 seconds, as maker or taker', () => {
    const desk = grouped()
    desk.ask('bob', 50, 3)
    expect(groupOf(desk)).toMatchObject({ isTriggered: false, orderIds: ['order-2'] })
    desk.wait(14_999)
    desk.ask('bob', 49, 2)
    expect(groupOf(desk)).toMatchObject({ isTriggered: true, orderIds: [] })
    expect(desk.status('order-2')).toEqual(['canceled', 'group-triggered'])
    expect(desk.book()).toEqual([[[48, 9]], []])
    expect(codeOf(desk.bid('ann', 50, 1, { groupId: 'g' }))).toBe('order_group_triggered')
  })

  it('forgets matches after 15 seconds', () => {
    const desk = grouped()
    desk.ask('bob', 50, 3)
    desk.wait(15_000)
    desk.ask('bob', 49, 4.99)
    expect(groupOf(desk)?.isTriggered).toBe(false)
    desk.ask('bob', 49, 0.01)
    expect(groupOf(desk)?.isTriggered).toBe(true)
  })

  it('a taker that reaches the limit leaves nothing in the book', () => {
    const desk = grouped()
    desk.ask('bob', 60, 6)
    desk.bid('ann', 60, 10, { groupId: 'g' })
    expect(desk.status('order-5')).toEqual(['canceled', 'group-triggered'])
    expect(desk.exchange.orderOf('order-5')).toMatchObject({ fillCount: contracts(5) })
    expect(desk.book()).toEqual([[[48, 9]], [[40, 1]]])
  })

  it('one order never sweeps past the limit, and goes on behind the orders of the group', () => {
    const desk = grouped().fund('cleo')
    desk.bid('cleo', 49, 4)
    desk.ask('bob', 48, 20)
    // 3 at 50, 2 of the 9 at 49, then cleo's, then ann's that is in no group.
    expect(desk.trades()).toEqual([
      [50, 3, 'order-1'],
      [49, 2, 'order-2'],
      [49, 4, 'order-4'],
      [48, 9, 'order-3'],
    ])
    expect(desk.status('order-2')).toEqual(['canceled', 'group-triggered'])
    expect(desk.book()).toEqual([[], [[52, 2]]])
  })

  it('an order of a group that asks for all or nothing is killed where the limit is lower', () => {
    const desk = grouped()
    desk.ask('bob', 60, 6)
    const all = { groupId: 'g', timeInForce: 'fill_or_kill' } as const
    expect(codeOf(desk.bid('ann', 60, 6, all))).toBe('fill_or_kill_insufficient_resting_volume')
    expect(groupOf(desk)?.isTriggered).toBe(false)
    expect(codeOf(desk.bid('ann', 60, 5, all))).toBe('ok')
    expect(groupOf(desk)?.isTriggered).toBe(true)
  })

  it('takes orders again after a reset, and counts anew', () => {
    const desk = grouped()
    desk.send({ kind: 'trigger-group', ...GROUP })
    expect(desk.book()).toEqual([[[48, 9]], []])
    desk.send({ kind: 'reset-group', ...GROUP })
    desk.bid('ann', 50, 9, { groupId: 'g' })
    desk.ask('bob', 50, 4)
    expect(groupOf(desk)?.isTriggered).toBe(false)
    desk.send({ kind: 'reset-group', ...GROUP })
    desk.ask('bob', 50, 4)
    expect(groupOf(desk)?.isTriggered).toBe(false)
    desk.ask('bob', 50, 1)
    expect(groupOf(desk)?.isTriggered).toBe(true)
  })

  it('a lower limit that is reached already triggers', () => {
    const desk = grouped()
    desk.ask('bob', 50, 3)
    const limit = (count: number) =>
      codeOf(desk.send({ kind: 'limit-group', ...GROUP, limit: contracts(count) }))
    expect([limit(0), limit(4), groupOf(desk)?.isTriggered]).toEqual([
      'invalid_parameters',
      'ok',
      false,
    ])
    expect([limit(3), groupOf(desk)?.isTriggered]).toEqual(['ok', true])
  })

  it('is made once, deleted with its orders, and told of', () => {
    const desk = grouped()
    const create = (groupId: string, exchangeIndex: number) =>
      codeOf(
        desk.send({ kind: 'create-group', ...GROUP, groupId, exchangeIndex, limit: contracts(1) }),
      )
    expect([create('g', 0), create('h', 9), create('h', 3)]).toEqual([
      'already_exists',
      'invalid_parameters',
      'ok',
    ])
    expect(codeOf(desk.bid('ann', 50, 1, { groupId: 'h' }))).toBe('not_found')
    expect(codeOf(desk.send({ kind: 'delete-group', ...GROUP, exchangeIndex: 3 }))).toBe(
      'not_found',
    )
    expect(codeOf(desk.send({ kind: 'delete-group', ...GROUP }))).toBe('ok')
    expect(codeOf(desk.send({ kind: 'reset-group', ...GROUP }))).toBe('not_found')
    expect([desk.book(), desk.exchange.groupsOf('ann').length]).toEqual([[[[48, 9]], []], 1])
    const told = desk.events.flatMap((e) => (e.kind === 'group-updated' ? [e.change] : []))
    expect(told).toEqual(['created', 'created', 'deleted'])
  })
})

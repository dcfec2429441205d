import { InvalidInputError } from '@arbkit/core'
import { createVirtualTime } from '@arbkit/http/testing'
import { describe, expect, it, test } from 'vitest'
import { createInFlightLimit, type InFlightLimit, WAITING_MAX } from './in-flight.ts'

const START = 1_790_000_000_000
const call = { path: '/v4/sports' }

function limitOf(max: number): {
  readonly time: ReturnType<typeof createVirtualTime>
  readonly limit: InFlightLimit
} {
  const time = createVirtualTime(START)
  return { time, limit: createInFlightLimit({ ...time, max }) }
}

const reasonOf = async (entry: Promise<unknown>): Promise<unknown> =>
  entry.then(
    () => 'entered',
    (error: { readonly name: string; readonly reason: string }) => `${error.name} ${error.reason}`,
  )

describe('places on the wire', () => {
  it('go to whoever came first', async () => {
    const { limit, time } = limitOf(2)
    const order: string[] = []
    const enter = async (name: string): Promise<() => void> => {
      const leave = await limit.enter(call)
      order.push(name)
      return leave
    }
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(enter)
    await time.settle()
    expect([order.join(''), limit.waiting()]).toEqual(['ab', 2])
    ;(await b)?.()
    await time.settle()
    expect([order.join(''), limit.waiting()]).toEqual(['abc', 1])
    ;(await a)?.()
    ;(await c)?.()
    ;(await d)?.()
    await time.settle()
    expect([order.join(''), limit.waiting()]).toEqual(['abcd', 0])
    await Promise.all([enter('e'), enter('f')])
    expect(order.join('')).toBe('abcdef')
    void enter('g')
    await time.settle()
    expect([order.join(''), limit.waiting()]).toEqual(['abcdef', 1])
  })

  it('are not waited for past a deadline', async () => {
    const { limit, time } = limitOf(1)
    const leave = await limit.enter(call)
    const late = reasonOf(limit.enter(call, { deadlineMs: START + 50 }))
    const patient = reasonOf(limit.enter(call, { deadlineMs: START + 500 }))
    await time.advance(49)
    expect(limit.waiting()).toBe(2)
    await time.advance(1)
    expect(await late).toBe('OddsRequestNotSentError deadline')
    expect(limit.waiting()).toBe(1)
    leave()
    expect([await patient, time.sleepers()]).toEqual(['entered', 0])
    await time.advance(1000)
    expect([limit.waiting(), time.sleepers()]).toEqual([0, 0])
  })

  it('are not waited for once aborted', async () => {
    const { limit, time } = limitOf(1)
    const leave = await limit.enter(call)
    const controller = new AbortController()
    const aborted = reasonOf(limit.enter(call, { signal: controller.signal }))
    const next = reasonOf(limit.enter(call, { signal: new AbortController().signal }))
    await time.settle()
    controller.abort()
    expect(await aborted).toBe('OddsRequestNotSentError aborted')
    leave()
    expect(await next).toBe('entered')
  })

  it('are not given to what is late or aborted already, and none is lost by it', async () => {
    const { limit } = limitOf(1)
    expect(await reasonOf(limit.enter(call, { deadlineMs: START }))).toMatch(/ deadline$/)
    expect(await reasonOf(limit.enter(call, { signal: AbortSignal.abort() }))).toMatch(/ aborted$/)
    expect(await reasonOf(limit.enter(call, { deadlineMs: START + 1 }))).toBe('entered')
  })

  it('are waited for by so many and no more', async () => {
    const { limit } = limitOf(1)
    const leave = await limit.enter(call)
    const waiting = Array.from({ length: WAITING_MAX }, async () => reasonOf(limit.enter(call)))
    await expect(limit.enter(call)).rejects.toMatchObject({
      name: 'OddsRequestNotSentError',
      reason: 'queue-full',
      resend: 'safe',
      message: 'GET /v4/sports: not sent, more than 1000 calls wait',
    })
    leave()
    expect(await waiting[0]).toBe('entered')
    expect(limit.waiting()).toBe(WAITING_MAX - 1)
  })

  test.each([0, -1, 1.5, Number.NaN, Infinity])('are never %s', (max) => {
    expect(() => limitOf(max)).toThrow(InvalidInputError)
  })
})

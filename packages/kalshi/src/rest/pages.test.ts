import { type Clock, InvalidInputError, VenueNoAnswerError } from '@arbkit/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Page } from './endpoints/call.ts'
import {
  allItems,
  type AskForPage,
  eachItem,
  eachPage,
  PAGES_MAX,
  RepeatedCursorError,
  TooManyPagesError,
} from './pages.ts'
import type { SendOptions } from './request.ts'

const clock: Clock = { now: () => 1_000 }

/** A list cut into pages, and what was asked of it. */
function listOf<T>(pages: readonly (readonly T[])[]): {
  readonly ask: AskForPage<Page<T>>
  readonly asked: (string | undefined)[]
  readonly options: SendOptions[]
} {
  const asked: (string | undefined)[] = []
  const options: SendOptions[] = []
  return {
    asked,
    options,
    ask: async (cursor, sendOptions) => {
      asked.push(cursor)
      options.push(sendOptions)
      const index = cursor === undefined ? 0 : Number(cursor)
      const isLast = index >= pages.length - 1
      return { items: pages[index] ?? [], cursor: isLast ? undefined : String(index + 1) }
    },
  }
}

describe('pages', () => {
  it('come in order until there is no cursor, whatever their lengths', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.integer(), { maxLength: 5 }), { minLength: 1, maxLength: 12 }),
        async (pages) => {
          const list = listOf(pages)
          expect(await allItems(list.ask, { clock })).toEqual(pages.flat())
          expect(list.asked).toEqual([undefined, ...pages.slice(1).map((_, i) => String(i + 1))])
        },
      ),
    )
  })

  it('are asked for only when they are taken: a break ends it', async () => {
    const list = listOf([
      [1, 2],
      [3, 4],
      [5, 6],
    ])
    const taken: number[] = []
    for await (const item of eachItem(list.ask, { clock })) {
      taken.push(item)
      if (item === 3) break
    }
    expect(taken).toEqual([1, 2, 3])
    expect(list.asked).toEqual([undefined, '1'])
  })

  it('nothing is asked for before the first is wanted', () => {
    const list = listOf([[1]])
    eachPage(list.ask, { clock })
    expect(list.asked).toEqual([])
  })

  it('keep what a page says beside its items', async () => {
    const pages = eachPage(async () => ({ items: [], cursor: undefined, events: ['e'] }), { clock })
    expect(await pages.next()).toMatchObject({ done: false, value: { events: ['e'] } })
    expect(await pages.next()).toEqual({ done: true, value: undefined })
  })

  it('end with an error by name where a cursor comes twice', async () => {
    const cursors = ['a', 'b', 'a', 'never']
    const asked: (string | undefined)[] = []
    const ask: AskForPage<Page<number>> = async (cursor) => {
      asked.push(cursor)
      return { items: [asked.length], cursor: cursors[asked.length - 1] }
    }
    const error = await allItems(ask, { clock }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(RepeatedCursorError)
    expect(error).toMatchObject({ name: 'RepeatedCursorError', resend: 'safe' })
    expect(asked).toEqual([undefined, 'a', 'b'])
  })

  it('end with an error by name where there are more than allowed, never silently', async () => {
    const list = listOf([[1], [2], [3]])
    const error = await allItems(list.ask, { clock, pagesMax: 2 }).catch(
      (thrown: unknown) => thrown,
    )
    expect(error).toBeInstanceOf(TooManyPagesError)
    expect(error).toMatchObject({ name: 'TooManyPagesError', resend: 'never' })
    expect(list.asked).toEqual([undefined, '1'])
    expect(await allItems(listOf([[1], [2], [3]]).ask, { clock, pagesMax: 3 })).toEqual([1, 2, 3])
  })

  it('never are more than the bound', async () => {
    let count = 0
    const endless: AskForPage<Page<number>> = async () => {
      count += 1
      return { items: [], cursor: String(count) }
    }
    await expect(allItems(endless, { clock })).rejects.toThrow(TooManyPagesError)
    expect(count).toBe(PAGES_MAX)
  })

  it.each([0, -1, 1.5, PAGES_MAX + 1, Number.NaN])('are not bounded by %d', async (pagesMax) => {
    await expect(allItems(listOf([[1]]).ask, { clock, pagesMax })).rejects.toThrow(
      InvalidInputError,
    )
  })

  it('are not asked for past the deadline, and each call knows it', async () => {
    let now = 0
    const list = listOf([[1], [2], [3]])
    const ask: AskForPage<Page<number>> = async (cursor, options) => {
      now += 60
      return list.ask(cursor, options)
    }
    const { signal } = new AbortController()
    const options = { clock: { now: () => now }, deadlineMs: 100, signal }
    const error = await allItems(ask, options).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(VenueNoAnswerError)
    expect(error).toMatchObject({ resend: 'safe', message: 'the deadline passed after 2 pages' })
    expect(list.asked).toHaveLength(2)
    expect(list.options).toEqual([
      { deadlineMs: 100, signal },
      { deadlineMs: 100, signal },
    ])
  })

  it('are not asked for at all where the deadline has passed', async () => {
    const list = listOf([[1]])
    await expect(allItems(list.ask, { clock, deadlineMs: 1_000 })).rejects.toThrow('after 0 pages')
    expect(list.asked).toEqual([])
  })

  it('fail as the call fails, as a whole', async () => {
    const failing: AskForPage<Page<number>> = async (cursor) => {
      if (cursor === 'x') throw new VenueNoAnswerError('HTTP 503', { isRead: true })
      return { items: [1], cursor: 'x' }
    }
    await expect(allItems(failing, { clock })).rejects.toThrow('HTTP 503')
  })
})

/**
 * Pages of a list one after another, as an async iterable: bounded, never twice the same page, and
 * nothing is asked for that nobody waits for.
 * @module
 */
import { assertInput, type Clock, VenueError, VenueNoAnswerError } from '@arbkit/core'
import type { Page } from './endpoints/call.ts'
import type { SendOptions } from './request.ts'

/** Most pages that are asked for: a million items at 1,000 a page. */
export const PAGES_MAX = 1_000

/** The venue gave a cursor that it had given before: the list would never end. */
export class RepeatedCursorError extends VenueError {
  override readonly name = 'RepeatedCursorError'
  override readonly resend = 'safe'
}

/** The list has more pages than were allowed: what was read is not all of it. */
export class TooManyPagesError extends VenueError {
  override readonly name = 'TooManyPagesError'
  override readonly resend = 'never'
}

/** How far to go. */
export interface PagesOptions {
  /** From 1 to {@link PAGES_MAX}. */
  readonly pagesMax?: number | undefined
  /** Until when another page is asked for, Unix ms; passed on to each call as well. */
  readonly deadlineMs?: number | undefined
  readonly signal?: AbortSignal | undefined
  /** Says when the deadline has passed. */
  readonly clock: Clock
}

/** Asks for the page that begins at the cursor; the first where it is undefined. */
export type AskForPage<P> = (cursor: string | undefined, options: SendOptions) => Promise<P>

/**
 * Yields the pages in order, each asked for only when the one before was taken; a `break` ends it.
 * @throws {RepeatedCursorError} @throws {TooManyPagesError}
 * @throws {VenueNoAnswerError} the deadline has passed, or as the call.
 * @throws {InvalidInputError} `pagesMax` out of range.
 */
export async function* eachPage<P extends Page<unknown>>(
  ask: AskForPage<P>,
  { pagesMax = PAGES_MAX, deadlineMs, signal, clock }: PagesOptions,
): AsyncGenerator<P, void, undefined> {
  assertInput(
    Number.isInteger(pagesMax) && pagesMax >= 1 && pagesMax <= PAGES_MAX,
    `pagesMax must be a whole number from 1 to ${PAGES_MAX}, got ${pagesMax}`,
  )
  const seen = new Set<string>()
  let cursor: string | undefined
  for (let count = 0; count < pagesMax; count += 1) {
    checkDeadline(clock, deadlineMs, count)
    const page = await ask(cursor, { deadlineMs, signal })
    yield page
    cursor = page.cursor
    if (cursor === undefined) return
    if (seen.has(cursor)) {
      throw new RepeatedCursorError('the venue gave the same cursor twice', {
        context: { pages: count + 1 },
      })
    }
    seen.add(cursor)
  }
  throw new TooManyPagesError(`the list has more than ${pagesMax} pages`, { context: { pagesMax } })
}

/** Yields the items of all pages in order. @throws as {@link eachPage}. */
export async function* eachItem<T>(
  ask: AskForPage<Page<T>>,
  options: PagesOptions,
): AsyncGenerator<T, void, undefined> {
  for await (const { items } of eachPage(ask, options)) yield* items
}

/** Returns the items of all pages, or fails as a whole. @throws as {@link eachPage}. */
export async function allItems<T>(
  ask: AskForPage<Page<T>>,
  options: PagesOptions,
): Promise<readonly T[]> {
  const items: T[] = []
  for await (const page of eachPage(ask, options)) items.push(...page.items)
  return items
}

function checkDeadline(clock: Clock, deadlineMs: number | undefined, pages: number): void {
  if (deadlineMs === undefined || clock.now() < deadlineMs) return
  throw new VenueNoAnswerError(`the deadline passed after ${pages} pages`, {
    isRead: true,
    context: { pages },
  })
}

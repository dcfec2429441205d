/**
 * Scores of the feed: how a game stands, or ended. They settle nothing: a venue settles by its own source.
 * @module
 */
import { checkWire, insideWire, type WireLocation } from '@arbkit/core'
import { scoreSchema } from '../wire/score.ts'
import { type FeedEvent, parseEvent } from './feed-event.ts'
import { checkOnce, readList } from './list.ts'
import { readInstant } from './read.ts'

/** The score of one game. */
export interface FeedScore {
  readonly event: FeedEvent
  readonly isCompleted: boolean
  /** As printed, text on both sides; undefined before the start. */
  readonly scores: readonly { readonly name: string; readonly score: string }[] | undefined
  /** Unix ms; undefined before the start. */
  readonly updatedMs: number | undefined
}

/**
 * Parses a list of scores. A tournament is no game and is left out.
 * @throws {WireFormatError} a field missing or of another type, an id twice.
 */
export function parseScores(payload: unknown, at: WireLocation): readonly FeedScore[] {
  const seen = new Set<string>()
  return readList(payload, at, (item, place) => {
    const event = parseEvent(item, place)
    const { completed, scores, last_update: update = null } = checkWire(scoreSchema, item, place)
    if (event === undefined) return undefined
    checkOnce(seen, event.eventId, insideWire(place, 'id'), 'event')
    return {
      event,
      isCompleted: completed,
      scores: scores?.map(({ name, score }) => ({ name, score })),
      updatedMs: update === null ? undefined : readInstant(place, 'last_update', update),
    }
  }).filter((score) => score !== undefined)
}

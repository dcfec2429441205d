/**
 * Participants of a sport: names that its events may have.
 * @module
 */
import { checkWire, insideWire, type WireLocation } from '@arbkit/core'
import { participantSchema } from '../wire/participant.ts'
import { checkOnce, readList } from './list.ts'

/** A team or a person; one that no longer plays may be among them. */
export interface FeedParticipant {
  /** `par_01hqmkq6fceknv7cwebesgrx03`. */
  readonly participantId: string
  /** As printed in events. */
  readonly fullName: string
}

/** Parses the participants. @throws {WireFormatError} a field missing or of another type, an id twice. */
export function parseParticipants(payload: unknown, at: WireLocation): readonly FeedParticipant[] {
  const seen = new Set<string>()
  return readList(payload, at, (item, place) => {
    const { id, full_name: fullName } = checkWire(participantSchema, item, place)
    checkOnce(seen, id, insideWire(place, 'id'), 'participant')
    return { participantId: id, fullName }
  })
}

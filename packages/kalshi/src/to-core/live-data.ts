/**
 * Live data of games and other events; `details` is passed on as it came.
 * @module
 */
import { checkWire, type WireLocation } from '@arbkit/core'
import { itemsOf } from '../wire/envelope.ts'
import { eventLiveDataSchema, liveDataSchema } from '../wire/live-data.ts'

/** An open object whose shape `type` names. */
export type LiveDetails = Readonly<Record<string, unknown>>

/** Live data of one milestone. */
export interface MilestoneLiveData {
  readonly milestoneId: string
  /** The venue's word for the shape of the details; open. */
  readonly type: string
  readonly details: LiveDetails
}

/** Live data of one event. */
export interface EventLiveData {
  readonly type: string
  readonly details: LiveDetails
}

/** Parses `{live_datas: […]}`, `{live_data: …}`, a list, or a bare one. @throws {WireFormatError} */
export function parseLiveData(payload: unknown, at: WireLocation): readonly MilestoneLiveData[] {
  const keys = { many: 'live_datas', one: 'live_data' }
  return itemsOf(payload, at, keys).map(({ value, at: place }) => {
    const wire = checkWire(liveDataSchema, value, place)
    return { milestoneId: wire.milestone_id, type: wire.type, details: wire.details }
  })
}

/** Parses the live data of an event. @throws {WireFormatError} */
export function parseEventLiveData(payload: unknown, at: WireLocation): EventLiveData {
  const { type, details } = checkWire(eventLiveDataSchema, payload, at)
  return { type, details }
}

/**
 * A recording in one line: what is said of it every minute.
 * @module
 */
import type { EngineView } from '@arbkit/engine'
import type { LogLine } from '../run/log-line.ts'
import { bytesText } from './bytes-text.ts'
import { feedWords } from './status-line.ts'
import { countText } from './values.ts'

/** What the disk says; undefined where it could not be looked at. */
export interface RecordingDisk {
  readonly sessionBytes: number | undefined
  readonly freeBytes: number | undefined
}

/** Returns the line, with the same figures for programs. */
export function recordingLine(
  view: EngineView,
  { sessionBytes, freeBytes }: RecordingDisk,
): LogLine {
  const { atMs, frames, creditsLeft } = view
  const used = view.feeds.filter(({ status }) => status !== 'off')
  const parts = [
    `${count(frames)} frames`,
    ...(sessionBytes === undefined ? [] : [`${bytesText(sessionBytes)} written`]),
    ...(freeBytes === undefined ? [] : [`${bytesText(freeBytes)} of the disk free`]),
    ...used.map(feedWords),
    ...(creditsLeft === undefined ? [] : [`${count(creditsLeft)} credits left`]),
  ]
  return {
    level: 'info',
    atMs,
    event: 'recording',
    text: parts.join('; '),
    fields: {
      frames,
      sessionBytes: sessionBytes ?? null,
      freeBytes: freeBytes ?? null,
      feeds: used.map(({ feed, status, ageMs }) => ({ feed, status, ageMs: ageMs ?? null })),
      creditsLeft: creditsLeft ?? null,
    },
  }
}

const count = (value: number): string => countText(String(value))

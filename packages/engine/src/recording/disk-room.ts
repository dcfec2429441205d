/**
 * Room on the disk for one session that is being recorded: within the bound of the folder of all sessions,
 * and never the last of the disk. Room is taken in steps, so that the folder is looked at now and then
 * only; before a step is refused, the oldest finished recordings are deleted.
 * @module
 */
import type { Clock, Ids } from '@arbkit/core'
import { type RecordingNote, RecordingStoppedError } from './recording-note.ts'
import { deleteShelved, lookAtShelf, type ShelvedSession } from './session-shelf.ts'

/** Bytes that are taken at a time. Other processes may take as much before anybody sees it. */
export const ROOM_STEP_BYTES = 16 * 1024 * 1024
/** With a small bound a step is this part of it at most. */
const STEPS_OF_BOUND = 8

/** Where, and how much there may be. */
export interface DiskRoomOptions {
  /** The folder of all sessions. */
  readonly parent: string
  readonly program: string
  readonly clock: Clock
  readonly ids: Ids
  /** Most bytes of all sessions; undefined for no bound. */
  readonly maxDiskBytes: number | undefined
  /** Bytes of the disk that stay free. */
  readonly minFreeBytes: number
  readonly freeBytes: (folder: string) => Promise<number>
  readonly onNote: (note: RecordingNote) => void
}

/** What a session takes of the disk. */
export interface OwnBytes {
  /** Its folder; undefined while there is none. */
  readonly dir: string | undefined
  /** On the disk by now. */
  readonly writtenBytes: number
  /** On the disk at most, with what is on its way and what ending it takes. */
  readonly neededBytes: number
}

/** Room for one session. */
export interface DiskRoom {
  /** True where it is known that there is room, without looking. */
  hasRoom(neededBytes: number): boolean
  /**
   * Sees to it that there is room, deleting sessions where that takes it.
   * @throws {RecordingStoppedError} there is none, whatever may be deleted.
   */
  take(own: OwnBytes): Promise<void>
}

/** Returns room that nobody has looked at yet. */
export function createDiskRoom(options: DiskRoomOptions): DiskRoom {
  const { parent, maxDiskBytes, minFreeBytes } = options
  const step = Math.min(ROOM_STEP_BYTES, Math.floor((maxDiskBytes ?? Infinity) / STEPS_OF_BOUND))
  let grantedBytes = 0
  return {
    hasRoom: (neededBytes) => neededBytes <= grantedBytes,
    async take(own) {
      const wanted = own.neededBytes + step
      const within = maxDiskBytes === undefined ? wanted : await withinBound(own, wanted, options)
      const spare = (await options.freeBytes(parent)) - minFreeBytes
      const granted = Math.min(wanted, within, own.writtenBytes + spare)
      if (granted < own.neededBytes) {
        throw new RecordingStoppedError(
          `${parent}: its disk has less than ${sizeText(minFreeBytes)} left`,
          'disk',
        )
      }
      grantedBytes = granted
    },
  }
}

/**
 * Returns how many bytes the session may have by the bound, once what can be deleted is.
 * @throws {RecordingStoppedError} fewer than it needs.
 */
async function withinBound(
  own: OwnBytes,
  wanted: number,
  { parent, program, clock, ids, maxDiskBytes = Infinity, onNote }: DiskRoomOptions,
): Promise<number> {
  const shelf = await lookAtShelf({ parent, program, nowMs: clock.now() })
  const others = shelf.filter(({ dir }) => dir !== own.dir)
  let taken = others.reduce((sum, { bytes }) => sum + bytes, 0)
  for (const session of others) {
    if (taken + wanted <= maxDiskBytes) break
    if (session.state !== 'deletable') continue
    taken -= session.bytes
    if (await deleteShelved(session, { parent, tempId: ids.next() })) {
      onNote({ tag: 'deleted', dir: session.dir, bytes: session.bytes })
    }
  }
  if (taken + own.neededBytes <= maxDiskBytes) return maxDiskBytes - taken
  throw new RecordingStoppedError(
    `${parent}: no room within ${sizeText(maxDiskBytes)}, and nothing that may be deleted` +
      keptText(others),
    'bound',
  )
}

/** What stands in the way, by its kind. */
function keptText(others: readonly ShelvedSession[]): string {
  const kinds = [
    ['left', 'never closed'],
    ['written', 'being recorded by others'],
    ['kept', 'imported, renamed or damaged'],
  ] as const
  const parts = kinds.flatMap(([state, words]) => {
    const own = others.filter((session) => session.state === state)
    const bytes = own.reduce((sum, session) => sum + session.bytes, 0)
    return bytes === 0 ? [] : [`${own.length} ${words}: ${sizeText(bytes)}`]
  })
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`
}

const UNITS = [
  ['GB', 1_000_000_000],
  ['MB', 1_000_000],
] as const

/** Decimal units with a digit after the point, rounded down; bytes below one of them. */
function sizeText(bytes: number): string {
  const [unit, size] = UNITS.find((each) => bytes >= each[1]) ?? ['bytes', 1]
  return size === 1 ? `${bytes} ${unit}` : `${Math.floor((bytes * 10) / size) / 10} ${unit}`
}

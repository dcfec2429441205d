/**
 * What can happen to a stream, what comes of it and what goes wrong, as data: the vocabulary that the
 * pure part and the shell share.
 * @module
 */
import type { ContractSide, OrderBook, WireFormatError } from '@arbkit/core'
import type { StreamMessage } from '../to-core/stream.ts'
import type { StreamChannel } from './commands.ts'

/** What the pure part is told. Times are Unix ms of the caller's clock and never go back. */
export type StreamEvent =
  /** A connection is being opened. */
  | { readonly tag: 'connecting'; readonly atMs: number }
  | { readonly tag: 'opened'; readonly atMs: number }
  /** The connection is gone or could not be opened. `chance` is uniform in [0, 1). */
  | { readonly tag: 'closed'; readonly atMs: number; readonly chance: number }
  | { readonly tag: 'frame'; readonly atMs: number; readonly text: string }
  /** The venue sent a ping; the socket answers by itself. */
  | { readonly tag: 'heartbeat'; readonly atMs: number }
  | { readonly tag: 'tick'; readonly atMs: number }
  /** The markets whose books are wanted from now on: all of them. */
  | { readonly tag: 'wanted'; readonly atMs: number; readonly marketIds: readonly string[] }
  /** Frames came faster than they were taken, and some were dropped. */
  | { readonly tag: 'overflowed'; readonly atMs: number }

/** Why a book is not in sync. */
export type ResyncCause =
  | 'awaiting-snapshot'
  | 'disconnected'
  | 'gap'
  | 'astray'
  | 'unreadable'
  | 'negative-size'
  | 'size-too-large'
  | 'subscription-over'
  | 'not-listed'

/** The part of a book that reads. It changes with the next frame: use it at once, do not keep it. */
export type BookView = Omit<OrderBook, 'apply' | 'replace'>

/** A book, or since when and why there is none that can be relied on. */
export type BookStatus =
  | { readonly tag: 'in-sync'; readonly book: BookView }
  | { readonly tag: 'resyncing'; readonly sinceMs: number; readonly because: ResyncCause }

/** Why a connection is closed from our side. */
export type CloseCause =
  | 'open-timeout'
  | 'heartbeat-lost'
  | 'data-silent'
  | 'command-timeout'
  | 'no-snapshots'
  | 'too-many-resubscriptions'
  | 'venue-error'
  | 'overflowed'

/** What went wrong, by name. None of these stops the stream. */
export type StreamFault =
  | { readonly tag: 'not-json'; readonly text: string }
  | { readonly tag: 'wire-format'; readonly error: WireFormatError }
  /** Numbered messages of a subscription were missed. */
  | {
      readonly tag: 'gap'
      readonly sid: number
      readonly channel: string
      readonly expectedSeq: number
      readonly seq: number
    }
  /** A number that was passed already, on a message that is not one of the last again. */
  | { readonly tag: 'astray'; readonly sid: number; readonly lastSeq: number; readonly seq: number }
  /** A change that takes away more than rests there: the book was wrong. Centicontracts. */
  | {
      readonly tag: 'negative-size' | 'size-too-large'
      readonly marketId: string
      readonly side: ContractSide
      readonly priceTicks: number
      readonly size: number
    }
  /** A message of another kind, numbered among those about books. */
  | { readonly tag: 'unknown-book-message'; readonly sid: number; readonly seq: number }
  /** A snapshot told another book than the one that was in sync: that one was wrong. */
  | { readonly tag: 'diverged'; readonly marketId: string }
  | {
      readonly tag: 'venue-error'
      readonly code: number
      readonly name: string
      readonly message: string
      readonly sid: number | undefined
      readonly commandId: number | undefined
    }
  /** The venue took the command, and lists these markets not. */
  | { readonly tag: 'not-listed'; readonly marketIds: readonly string[] }
  /** Asked several times, and no snapshot came; asked again later. */
  | { readonly tag: 'no-snapshot'; readonly marketIds: readonly string[] }
  | { readonly tag: 'command-timeout'; readonly commandId: number }

/** What comes of an event, in order. */
export type StreamEffect =
  | { readonly tag: 'send'; readonly text: string }
  | { readonly tag: 'close'; readonly because: CloseCause }
  | { readonly tag: 'reconnect'; readonly afterMs: number }
  /** A book in sync changed and still is. */
  | { readonly tag: 'changed'; readonly marketId: string }
  /** Books that were in sync are not any more. */
  | {
      readonly tag: 'invalid'
      readonly marketIds: readonly string[]
      readonly because: ResyncCause
    }
  /** A book is in sync, for the first time or again. */
  | { readonly tag: 'synced'; readonly marketId: string }
  /** A message of another channel. */
  | { readonly tag: 'message'; readonly message: StreamMessage }
  /** A channel begins, or begins anew: what happened before it was not told. */
  | { readonly tag: 'channel-began'; readonly channel: StreamChannel; readonly sid: number }
  | { readonly tag: 'fault'; readonly fault: StreamFault }

/** Why a frame was set aside without harm. */
export type IgnoredCause =
  | 'repeated'
  | 'unknown-type'
  | 'unknown-subscription'
  | 'awaiting-snapshot'
  | 'not-connected'

/** What became of the frames so far. */
export interface StreamCounts {
  /** Read, and what they say is done. */
  readonly applied: number
  /** Faults named. */
  readonly faults: number
  readonly ignored: Readonly<Record<IgnoredCause, number>>
}

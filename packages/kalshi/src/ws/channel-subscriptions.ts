/**
 * Subscriptions to the channels beside the order book: one each, for as long as the connection lasts.
 * @module
 */
import { assertInput } from '@arbkit/core'
import { commandText, type StreamChannel } from './commands.ts'
import { BOOK_CHANNEL } from './book-sync.ts'
import { COMMAND_TIMEOUT_MS } from './book-subscription.ts'

/** A channel to subscribe to. */
export interface ChannelRequest {
  /** Not the order book's: its markets are set apart. */
  readonly channel: Exclude<StreamChannel, 'orderbook_delta'>
  /** The markets it is about, at most MARKETS_PER_COMMAND_MAX; undefined for all. */
  readonly marketIds?: readonly string[] | undefined
}

interface Place {
  readonly request: ChannelRequest
  sid: number | undefined
  asked: { readonly commandId: number; readonly atMs: number } | undefined
  /** Not asked for again on this connection: the venue refused it. */
  isRefused: boolean
}

/** The subscriptions beside the order book. */
export class ChannelSubscriptions {
  private readonly places: readonly Place[]
  private readonly takeId: () => number

  /** @throws {InvalidInputError} a channel twice, or the order book's. */
  constructor(requests: readonly ChannelRequest[], takeId: () => number) {
    const channels = new Set<string>(requests.map(({ channel }) => channel))
    assertInput(channels.size === requests.length, 'each channel is subscribed to once')
    assertInput(!channels.has(BOOK_CHANNEL), 'order books are asked for by their markets')
    this.places = requests.map((request) => ({
      request,
      sid: undefined,
      asked: undefined,
      isRefused: false,
    }))
    this.takeId = takeId
  }

  /** The connection is over. */
  reset(): void {
    for (const place of this.places) {
      place.sid = undefined
      place.asked = undefined
      place.isRefused = false
    }
  }

  /** Returns what is to be sent now. */
  take(atMs: number): readonly string[] {
    const texts: string[] = []
    for (const place of this.places) {
      if (place.sid !== undefined || place.asked !== undefined || place.isRefused) continue
      const { channel, marketIds = [] } = place.request
      const commandId = this.takeId()
      place.asked = { commandId, atMs }
      texts.push(commandText(commandId, { tag: 'subscribe', channel, marketIds }))
    }
    return texts
  }

  /** Takes the answer that a subscription begins; the channel where it was asked for here. */
  begin(commandId: number | undefined, sid: number): StreamChannel | undefined {
    const place = this.askedAs(commandId)
    if (place === undefined) return undefined
    place.asked = undefined
    place.sid = sid
    return place.request.channel
  }

  /** A subscription is over; true where it was one of these. It is asked for anew. */
  end(sid: number): boolean {
    const place = this.places.find((each) => each.sid === sid)
    if (place === undefined) return false
    place.sid = undefined
    return true
  }

  /** Returns the numbers of the subscriptions there are. */
  sids(): readonly number[] {
    return this.places.flatMap(({ sid }) => (sid === undefined ? [] : [sid]))
  }

  /** Takes the answer that a command was refused. */
  refuse(commandId: number | undefined, mayRetry: boolean): void {
    const place = this.askedAs(commandId)
    if (place === undefined) return
    place.asked = undefined
    place.isRefused = !mayRetry
  }

  /** True where a subscription was asked for so long ago that no answer will come. */
  isTimedOut(atMs: number): boolean {
    return this.places.some(
      ({ asked }) => asked !== undefined && atMs - asked.atMs >= COMMAND_TIMEOUT_MS,
    )
  }

  private askedAs(commandId: number | undefined): Place | undefined {
    if (commandId === undefined) return undefined
    return this.places.find(({ asked }) => asked?.commandId === commandId)
  }
}

/**
 * A stream from one event to the next: connection, subscriptions and books, and what is to be done.
 * It reads no clock and draws no chance; both come with the events, so a run can be told again.
 *
 * The state is moved on, not copied, like the order books in it: one change costs one array write.
 * @module
 */
import { assertInput } from '@arbkit/core'
import type { StreamMessage } from '../to-core/stream.ts'
import { reconnectDelayMs } from './backoff.ts'
import { BookSubscription, type SubscriptionNews } from './book-subscription.ts'
import { BOOK_CHANNEL, BookSync } from './book-sync.ts'
import { type ChannelRequest, ChannelSubscriptions } from './channel-subscriptions.ts'
import { MARKETS_PER_CONNECTION_MAX, USES_YES_PRICES } from './commands.ts'
import { meaningOfError } from './error-codes.ts'
import type {
  BookStatus,
  CloseCause,
  StreamCounts,
  StreamEffect,
  StreamEvent,
  StreamFault,
} from './stream-effect.ts'

/** How long opening may take, ms. */
export const OPEN_TIMEOUT_MS = 10_000
/** Two and a half of the venue's pings, one every 10 s (AsyncAPI of 2026-08-22), ms. */
export const HEARTBEAT_TIMEOUT_MS = 25_000
/** How long books may be silent before one snapshot is asked for, to see whether data flows, ms. */
export const DATA_PROBE_MS = 30_000
/** How long books may be silent: pings go on while data does not (16 minutes of it seen in 2026-08), ms. */
export const DATA_TIMEOUT_MS = 60_000
/** A connection that lasted so long was stable: the next wait is the shortest again, ms. */
export const STABLE_MS = 60_000
/** Subscriptions ended by the venue within {@link RESUBSCRIBE_WINDOW_MS} before we connect anew. */
export const RESUBSCRIPTIONS_MAX = 5
/** Over which they are counted, ms. */
export const RESUBSCRIBE_WINDOW_MS = 60_000

type Link =
  | { readonly tag: 'down' }
  | { readonly tag: 'opening'; readonly sinceMs: number }
  | {
      readonly tag: 'open'
      readonly sinceMs: number
      /** Last sign of life. */
      heardMs: number
      /** Last message about a book. */
      dataMs: number
      isProbed: boolean
    }
  | { readonly tag: 'closing' }

/** Where a stream stands. Made by {@link createStreamState}, moved on by {@link reduceStream}. */
export interface StreamState {
  link: Link
  /** Waits since the last stable connection. */
  attempt: number
  nextCommandId: number
  /** Markets whose books are wanted, and since when. */
  wanted: ReadonlyMap<string, number>
  /** When the venue ended subscriptions, the last ones. */
  resubscribedMs: readonly number[]
  /** Silence of books after which one snapshot is asked for, ms. */
  readonly probeQuietMs: number
  readonly sync: BookSync
  readonly subscription: BookSubscription
  readonly channels: ChannelSubscriptions
}

/** How a stream begins. */
export interface StreamStart {
  readonly channels?: readonly ChannelRequest[] | undefined
  /**
   * Silence of books after which one snapshot is asked for, ms, above 0; {@link DATA_PROBE_MS} where left out.
   * Pings go on while data does not, but messages come in order: a snapshot says that quiet books are right.
   */
  readonly probeQuietMs?: number | undefined
}

/**
 * Returns a stream before its first connection.
 * @throws {InvalidInputError} a channel twice, or a silence that is not above 0.
 */
export function createStreamState(options: StreamStart = {}): StreamState {
  const { probeQuietMs = DATA_PROBE_MS } = options
  assertInput(probeQuietMs > 0, `probeQuietMs must be above 0, got ${probeQuietMs}`)
  const sync = new BookSync({ usesYesPrices: USES_YES_PRICES })
  const takeId = (): number => {
    const id = state.nextCommandId
    state.nextCommandId += 1
    return id
  }
  const state: StreamState = {
    link: { tag: 'down' },
    attempt: 0,
    nextCommandId: 1,
    wanted: new Map(),
    resubscribedMs: [],
    probeQuietMs,
    sync,
    subscription: new BookSubscription({ takeId, isInSync: (id) => sync.isInSync(id) }),
    channels: new ChannelSubscriptions(options.channels ?? [], takeId),
  }
  return state
}

/** Returns how a wanted market's book stands; undefined for a market that is not wanted. */
export function bookStatusOf(state: StreamState, marketId: string): BookStatus | undefined {
  const sinceMs = state.wanted.get(marketId)
  if (sinceMs === undefined) return undefined
  return state.sync.bookOf(marketId) ?? { tag: 'resyncing', sinceMs, because: 'awaiting-snapshot' }
}

/** Returns what became of the frames so far. */
export function countsOf(state: StreamState): StreamCounts {
  return state.sync.counts()
}

/**
 * Moves a stream on by one event, and returns what is to be done, in order.
 * @throws {InvalidInputError} more markets wanted than a connection takes, or one without a name.
 */
export function reduceStream(state: StreamState, event: StreamEvent): readonly StreamEffect[] {
  const effects: StreamEffect[] = []
  switch (event.tag) {
    case 'frame':
      onFrame(state, event.text, event.atMs, effects)
      break
    case 'connecting':
      if (state.link.tag === 'down') state.link = { tag: 'opening', sinceMs: event.atMs }
      break
    case 'opened':
      onOpened(state, event.atMs, effects)
      break
    case 'closed':
      onClosed(state, event, effects)
      break
    case 'heartbeat':
      if (state.link.tag === 'open') state.link.heardMs = event.atMs
      break
    case 'tick':
      onTick(state, event.atMs, effects)
      break
    case 'wanted':
      onWanted(state, event.marketIds, event.atMs, effects)
      break
    case 'overflowed':
      closeLink(state, 'overflowed', event.atMs, effects)
      break
  }
  return effects
}

function onOpened(state: StreamState, atMs: number, effects: StreamEffect[]): void {
  if (state.link.tag !== 'opening') return
  state.link = { tag: 'open', sinceMs: atMs, heardMs: atMs, dataMs: atMs, isProbed: false }
  state.nextCommandId = 1
  state.subscription.reset()
  state.channels.reset()
  state.resubscribedMs = []
  send(state, atMs, effects)
}

function onClosed(
  state: StreamState,
  { atMs, chance }: Extract<StreamEvent, { tag: 'closed' }>,
  effects: StreamEffect[],
): void {
  if (state.link.tag === 'down') return
  if (state.link.tag === 'open' && atMs - state.link.sinceMs >= STABLE_MS) state.attempt = 0
  state.sync.disconnect(atMs, effects)
  state.link = { tag: 'down' }
  effects.push({ tag: 'reconnect', afterMs: reconnectDelayMs(state.attempt, chance) })
  state.attempt += 1
}

/** Ends the connection from our side. Nothing that still comes over it is believed. */
function closeLink(
  state: StreamState,
  because: CloseCause,
  atMs: number,
  effects: StreamEffect[],
): void {
  if (state.link.tag === 'down' || state.link.tag === 'closing') return
  state.link = { tag: 'closing' }
  state.sync.disconnect(atMs, effects)
  effects.push({ tag: 'close', because })
}

function onFrame(state: StreamState, text: string, atMs: number, effects: StreamEffect[]): void {
  const { link, sync } = state
  if (link.tag !== 'open') {
    sync.ignore('not-connected')
    return
  }
  link.heardMs = atMs
  const message = sync.receive(text, atMs, effects)
  const isOfBook = message?.tag === 'delta' || message?.tag === 'snapshot'
  if (isOfBook) {
    link.dataMs = atMs
    link.isProbed = false
  }
  // Nearly every frame is a change of a book in sync: nothing is to be asked for.
  if (message?.tag === 'delta' && effects.length === 1 && effects[0]?.tag === 'changed') return
  learn(state, effects)
  if (message !== undefined && !isOfBook) onAnswer(state, message, atMs, effects)
  send(state, atMs, effects)
}

/** Takes from what became of a frame which snapshots came and which are to be asked for. */
function learn({ subscription }: StreamState, effects: readonly StreamEffect[]): void {
  let isMissed = false
  for (const effect of effects) {
    if (effect.tag === 'synced' || effect.tag === 'changed')
      subscription.noteSynced(effect.marketId)
    if (effect.tag === 'invalid') subscription.ask(effect.marketIds)
    if (effect.tag === 'fault') isMissed ||= MISSED.has(effect.fault.tag)
  }
  if (isMissed) subscription.askMissed()
}

/** Faults after which snapshots that were asked for may have been among what is lost. */
const MISSED: ReadonlySet<StreamFault['tag']> = new Set([
  'gap',
  'astray',
  'not-json',
  'wire-format',
  'unknown-book-message',
])

function onAnswer(
  state: StreamState,
  message: StreamMessage,
  atMs: number,
  effects: StreamEffect[],
): void {
  const { subscription, channels } = state
  switch (message.tag) {
    case 'subscribed': {
      const { commandId, sid } = message
      if (subscription.begin(commandId, sid, atMs)) return
      const channel = channels.begin(commandId, sid)
      if (channel !== undefined) effects.push({ tag: 'channel-began', channel, sid })
      return
    }
    case 'ok':
      onCarriedOut(state, message, atMs, effects)
      return
    case 'unsubscribed':
      onOver(state, [message.sid], atMs, effects)
      return
    case 'error': {
      const { commandId, code, sid } = message
      const { policy } = meaningOfError(code)
      if (policy === 'reconnect') closeLink(state, 'venue-error', atMs, effects)
      else if (policy === 'resubscribe') {
        const books = subscription.sid === undefined ? [] : [subscription.sid]
        onOver(state, sid === undefined ? [...books, ...channels.sids()] : [sid], atMs, effects)
      } else {
        subscription.refuse(commandId, policy === 'retry', atMs)
        channels.refuse(commandId, policy === 'retry')
      }
      return
    }
    default:
  }
}

function onCarriedOut(
  state: StreamState,
  { commandId, sid, seq, marketIds }: Extract<StreamMessage, { tag: 'ok' }>,
  atMs: number,
  effects: StreamEffect[],
): void {
  const { subscription, sync } = state
  if (sid === undefined) return
  if (subscription.isSubscribing(commandId)) {
    // The venue merged it into a subscription that it still had.
    subscription.sid = sid
    if (sync.channelOf(sid) === undefined) sync.adopt(sid, BOOK_CHANNEL, seq ?? 0)
  }
  if (sid !== subscription.sid) return
  report(state, subscription.accept(commandId, marketIds, atMs), atMs, effects)
  for (const marketId of sync.marketIds()) {
    if (!state.wanted.has(marketId)) sync.forget(marketId)
  }
}

/** Subscriptions are over: theirs is asked for anew, but not for ever. */
function onOver(
  state: StreamState,
  sids: readonly number[],
  atMs: number,
  effects: StreamEffect[],
): void {
  const { subscription, channels } = state
  const isOurs = sids.map((sid) => {
    if (sid !== subscription.sid) return channels.end(sid)
    subscription.restart()
    return true
  })
  if (!isOurs.includes(true)) return
  const since = atMs - RESUBSCRIBE_WINDOW_MS
  state.resubscribedMs = [...state.resubscribedMs.filter((ms) => ms > since), atMs]
  if (state.resubscribedMs.length > RESUBSCRIPTIONS_MAX) {
    closeLink(state, 'too-many-resubscriptions', atMs, effects)
  }
}

function onTick(state: StreamState, atMs: number, effects: StreamEffect[]): void {
  const { link, subscription, channels } = state
  if (link.tag === 'opening' && atMs - link.sinceMs >= OPEN_TIMEOUT_MS) {
    closeLink(state, 'open-timeout', atMs, effects)
  }
  if (link.tag !== 'open') return
  if (atMs - link.sinceMs >= STABLE_MS) state.attempt = 0
  if (!subscription.isListening()) link.dataMs = atMs
  const silentMs = atMs - link.dataMs
  if (atMs - link.heardMs >= HEARTBEAT_TIMEOUT_MS) {
    closeLink(state, 'heartbeat-lost', atMs, effects)
  } else if (silentMs >= DATA_TIMEOUT_MS) {
    closeLink(state, 'data-silent', atMs, effects)
  } else if (channels.isTimedOut(atMs)) {
    closeLink(state, 'command-timeout', atMs, effects)
  } else {
    if (silentMs >= state.probeQuietMs && !link.isProbed) {
      link.isProbed = true
      subscription.probe()
    }
    report(state, subscription.tick(atMs), atMs, effects)
    send(state, atMs, effects)
  }
}

function onWanted(
  state: StreamState,
  marketIds: readonly string[],
  atMs: number,
  effects: StreamEffect[],
): void {
  const distinct = new Set(marketIds)
  assertInput(!distinct.has(''), 'a market has no name')
  assertInput(
    distinct.size <= MARKETS_PER_CONNECTION_MAX,
    `at most ${MARKETS_PER_CONNECTION_MAX} markets a connection, got ${distinct.size}`,
  )
  const before = state.wanted
  state.wanted = new Map([...distinct].map((id) => [id, before.get(id) ?? atMs]))
  state.subscription.want(distinct)
  send(state, atMs, effects)
}

function send(state: StreamState, atMs: number, effects: StreamEffect[]): void {
  if (state.link.tag !== 'open') return
  const { texts, news } = state.subscription.take(atMs)
  for (const text of [...texts, ...state.channels.take(atMs)]) effects.push({ tag: 'send', text })
  report(state, news, atMs, effects)
}

function report(
  state: StreamState,
  { timedOut = [], unanswered = [], notListed = [], giveUp }: SubscriptionNews,
  atMs: number,
  effects: StreamEffect[],
): void {
  const { sync } = state
  for (const commandId of timedOut) sync.fault({ tag: 'command-timeout', commandId }, effects)
  if (unanswered.length > 0) sync.fault({ tag: 'no-snapshot', marketIds: unanswered }, effects)
  if (notListed.length > 0) sync.fault({ tag: 'not-listed', marketIds: notListed }, effects)
  if (giveUp !== undefined) closeLink(state, giveUp, atMs, effects)
}

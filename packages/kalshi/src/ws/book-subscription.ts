/**
 * What is asked of the venue so that the wanted books come and stay in sync: one subscription a
 * connection, grown in bounded commands, with new snapshots for books that fell out. Pure bookkeeping:
 * it says what to send and learns from the answers.
 * @module
 */
import { commandText, MARKETS_PER_COMMAND_MAX, type StreamCommand } from './commands.ts'
import { BOOK_CHANNEL } from './book-sync.ts'

/** Commands without an answer at one time. */
export const COMMANDS_IN_FLIGHT_MAX = 4
/** How long an answer may take, ms. */
export const COMMAND_TIMEOUT_MS = 10_000
/** Commands in a row without an answer after which the connection is given up. */
export const COMMAND_TIMEOUTS_MAX = 3
/** How long a snapshot may take before it is asked for, or asked for again, ms. */
export const SNAPSHOT_TIMEOUT_MS = 5_000
/** The same, where its answer may have been among what was missed, ms. */
export const SNAPSHOT_MISSED_MS = 1_000
/** How often in a row a snapshot is asked for. */
export const SNAPSHOT_ASKS_MAX = 5
/** How long a market rests that the venue refused or does not answer for, ms. */
export const REFUSED_REST_MS = 60_000
/** How long nothing is sent after the venue asked for patience, ms. */
export const RETRY_REST_MS = 1_000

type Kind = 'subscribe' | 'add' | 'delete' | 'snapshot'

/** A command that was sent and not answered. */
interface Pending {
  readonly kind: Kind
  readonly marketIds: ReadonlySet<string>
  readonly sentMs: number
}

/** A snapshot that has to come. */
interface Awaited {
  readonly sinceMs: number
  readonly asks: number
  /** Its answer may have been missed. */
  readonly isMissed: boolean
}

/** What a lapse of time, or an answer, showed. */
export interface SubscriptionNews {
  /** The connection can not go on. */
  readonly giveUp?: 'command-timeout' | 'no-snapshots'
  /** Commands that were not answered in time. */
  readonly timedOut?: readonly number[]
  /** Markets that no snapshot came for. */
  readonly unanswered?: readonly string[]
  /** Markets that the venue did not take. */
  readonly notListed?: readonly string[]
}

const NOTHING_NEW: SubscriptionNews = {}

/** The subscription to order books. */
export class BookSubscription {
  /** Undefined until the venue gave it a number. */
  sid: number | undefined
  private readonly wanted = new Set<string>()
  private readonly toAdd = new Set<string>()
  private readonly toDelete = new Set<string>()
  private readonly toAsk = new Set<string>()
  private readonly listed = new Set<string>()
  private readonly awaited = new Map<string, Awaited>()
  /** Markets that rest, and until when. */
  private readonly resting = new Map<string, number>()
  private readonly pending = new Map<number, Pending>()
  private quietUntilMs = 0
  private timeouts = 0
  private readonly takeId: () => number
  private readonly isInSync: (marketId: string) => boolean

  /** @param deps where command ids come from, and which books need nothing. */
  constructor(deps: {
    readonly takeId: () => number
    readonly isInSync: (marketId: string) => boolean
  }) {
    this.takeId = deps.takeId
    this.isInSync = deps.isInSync
  }

  /** Sets which markets are wanted. */
  want(marketIds: ReadonlySet<string>): void {
    for (const marketId of this.wanted) {
      if (marketIds.has(marketId)) continue
      this.wanted.delete(marketId)
      this.toAdd.delete(marketId)
      this.toAsk.delete(marketId)
      this.awaited.delete(marketId)
      this.resting.delete(marketId)
      if (this.listed.has(marketId)) this.toDelete.add(marketId)
    }
    for (const marketId of marketIds) {
      if (this.wanted.has(marketId)) continue
      this.wanted.add(marketId)
      if (this.toDelete.delete(marketId)) {
        if (!this.isInSync(marketId)) this.toAsk.add(marketId)
      } else if (!this.isPending('add', marketId) && !this.isPending('delete', marketId)) {
        this.toAdd.add(marketId)
      }
    }
  }

  isWanted(marketId: string): boolean {
    return this.wanted.has(marketId)
  }

  /** True where markets are subscribed to, so that data is due. */
  isListening(): boolean {
    return this.listed.size > 0
  }

  /** The connection is over: everything wanted is asked for anew on the next. */
  reset(): void {
    this.resting.clear()
    this.quietUntilMs = 0
    this.restart()
  }

  /** The subscription is over: what is wanted and does not rest is asked for anew. */
  restart(): void {
    this.sid = undefined
    for (const set of [this.toAdd, this.toDelete, this.toAsk, this.listed]) set.clear()
    this.awaited.clear()
    this.pending.clear()
    this.timeouts = 0
    for (const marketId of this.wanted) {
      if (!this.resting.has(marketId)) this.toAdd.add(marketId)
    }
  }

  /** Returns what is to be sent now. */
  take(atMs: number): { readonly texts: readonly string[]; readonly news: SubscriptionNews } {
    const texts: string[] = []
    const news = this.giveUpUnanswered(atMs)
    if (news.giveUp !== undefined) return { texts, news }
    while (this.pending.size < COMMANDS_IN_FLIGHT_MAX && atMs >= this.quietUntilMs) {
      const next = this.nextCommand()
      if (next === undefined) break
      const id = this.takeId()
      texts.push(commandText(id, next.command))
      const marketIds = new Set(next.command.marketIds)
      this.pending.set(id, { kind: next.kind, marketIds, sentMs: atMs })
      if (next.kind === 'snapshot') for (const each of marketIds) this.noteAsked(each, atMs)
    }
    return { texts, news }
  }

  /** Takes the answer that the subscription begins. False where it was not asked for. */
  begin(commandId: number | undefined, sid: number, atMs: number): boolean {
    const answered = this.answer(commandId)
    if (answered?.kind !== 'subscribe') return false
    this.sid = sid
    for (const marketId of answered.marketIds) {
      this.listed.add(marketId)
      if (!this.wanted.has(marketId)) this.toDelete.add(marketId)
      else this.await(marketId, atMs)
    }
    return true
  }

  /** True where the command of that id asked to subscribe: the venue merged it into what was there. */
  isSubscribing(commandId: number | undefined): boolean {
    return commandId !== undefined && this.pending.get(commandId)?.kind === 'subscribe'
  }

  /**
   * Takes the answer that a command was carried out.
   * @param listedNow every market of the subscription; undefined where the answer lists none.
   */
  accept(
    commandId: number | undefined,
    listedNow: readonly string[] | undefined,
    atMs: number,
  ): SubscriptionNews {
    const answered = this.answer(commandId)
    if (listedNow === undefined) this.carryOut(answered)
    else this.relist(listedNow)
    for (const marketId of this.listed) {
      if (this.wanted.has(marketId)) {
        this.toAdd.delete(marketId)
        // New snapshots come before the answer (capture of 2026-08-07): one that did not was missed.
        if (!this.isInSync(marketId) && !this.awaited.has(marketId)) this.toAsk.add(marketId)
      } else if (!this.isPending('delete', marketId)) this.toDelete.add(marketId)
    }
    const notListed: string[] = []
    for (const marketId of this.wanted) {
      if (this.listed.has(marketId) || this.toAdd.has(marketId)) continue
      if (this.isPending('add', marketId) || this.resting.has(marketId)) continue
      this.awaited.delete(marketId)
      this.toAsk.delete(marketId)
      if (answered?.kind === 'add' && answered.marketIds.has(marketId)) {
        notListed.push(marketId)
        this.resting.set(marketId, atMs + REFUSED_REST_MS)
      } else this.toAdd.add(marketId)
    }
    return notListed.length > 0 ? { notListed } : NOTHING_NEW
  }

  /** Takes the answer that a command was refused; its markets rest, or are tried again soon. */
  refuse(commandId: number | undefined, mayRetry: boolean, atMs: number): void {
    const answered = this.answer(commandId)
    if (mayRetry) this.quietUntilMs = atMs + RETRY_REST_MS
    if (answered === undefined) return
    for (const marketId of answered.marketIds) {
      if (mayRetry) this.requeue(answered.kind, marketId)
      else if (this.wanted.has(marketId) && !this.isInSync(marketId)) {
        this.awaited.delete(marketId)
        this.resting.set(marketId, atMs + REFUSED_REST_MS)
      }
    }
  }

  /** A market's snapshot came. */
  noteSynced(marketId: string): void {
    if (this.wanted.has(marketId)) this.listed.add(marketId)
    this.awaited.delete(marketId)
    this.toAsk.delete(marketId)
    this.toAdd.delete(marketId)
    for (const [id, { kind, marketIds }] of this.pending) {
      if (kind !== 'snapshot' || !marketIds.has(marketId)) continue
      if ([...marketIds].every((each) => !this.awaited.has(each))) this.pending.delete(id)
    }
  }

  /** These books fell out of sync: their snapshots are asked for. */
  ask(marketIds: Iterable<string>): void {
    for (const marketId of marketIds) {
      if (!this.wanted.has(marketId) || !this.listed.has(marketId)) continue
      const awaited = this.awaited.get(marketId)
      if (awaited === undefined) this.toAsk.add(marketId)
      else this.awaited.set(marketId, { ...awaited, isMissed: true })
    }
  }

  /** Messages were missed, snapshots perhaps among them: asks for every book that is not in sync. */
  askMissed(): void {
    for (const [id, { kind }] of this.pending) if (kind === 'snapshot') this.pending.delete(id)
    const missing = [...this.listed].filter((marketId) => !this.isInSync(marketId))
    this.ask(missing)
  }

  /** Asks for one snapshot of a book in sync: its answer proves that data flows. */
  probe(): void {
    for (const marketId of this.listed) {
      if (!this.wanted.has(marketId) || !this.isInSync(marketId)) continue
      this.toAsk.add(marketId)
      return
    }
  }

  /** Time passed. */
  tick(atMs: number): SubscriptionNews {
    const timedOut: number[] = []
    for (const [id, { kind, marketIds, sentMs }] of this.pending) {
      if (atMs - sentMs < COMMAND_TIMEOUT_MS) continue
      this.pending.delete(id)
      // Whether a snapshot's command is answered by more than the snapshot is not documented.
      if (kind === 'snapshot') continue
      timedOut.push(id)
      if (kind === 'subscribe') return { giveUp: 'command-timeout', timedOut }
      for (const marketId of marketIds) this.requeue(kind, marketId)
    }
    this.timeouts += timedOut.length
    if (this.timeouts >= COMMAND_TIMEOUTS_MAX) return { giveUp: 'command-timeout', timedOut }
    for (const [marketId, { sinceMs, isMissed }] of this.awaited) {
      const limitMs = isMissed ? SNAPSHOT_MISSED_MS : SNAPSHOT_TIMEOUT_MS
      if (atMs - sinceMs >= limitMs) this.toAsk.add(marketId)
    }
    for (const [marketId, untilMs] of this.resting) {
      if (atMs < untilMs) continue
      this.resting.delete(marketId)
      if (this.listed.has(marketId)) this.toAsk.add(marketId)
      else this.toAdd.add(marketId)
    }
    return timedOut.length > 0 ? { timedOut } : NOTHING_NEW
  }

  private answer(commandId: number | undefined): Pending | undefined {
    if (commandId === undefined) return undefined
    const answered = this.pending.get(commandId)
    if (answered === undefined) return undefined
    this.pending.delete(commandId)
    this.timeouts = 0
    return answered
  }

  private nextCommand():
    | { readonly kind: Kind; readonly command: Extract<StreamCommand, { marketIds: unknown }> }
    | undefined {
    const { sid } = this
    if (sid === undefined) {
      if (this.toAdd.size === 0 || this.hasPending('subscribe')) return undefined
      const marketIds = taken(this.toAdd)
      return {
        kind: 'subscribe',
        command: { tag: 'subscribe', channel: BOOK_CHANNEL, marketIds },
      }
    }
    if (this.toAsk.size > 0) {
      const marketIds = taken(this.toAsk)
      return { kind: 'snapshot', command: { tag: 'get-snapshot', sid, marketIds } }
    }
    if (this.toDelete.size > 0) {
      const marketIds = taken(this.toDelete)
      return { kind: 'delete', command: { tag: 'delete-markets', sid, marketIds } }
    }
    if (this.toAdd.size > 0) {
      const marketIds = taken(this.toAdd)
      return { kind: 'add', command: { tag: 'add-markets', sid, marketIds } }
    }
    return undefined
  }

  private noteAsked(marketId: string, atMs: number): void {
    if (this.isInSync(marketId)) return
    const asks = (this.awaited.get(marketId)?.asks ?? 0) + 1
    this.awaited.set(marketId, { sinceMs: atMs, asks, isMissed: false })
  }

  private await(marketId: string, atMs: number): void {
    if (this.isInSync(marketId)) return
    this.awaited.set(marketId, { sinceMs: atMs, asks: 0, isMissed: false })
  }

  private giveUpUnanswered(atMs: number): SubscriptionNews {
    const unanswered = [...this.toAsk].filter(
      (marketId) => (this.awaited.get(marketId)?.asks ?? 0) >= SNAPSHOT_ASKS_MAX,
    )
    if (unanswered.length === 0) return NOTHING_NEW
    const isDead = [...this.listed].every((marketId) => !this.isInSync(marketId))
    if (isDead) return { giveUp: 'no-snapshots', unanswered }
    for (const marketId of unanswered) {
      this.toAsk.delete(marketId)
      this.awaited.delete(marketId)
      this.resting.set(marketId, atMs + REFUSED_REST_MS)
    }
    return { unanswered }
  }

  private carryOut(answered: Pending | undefined): void {
    if (answered === undefined) return
    for (const marketId of answered.marketIds) {
      if (answered.kind === 'delete') this.listed.delete(marketId)
      else this.listed.add(marketId)
    }
  }

  private relist(listedNow: readonly string[]): void {
    this.listed.clear()
    for (const marketId of listedNow) this.listed.add(marketId)
  }

  private requeue(kind: Kind, marketId: string): void {
    const isListed = this.listed.has(marketId)
    if (!this.wanted.has(marketId)) {
      if (isListed) this.toDelete.add(marketId)
    } else if (!isListed) this.toAdd.add(marketId)
    else if (kind === 'snapshot' && !this.isInSync(marketId)) this.toAsk.add(marketId)
  }

  private hasPending(kind: Kind): boolean {
    return [...this.pending.values()].some((each) => each.kind === kind)
  }

  private isPending(kind: 'add' | 'delete', marketId: string): boolean {
    for (const each of this.pending.values()) {
      const isSame = each.kind === kind || (kind === 'add' && each.kind === 'subscribe')
      if (isSame && each.marketIds.has(marketId)) return true
    }
    return false
  }
}

/** Takes as many markets out of a set as one command may name. */
function taken(from: Set<string>): readonly string[] {
  const marketIds: string[] = []
  for (const marketId of from) {
    if (marketIds.length === MARKETS_PER_COMMAND_MAX) break
    marketIds.push(marketId)
    from.delete(marketId)
  }
  return marketIds
}

/**
 * The venue without sockets: an exchange behind the REST interface and the stream, with its faults.
 * Everything that the exchange is told goes through here, so that the stream tells of it.
 * @module
 */
import { assertInput, type Clock, type Ids, type Rng } from '@arbkit/core'
import { sleep as realSleep, type Sleep } from '@arbkit/http'
import type { CommandOutcome, Exchange } from '../exchange/exchange.ts'
import type { ExchangeCommand } from '../exchange/protocol.ts'
import type { Catalog } from './catalog.ts'
import type { Fault } from './faults/fault.ts'
import { FaultPlan } from './faults/fault-plan.ts'
import { type PauseChange, PausePlan } from './faults/pause-plan.ts'
import { type Reply, replyTo } from './faults/rest-reply.ts'
import {
  createRestInterface,
  pathOf,
  type RestInterface,
  type RestRequest,
} from './rest/rest-interface.ts'
import { createSignatureCheck, type SignedParts } from './signature-check.ts'
import { tickerMessage } from './stream/messages.ts'
import { type Hears, type NewsMemory, newsMemoryOf, newsOf } from './stream/news.ts'
import { StreamConnection, type StreamPort } from './stream/stream-connection.ts'
import { type StreamSource, StreamSession } from './stream/stream-session.ts'
import {
  type AccountState,
  type KalshiAccount,
  newAccountState,
  type TimelessCommand,
  type VenueContext,
} from './venue-state.ts'
import { uuidOf } from './wire-text.ts'

/** What a venue is made of. */
export interface KalshiVenueOptions {
  readonly exchange: Exchange
  readonly clock: Clock
  /** Chance of the faults; it is asked nothing else. */
  readonly rng: Rng
  /** Ids of orders, groups and transfers. */
  readonly ids: Ids
  /** Real time by default. */
  readonly sleep?: Sleep | undefined
  /** Who may sign; several keys may speak for one account. */
  readonly accounts: readonly KalshiAccount[]
  readonly catalog?: Catalog | undefined
  readonly faults?: readonly Fault[] | undefined
}

/** One connection of the stream. */
export interface VenueConnection {
  /** What the client sent. */
  receive(text: string): void
  /** The client is gone. */
  close(): void
}

/** The venue. */
export interface KalshiVenue {
  /** Tells the exchange something and the stream what came of it. Its time is the clock's. */
  apply(command: TimelessCommand): CommandOutcome
  /** Lets the time that has passed have its effects. */
  tick(): void
  /** Carries a request out, as far as the faults let it. */
  reply(request: RestRequest): Promise<Reply>
  /** Returns the account of a stream's handshake, undefined for one that is not signed. */
  accountOf(handshake: SignedParts): string | undefined
  /** Opens a connection of the stream. */
  connect(accountId: string, port: StreamPort): VenueConnection
  /** Adds a fault. */
  inject(fault: Fault): void
  /** Ends all faults; what they did stays done. */
  heal(): void
  /** The venue's time as it tells it, Unix ms. */
  toldMs(): number
  /**
   * Markets of which some client of the stream can not know all: a message is late, or was lost and
   * nothing that came since shows it. Every other book that a client has in sync is the exchange's.
   */
  unheard(): ReadonlySet<string>
}

/** Returns a venue. @throws {InvalidInputError} two accounts with one key id. */
export function createKalshiVenue(options: KalshiVenueOptions): KalshiVenue {
  const { accounts } = options
  assertInput(
    new Set(accounts.map(({ keyId }) => keyId)).size === accounts.length,
    'each key id may be given once',
  )
  return new Venue(options)
}

class Venue implements KalshiVenue {
  private readonly exchange: Exchange
  private readonly clock: Clock
  private readonly sleep: Sleep
  private readonly context: VenueContext
  private readonly faults: FaultPlan
  private readonly pauses = new PausePlan()
  private readonly connections = new Set<StreamConnection>()
  private readonly memory: NewsMemory
  private readonly rest: RestInterface
  private readonly identify: ReturnType<typeof createSignatureCheck<KalshiAccount>>

  constructor(options: KalshiVenueOptions) {
    const { exchange, clock, rng, ids, accounts, sleep = realSleep, catalog = {} } = options
    this.exchange = exchange
    this.clock = clock
    this.sleep = sleep
    this.faults = new FaultPlan(rng)
    this.context = {
      exchange,
      catalog,
      ids,
      apply: (command) => this.apply(command),
      toldMs: () => this.toldMs(),
    }
    this.memory = newsMemoryOf(exchange.markets().map(({ config }) => config.marketId))
    const stateOf = accountStates(accounts)
    this.rest = createRestInterface({ context: this.context, holders: accounts, stateOf })
    this.identify = createSignatureCheck(accounts)
    for (const fault of options.faults ?? []) this.inject(fault)
  }

  apply(command: TimelessCommand): CommandOutcome {
    this.pause(this.pauses.due(this.nowMs()))
    return this.applied({ ...command, nowMs: this.nowMs() })
  }

  tick(): void {
    this.apply({ kind: 'tick' })
  }

  async reply(request: RestRequest): Promise<Reply> {
    const path = pathOf(request.url) ?? ''
    const { delayMs, trouble } = this.faults.ofRequest(request.method, path, this.nowMs())
    if (delayMs > 0) await this.sleep(delayMs)
    return replyTo(trouble, () => {
      this.tick()
      return this.rest.answer(request, this.nowMs())
    })
  }

  accountOf(handshake: SignedParts): string | undefined {
    const identity = this.identify(handshake, this.toldMs())
    return identity.tag === 'known' ? identity.holder.accountId : undefined
  }

  connect(accountId: string, port: StreamPort): VenueConnection {
    const session = new StreamSession(sourceOf(this.context), accountId)
    const { faults, sleep } = this
    const nowMs = (): number => this.nowMs()
    const connection = new StreamConnection({ session, port, faults, nowMs, sleep })
    this.connections.add(connection)
    return {
      receive: (text) => {
        this.tick()
        connection.receive(text)
      },
      close: () => {
        connection.end()
        this.connections.delete(connection)
      },
    }
  }

  inject(fault: Fault): void {
    if (fault.on === 'exchange') this.pauses.add(fault, this.nowMs())
    else this.faults.add(fault, this.nowMs())
  }

  heal(): void {
    this.faults.clear()
    this.pause(this.pauses.clear())
  }

  toldMs(): number {
    return this.nowMs() + this.faults.skewMs(this.nowMs())
  }

  unheard(): ReadonlySet<string> {
    return new Set([...this.connections].flatMap((connection) => connection.unheard()))
  }

  /** A clock that was set back stands still for the exchange. */
  private nowMs(): number {
    return Math.max(this.clock.now(), this.exchange.nowMs())
  }

  private applied(command: ExchangeCommand): CommandOutcome {
    const outcome = this.exchange.apply(command)
    const { context, memory, hears } = this
    for (const news of newsOf(outcome.events, { context, memory, hears })) {
      for (const connection of this.connections) connection.tell(news)
    }
    return outcome
  }

  private readonly hears: Hears = (channel, accountId) => {
    for (const connection of this.connections) {
      if (connection.hears(channel, accountId)) return true
    }
    return false
  }

  private pause(changes: readonly PauseChange[]): void {
    const kind = 'set-exchange-status'
    for (const change of changes) {
      this.applied({ kind, nowMs: this.nowMs(), ...change })
    }
  }
}

/** Keys of one account share its buckets; the first one's tier counts. */
function accountStates(
  accounts: readonly KalshiAccount[],
): (holder: KalshiAccount) => AccountState {
  const states = new Map<string, AccountState>()
  for (const account of accounts) {
    if (!states.has(account.accountId)) states.set(account.accountId, newAccountState(account))
  }
  return (holder) => states.get(holder.accountId) ?? newAccountState(holder)
}

function sourceOf(context: VenueContext): StreamSource {
  return {
    bookOf: (ticker) => {
      const book = context.exchange.bookOf(ticker)
      if (book === undefined) return undefined
      const levels = (side: typeof book.yesBids) =>
        side.map(({ price, size }) => [price, size] as const)
      return {
        marketId: uuidOf(ticker),
        yes: levels(book.yesBids),
        no: levels(book.noBids),
      }
    },
    tickerOf: (ticker) => tickerMessage(context, ticker),
  }
}

/**
 * Checks of Kalshi: whether it trades, what the account may ask for, and the cash on each shard.
 * @module
 */
import { formatMicrodollars, type Microdollars, VenueRejectedError } from '@arbkit/core'
import {
  type AccountLimits,
  type ExchangeStatus,
  getBalance,
  type Send,
  usageTierOf,
} from '@arbkit/kalshi'
import { fail, type Finding, pass, skip, warn } from './finding.ts'
import type { Probe } from './venue-probes.ts'

/** How long before a granted tier ends a person should know, ms. */
export const GRANT_MS_WARN = 7 * 86_400_000

/** Judges whether the exchange takes orders. */
export function exchangeFinding(probe: Probe<ExchangeStatus>): Finding {
  if (probe.tag === 'not-asked') return skip(`not asked: ${probe.because}`)
  if (probe.tag === 'failed') return skip('not known: no answer that can be read, see kalshi')
  const { isActive, isTrading, resumesMs, shards } = probe.value
  if (!isActive || !isTrading) {
    const state = isActive ? 'trading is paused' : 'the exchange is closed'
    return resumesMs === undefined
      ? fail(state, 'wait: it pauses on Thursdays from 03:00 to 05:00 US Eastern time')
      : fail(`${state} until ${instantText(resumesMs)}, as it hopes`, 'wait until then')
  }
  const paused = shards.filter((shard) => !shard.isActive || !shard.isTrading)
  if (paused.length === 0) return pass('trading')
  const names = paused.map(({ exchangeIndex }) => exchangeIndex).join(', ')
  return warn(`trading, but not on shard ${names}`, 'wait: markets of that shard take no orders')
}

/** Judges the account's tier and limits, and with them whether the key is taken. */
export function accountFinding(probe: Probe<AccountLimits>, nowMs: number): Finding {
  if (probe.tag === 'not-asked') return skip(`not asked: ${probe.because}`)
  if (probe.tag === 'failed') return refusalFinding(probe.error)
  const { tier, read, write, grants } = probe.value
  const what = `${tier}: ${bucketText(read)} to read, ${bucketText(write)} to write`
  const ends = grants.flatMap(({ expiresMs }) => expiresMs ?? []).filter((ms) => ms > nowMs)
  const soonest = Math.min(...ends)
  if (soonest - nowMs < GRANT_MS_WARN) {
    return warn(
      `${what}; a grant ends ${instantText(soonest)}`,
      'trade more volume, or ask for it anew: calls will have to be fewer',
    )
  }
  return usageTierOf(tier) === undefined
    ? warn(`${what}; this tier is not known here`, 'look for a newer arb')
    : pass(what)
}

const bucketText = ({ refillPerSecond, capacity }: AccountLimits['read']): string =>
  `${refillPerSecond} tokens a second (${capacity} at once)`

/** What a signed call that failed says. */
function refusalFinding(error: Error): Finding {
  const status = error instanceof VenueRejectedError ? error.status : undefined
  if (status === 401) {
    return fail(
      error.message,
      'check that key id and key file belong together and to this environment, and the clock',
    )
  }
  if (status === 403)
    return fail(error.message, 'give the key the right to read, or make a new one')
  return fail(
    error.message,
    'run arb doctor again; the public calls tell whether it answers at all',
  )
}

/**
 * Judges the cash, shard by shard: it does not move between them by itself.
 * @throws {ArbError} the call fails.
 */
export async function balanceFinding(
  account: Probe<AccountLimits>,
  send: Send | undefined,
  signal: AbortSignal,
): Promise<Finding> {
  if (account.tag === 'not-asked') return skip(`not asked: ${account.because}`)
  if (account.tag === 'failed' || send === undefined) {
    return skip('not asked: the key is not taken, see account')
  }
  const { available, shards } = await getBalance(send, {}, { signal })
  const what = [
    `${dollarText(available)} in all`,
    ...shards.map((shard) => `shard ${shard.exchangeIndex}: ${dollarText(shard.available)}`),
  ].join(', ')
  const empty = shards.filter((shard) => shard.available === 0)
  if (available === 0) return warn(what, 'nothing can be bought: deposit at kalshi.com')
  if (empty.length === 0) return pass(what)
  const names = empty.map(({ exchangeIndex }) => exchangeIndex).join(', ')
  return warn(
    what,
    `markets of shard ${names} can not be traded: move cash there, it does not move by itself`,
  )
}

/** Exact: cents, and what is finer where there is any: `$1000.00`, `$0.005`. */
function dollarText(amount: Microdollars): string {
  return `$${formatMicrodollars(amount).replace(/0{1,4}$/, '')}`
}

const instantText = (ms: number): string =>
  new Date(ms)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, 'Z')

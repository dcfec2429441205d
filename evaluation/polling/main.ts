/**
 * `pnpm eval:polling [--seed N]`: a made-up Saturday polled on a virtual clock with the credits of three
 * plans, against the documented charges: what each plan does, spends, and buys.
 * @module
 */
import { parseArgs } from 'node:util'
import { createSeededRng } from '@arbkit/core/testing'
import { madeUpSaturday, planText, type PollingOutcome, simulatePolling } from '@arbkit/odds'

const MIDNIGHT_MS = Date.UTC(2026, 10, 21)
const HOUR_MS = 3_600_000
const NOON_EASTERN_MS = MIDNIGHT_MS + 16.5 * HOUR_MS
/** Credits a month, as the plans are sold (2026-05). */
const PLANS = [500, 20_000, 100_000] as const
/** By the 21st two thirds are spent; two of a hundred are kept back. */
const SPENT_SHARE = 2 / 3
const RESERVE_SHARE = 0.02
const CACHE_TTL_MS = 5000

const { values } = parseArgs({ options: { seed: { type: 'string', default: '1' } } })

for (const perMonth of PLANS) {
  const whole = dayOf(perMonth, MIDNIGHT_MS)
  const afternoon = dayOf(perMonth, NOON_EASTERN_MS)
  const calls = whole.calls.filter(({ chargedCredits }) => chargedCredits > 0).length
  const allowed = windowOf(perMonth).limit - windowOf(perMonth).reserve - windowOf(perMonth).spent
  const isOver = whole.spentCredits > allowed
  process.stdout.write(
    `${perMonth} credits a month: the day took ${whole.spentCredits} of ${allowed} left, in ${calls} calls${isOver ? ': OVER' : ''}\n` +
      `as of 16:30Z:\n${planText(afternoon.firstPlan)}\n` +
      `quotes in the last hour before a game: ${freshnessText(whole, 'last-hour')}\n` +
      `quotes in play: ${freshnessText(whole, 'in-play')}\n\n`,
  )
  if (isOver) process.exitCode = 1
}

function windowOf(limit: number): { limit: number; reserve: number; spent: number } {
  return {
    limit,
    reserve: Math.round(limit * RESERVE_SHARE),
    spent: Math.round(limit * SPENT_SHARE),
  }
}

function dayOf(perMonth: number, fromMs: number): PollingOutcome {
  const rng = createSeededRng(Number(values.seed))
  const { sports, schedule } = madeUpSaturday(MIDNIGHT_MS, rng)
  return simulatePolling({
    sports,
    schedule,
    credits: { month: windowOf(perMonth) },
    fromMs,
    toMs: MIDNIGHT_MS + 24 * HOUR_MS,
    cacheTtlMs: CACHE_TTL_MS,
    rng,
  })
}

function freshnessText({ freshness }: PollingOutcome, phase: 'last-hour' | 'in-play'): string {
  const { within60s, within120s, within15min } = freshness[phase]
  return [
    `${percent(within60s)} younger than 60 s`,
    `${percent(within120s)} than 120 s`,
    `${percent(within15min)} than 15 min`,
  ].join(', ')
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}

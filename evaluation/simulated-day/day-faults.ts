/**
 * What goes wrong on the simulated day: a steady share of everything, a storm each hour, an exchange that
 * pauses, clocks that are off.
 * @module
 */
import type { Fault, SimulationFaults } from '@arbkit/simulator'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** The storm of an hour begins at its twentieth minute. */
const STORM_AFTER_MS = 20 * MINUTE_MS
const STORM_MS = 5 * MINUTE_MS
/** A storm is so many times the usual. */
const STORM_FACTOR = 20

/** However quiet a stream is, no fault hits more of it. */
const SHARE_MAX = 0.1

type StreamTrouble = Extract<Fault, { readonly on: 'stream' }>['trouble']
type RestTrouble = Extract<Fault, { readonly on: 'rest' }>['trouble']

/** Shares of the stream's messages. One that is lost has every book asked for again. */
const STREAM: readonly (readonly [share: number, trouble: StreamTrouble])[] = [
  [1e-5, { tag: 'drop' }],
  [2e-4, { tag: 'duplicate' }],
  [5e-6, { tag: 'gap', by: 3 }],
  [3e-6, { tag: 'disconnect' }],
  [2e-4, { tag: 'latency', ms: 50, jitterMs: 3000 }],
  [3e-6, { tag: 'wrong', rewrite: () => '{"type":' }],
  [3e-6, { tag: 'wrong', rewrite: (body) => ({ ...(body as object), msg: {} }) }],
  [1e-6, { tag: 'end', code: 10 }],
  [1e-6, { tag: 'end', code: 17 }],
  [1e-6, { tag: 'end', code: 25 }],
]

/** Shares of requests. */
const REST: readonly (readonly [share: number, trouble: RestTrouble])[] = [
  [0.1, { tag: 'latency', ms: 100, jitterMs: 4000 }],
  [0.03, { tag: 'status', status: 429 }],
  [0.03, { tag: 'status', status: 500 }],
  [0.02, { tag: 'status', status: 503 }],
  [0.02, { tag: 'drop' }],
  [0.02, { tag: 'lost-answer' }],
  [0.02, { tag: 'duplicate' }],
  [0.02, { tag: 'torn' }],
  [0.02, { tag: 'slow', ms: 300 }],
  [0.005, { tag: 'silent' }],
]

/**
 * Returns the faults of a day.
 * @param span Unix ms, its end not included
 * @param quiet how many times fewer messages there are than on the usual stream: so much more is hit
 */
export function dayFaults(
  span: { readonly fromMs: number; readonly untilMs: number },
  quiet: number,
): SimulationFaults {
  const shareOf = (share: number): number => Math.min(SHARE_MAX, share * quiet)
  const hours = Math.ceil((span.untilMs - span.fromMs) / HOUR_MS)
  const storms = Array.from({ length: hours }, (_, hour): readonly Fault[] => {
    const fromMs = span.fromMs + hour * HOUR_MS + STORM_AFTER_MS
    const untilMs = Math.min(fromMs + STORM_MS, span.untilMs)
    return STREAM.map(([share, trouble]) => {
      const probability = shareOf(share * STORM_FACTOR)
      return { on: 'stream', fromMs, untilMs, probability, trouble }
    })
  })
  return {
    kalshi: [
      ...STREAM.map(([share, trouble]): Fault => {
        return { on: 'stream', probability: shareOf(share), trouble }
      }),
      ...storms.flat(),
      ...REST.map(([probability, trouble]): Fault => ({ on: 'rest', probability, trouble })),
      ...clocksAndPauses(span.fromMs),
    ],
    odds: [
      { on: 'request', probability: 0.1, trouble: { tag: 'latency', ms: 100, jitterMs: 4000 } },
      { on: 'request', probability: 0.05, trouble: { tag: 'status', status: 429 } },
      { on: 'request', probability: 0.05, trouble: { tag: 'status', status: 500 } },
      { on: 'request', probability: 0.05, trouble: { tag: 'torn' } },
      { on: 'clock', fromMs: span.fromMs + 2 * HOUR_MS, ms: 7000 },
    ],
  }
}

function clocksAndPauses(fromMs: number): readonly Fault[] {
  const at = (hours: number): number => fromMs + hours * HOUR_MS
  return [
    { on: 'clock', fromMs: at(0.5), untilMs: at(3), ms: -8000 },
    { on: 'clock', fromMs: at(14), untilMs: at(16), ms: 9000 },
    { on: 'exchange', fromMs: at(0.75), untilMs: at(0.75) + 4 * MINUTE_MS },
    { on: 'exchange', fromMs: at(12), untilMs: at(12) + 10 * MINUTE_MS, exchangeIndex: 0 },
    { on: 'exchange', fromMs: at(19), untilMs: at(19) + 5 * MINUTE_MS, isClosed: true },
  ]
}

/**
 * Trouble by the word: what a usual day brings, and what a bad one does. Shares are of requests or of
 * messages, and ours: chosen so that everything happens within minutes and clients still get through.
 * @module
 */

/** Words for a whole list, in the grammar of the list. No level changes a price. */
export const FAULT_LEVELS = {
  /** Nothing goes wrong. */
  none: [],
  /** A good connection and an ordinary day. */
  light: [
    'kalshi.rest.latency=20ms..100ms',
    'kalshi.rest.429=0.002',
    'kalshi.rest.503=0.002',
    'kalshi.stream.latency=5ms..50ms:0.01',
    'kalshi.stream.duplicate=0.001',
    'kalshi.stream.gap=0.0005',
    'kalshi.stream.disconnect=0.0001',
    'odds.latency=50ms..300ms',
    'odds.429=0.005',
    'odds.500=0.005',
    'odds.slow=100ms:0.01',
  ],
  /** Every kind of trouble at once, outages at random among it. */
  heavy: [
    'kalshi.rest.latency=50ms..800ms',
    'kalshi.rest.429=0.02',
    'kalshi.rest.500=0.01',
    'kalshi.rest.502=0.005',
    'kalshi.rest.503=0.01',
    'kalshi.rest.504=0.005',
    'kalshi.rest.drop=0.01',
    'kalshi.rest.lost-answer=0.01',
    'kalshi.rest.duplicate=0.01',
    'kalshi.rest.torn=0.01',
    'kalshi.rest.slow=200ms:0.01',
    'kalshi.rest.silent=0.002',
    'kalshi.rest.wrong=html:0.005',
    'kalshi.rest.wrong=not-json:0.005',
    'kalshi.rest.wrong=empty:0.005',
    'kalshi.stream.latency=0ms..500ms:0.05',
    'kalshi.stream.drop=0.002',
    'kalshi.stream.duplicate=0.005',
    'kalshi.stream.disconnect=0.0005',
    'kalshi.stream.gap=0.002',
    'kalshi.stream.end=0.0005',
    'kalshi.stream.wrong=not-json:0.001',
    'kalshi.stream.wrong=empty:0.001',
    'kalshi.clock=+2s@2m..4m',
    'kalshi.pause=5m+30s',
    'kalshi.closed=10m+30s',
    'odds.latency=100ms..2s',
    'odds.429=0.05',
    'odds.500=0.02',
    'odds.502=0.01',
    'odds.503=0.02',
    'odds.504=0.01',
    'odds.drop=0.02',
    'odds.lost-answer=0.02',
    'odds.duplicate=0.01',
    'odds.torn=0.02',
    'odds.slow=500ms:0.02',
    'odds.silent=0.005',
    'odds.wrong=html:0.01',
    'odds.wrong=not-json:0.01',
    'odds.wrong=stale:0.02',
    'odds.wrong=missing-book:0.02',
    'odds.wrong=swapped:0.005',
    'odds.clock=-20s@7m..9m',
    'odds.key=12m+30s',
    'odds.credits=15m+30s',
    'random=6',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>

/** A word. */
export type FaultLevel = keyof typeof FAULT_LEVELS

/** True for a word. */
export const isFaultLevel = (word: string): word is FaultLevel => Object.hasOwn(FAULT_LEVELS, word)

/**
 * What is said at the end of what was recorded.
 * @module
 */
import type { LogLine } from '../run/log-line.ts'

/** Returns the line: where it is, and how it is replayed. */
export function recordedLine(session: string, atMs: number): LogLine {
  const text = `recorded: ${session}; arb backtest ${quoted(session)} replays it`
  return { level: 'info', atMs, event: 'recorded', text, fields: { session } }
}

/** As a shell takes it. */
const quoted = (path: string): string =>
  /^[\w./:@%+,=-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`

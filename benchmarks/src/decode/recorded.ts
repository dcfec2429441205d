/**
 * The frames that were recorded on the venue's stream on 2026-08-07, where they are there.
 * @module
 */
import { existsSync, readFileSync } from 'node:fs'

/** Beside this repository; not part of it. */
const FILE = new URL('../../../../shared/data/kalshi/ws_orderbook_stream.json', import.meta.url)

/** Returns the frames as text; undefined where the recording is not there. */
export function recordedFrames(): readonly string[] | undefined {
  if (!existsSync(FILE)) return undefined
  const { frames } = JSON.parse(readFileSync(FILE, 'utf8')) as {
    readonly frames: readonly { readonly frame: object }[]
  }
  return frames.map(({ frame }) => JSON.stringify(frame))
}

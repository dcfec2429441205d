import { describe, expect, it } from 'vitest'
import type { Host } from '../host.ts'
import {
  advanceLine,
  createProgressLine,
  ETA_AFTER_MS,
  PROGRESS_LINE_MS,
} from './backtest-progress.ts'

const T = Date.UTC(2026, 10, 21, 20, 5, 7)
const position = { readBytes: 25_000_000, totalBytes: 100_000_000 }

describe('how far a replay is', () => {
  it('is said in bytes, rate and time left', () => {
    expect(advanceLine('day', { frames: 8192, t: T, position }, 10_000)).toBe(
      'day: 25.0 MB of 100.0 MB (25 %), 30 s left, 8192 frames, 819/s, at 2026-11-21T20:05:07Z',
    )
  })

  it('foretells no end before there is something to reckon with', () => {
    const early = advanceLine('day', { frames: 10, t: T, position }, ETA_AFTER_MS - 1)
    expect(early).not.toContain('left')
    expect(advanceLine('day', { frames: 10, t: T, position }, ETA_AFTER_MS)).toContain('3 s left')
    const nothing = { readBytes: 0, totalBytes: 5 }
    expect(advanceLine('day', { frames: 0, t: T, position: nothing }, 5000)).not.toContain('left')
  })

  it('says what is known of a session that does not tell how much there is', () => {
    expect(advanceLine('day', { frames: 500, t: T, position: undefined }, 2000)).toBe(
      'day: 500 frames, 250/s, at 2026-11-21T20:05:07Z',
    )
  })

  it('is written over, not too often, and only where somebody sees it', () => {
    const clock = { nowMs: 0 }
    const written: string[] = []
    const host = (isInteractive: boolean): Host => ({
      write: () => undefined,
      writeError: (text) => written.push(text),
      isColoured: false,
      isInteractive,
      version: '1',
      now: () => clock.nowMs,
      randomId: () => 'a',
      openDemo: () => Promise.reject(new Error('no demo')),
    })
    const line = createProgressLine(host(true))
    line.write((elapsedMs) => `a ${elapsedMs}`)
    clock.nowMs = PROGRESS_LINE_MS - 1
    line.write(() => 'too early')
    clock.nowMs = PROGRESS_LINE_MS
    line.restart()
    clock.nowMs = PROGRESS_LINE_MS + 5
    line.write((elapsedMs) => `b ${elapsedMs}`)
    line.end()
    expect(written).toEqual(['\ra 0\u001b[K', '\rb 5\u001b[K', '\r\u001b[K'])
    const silent = createProgressLine(host(false))
    silent.write(() => 'unseen')
    silent.end()
    expect(written).toHaveLength(3)
  })
})

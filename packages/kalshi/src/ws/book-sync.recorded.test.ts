import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { BookSync } from './book-sync.ts'
import type { StreamEffect } from './stream-effect.ts'

const FILE = new URL('../../../../../shared/data/kalshi/ws_orderbook_stream.json', import.meta.url)
const isHere = existsSync(FILE)
if (!isHere) {
  console.warn('\nSKIPPED: no ../shared/data/kalshi/ws_orderbook_stream.json, nothing replayed\n')
}

interface RecordedFrame {
  readonly type: string
  readonly seq?: number
  readonly msg: {
    readonly market_ticker?: string
    readonly yes_dollars_fp?: readonly (readonly [string, string])[]
    readonly no_dollars_fp?: readonly (readonly [string, string])[]
    readonly side?: string
    readonly price_dollars?: string
    readonly delta_fp?: string
  }
}
interface Recording {
  readonly tickers: readonly string[]
  readonly frames: readonly { readonly received_ms: number; readonly frame: RecordedFrame }[]
}

const recording: Recording = isHere
  ? JSON.parse(readFileSync(FILE, 'utf8'))
  : { tickers: [], frames: [] }
const texts = recording.frames.map(({ frame }) => JSON.stringify(frame))

/** Hundredths of a contract, exactly: all sizes of the recording have two decimals. */
const hundredths = (text: string): bigint => BigInt(text.replace('.', ''))

/** Books folded by hand, price text to size; knows nothing of the code that is tested. */
function foldedBooks(count: number): Map<string, string> {
  const books = new Map<string, Map<string, bigint>>()
  for (const { frame } of recording.frames.slice(0, count)) {
    const { msg, type } = frame
    if (type === 'orderbook_snapshot') {
      const levels = new Map<string, bigint>()
      for (const [price, size] of msg.yes_dollars_fp ?? []) {
        levels.set(`yes ${price}`, hundredths(size))
      }
      for (const [price, size] of msg.no_dollars_fp ?? []) {
        levels.set(`no ${price}`, hundredths(size))
      }
      books.set(msg.market_ticker ?? '', levels)
    }
    if (type === 'orderbook_delta') {
      const levels = books.get(msg.market_ticker ?? '')!
      const key = `${msg.side} ${msg.price_dollars}`
      levels.set(key, (levels.get(key) ?? 0n) + hundredths(msg.delta_fp ?? ''))
    }
  }
  return new Map([...books].map(([id, levels]) => [id, printed(levels)]))
}

function printed(levels: ReadonlyMap<string, bigint>): string {
  return [...levels]
    .filter(([, size]) => size > 0n)
    .map(([key, size]) => `${key} ${size}`)
    .toSorted()
    .join('\n')
}

function syncedBooks(sync: BookSync): Map<string, string> {
  const books = new Map<string, string>()
  for (const id of sync.marketIds()) {
    const status = sync.bookOf(id)
    if (status?.tag !== 'in-sync') continue
    const levels = (['yes', 'no'] as const).flatMap((side) =>
      status.book.bidLevels(side).map(({ price, size }): [string, bigint] => {
        const dollars = `0.${String(price).padStart(4, '0')}`
        return [`${side} ${dollars}`, BigInt(size)]
      }),
    )
    books.set(id, printed(new Map(levels)))
  }
  return books
}

/** Plays frames; returns what each brought. */
function play(sync: BookSync, frames: readonly string[]): readonly StreamEffect[][] {
  return frames.map((text, index) => {
    const effects: StreamEffect[] = []
    sync.receive(text, index, effects)
    return effects
  })
}

const faultsOf = (effects: readonly StreamEffect[]): readonly string[] =>
  effects.flatMap((effect) => (effect.tag === 'fault' ? [effect.fault.tag] : []))

describe.skipIf(!isHere)('the recorded session of 2026-08-07 (NO bids at NO prices)', () => {
  it('gives the books of a fold by hand, after every frame', () => {
    expect(texts).toHaveLength(269)
    const sync = new BookSync({ usesYesPrices: false })
    texts.forEach((text, index) => {
      play(sync, [text])
      expect(syncedBooks(sync)).toEqual(foldedBooks(index + 1))
    })
    expect([...syncedBooks(sync).keys()].toSorted()).toEqual(recording.tickers.toSorted())
    expect(sync.counts()).toMatchObject({ applied: 269, faults: 0 })
  })

  it('finds no gap where nothing is missing', () => {
    const effects = play(new BookSync({ usesYesPrices: false }), texts).flat()
    expect(faultsOf(effects)).toEqual([])
    expect(effects.filter(({ tag }) => tag === 'invalid')).toEqual([])
  })

  it('finds every frame that is dropped, at the next one, and trusts no book from there', () => {
    const numbered = texts.flatMap((_, index) =>
      recording.frames[index]?.frame.seq === undefined ? [] : [index],
    )
    expect(numbered).toHaveLength(268)
    let found = 0
    for (const dropped of numbered.slice(0, -1)) {
      const sync = new BookSync({ usesYesPrices: false })
      expect(faultsOf(play(sync, texts.slice(0, dropped)).flat())).toEqual([])
      const next = play(sync, texts.slice(dropped + 1, dropped + 2)).flat()
      expect(faultsOf(next)).toEqual(['gap'])
      // Only what the next frame itself tells whole may stand.
      const told = recording.frames[dropped + 1]?.frame
      const kept = told?.type === 'orderbook_snapshot' ? [told.msg.market_ticker] : []
      expect([...syncedBooks(sync).keys()]).toEqual(kept)
      // Whatever comes to be in sync later is right.
      const rest = texts.slice(dropped + 2)
      expect(faultsOf(play(sync, rest).flat())).toEqual([])
      const whole = foldedBooks(texts.length)
      for (const [id, book] of syncedBooks(sync)) expect(book).toBe(whole.get(id))
      found += 1
    }
    expect(found).toBe(267)
  })

  it('believes nothing where the answer that begins the subscription is lost', () => {
    const sync = new BookSync({ usesYesPrices: false })
    play(sync, texts.slice(1))
    expect(syncedBooks(sync).size).toBe(0)
    expect(sync.counts().ignored['unknown-subscription']).toBeGreaterThan(250)
  })
})

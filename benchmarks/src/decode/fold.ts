/**
 * The right books after a list of frames, as plainly as can be: a map a market, sizes as whole
 * hundredths taken from the text. Shares nothing with what is measured.
 * @module
 */

/** One line a level, `yes 4300 2500`: side, ticks of its own side, hundredths; by market. */
export type PrintedBooks = ReadonlyMap<string, string>

interface LooseFrame {
  readonly type: string
  readonly msg: {
    readonly market_ticker: string
    readonly yes_dollars_fp?: readonly (readonly [string, string])[]
    readonly no_dollars_fp?: readonly (readonly [string, string])[]
    readonly side: string
    readonly price_dollars: string
    readonly delta_fp: string
  }
}

const TICKS_PER_DOLLAR = 10_000

/** Returns the books. @param usesYesPrices whether NO bids stand at YES prices. */
export function foldedBooks(texts: readonly string[], usesYesPrices: boolean): PrintedBooks {
  const books = new Map<string, Map<string, bigint>>()
  const keyOf = (side: string, dollars: string): string => {
    const stated = Number(digitsOf(dollars))
    return `${side} ${usesYesPrices && side === 'no' ? TICKS_PER_DOLLAR - stated : stated}`
  }
  for (const text of texts) {
    const { type, msg } = JSON.parse(text) as LooseFrame
    if (type === 'orderbook_snapshot') {
      const levels = new Map<string, bigint>()
      for (const [price, size] of msg.yes_dollars_fp ?? []) {
        levels.set(keyOf('yes', price), digitsOf(size))
      }
      for (const [price, size] of msg.no_dollars_fp ?? []) {
        levels.set(keyOf('no', price), digitsOf(size))
      }
      books.set(msg.market_ticker, levels)
    }
    if (type === 'orderbook_delta') {
      const levels = books.get(msg.market_ticker) as Map<string, bigint>
      const key = keyOf(msg.side, msg.price_dollars)
      levels.set(key, (levels.get(key) ?? 0n) + digitsOf(msg.delta_fp))
    }
  }
  return new Map([...books].map(([id, levels]) => [id, printedLevels(levels)]))
}

/** Returns levels that rest, one line each, in one order. */
export function printedLevels(levels: Iterable<readonly [string, bigint]>): string {
  return [...levels]
    .filter(([, size]) => size > 0n)
    .map(([key, size]) => `${key} ${size}`)
    .toSorted()
    .join('\n')
}

/** Returns how books differ from the right ones; nothing where they do not. */
export function differences(books: PrintedBooks, right: PrintedBooks): readonly string[] {
  const ids = new Set([...books.keys(), ...right.keys()])
  return [...ids]
    .filter((id) => books.get(id) !== right.get(id))
    .map((id) => `the book of ${id}${books.has(id) ? '' : ' is not in sync'}`)
}

/** The digits: all sizes have two decimals, all prices four. */
const digitsOf = (text: string): bigint => BigInt(text.replace('.', ''))

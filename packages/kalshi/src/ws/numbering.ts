/**
 * The running numbers of one subscription: `seq` counts every numbered message from 1, snapshots,
 * deltas and `ok` alike (a capture of 2026-08-07; AsyncAPI of 2026-08-22, `sequenceNumber`).
 * @module
 */

/** Last messages remembered, to tell a repetition from a numbering that went astray. Power of two. */
export const REMEMBERED_MAX = 32

/**
 * `next`: as it should be. `gap`: messages before it were missed. `repeated`: one of the last messages
 * again, word for word. `astray`: a number that was passed already; the order is broken, so nothing
 * that was built on it can be relied on.
 */
export type SeqVerdict = 'next' | 'gap' | 'repeated' | 'astray'

/** The numbering of one subscription. */
export class Numbering {
  /** Last number counted; 0 before the first. */
  last: number
  private readonly texts: (string | undefined)[] = Array.from({ length: REMEMBERED_MAX })

  constructor(last = 0) {
    this.last = last
  }

  /** Notes a message and says how it follows. A gap is accepted: counting goes on behind it. */
  note(seq: number, text: string): SeqVerdict {
    const place = seq & (REMEMBERED_MAX - 1)
    if (seq <= this.last) return this.texts[place] === text ? 'repeated' : 'astray'
    const isNext = seq === this.last + 1
    this.last = seq
    this.texts[place] = text
    return isNext ? 'next' : 'gap'
  }
}

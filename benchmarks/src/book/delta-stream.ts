/**
 * Changes of an order book as a market makes them: sizes come and go near a price that wanders, and
 * when it moves, what stands in its way goes first. Random, from a seed; the book never crosses.
 * @module
 */
import type { Rng } from '@arbkit/core'

/** A sequence of changes, in columns. */
export interface DeltaStream {
  readonly length: number
  /** Prices are whole multiples of this many ticks. */
  readonly stepTicks: number
  /** 1 for YES bids, 0 for NO bids. */
  readonly isYes: Uint8Array
  /** Price of the bid, 1/10,000 dollar. */
  readonly ticks: Int32Array
  /** Signed change of the size resting there. */
  readonly change: Int32Array
  /** Size resting there afterwards, 0 where the level goes. */
  readonly sizeAfter: Int32Array
  /** The same price in dollars, as one book of YES bids and YES asks quotes it. */
  readonly dollars: Float64Array
}

const TICKS_PER_DOLLAR = 10_000
const SIZE_MAX = 500
/** Mean distance from the best price at which sizes change, as a share of a dollar. */
const DEPTH_MEAN = 0.03
/**
 * How often the middle moves, and how often a size that shrinks goes entirely: about 3 % of the
 * changes open a level and as many empty one. In a recorded stream of 245 changes, 12 baseball and
 * basketball markets, it was 1.2 %; the fewer, the nearer sorted arrays come to ours.
 */
const MOVES = 0.005
const GOES = 0.02

/** Returns `length` changes on a grid of so many price levels a dollar (100 or 1000). */
export function createDeltaStream(rng: Rng, length: number, gridLevels: number): DeltaStream {
  const stream = {
    length,
    stepTicks: TICKS_PER_DOLLAR / gridLevels,
    isYes: new Uint8Array(length),
    ticks: new Int32Array(length),
    change: new Int32Array(length),
    sizeAfter: new Int32Array(length),
    dollars: new Float64Array(length),
  }
  const market = new Market(rng, gridLevels)
  for (let index = 0; index < length; index += 1) {
    const { isYes, level, change, sizeAfter } = market.next()
    const ticks = level * stream.stepTicks
    stream.isYes[index] = isYes ? 1 : 0
    stream.ticks[index] = ticks
    stream.change[index] = change
    stream.sizeAfter[index] = sizeAfter
    stream.dollars[index] = (isYes ? ticks : TICKS_PER_DOLLAR - ticks) / TICKS_PER_DOLLAR
  }
  return stream
}

interface Step {
  readonly isYes: boolean
  /** Price over the grid's step. */
  readonly level: number
  readonly change: number
  readonly sizeAfter: number
}

/** A market whose middle wanders; YES bids stay below it, NO bids below its complement. */
class Market {
  private readonly rng: Rng
  private readonly gridLevels: number
  private readonly yes: Int32Array
  private readonly no: Int32Array
  /** Levels that have to go before the middle can be where it is. */
  private readonly leaving: Step[] = []
  private middle: number

  constructor(rng: Rng, gridLevels: number) {
    this.rng = rng
    this.gridLevels = gridLevels
    this.yes = new Int32Array(gridLevels + 1)
    this.no = new Int32Array(gridLevels + 1)
    this.middle = Math.floor(gridLevels * (0.3 + 0.4 * rng.next()))
  }

  next(): Step {
    const leaving = this.leaving.pop()
    if (leaving !== undefined) return leaving
    if (this.rng.next() < MOVES) this.move()
    return this.leaving.pop() ?? this.trade()
  }

  /** A size near the best bid of one side grows, shrinks or goes. */
  private trade(): Step {
    const isYes = this.rng.next() < 0.5
    const most = (isYes ? this.middle : this.gridLevels - this.middle) - 1
    const spread = this.gridLevels * DEPTH_MEAN
    const depth = Math.floor(-Math.log(1 - this.rng.next()) * spread)
    const level = Math.max(1, most - depth)
    const sizes = isYes ? this.yes : this.no
    const size = sizes[level] as number
    const isGrowing = size === 0 || this.rng.next() < 0.5
    const whole = isGrowing ? SIZE_MAX : size
    const isGoing = !isGrowing && this.rng.next() < GOES
    const by = isGoing ? size : 1 + Math.floor(this.rng.next() * whole)
    return this.step(isYes, level, isGrowing ? by : -by)
  }

  /** Moves the middle by up to three levels and takes away what it passes. */
  private move(): void {
    const by = Math.floor(this.rng.next() * 7) - 3
    const edge = Math.floor(this.gridLevels / 10)
    this.middle = Math.min(this.gridLevels - edge, Math.max(edge, this.middle + by))
    for (let level = this.middle; level <= this.gridLevels; level += 1) this.leave(true, level)
    for (let level = this.gridLevels - this.middle; level <= this.gridLevels; level += 1) {
      this.leave(false, level)
    }
  }

  private leave(isYes: boolean, level: number): void {
    const size = (isYes ? this.yes : this.no)[level] as number
    if (size > 0) this.leaving.push(this.step(isYes, level, -size))
  }

  private step(isYes: boolean, level: number, change: number): Step {
    const sizes = isYes ? this.yes : this.no
    const sizeAfter = (sizes[level] as number) + change
    sizes[level] = sizeAfter
    return { isYes, level, change, sizeAfter }
  }
}

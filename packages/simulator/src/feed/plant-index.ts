/**
 * The plants of a world by where they are, so that a feed looks only at those that may be live: a long
 * session has many, and nearly all of them are over.
 * @module
 */
import type { Plant } from './plant.ts'

/** Where a price is quoted. */
export type PlantPlace = Pick<Plant, 'gameId' | 'book' | 'marketKey'>

/** All plants of one place, in the order they were added. */
interface Planted {
  readonly plants: Plant[]
  /** When each and all before it are over, Unix ms: never falls. */
  readonly overMs: number[]
}

/** The plants of a world. */
export class PlantIndex {
  private readonly every: Plant[] = []
  private readonly byPlace = new Map<string, Planted>()

  constructor(plants: readonly Plant[] = []) {
    for (const plant of plants) this.add(plant)
  }

  /** In the order they were added, those that are over too; it grows with {@link add}. */
  get all(): readonly Plant[] {
    return this.every
  }

  add(plant: Plant): void {
    this.every.push(plant)
    const key = keyOf(plant)
    const planted = this.byPlace.get(key) ?? { plants: [], overMs: [] }
    this.byPlace.set(key, planted)
    planted.plants.push(plant)
    planted.overMs.push(Math.max(planted.overMs.at(-1) ?? -Infinity, plant.untilMs))
  }

  /** Returns the first that was added of those that are live at a place and a time, Unix ms. */
  liveAt(place: PlantPlace, nowMs: number): Plant | undefined {
    const planted = this.byPlace.get(keyOf(place))
    if (planted === undefined) return undefined
    const { plants, overMs } = planted
    for (let at = firstAbove(overMs, nowMs); at < plants.length; at += 1) {
      const plant = plants[at]
      if (plant !== undefined && plant.fromMs <= nowMs && nowMs < plant.untilMs) return plant
    }
    return undefined
  }
}

const keyOf = ({ gameId, book, marketKey }: PlantPlace): string => `${gameId} ${book} ${marketKey}`

/** Returns the place of the first number above a limit, the length where there is none. */
function firstAbove(rising: readonly number[], limit: number): number {
  let [low, high] = [0, rising.length]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if ((rising[middle] ?? Infinity) > limit) high = middle
    else low = middle + 1
  }
  return low
}

/**
 * A sorted list that is put together from rooms, of which few change at a time: what stays is neither
 * sorted nor compared again.
 * @module
 */

/** Items by room, and all of them in order. */
export class KeptSorted<Room, Item extends object> {
  private readonly compare: (a: Item, b: Item) => number
  private readonly ofRoom = new Map<Room, readonly Item[]>()
  private sorted: readonly Item[] = []
  /** What `sorted` holds of the rooms that changed since. */
  private readonly shown = new Map<Room, readonly Item[]>()

  constructor(compare: (a: Item, b: Item) => number) {
    this.compare = compare
  }

  /** Puts items in the place of all that a room had. */
  replace(room: Room, items: readonly Item[]): void {
    const old = this.ofRoom.get(room)
    if (old === undefined && items.length === 0) return
    if (!this.shown.has(room)) this.shown.set(room, old ?? [])
    if (items.length === 0) this.ofRoom.delete(room)
    else this.ofRoom.set(room, items)
  }

  /** Returns every item, in order. */
  items(): readonly Item[] {
    if (this.shown.size === 0) return this.sorted
    const gone = new Set([...this.shown.values()].flat())
    const added: Item[] = []
    for (const room of this.shown.keys()) {
      for (const item of this.ofRoom.get(room) ?? []) {
        // An item that is still there stays where it is.
        if (gone.size === 0 || !gone.delete(item)) added.push(item)
      }
    }
    this.shown.clear()
    if (gone.size + added.length === 0) return this.sorted
    const stayed = gone.size === 0 ? this.sorted : this.sorted.filter((item) => !gone.has(item))
    const come = added.toSorted(this.compare)
    this.sorted = stayed.length === 0 ? come : this.merged(stayed, come)
    return this.sorted
  }

  private merged(left: readonly Item[], right: readonly Item[]): readonly Item[] {
    const all: Item[] = []
    let at = 0
    for (const item of right) {
      const until = this.placeOf(item, left, at)
      for (; at < until; at += 1) all.push(left[at] as Item)
      all.push(item)
    }
    for (; at < left.length; at += 1) all.push(left[at] as Item)
    return all
  }

  /** Where an item belongs in a sorted list, behind its equals, from a place on. */
  private placeOf(item: Item, list: readonly Item[], from: number): number {
    let low = from
    let high = list.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.compare(list[middle] as Item, item) <= 0) low = middle + 1
      else high = middle
    }
    return low
  }
}

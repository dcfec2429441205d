/**
 * A sorted list that is put together from rooms, of which few change at a time: what stays is not
 * sorted again.
 * @module
 */

/** Items by room, and all of them in order. */
export class KeptSorted<Room, Item extends object> {
  private readonly compare: (a: Item, b: Item) => number
  private readonly ofRoom = new Map<Room, readonly Item[]>()
  private sorted: readonly Item[] = []
  private gone = new Set<Item>()
  private added: Item[] = []

  constructor(compare: (a: Item, b: Item) => number) {
    this.compare = compare
  }

  /** Puts items in the place of all that a room had. */
  replace(room: Room, items: readonly Item[]): void {
    const old = this.ofRoom.get(room)
    if (old === undefined && items.length === 0) return
    for (const item of old ?? []) this.gone.add(item)
    if (items.length === 0) this.ofRoom.delete(room)
    else this.ofRoom.set(room, items)
    // An item that left and came back in between stays.
    for (const item of items) {
      if (!this.gone.delete(item)) this.added.push(item)
    }
  }

  /** Returns every item, in order. */
  items(): readonly Item[] {
    if (this.gone.size === 0 && this.added.length === 0) return this.sorted
    const { gone } = this
    const stayed = gone.size === 0 ? this.sorted : this.sorted.filter((item) => !gone.has(item))
    const added = this.added.filter((item) => !gone.has(item)).toSorted(this.compare)
    this.sorted = stayed.length === 0 ? added : this.merged(stayed, added)
    this.gone = new Set()
    this.added = []
    return this.sorted
  }

  private merged(left: readonly Item[], right: readonly Item[]): readonly Item[] {
    const all: Item[] = []
    let at = 0
    for (const item of right) {
      while (at < left.length && this.compare(left[at] as Item, item) <= 0) {
        all.push(left[at] as Item)
        at += 1
      }
      all.push(item)
    }
    for (; at < left.length; at += 1) all.push(left[at] as Item)
    return all
  }
}

/**
 * The venue's own word on its games while frames go by: milestones by the events they are about, and
 * the names of the targets they point to. A listing gains from them when it is asked for, whichever
 * came first.
 * @module
 */
import type { ContractListing } from '@arbkit/core'
import { type Milestone, type StructuredTarget, withMilestone } from '@arbkit/kalshi'

/** Milestones and targets as last seen. */
export class MilestoneBook {
  private readonly byId = new Map<string, Milestone>()
  private readonly idsOfEvent = new Map<string, Set<string>>()
  private readonly targets = new Map<string, StructuredTarget>()

  /** Takes a milestone, and returns the events that it is about or was about before. */
  noteMilestone(milestone: Milestone): readonly string[] {
    const before = this.byId.get(milestone.id)?.eventIds ?? []
    for (const eventId of before) this.idsOfEvent.get(eventId)?.delete(milestone.id)
    this.byId.set(milestone.id, milestone)
    for (const eventId of milestone.eventIds) {
      const ids = this.idsOfEvent.get(eventId) ?? new Set()
      this.idsOfEvent.set(eventId, ids.add(milestone.id))
    }
    return [...before, ...milestone.eventIds]
  }

  noteTarget(target: StructuredTarget): void {
    this.targets.set(target.id, target)
  }

  /** Returns the listing with what its milestones say of its game. */
  listingWith(listing: ContractListing): ContractListing {
    const ids = this.idsOfEvent.get(listing.eventId)
    if (ids === undefined) return listing
    return [...ids].toSorted().reduce((known, id) => {
      const milestone = this.byId.get(id)
      return milestone === undefined ? known : withMilestone(known, milestone, this.targets)
    }, listing)
  }
}

/**
 * What goes into the telling of opportunities and what comes out of it: sightings with the ages of
 * all they rest on, messages, and what was held back. Data only; see `emission.ts` for the rules.
 * @module
 */
import type { Fingerprint, MaterialChange } from './material-change.ts'

/** How old the quote of a leg was when the opportunity was told of. */
export interface QuoteAge {
  readonly venue: string
  /** Milliseconds; `Infinity` where it is not known. */
  readonly ageMs: number
  /** Oldest that counts (included), 0 or more. */
  readonly ageMsMax: number
}

/** Something that happens at `atMs`, Unix ms; events come in the order of their times. */
export type EmissionEvent =
  | {
      readonly tag: 'seen'
      readonly atMs: number
      readonly opportunity: Fingerprint
      /** From the decision until now, 0 or more. */
      readonly decisionAgeMs: number
      readonly quoteAges: readonly QuoteAge[]
    }
  /** It was looked for and is not there. */
  | {
      readonly tag: 'gone'
      readonly atMs: number
      readonly id: string
      readonly decisionAgeMs: number
    }
  /** Only time has passed. */
  | { readonly tag: 'tick'; readonly atMs: number }

/** Why an opportunity is told: for the first time, for the first time since it was no more, or changed. */
export type EmissionReason = 'new' | 'returned' | MaterialChange

/**
 * Why an opportunity is no more. `gone`: it is not there; `stale`: it was seen again, but on figures
 * that are too old; `unseen`: nothing was heard of it for too long; `evicted`: too many others came.
 */
export type ExpiryCause = 'gone' | 'stale' | 'unseen' | 'evicted'

/** A message to a listener. */
export type Emission =
  | {
      readonly tag: 'opportunity'
      readonly id: string
      readonly atMs: number
      readonly opportunity: Fingerprint
      /** At least one. */
      readonly reasons: readonly EmissionReason[]
      /** What was told before; undefined if it is new. */
      readonly previous: Fingerprint | undefined
    }
  | {
      readonly tag: 'expired'
      readonly id: string
      readonly atMs: number
      readonly cause: ExpiryCause
      /** What was told last. */
      readonly previous: Fingerprint
    }

/** What was not told, and why. `superseded`: it was decided before what is already known. */
export interface DroppedSighting {
  readonly id: string
  readonly atMs: number
  readonly reason: 'stale' | 'superseded'
  /** One line for a person. */
  readonly detail: string
}

/** One id that was told. */
export interface ToldOpportunity {
  readonly told: Fingerprint
  /** False once its end was told. */
  readonly isLive: boolean
  /** When what is known of it was decided. */
  readonly decidedAtMs: number
  /** When it was last heard of. */
  readonly heardAtMs: number
}

/** What is known of everything that was told. */
export interface EmissionState {
  /** Time of the last event; −Infinity before the first. */
  readonly atMs: number
  /** By id, the one that was not heard of for longest first. */
  readonly known: ReadonlyMap<string, ToldOpportunity>
}

/** What an event comes to. */
export interface EmissionStep {
  readonly state: EmissionState
  /** In the order in which they are to be told. */
  readonly emissions: readonly Emission[]
  readonly dropped: readonly DroppedSighting[]
}

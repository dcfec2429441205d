/**
 * Names that nobody has, out of syllables: players, fighters, colleges that are in no registry.
 * Surnames come again, as those of brothers do.
 * @module
 */
import type { Rng } from '@arbkit/core'
import { oneOf } from './draw.ts'

const BEGINNINGS = (
  'ba be bo da de dra fa fe ga gre ha jo ka ke kri la le lu ma me mi na no or pa pe ra ro sa sha sve ' +
  'ta te ti va ve vo ya za ze'
).split(' ')
const MIDDLES = 'da di la li lo ma mi na ni no ra ri ro sa si ta ti va vi zo'.split(' ')
const ENDS =
  'ban dek del den kov lan len lin man mar mond nas ner nic nov rez rin ric ska ton va'.split(' ')
const GIVEN_ENDS = 'co da ka la lo na nn ra ric ro s to va x'.split(' ')
const MASCOTS = 'Herons Foxes Lynxes Otters Ravens Stags Comets Millers'.split(' ')

/** A person's name, apart. */
export interface PersonName {
  readonly given: string
  readonly surname: string
}

/** Returns a source of names of which no two are the same. */
export function personNames(rng: Rng): () => PersonName {
  const used = new Set<string>()
  return () => {
    for (;;) {
      const given = capital(oneOf(rng, BEGINNINGS) + oneOf(rng, MIDDLES) + oneOf(rng, GIVEN_ENDS))
      const surname = capital(oneOf(rng, BEGINNINGS) + oneOf(rng, MIDDLES) + oneOf(rng, ENDS))
      const key = `${given} ${surname}`
      if (used.has(key)) continue
      used.add(key)
      return { given, surname }
    }
  }
}

/** A college as the two venues print it. */
export interface CollegeName {
  /** `Velmora State`. */
  readonly short: string
  /** `Velmora State Herons`, or the same. */
  readonly full: string
}

/** Returns a source of colleges that no registry has. */
export function collegeNames(rng: Rng): () => CollegeName {
  const used = new Set<string>()
  return () => {
    for (;;) {
      const town = `${oneOf(rng, BEGINNINGS)}${oneOf(rng, MIDDLES)}${oneOf(rng, MIDDLES)}${oneOf(rng, ENDS)}`
      if (used.has(town)) continue
      used.add(town)
      const short = `${capital(town)} ${oneOf(rng, ['State', 'Tech', 'College'])}`
      // A name with a mascot behind it may be another college; the same words are suggested.
      return { short, full: rng.next() < 0.5 ? `${short} ${oneOf(rng, MASCOTS)}` : short }
    }
  }
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

/**
 * Declared relations between named propositions: what someone says must hold, whatever happens.
 * Whether they can all hold at once is the search's business.
 * @module
 */
import { assertInput, assertNever } from '../assert.ts'
import { printable } from '../errors.ts'

/** A relation between propositions, by name. */
export type Relation =
  /** Where `narrow` is true, `wide` is. */
  | { readonly tag: 'subset'; readonly narrow: string; readonly wide: string }
  /** At most one of them is true. */
  | { readonly tag: 'disjoint'; readonly propositions: readonly string[] }
  /** Exactly one of the two is true. */
  | { readonly tag: 'complement'; readonly propositions: readonly [string, string] }
  /** At least one of them is true. */
  | { readonly tag: 'exhaustive'; readonly propositions: readonly string[] }
  /** All of them are true or none is. */
  | { readonly tag: 'equivalent'; readonly propositions: readonly string[] }

/** Most propositions of one space. */
export const RELATION_PROPOSITIONS_MAX = 1000
/** Most relations declared between them. */
export const RELATIONS_MAX = 4096

/** Returns the names a relation speaks of, in its own order. */
export function namesOf(relation: Relation): readonly string[] {
  return relation.tag === 'subset' ? [relation.narrow, relation.wide] : relation.propositions
}

/** Most names or relations that a message lists; the others are counted. */
export const LISTED_MAX = 8

/** Returns texts as one list, cut to {@link LISTED_MAX}: `A, B and 3 more`. */
export function listText(texts: readonly string[], separator: string): string {
  const shown = texts.slice(0, LISTED_MAX).join(separator)
  return texts.length > LISTED_MAX ? `${shown} and ${texts.length - LISTED_MAX} more` : shown
}

/** Returns a relation in words, for messages: `A implies B`, `at most one of A, B, C`. */
export function relationText(relation: Relation): string {
  const names = listText(namesOf(relation), ', ')
  switch (relation.tag) {
    case 'subset':
      return `${relation.narrow} implies ${relation.wide}`
    case 'disjoint':
      return `at most one of ${names}`
    case 'complement':
      return `exactly one of ${names}`
    case 'exhaustive':
      return `at least one of ${names}`
    case 'equivalent':
      return `all or none of ${names}`
    default:
      return assertNever(relation)
  }
}

/**
 * Checks that propositions have names of their own and that relations speak of them.
 * @throws {InvalidInputError} no proposition, more than {@link RELATION_PROPOSITIONS_MAX}, more than
 *   {@link RELATIONS_MAX} relations, a name that is empty, repeated or unknown, a relation between
 *   fewer than two propositions, or a complement of more than two.
 */
export function checkRelations(names: readonly string[], relations: readonly Relation[]): void {
  checkNames(names)
  assertInput(
    names.length <= RELATION_PROPOSITIONS_MAX,
    `at most ${RELATION_PROPOSITIONS_MAX} propositions, got ${names.length}`,
  )
  assertInput(
    relations.length <= RELATIONS_MAX,
    `at most ${RELATIONS_MAX} relations, got ${relations.length}`,
  )
  const known = new Set(names)
  for (const relation of relations) checkRelation(relation, known)
}

/** @throws {InvalidInputError} no name, an empty one, or one given twice. */
export function checkNames(names: readonly string[]): void {
  assertInput(names.length >= 1, 'at least one proposition is needed, got none')
  const seen = new Set<string>()
  for (const name of names) {
    assertInput(name.trim() !== '', 'a proposition needs a name, got an empty one')
    assertInput(!seen.has(name), `proposition ${printable(name)} is named twice`)
    seen.add(name)
  }
}

function checkRelation(relation: Relation, known: ReadonlySet<string>): void {
  const names = namesOf(relation)
  const text = relationText(relation)
  assertInput(names.length >= 2, `a relation is between two propositions or more, got ${text}`)
  const isPair = relation.tag !== 'complement' || names.length === 2
  assertInput(isPair, `a complement is of two propositions, got ${names.length}: ${text}`)
  assertInput(new Set(names).size === names.length, `a relation names a proposition twice: ${text}`)
  for (const name of names) {
    assertInput(known.has(name), `unknown proposition ${printable(name)} in: ${text}`)
  }
}

/**
 * The truth assignments that keep every declared relation: depth-first, following each choice to all
 * it forces before the next one is made. Relations that prune are never enumerated.
 * @module
 */
import { assertInvariant, assertNever } from '../assert.ts'
import { namesOf, type Relation } from './relation.ts'

/** Where the search stops. */
export interface SearchBounds {
  /** Most assignments returned; one more is not looked for. */
  readonly countMax: number
  /** Most truth values set, those forced included. */
  readonly stepsMax: number
}

/** What was found. */
export interface Assignments {
  /** By assignment, then by proposition; true before false in the order of the names. */
  readonly found: readonly (readonly boolean[])[]
  /** False where the bound on steps ended the search: there may be others, or one at all. */
  readonly isDecided: boolean
  /** Truth values set, at most the bound. */
  readonly steps: number
}

const OPEN = 0
const TRUE = 1
const FALSE = -1
type Truth = typeof TRUE | typeof FALSE

/** Returns the assignments that keep all relations; names and relations have been checked. */
export function consistentAssignments(
  names: readonly string[],
  relations: readonly Relation[],
  { countMax, stepsMax }: SearchBounds,
): Assignments {
  const rules = rulesOf(names, relations)
  const search: Search = {
    rules,
    truths: new Int8Array(names.length),
    trail: [],
    openMembers: Int32Array.from(rules.atLeastOne, (group) => group.length),
    trueMembers: new Int32Array(rules.atLeastOne.length),
    found: [],
    countMax,
    stepsLeft: stepsMax,
  }
  visit(search, 0)
  const isDecided = search.stepsLeft >= 0
  return {
    found: search.found,
    isDecided,
    steps: isDecided ? stepsMax - search.stepsLeft : stepsMax,
  }
}

/** Relations by what a truth value forces. Everything is by index of the proposition. */
interface Rules {
  /** What is true where it is. */
  readonly wider: readonly number[][]
  /** What is false where it is. */
  readonly narrower: readonly number[][]
  /** Groups of which at most one is true, by member. */
  readonly atMostOneWith: readonly (readonly number[])[][]
  readonly atLeastOne: readonly (readonly number[])[]
  /** Indexes into `atLeastOne`, by member. */
  readonly atLeastOneWith: readonly number[][]
}

function rulesOf(names: readonly string[], relations: readonly Relation[]): Rules {
  const indexOf = new Map(names.map((name, index) => [name, index]))
  const perName = <T>(): T[][] => names.map(() => [])
  const wider = perName<number>()
  const narrower = perName<number>()
  const atMostOneWith = perName<readonly number[]>()
  const atLeastOneWith = perName<number>()
  const atLeastOne: (readonly number[])[] = []

  const imply = (narrow: number, wide: number): void => {
    wider[narrow]?.push(wide)
    narrower[wide]?.push(narrow)
  }
  const addAtMostOne = (group: readonly number[]): void => {
    for (const member of group) atMostOneWith[member]?.push(group)
  }
  const addAtLeastOne = (group: readonly number[]): void => {
    for (const member of group) atLeastOneWith[member]?.push(atLeastOne.length)
    atLeastOne.push(group)
  }
  for (const relation of relations) {
    const group = namesOf(relation).map((name) => indexOf.get(name) ?? -1)
    switch (relation.tag) {
      case 'subset':
        imply(group[0] ?? -1, group[1] ?? -1)
        break
      case 'disjoint':
        addAtMostOne(group)
        break
      case 'exhaustive':
        addAtLeastOne(group)
        break
      case 'complement':
        addAtMostOne(group)
        addAtLeastOne(group)
        break
      case 'equivalent':
        for (const [at, member] of group.entries()) imply(member, group.at(at - 1) ?? -1)
        break
      default:
        assertNever(relation)
    }
  }
  return { wider, narrower, atMostOneWith, atLeastOne, atLeastOneWith }
}

interface Search {
  readonly rules: Rules
  readonly truths: Int8Array
  /** Indexes in the order they were set. */
  readonly trail: number[]
  /** By group of which at least one is true. */
  readonly openMembers: Int32Array
  readonly trueMembers: Int32Array
  readonly found: (readonly boolean[])[]
  readonly countMax: number
  /** Below 0: the bound was passed, and no value can be set any more. */
  stepsLeft: number
}

/** Tries both values of the first open proposition from `from` on. Returns false to stop it all. */
function visit(search: Search, from: number): boolean {
  const { truths, trail, found, countMax } = search
  const index = truths.indexOf(OPEN, from)
  if (index === -1) {
    found.push(Array.from(truths, (truth) => truth === TRUE))
    return found.length < countMax
  }
  for (const truth of [TRUE, FALSE] as const) {
    const mark = trail.length
    if (assume(search, index, truth) && !visit(search, index + 1)) return false
    undo(search, mark)
  }
  return true
}

/** Sets a truth value and all it forces. Returns false on a contradiction or past the last step. */
function assume(search: Search, index: number, truth: Truth): boolean {
  const { trail } = search
  let next = trail.length
  if (!set(search, index, truth)) return false
  for (; next < trail.length; next += 1) {
    const changed = trail[next] as number
    if (!(search.truths[changed] === TRUE ? followTrue : followFalse)(search, changed)) return false
  }
  return true
}

function followTrue(search: Search, index: number): boolean {
  const { wider, atMostOneWith } = search.rules
  return (
    (wider[index] ?? []).every((wide) => set(search, wide, TRUE)) &&
    (atMostOneWith[index] ?? []).every((group) =>
      group.every((member) => member === index || set(search, member, FALSE)),
    )
  )
}

function followFalse(search: Search, index: number): boolean {
  const { narrower, atLeastOneWith } = search.rules
  return (
    (narrower[index] ?? []).every((narrow) => set(search, narrow, FALSE)) &&
    (atLeastOneWith[index] ?? []).every((group) => support(search, group))
  )
}

/** The last open member of a group without a true one has to be it. */
function support(search: Search, group: number): boolean {
  if ((search.trueMembers[group] ?? 0) > 0) return true
  const open = search.openMembers[group] ?? 0
  if (open !== 1) return open > 1
  const last = search.rules.atLeastOne[group]?.find((member) => search.truths[member] === OPEN)
  assertInvariant(last !== undefined, 'a group with an open member has one to find', { group })
  return set(search, last, TRUE)
}

function set(search: Search, index: number, truth: Truth): boolean {
  const held = search.truths[index]
  if (held !== OPEN) return held === truth
  search.stepsLeft -= 1
  if (search.stepsLeft < 0) return false
  search.truths[index] = truth
  search.trail.push(index)
  count(search, index, 1)
  return true
}

function undo(search: Search, mark: number): void {
  while (search.trail.length > mark) {
    const index = search.trail.pop() as number
    count(search, index, -1)
    search.truths[index] = OPEN
  }
}

/** Keeps the counts of the groups when a value is set (`by` 1) or taken back (−1). */
function count({ rules, truths, openMembers, trueMembers }: Search, index: number, by: 1 | -1) {
  for (const group of rules.atLeastOneWith[index] ?? []) {
    openMembers[group] = (openMembers[group] ?? 0) - by
    if (truths[index] === TRUE) trueMembers[group] = (trueMembers[group] ?? 0) + by
  }
}

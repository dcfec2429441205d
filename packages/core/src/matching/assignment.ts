/**
 * Optimal one-to-one assignment: of scored candidates between two lists, the set in which nothing is
 * used twice and whose scores add up to most. Greedy choice would let one good pair spoil two.
 * @module
 */

/** One candidate: two positions and what putting them together is worth, above 0. */
export interface ScoredPair {
  readonly left: number
  readonly right: number
  readonly score: number
}

/** Most positions on either side of candidates that hang together; more are not assigned at all. */
export const ASSIGNMENT_SIZE_MAX = 300

/**
 * Returns the candidates of the best assignment, by left position. Of several equally good ones the
 * same is taken whatever the order of the candidates.
 */
export function assignOptimally(candidates: readonly ScoredPair[]): readonly ScoredPair[] {
  const sorted = candidates
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => a.left - b.left || a.right - b.right)
  return componentsOf(sorted)
    .flatMap(assignComponent)
    .toSorted((a, b) => a.left - b.left)
}

/** Candidates that share a position, directly or through others; the rest can be assigned apart. */
function componentsOf(candidates: readonly ScoredPair[]): readonly (readonly ScoredPair[])[] {
  const parents = new Map<string, string>()
  const rootOf = (key: string): string => {
    const parent = parents.get(key) ?? key
    if (parent === key) return key
    const root = rootOf(parent)
    parents.set(key, root)
    return root
  }
  for (const { left, right } of candidates) {
    const [a, b] = [rootOf(`l${left}`), rootOf(`r${right}`)]
    if (a !== b) parents.set(b, a)
  }
  const components = new Map<string, ScoredPair[]>()
  for (const candidate of candidates) {
    const root = rootOf(`l${candidate.left}`)
    const members = components.get(root)
    if (members === undefined) components.set(root, [candidate])
    else members.push(candidate)
  }
  return [...components.values()]
}

function assignComponent(candidates: readonly ScoredPair[]): readonly ScoredPair[] {
  if (candidates.length === 1) return candidates
  const lefts = [...new Set(candidates.map(({ left }) => left))]
  const rights = [...new Set(candidates.map(({ right }) => right))].toSorted((a, b) => a - b)
  const size = Math.max(lefts.length, rights.length)
  if (size > ASSIGNMENT_SIZE_MAX) return []
  const rowOf = new Map(lefts.map((left, row) => [left, row]))
  const columnOf = new Map(rights.map((right, column) => [right, column]))
  const best = Array.from({ length: size }, () => filled<ScoredPair | undefined>(size, undefined))
  for (const candidate of candidates) {
    const row = best[rowOf.get(candidate.left) ?? 0]
    const column = columnOf.get(candidate.right) ?? 0
    const known = row?.[column]
    if (row !== undefined && (known === undefined || known.score < candidate.score)) {
      row[column] = candidate
    }
  }
  const columns = cheapestColumns(best.map((row) => Array.from(row, (pair) => -(pair?.score ?? 0))))
  return columns.flatMap((column, row) => best[row]?.[column] ?? [])
}

/**
 * The Hungarian method with potentials, O(n³): for each row of a square cost matrix the column it
 * gets, so that the sum is least (Kuhn 1955, Munkres 1957).
 */
function cheapestColumns(costs: readonly (readonly number[])[]): readonly number[] {
  const size = costs.length
  const rowPotential = filled(size + 1, 0)
  const columnPotential = filled(size + 1, 0)
  const rowOfColumn = filled(size + 1, 0)
  for (let row = 1; row <= size; row += 1) {
    const way = filled(size + 1, 0)
    const least = filled(size + 1, Infinity)
    const isUsed = filled<boolean>(size + 1, false)
    rowOfColumn[0] = row
    let column = 0
    do {
      isUsed[column] = true
      const used = rowOfColumn[column] ?? 0
      let next = 0
      for (let other = 1; other <= size; other += 1) {
        if (isUsed[other]) continue
        const cost = costs[used - 1]?.[other - 1] ?? 0
        const reduced = cost - (rowPotential[used] ?? 0) - (columnPotential[other] ?? 0)
        if (reduced < (least[other] ?? Infinity)) [least[other], way[other]] = [reduced, column]
        if (next === 0 || (least[other] ?? Infinity) < (least[next] ?? Infinity)) next = other
      }
      const delta = least[next] ?? 0
      for (let other = 0; other <= size; other += 1) {
        if (isUsed[other]) {
          const owner = rowOfColumn[other] ?? 0
          rowPotential[owner] = (rowPotential[owner] ?? 0) + delta
          columnPotential[other] = (columnPotential[other] ?? 0) - delta
        } else {
          least[other] = (least[other] ?? Infinity) - delta
        }
      }
      column = next
    } while (rowOfColumn[column] !== 0)
    while (column !== 0) {
      const before = way[column] ?? 0
      rowOfColumn[column] = rowOfColumn[before] ?? 0
      column = before
    }
  }
  const columns = filled(size, 0)
  for (let column = 1; column <= size; column += 1) {
    columns[(rowOfColumn[column] ?? 1) - 1] = column - 1
  }
  return columns
}

function filled<T>(length: number, value: T): T[] {
  return Array.from({ length }, () => value)
}

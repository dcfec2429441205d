/**
 * The same portfolio as a linear program of its own, for HiGHS: one variable for each price level of
 * each part, bounded by its size, and one for the worst payout. Written from the problem as it was
 * given; nothing is shared with what is timed beside it.
 * @module
 */
import type { PortfolioPart, PortfolioProblem } from '@arbkit/core'
import { importPeer, versionOf } from '../runner/peer.ts'

interface Model {
  run(): unknown
  getObjectiveValue(): number
  readonly options: { set(values: object): void }
}
interface Highs {
  readonly infinity: number
  readonly constants: { readonly objectiveSense: { readonly maximize: unknown } }
  withModel<Result>(source: object, use: (model: Model) => Result): Result
}
interface HighsModule {
  readonly default: () => Promise<Highs>
}

/** A program in the arrays that HiGHS takes. */
export type HighsProgram = object

/** Writes and solves programs. */
export interface HighsSolver {
  readonly name: string
  write(problem: PortfolioProblem): HighsProgram
  /** Returns the largest guaranteed profit, dollars. */
  solve(program: HighsProgram): number
}

/** A price level: what one dollar of payout costs, and how many there are. */
interface Piece {
  readonly part: number
  readonly unitCost: number
  readonly most: number
}

/** Loads HiGHS. */
export async function createHighsSolver(): Promise<HighsSolver> {
  const highs = await (await importPeer<HighsModule>('highs/build/highs.mjs')).default()
  return {
    name: `highs ${versionOf('highs')}`,
    write: (problem) => programOf(highs, problem),
    solve: (program) =>
      highs.withModel(program, (model) => {
        model.options.set({ output_flag: false })
        model.run()
        return model.getObjectiveValue()
      }),
  }
}

/** Maximise worst − cost, so that worst ≤ payout in every outcome and cost ≤ bankroll. */
function programOf(highs: Highs, { parts, outcomes, bankroll }: PortfolioProblem): HighsProgram {
  const pieces = parts.flatMap(piecesOf)
  const worst = pieces.length
  type Entry = readonly [column: number, value: number]
  const rows: Entry[][] = outcomes.map(({ payoffs }) => [
    [worst, 1] as const,
    ...pieces.flatMap(({ part }, column) =>
      payoffs[part]?.[0]?.quantity.numerator === 1 ? [[column, -1] as const] : [],
    ),
  ])
  rows.push(pieces.map(({ unitCost }, column) => [column, unitCost] as const))
  const entries = rows.flat()
  const starts = [0]
  for (const row of rows) starts.push((starts.at(-1) as number) + row.length)
  return {
    numCols: pieces.length + 1,
    numRows: rows.length,
    sense: highs.constants.objectiveSense.maximize,
    colCost: [...pieces.map(({ unitCost }) => -unitCost), 1],
    colLower: Array.from({ length: pieces.length + 1 }, () => 0),
    colUpper: [...pieces.map(({ most }) => most), highs.infinity],
    rowLower: rows.map(() => -highs.infinity),
    rowUpper: [...outcomes.map(() => 0), bankroll / 1e6],
    matrix: {
      format: 'csr',
      numRows: rows.length,
      numCols: pieces.length + 1,
      starts,
      indices: entries.map(([column]) => column),
      values: entries.map(([, value]) => value),
    },
  }
}

function piecesOf(part: PortfolioPart, index: number): readonly Piece[] {
  if (part.tag === 'contract') {
    return part.cost.segments.map(({ from, to, unitCost }) => ({
      part: index,
      unitCost: unitCost / 10_000,
      most: (to - from) / 100,
    }))
  }
  const { numerator, denominator } = part.returnRatio
  const odds = numerator / denominator
  return [{ part: index, unitCost: 1 / odds, most: (part.stakeMax / 100) * odds }]
}

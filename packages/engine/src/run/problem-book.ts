/**
 * Problems that are not over: each is told once when it begins and once when it is over, however often it
 * is met in between.
 * @module
 */

/** A problem, one line. */
export interface Problem {
  readonly atMs: number
  /** What it is about: `kalshi`, `the-odds-api`, `recording`, `store`, `engine`. */
  readonly where: string
  readonly text: string
}

/** What has changed. */
export interface ProblemChanges {
  readonly begun: readonly Problem[]
  readonly over: readonly Problem[]
}

/** Problems of one kind that are kept; more of them are counted in one line. */
export const PROBLEMS_OF_KIND_MAX = 20

/** The problems of an engine. */
export class ProblemBook {
  private readonly kinds = new Map<string, ReadonlyMap<string, Problem>>()

  /** Says all problems of a kind that there are now; `where` names them for people. */
  set(
    kind: string,
    {
      where,
      lines,
      atMs,
    }: { readonly where: string; readonly lines: readonly string[]; readonly atMs: number },
  ): ProblemChanges {
    const before = this.kinds.get(kind) ?? new Map<string, Problem>()
    const now = new Map<string, Problem>()
    for (const text of bounded(lines)) now.set(text, before.get(text) ?? { atMs, where, text })
    this.kinds.set(kind, now)
    return {
      begun: [...now.values()].filter(({ text }) => !before.has(text)),
      over: [...before.values()].filter(({ text }) => !now.has(text)),
    }
  }

  /** Returns those that are not over, latest first. */
  list(): readonly Problem[] {
    return [...this.kinds.values()]
      .flatMap((problems) => [...problems.values()])
      .toSorted((a, b) => b.atMs - a.atMs)
  }
}

function bounded(lines: readonly string[]): readonly string[] {
  const known = [...new Set(lines)]
  const more = known.length - PROBLEMS_OF_KIND_MAX
  return more <= 0 ? known : [...known.slice(0, PROBLEMS_OF_KIND_MAX), `and ${more} more of them`]
}

/**
 * `arb relations`: replay a session, gather what depends on what, search, report.
 * @module
 */
import { replay, type FrameSource } from '../scan/run-scan.ts'
import { declaredGroupOf } from './declared-group.ts'
import { findRelations, type RelationOpportunity, type RelationOptions } from './find-relations.ts'
import { parseRelationsFile } from './relations-file.ts'
import { type RelationsReport, relationsReportOf } from './relations-report.ts'
import { type AccountTerms, sessionGroupsOf } from './session-groups.ts'

/** What to search. At least one of `source` and `file`. */
export interface RelationsRequest {
  /** A session; with a file too, only what the file declares is searched. */
  readonly source?: FrameSource
  /** A file of declared relations. */
  readonly file?: { readonly name: string; readonly text: string }
  /** Frames after this are left out. */
  readonly untilMs?: number
  /** The moment whose fees hold where no session tells it, Unix ms. */
  readonly nowMs: number
  readonly exchangeAgeMsMax: number
  readonly terms: AccountTerms
  readonly options: RelationOptions
  readonly withRejected: boolean
}

/**
 * Searches once.
 * @throws {SessionError} the session holds no frame.
 * @throws {WireFormatError} the file is not of its form.
 * @throws {ArbError} the declared relations can not be searched: see `declaredGroupOf`.
 */
export async function runRelations(request: RelationsRequest): Promise<RelationsReport> {
  const { source, file, untilMs, exchangeAgeMsMax, options, withRejected } = request
  const declared = file && parseRelationsFile(file.text, file.name)
  const state = source && (await replay(source, untilMs))
  const check = { nowMs: state?.nowMs ?? request.nowMs, exchangeAgeMsMax }
  const { groups, notes } =
    file !== undefined && declared !== undefined
      ? { groups: [declaredGroupOf(declared, { name: file.name, state, check })], notes: [] }
      : state === undefined
        ? { groups: [], notes: [] }
        : sessionGroupsOf(state, check, request.terms)
  const result = findRelations(groups, options)
  return relationsReportOf(result, {
    session: source?.name,
    nowMs: state?.nowMs,
    groups,
    withRejected,
    notes: [
      ...(source?.problems() ?? []),
      ...notes,
      ...result.notSearched,
      ...assumedFees([...result.opportunities, ...result.rejected]),
    ],
  })
}

/** Fees that had to be assumed for what is held, one line a series. */
function assumedFees(found: readonly RelationOpportunity[]): string[] {
  const bySeries = new Map<string, string>()
  for (const { group, finding } of found) {
    for (const { claim } of finding.legs) {
      const quote = group.quotes[claim.statement]
      const because = quote?.feeAssumedBecause
      const series = quote?.contract?.listing.seriesId
      if (because !== undefined && series !== undefined) bySeries.set(series, because)
    }
  }
  return [...bySeries.keys()]
    .toSorted()
    .map((series) => `fee assumed for ${series}, multiplier 1: ${bySeries.get(series)}`)
}

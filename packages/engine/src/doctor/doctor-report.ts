/**
 * What the doctor found as data: what `arb doctor --json` prints. The schema is the documentation, and
 * tests hold the output to it.
 * @module
 */
import { z } from 'zod'
import { CHECK_IDS, FINDING_STATUSES, type FindingStatus } from './finding.ts'
import type { CheckResult } from './run-checks.ts'

/** Name and version of the form. */
export const DOCTOR_SCHEMA = 'arbkit.doctor/1'

const count = z.int().min(0)

const line = z.strictObject({
  id: z.enum(CHECK_IDS),
  /** What of the check it is about; null where it is all of it. */
  part: z.string().nullable(),
  title: z.string(),
  status: z.enum(FINDING_STATUSES),
  what: z.string(),
  /** Null where there is nothing to do. */
  cure: z.string().nullable(),
})

/** The report. */
export const doctorReportSchema = z.strictObject({
  schema: z.literal(DOCTOR_SCHEMA),
  /** One or more for each check, in the fixed order of the checks. */
  checks: z.array(line),
  passed: count,
  warned: count,
  failed: count,
  skipped: count,
})
/** See {@link doctorReportSchema}. */
export type DoctorReport = z.output<typeof doctorReportSchema>
/** One line of a report. */
export type DoctorLine = z.output<typeof line>

/** Returns the report; `shown` takes out of each text what must not be shown. */
export function doctorReportOf(
  results: readonly CheckResult[],
  shown: (text: string) => string,
): DoctorReport {
  const checks = results.flatMap(({ id, title, findings }) =>
    findings.map(
      ({ status, what, cure, part }): DoctorLine => ({
        id,
        part: part ?? null,
        title,
        status,
        what: shown(what),
        cure: cure === undefined ? null : shown(cure),
      }),
    ),
  )
  const countOf = (status: FindingStatus): number =>
    checks.filter((each) => each.status === status).length
  return {
    schema: DOCTOR_SCHEMA,
    checks,
    passed: countOf('pass'),
    warned: countOf('warn'),
    failed: countOf('fail'),
    skipped: countOf('skip'),
  }
}

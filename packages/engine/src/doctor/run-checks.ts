/**
 * Makes checks side by side: each has its time, and none that fails or hangs stops the others.
 * @module
 */
import { isArbError } from '@arbkit/core'
import type { DoctorPorts } from './doctor-ports.ts'
import { type DoctorCheck, fail, type Finding, skip } from './finding.ts'
import { CheckStoppedError, CheckTimeoutError, within } from './within.ts'

/** What a check found. */
export interface CheckResult extends Pick<DoctorCheck, 'id' | 'title'> {
  /** At least one. */
  readonly findings: readonly Finding[]
}

/** Returns what each check found, in the order of the checks; never throws. */
export async function runChecks(
  checks: readonly DoctorCheck[],
  ports: Pick<DoctorPorts, 'sleep' | 'stop'>,
): Promise<readonly CheckResult[]> {
  return Promise.all(
    checks.map(async (check) => ({
      id: check.id,
      title: check.title,
      findings: await findingsOf(check, ports),
    })),
  )
}

async function findingsOf(
  { limitMs, run }: DoctorCheck,
  ports: Pick<DoctorPorts, 'sleep' | 'stop'>,
): Promise<readonly Finding[]> {
  try {
    return await within(ports, limitMs, run)
  } catch (error) {
    if (error instanceof CheckStoppedError) return [skip(error.message)]
    if (error instanceof CheckTimeoutError) {
      return [fail(error.message, 'run arb doctor again; see what is slow or hangs')]
    }
    if (isArbError(error)) return [fail(error.message, 'see what the line says, and run it again')]
    const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    return [fail(`could not be checked: ${what}`, 'this is a fault of arb, please report it')]
  }
}

/**
 * Checks of this machine: the version of Node.js, and the disk where recordings go.
 * @module
 */
import type { DoctorMachine } from './doctor-ports.ts'
import { fail, type Finding, pass, warn } from './finding.ts'

/** Oldest version of Node.js that arb runs on: `engines` of its package.json. */
export const NODE_VERSION_MIN = { major: 22, minor: 19 } as const

/** Free space below which recordings may soon end, bytes. */
export const DISK_FREE_BYTES_WARN = 5_000_000_000

/** Free space below which nothing should be recorded, bytes. */
export const DISK_FREE_BYTES_MIN = 500_000_000

/** Judges a version, `24.1.0`; what is no version fails. */
export function nodeFinding(version: string): Finding {
  const { major, minor } = NODE_VERSION_MIN
  const needed = `${major}.${minor} or newer`
  const [, ownMajor, ownMinor] = /^v?(\d{1,4})\.(\d{1,4})\./.exec(version) ?? []
  const isNewEnough =
    Number(ownMajor) > major || (Number(ownMajor) === major && Number(ownMinor) >= minor)
  return isNewEnough
    ? pass(`${version} (${needed} is needed)`)
    : fail(`${version}, and ${needed} is needed`, 'install a newer Node.js from nodejs.org')
}

/** Judges the disk where recordings go. */
export async function diskFinding(
  { lookAtDisk }: Pick<DoctorMachine, 'lookAtDisk'>,
  logFolder: string,
): Promise<Finding> {
  const { folder, freeBytes, isWritable } = await lookAtDisk(logFolder)
  const what = `${sizeText(freeBytes)} free in ${folder}`
  if (!isWritable) {
    return fail(`${what}, which you may not write to`, 'go to a folder of yours, or get the right')
  }
  const cure = 'make room, or record to another disk'
  if (freeBytes < DISK_FREE_BYTES_MIN) {
    return fail(`${what}: less than ${sizeText(DISK_FREE_BYTES_MIN)}`, cure)
  }
  if (freeBytes < DISK_FREE_BYTES_WARN) {
    return warn(`${what}: less than ${sizeText(DISK_FREE_BYTES_WARN)}`, cure)
  }
  return pass(what)
}

const GB = 1_000_000_000
const MB = 1_000_000

/** Decimal units, rounded down: `4.9 GB`, `499 MB`. */
function sizeText(bytes: number): string {
  if (bytes < GB) return `${Math.floor(bytes / MB)} MB`
  const tenths = Math.floor(bytes / (GB / 10))
  return tenths % 10 === 0 ? `${tenths / 10} GB` : `${Math.floor(tenths / 10)}.${tenths % 10} GB`
}

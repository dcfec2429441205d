/**
 * What `arb db` prints.
 * @module
 */
import type { BackupReport, DatabaseStatus } from '@arbkit/store'

/** Returns what migrating did. */
export function migratedText(name: string, applied: readonly string[]): string {
  if (applied.length === 0) return `${name}: up to date\n`
  return `${name}: applied ${applied.join(', ')}\n`
}

/** Returns where the copy is. */
export function backupText(name: string, { file, sizeBytes, rowCounts }: BackupReport): string {
  const rows = Object.values(rowCounts).reduce((sum, count) => sum + count, 0)
  return `${name}: copied to ${file}, ${bytesText(sizeBytes)}, ${rows} ${rows === 1 ? 'row' : 'rows'}, checked\n`
}

/** Returns one line a fact; tables that hold nothing are left out. */
export function databaseStatusText(status: DatabaseStatus): string {
  const { applied, pending, problems } = status
  const filled = Object.entries(status.rowCounts).filter(([, count]) => count > 0)
  const rows = filled.map(([table, count]) => `${table} ${count}`).join(', ')
  return [
    ['database', `${status.name} (${status.engine})`],
    ['schema', `${applied.length} migrations, the last ${status.schemaVersion ?? 'none'}`],
    ...(pending.length === 0 ? [] : [['pending', `${pending.join(', ')}: arb db migrate`]]),
    ['size', bytesText(status.sizeBytes)],
    ['journal', `${status.journalMode}, ${status.isDurable ? 'durable' : 'NOT durable'}`],
    ['rows', rows === '' ? 'none' : rows],
    ...holderLines(status),
    ['integrity', problems.length === 0 ? `whole: ${status.integrityCheck}` : problems.join('; ')],
  ]
    .map(([name = '', text = '']) => `${name.padEnd(10)}${text}\n`)
    .join('')
}

/** Who trades with it, if anybody. */
function holderLines({ engineLease }: DatabaseStatus): string[][] {
  const holder = engineLease?.holder
  if (holder === undefined) return []
  return [['engine', `process ${holder.pid} on ${holder.host}`]]
}

const KILOBYTE = 1000

function bytesText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const power = Math.min(
    units.length - 1,
    Math.floor(Math.log(Math.max(1, bytes)) / Math.log(KILOBYTE)),
  )
  const scaled = bytes / KILOBYTE ** power
  return `${power === 0 ? scaled : scaled.toFixed(1)} ${units[power]}`
}

/**
 * `arb export`: a recorded session as tables for other programs.
 * @module
 */
import { type ExportReport, exportSession } from '@arbkit/engine'
import { Command } from 'commander'
import { createPaint, WIDTH, wrap } from '../format/columns.ts'
import { table } from '../format/table.ts'
import type { Host } from '../host.ts'

interface ExportFlags {
  readonly from: string
  readonly parquet: string
  readonly force?: boolean
  readonly json?: boolean
}

/** Returns the command. */
export function exportCommand(host: Host): Command {
  return new Command('export')
    .description('Write a recorded session as Parquet files: frames, quotes, odds, decisions.')
    .requiredOption('--parquet <folder>', 'folder of the files; made where it is not there')
    .requiredOption('--from <session>', 'folder of a recorded session')
    .option('--force', 'replace files that are there')
    .option('--json', 'print data')
    .action(async ({ from, parquet, force = false, json = false }: ExportFlags) => {
      const report = await exportSession({
        session: from,
        dir: parquet,
        isForced: force,
        createdBy: `arb ${host.version}`,
        tempId: host.randomId(),
      })
      host.write(json ? jsonOf(report, parquet) : textOf(report, { out: parquet, host }))
    })
}

function jsonOf({ files, problems }: ExportReport, out: string): string {
  return `${JSON.stringify({ schema: 'arbkit.export/1', out, files, problems }, null, 2)}\n`
}

function textOf(
  { files, problems }: ExportReport,
  { out, host }: { readonly out: string; readonly host: Host },
): string {
  const rows = files.map(({ name, rows: count, bytes }) => [name, String(count), String(bytes)])
  return [
    ...wrap(`${files.length} files in ${out}`, { width: WIDTH, indent: '' }),
    ...table(['FILE', 'ROWS', 'BYTES'], rows, { left: 1, paint: createPaint(host.isColoured) }),
    ...problems.flatMap((problem) => wrap(`note: ${problem}`, { width: WIDTH, indent: '' })),
    '',
  ].join('\n')
}

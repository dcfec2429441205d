/**
 * The report of a sweep as data, `arbkit.sweep/1`. Units and rounding are those of `arbkit.backtest/1`; what
 * is not known is null, and no field is left out.
 * @module
 */
import { z } from 'zod'
import { count, dollars, intervalOf, meanOf, share } from './backtest-report-schema.ts'

/** Name of this form of the report. */
export const SWEEP_SCHEMA = 'arbkit.sweep/1'

const cell = z.strictObject({
  /** Place of its value on each axis, from 0. */
  places: z.array(count),
  /** `minEdge=0.5%, latencyMs=50`. */
  name: z.string(),
  candidates: count,
  taken: count,
  trades: count,
  filled: count,
  both: count,
  naked: count,
  open: count,
  /** Opportunities that were not traded, for want of money or room. */
  skipped: count,
  fillRate: share.nullable(),
  paid: dollars,
  /** By trades that are over. */
  realised: dollars,
  /** By what open ones hold. */
  openGuaranteed: dollars,
  /** Realised, and guaranteed by what is open. */
  result: dollars,
  /** Result of a trade that bought something. */
  mean: z.strictObject(meanOf(dollars)),
  /** So wide that with 95 % every combination lies in its own; null where there are too few games. */
  amongAll: intervalOf(dollars).nullable(),
})

/** Schema of a {@link SweepReport}. */
export const sweepReportSchema = z.strictObject({
  schema: z.literal(SWEEP_SCHEMA),
  head: z.strictObject({
    sessions: z.array(z.string()),
    /** Frames of all sessions, read once for each combination. */
    frames: count,
    axes: z.array(z.strictObject({ name: z.string(), values: z.array(z.string()).min(1) })).min(1),
    combinations: count,
    seed: z.string(),
    versions: z.array(z.strictObject({ name: z.string(), version: z.string() })),
  }),
  /** What must not be believed; shown before any figure. */
  warnings: z.array(z.strictObject({ code: z.string(), text: z.string() })),
  /** In the order of the grid: the last axis changes fastest. */
  cells: z.array(cell).min(1),
  /** Place in `cells` of the best result of those that traded; null where none did. */
  best: count.nullable(),
})

/** The report of a sweep. */
export type SweepReport = z.infer<typeof sweepReportSchema>
/** One combination of a report. */
export type ReportedCell = SweepReport['cells'][number]

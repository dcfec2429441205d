/**
 * Which way an order, a fill or a taker went, in the two ways the venue says it since 2026-05:
 * `bid` is `yes`, `ask` is `no` (docs.kalshi.com, order direction). The older `side` and `action`
 * are not read.
 * @module
 */
import * as z from 'zod'

/** Side that gains. */
export const outcomeSideSchema = z.enum(['yes', 'no'])
/** Side of the YES book. */
export const bookSideSchema = z.enum(['bid', 'ask'])

/**
 * One entry of the log of credits, and the line it is kept as. It names no key, no path and no query.
 * @module
 */
import { checkWire, InvalidInputError, WireFormatError, type WireLocation } from '@arbkit/core'
import * as z from 'zod'
import { CREDITS_MAX } from './credit-limits.ts'

/** What an entry is written as; a reader refuses any other. */
export const CREDIT_ENTRY_VERSION = 1

/** Longest identifier, characters. */
export const CREDIT_ID_LENGTH_MAX = 100

const credits = z.int().min(0).max(CREDITS_MAX)
const account = z.strictObject({ remaining: credits, used: credits })
const head = {
  v: z.literal(CREDIT_ENTRY_VERSION),
  /** Of the reservation, or of the entry itself where it has none. */
  id: z.string().min(1).max(CREDIT_ID_LENGTH_MAX),
  /** Unix ms, by the writer's clock. */
  atMs: z.int().min(0).max(8.64e15),
}

const entrySchema = z.discriminatedUnion('kind', [
  /** Credits set aside, and the limits they must keep: every reader judges by those. */
  z.strictObject({
    ...head,
    kind: z.literal('reserve'),
    credits,
    endpoint: z.string().min(1).max(CREDIT_ID_LENGTH_MAX),
    limits: z.strictObject({
      perDay: credits.optional(),
      perMonth: credits.optional(),
      reserve: credits.optional(),
    }),
  }),
  /** What became of them: charged `credits`, and then the account stood so. */
  z.strictObject({ ...head, kind: z.literal('settle'), credits, account: account.optional() }),
  /** They were not needed: the call was never sent. */
  z.strictObject({ ...head, kind: z.literal('withdraw') }),
  /** Charged, or heard of the account, without having set aside. */
  z.strictObject({ ...head, kind: z.literal('usage'), credits, account: account.optional() }),
])

/** One entry. */
export type CreditEntry = z.output<typeof entrySchema>
/** Credits set aside. */
export type ReserveEntry = Extract<CreditEntry, { kind: 'reserve' }>
/** What a call was charged in the end. */
export type SettleEntry = Extract<CreditEntry, { kind: 'settle' }>
/** What the headers said of the account, in credits. */
export interface AccountCredits {
  readonly remaining: number
  readonly used: number
}

/** Returns an entry as one line of JSON without its end. @throws {InvalidInputError} a field out of its bounds. */
export function creditEntryLine(entry: CreditEntry): string {
  try {
    return JSON.stringify(checkWire(entrySchema, entry, { source: 'credits', path: '$' }))
  } catch (error) {
    if (!(error instanceof WireFormatError)) throw error
    throw new InvalidInputError(error.message, { cause: error })
  }
}

/** Returns a value as the entry it says it is. @throws {WireFormatError} a field is missing, unknown or wrong. */
export function readCreditEntry(value: unknown, at: WireLocation): CreditEntry {
  return checkWire(entrySchema, value, at)
}

/**
 * What the API says of the account's credits with every answer, errors too.
 * @module
 */

/** Credits as the headers have them (guide of 2025-09-10). Whole numbers of 0 or more. */
export interface CreditUsage {
  /** `x-requests-remaining`: left until the plan resets, on the first of the month. */
  readonly remaining: number
  /** `x-requests-used`: since the plan reset. */
  readonly used: number
  /** `x-requests-last`: what this call cost. */
  readonly last: number
}

/** A whole number of credits; zeros behind a point are none. */
const CREDITS = /^(\d{1,15})(?:\.0+)?$/

/** Headers of an answer: the value by its name, null where there is none. */
export interface AnswerHeaders {
  get(name: string): string | null
}

/** Returns what the headers say; undefined where any of the three is missing or no whole number. */
export function usageOf(headers: AnswerHeaders): CreditUsage | undefined {
  const remaining = creditsOf(headers, 'x-requests-remaining')
  const used = creditsOf(headers, 'x-requests-used')
  const last = creditsOf(headers, 'x-requests-last')
  if (remaining === undefined || used === undefined || last === undefined) return undefined
  return { remaining, used, last }
}

function creditsOf(headers: AnswerHeaders, name: string): number | undefined {
  const digits = CREDITS.exec(headers.get(name)?.trim() ?? '')?.[1]
  return digits === undefined ? undefined : Number(digits)
}

/** The one form in which servers write the date (RFC 9110, 5.6.7). */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/

/** Returns the server's clock by the `date` header, Unix ms in whole seconds; undefined where it says none. */
export function serverMsOf(headers: AnswerHeaders): number | undefined {
  const text = headers.get('date')
  if (text === null || !HTTP_DATE.test(text)) return undefined
  const ms = Date.parse(text)
  return Number.isNaN(ms) ? undefined : ms
}

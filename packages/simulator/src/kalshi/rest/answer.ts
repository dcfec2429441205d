/**
 * Answers of the REST interface: a status and a body, and refusals in the form that the venue was seen
 * to use, `{"error":{"code","message","details"}}` (captures of 2026).
 * @module
 */

/** A whole answer; no body where it is undefined. */
export interface Answer {
  readonly status: number
  readonly body: unknown
}

/** A row as the venue writes it. */
export type WireRow = Readonly<Record<string, unknown>>

/** 200, or another success. */
export const done = (body: unknown, status = 200): Answer => ({ status, body })

/** Thrown by whatever reads a request; the server answers with it. Never leaves this folder. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly answer: Answer

  constructor(status: number, code: string, message: string = code, details?: string) {
    super(message)
    const error = { code, message, ...(details !== undefined && { details }) }
    this.answer = { status, body: { error } }
  }
}

/** A parameter or body that can not be read. */
export function invalid(message: string): Refusal {
  return new Refusal(400, 'invalid_parameters', message)
}

/** Nothing has that name. */
export function notFound(what = 'not found'): Refusal {
  return new Refusal(404, 'not_found', what)
}

/** The venue's whole answer to a bucket that is empty: no code, no time to wait. */
export const TOO_MANY_REQUESTS: Answer = { status: 429, body: { error: 'too many requests' } }

/** Returns a text of a row, or another where it has none under that key. */
export function textIn(row: WireRow, key: string, otherwise = ''): string {
  const value = row[key]
  return typeof value === 'string' ? value : otherwise
}

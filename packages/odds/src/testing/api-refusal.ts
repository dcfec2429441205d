/**
 * Refusals of the API as it words them (error codes, read 2026-11-21; bodies as users report them).
 * @module
 */

/** Thrown while an answer is made: what is answered instead. */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal'
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

/** Returns the body of a refusal. */
export function refusalBody({ code, message }: Pick<ApiRefusal, 'code' | 'message'>): object {
  return {
    message,
    error_code: code,
    details_url: `https://the-odds-api.com/liveapi/guides/v4/api-error-codes.html#${code.toLowerCase().replaceAll('_', '-')}`,
  }
}

/** Throws unless a parameter is as it has to be. @throws {ApiRefusal} with status 422. */
export function demand(isGood: boolean, code: string, message: string): asserts isGood {
  if (!isGood) throw new ApiRefusal(422, code, message)
}

/** The words for a key that is not taken. */
export const KEY_REFUSALS = {
  missing: new ApiRefusal(
    401,
    'MISSING_KEY',
    'API key is missing. Get a key at https://the-odds-api.com',
  ),
  unknown: new ApiRefusal(
    401,
    'INVALID_KEY',
    'API key is not valid. See usage plans at https://the-odds-api.com',
  ),
  deactivated: new ApiRefusal(
    401,
    'DEACTIVATED_KEY',
    'API key has been deactivated. See usage plans at https://the-odds-api.com',
  ),
} as const

/** The words for credits that are used up: status 401, not 429, as users report. */
export const OUT_OF_CREDITS = new ApiRefusal(
  401,
  'OUT_OF_USAGE_CREDITS',
  'Usage quota has been reached. See usage plans at https://the-odds-api.com',
)

/** The words for asking too often. */
export const TOO_OFTEN = new ApiRefusal(
  429,
  'EXCEEDED_FREQ_LIMIT',
  'Requests are too frequent. Try again in a few seconds.',
)

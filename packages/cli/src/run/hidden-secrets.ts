/**
 * Takes known secrets out of an error before anybody prints it: servers and drivers repeat what they were
 * asked with.
 * @module
 */
import { scrub, type Secret } from '@arbkit/core'

/** Errors behind an error that are looked at. */
const CAUSES_MAX = 10

/** Does the work; what it throws holds none of the secrets, nor do its causes. */
export async function hiddenSecrets<T>(
  secrets: readonly Secret[],
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    hide(error, secrets)
    throw error
  }
}

/** The error stays the one that it is: its class says the exit code. */
function hide(error: unknown, secrets: readonly Secret[]): void {
  let next = error
  for (let depth = 0; depth < CAUSES_MAX && next instanceof Error; depth += 1) {
    next.message = scrub(next.message, secrets)
    if (next.stack !== undefined) next.stack = scrub(next.stack, secrets)
    next = next.cause
  }
}

/**
 * Two assertions, both always on. `assertInput` blames the caller, `assertInvariant` blames us;
 * one condition a call, so that the message can name it.
 * @module
 */
import { type ErrorContext, InvalidInputError, InvariantError } from './errors.ts'

/** @throws {InvalidInputError} when `condition` is false. */
export function assertInput(
  condition: boolean,
  message: string,
  context: ErrorContext = {},
): asserts condition {
  if (!condition) throw new InvalidInputError(message, { context })
}

/** @throws {InvariantError} when `condition` is false. */
export function assertInvariant(
  condition: boolean,
  message: string,
  context: ErrorContext = {},
): asserts condition {
  if (!condition) throw new InvariantError(message, { context })
}

/** For the `default` of a switch over a closed union: a new member fails to compile here. */
export function assertNever(value: never): never {
  throw new InvariantError(`unexpected value ${JSON.stringify(value)}`)
}

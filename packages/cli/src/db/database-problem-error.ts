/**
 * A database that is not whole: it was shown, and the exit code says so.
 * @module
 */
import { InvalidInputError } from '@arbkit/core'

/** What is wrong, the first of it. */
export class DatabaseProblemError extends InvalidInputError {}

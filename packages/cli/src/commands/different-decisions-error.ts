/**
 * A session does not decide again what it decided.
 * @module
 */
import { SessionError } from '@arbkit/core'

/** The decisions of a replay are not those that were recorded: exit code 3, as of any session that is wrong. */
export class DifferentDecisionsError extends SessionError {}

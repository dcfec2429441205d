/**
 * Saying no: a command that is refused has changed nothing.
 * @module
 */
import type { CommandOk, CommandResult, Refusal, RefusalCode } from './protocol.ts'

/** Returns a refusal. */
export function refusal(code: RefusalCode, message: string): Refusal {
  return { code, message }
}

/** True for a refusal, among whatever a step may return. */
export function isRefusal(value: object): value is Refusal {
  return 'code' in value
}

/** Returns a result that says no. */
export function refuse(code: RefusalCode, message: string): CommandResult {
  return { refused: refusal(code, message) }
}

/** Returns a result that says yes. */
export function accept(ok: CommandOk = { kind: 'done' }): CommandResult {
  return { ok }
}

/**
 * A refusal to resolve a contract, without the record it is about.
 * @module
 */
import type { ContractRejectionReason } from './rejection.ts'

/** Why a contract is not understood. */
export interface Refusal {
  readonly tag: 'refused'
  readonly reason: ContractRejectionReason
  /** One line for a person. */
  readonly detail: string
}

/** Returns a refusal. */
export function refuse(reason: ContractRejectionReason, detail: string): Refusal {
  return { tag: 'refused', reason, detail }
}

/**
 * Is the venue taking orders? The top-level fields speak for shard 0 only; the others are listed beside
 * them (OpenAPI 3.28.0, ExchangeStatus, 2026-08-22).
 * @module
 */
import { isRecord, printable } from '@arbkit/core'
import { ask, bodyOf, type CanaryCheck, judgementOf, silences } from '../canary-check.ts'
import { EXCHANGE_STATUS, rowsOf } from '../canary-requests.ts'

const FIELDS = ['exchange_active', 'trading_active'] as const

/** The check. */
export const EXCHANGE_STATUS_CHECK: CanaryCheck = {
  id: 'exchange-status',
  question: 'Is the venue taking orders?',
  isRequired: true,
  probe: async (ports) => ({ status: await ask(ports, EXCHANGE_STATUS) }),
  judge: (observation) => {
    const body = bodyOf(observation, 'status')
    const status = isRecord(body) ? body : {}
    const resume = status['exchange_estimated_resume_time']
    const failures = FIELDS.filter((field) => body !== undefined && status[field] !== true).map(
      (field) => `${field} is ${printable(status[field])}`,
    )
    const pausedShards = rowsOf(body, 'exchange_index_statuses')
      .filter((shard) => FIELDS.some((field) => shard[field] !== true))
      .filter((shard) => shard['exchange_index'] !== 0)
      .map((shard) => `shard ${printable(shard['exchange_index'])} is not trading`)
    return judgementOf({
      failures: [...silences(observation, ['status']), ...failures],
      warnings: pausedShards,
      cure:
        typeof resume === 'string'
          ? `wait: the venue expects to be back at ${resume}`
          : 'wait: the venue pauses on Thursdays from 03:00 to 05:00 US Eastern time',
    })
  },
}

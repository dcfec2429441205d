/**
 * Do orders still go where we send them? The first version of the order calls died with 410
 * (`deprecated_v1_order_endpoint`, 2026-06-18); so may this one. Both questions change nothing.
 * @module
 */
import {
  type Answer,
  answerOf,
  ask,
  type CanaryCheck,
  describeAnswer,
  judgementOf,
} from '../canary-check.ts'
import { EMPTY_ORDER, UNKNOWN_CANCEL } from '../canary-requests.ts'

/** The check. */
export const ORDER_ENDPOINT_CHECK: CanaryCheck = {
  id: 'order-endpoint',
  question: 'Does the order endpoint still take the second version, and this key?',
  isRequired: true,
  probe: async (ports) => ({
    create: await ask(ports, EMPTY_ORDER),
    cancel: await ask(ports, UNKNOWN_CANCEL),
  }),
  judge: (observation) => {
    const create = answerOf(observation, 'create')
    const cancel = answerOf(observation, 'cancel')
    return judgementOf({
      failures: [...createFailures(create), ...cancelFailures(cancel)],
      warnings: cancelWarnings(cancel),
      cure: cureOf([create, cancel]),
    })
  },
}

/** 400: the endpoint is there, reads the body, and misses what an order needs. */
function createFailures(answer: Answer): readonly string[] {
  if (answer.tag === 'refused' && answer.status === 400) return []
  if (answer.tag === 'answered') return ['an order with nothing in it was taken']
  return [`an empty order: ${describeAnswer(answer)}, expected 400`]
}

/** 404 with a code: the endpoint is there and does not know the order. */
function cancelFailures(answer: Answer): readonly string[] {
  if (answer.tag === 'refused' && (answer.status === 404 || answer.status === 400)) return []
  if (answer.tag === 'answered') return ['an order that can not exist was cancelled']
  return [`a cancellation of nothing: ${describeAnswer(answer)}, expected 404`]
}

/** A path that is gone answers 404 as well, but in words that are not the venue's. */
function cancelWarnings(answer: Answer): readonly string[] {
  if (answer.tag !== 'refused') return []
  if (answer.status === 404 && answer.code === undefined) {
    return ['a cancellation of nothing: 404 without a code, so the path itself may be gone']
  }
  return answer.status === 400 ? ['a cancellation of nothing: refused with 400, expected 404'] : []
}

function cureOf(answers: readonly Answer[]): string {
  const statuses = answers.flatMap((answer) => (answer.tag === 'refused' ? [answer.status] : []))
  if (answers.some(({ tag }) => tag === 'answered')) {
    return 'look at the account by hand, then at the current documents of the order endpoint'
  }
  if (statuses.includes(401)) return 'check the key, its environment and the clock'
  if (statuses.includes(403)) return 'give the key the right to trade, and renew its region'
  return 'read the changelog for the successor of POST /portfolio/events/orders, and move to it'
}

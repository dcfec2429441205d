/**
 * Paper money: cash by venue and exchange shard, what is held, what is set aside for trades under way,
 * and what was earned by US-Eastern day. A pure reducer over plain data.
 *
 * Always: cash + cost of what is held, fees included = what was paid in + what was earned. No account
 * falls below zero. Assumed: cash moves at once, and YES with NO of one market does not net early.
 * @module
 */
import { assertInput, assertNever } from '../assert.ts'
import { easternDateOf } from '../fixtures/eastern-time.ts'
import { payoutOf } from '../settlement/payoff.ts'
import { CONTRACT_PAYOUT_STEP_MICRODOLLARS } from '../sizing/two-leg-position.ts'
import { microdollars, MICRODOLLARS_PER_CENT } from '../units/money.ts'
import {
  type PaperAccount,
  type PaperAccountEvent,
  paperAccountKey,
  type PaperAccounts,
  type PaperPosition,
  reservedCash,
} from './paper-account-state.ts'
import { shareOf } from './paper-holding.ts'

/**
 * Returns the money after an event.
 * @throws {InvalidInputError} an event before the last one, an account or position that is not there,
 *   more than there is, or a sum below 0.
 */
export function stepPaperAccounts(state: PaperAccounts, event: PaperAccountEvent): PaperAccounts {
  assertInput(
    event.atMs >= state.atMs,
    `events come in the order of time, got ${event.atMs} after ${state.atMs}`,
  )
  const now = { ...state, atMs: event.atMs }
  switch (event.tag) {
    case 'deposited':
      return deposited(now, event)
    case 'reserved':
      return reserved(now, event)
    case 'released':
      return released(now, event.tradeId)
    case 'bought':
      return bought(now, event)
    case 'sold':
      return sold(now, event)
    case 'settled':
      return settled(now, event)
    default:
      return assertNever(event)
  }
}

type EventOf<Tag extends PaperAccountEvent['tag']> = Extract<PaperAccountEvent, { tag: Tag }>

function deposited(state: PaperAccounts, { account: id, amount }: EventOf<'deposited'>) {
  const key = paperAccountKey(id)
  const known = state.accounts[key] ?? { ...id, cash: microdollars(0), reserved: {} }
  return {
    ...withAccount(state, key, { ...known, cash: microdollars(known.cash + amount) }),
    deposited: microdollars(state.deposited + amount),
  }
}

function reserved(state: PaperAccounts, event: EventOf<'reserved'>): PaperAccounts {
  assertInput(event.amount >= 0, `a reservation must be 0 or more, got ${event.amount}`)
  const key = paperAccountKey(event.account)
  const account = accountAt(state, key)
  return withAccount(state, key, {
    ...account,
    reserved: { ...account.reserved, [event.tradeId]: event.amount },
  })
}

function released(state: PaperAccounts, tradeId: string): PaperAccounts {
  const accounts = Object.entries(state.accounts).map(([key, account]) => {
    const { [tradeId]: _, ...rest } = account.reserved
    return [key, { ...account, reserved: rest }] as const
  })
  return { ...state, accounts: Object.fromEntries(accounts) }
}

function bought(state: PaperAccounts, event: EventOf<'bought'>): PaperAccounts {
  const { positionId, tradeId, instrument, fixtureId, winPayout, cost, fee } = event
  assertInput(
    winPayout > 0 && cost >= 0 && fee >= 0,
    `a purchase has a payout above 0 and a cost and fee of 0 or more, got ${winPayout}, ${cost}, ${fee}`,
  )
  const key = paperAccountKey(event.account)
  const account = accountAt(state, key)
  const known = state.positions[positionId]
  assertInput(
    known === undefined || (known.account === key && known.instrument === instrument),
    `position ${positionId} is of another account or kind`,
  )
  const left = Math.max((account.reserved[tradeId] ?? 0) - cost - fee, 0)
  const isReserved = tradeId in account.reserved
  const paid = withAccount(state, key, {
    ...account,
    cash: microdollars(account.cash - cost - fee),
    reserved: isReserved
      ? { ...account.reserved, [tradeId]: microdollars(left) }
      : account.reserved,
  })
  return withPosition(paid, {
    id: positionId,
    account: key,
    instrument,
    fixtureId,
    winPayout: microdollars((known?.winPayout ?? 0) + winPayout),
    cost: microdollars((known?.cost ?? 0) + cost),
    fees: microdollars((known?.fees ?? 0) + fee),
  })
}

/** The last part takes what rounding left of the cost, so that nothing is lost over many sales. */
function sold(state: PaperAccounts, event: EventOf<'sold'>): PaperAccounts {
  const position = positionAt(state, event.positionId)
  const { winPayout } = event
  assertInput(
    winPayout > 0 && winPayout <= position.winPayout,
    `a sale can not be of more than is held, got ${winPayout} of ${position.winPayout}`,
  )
  assertInput(event.proceeds >= 0 && event.fee >= 0, 'proceeds and fee must be 0 or more')
  const cost = shareOf(position.cost, winPayout, position.winPayout)
  const fees = shareOf(position.fees, winPayout, position.winPayout)
  const received = event.proceeds - event.fee
  const left = {
    ...position,
    winPayout: microdollars(position.winPayout - winPayout),
    cost: microdollars(position.cost - cost),
    fees: microdollars(position.fees - fees),
  }
  const after = left.winPayout === 0 ? withoutPosition(state, left.id) : withPosition(state, left)
  return earned(after, position.account, { received, profit: received - cost - fees })
}

function settled(state: PaperAccounts, event: EventOf<'settled'>): PaperAccounts {
  const position = positionAt(state, event.positionId)
  const { winPayout, cost, fees, instrument } = position
  const received = payoutOf(event.payoff, {
    winPayout,
    cost,
    payoutStepMicrodollars:
      instrument === 'bet' ? MICRODOLLARS_PER_CENT : CONTRACT_PAYOUT_STEP_MICRODOLLARS,
  })
  const after = withoutPosition(state, position.id)
  return earned(after, position.account, { received, profit: received - cost - fees })
}

function earned(
  state: PaperAccounts,
  key: string,
  { received, profit }: { readonly received: number; readonly profit: number },
): PaperAccounts {
  const account = accountAt(state, key)
  const day = easternDateOf(state.atMs)
  return {
    ...withAccount(state, key, { ...account, cash: microdollars(account.cash + received) }),
    realisedByDay: {
      ...state.realisedByDay,
      [day]: microdollars((state.realisedByDay[day] ?? 0) + profit),
    },
  }
}

function accountAt(state: PaperAccounts, key: string): PaperAccount {
  const account = state.accounts[key]
  assertInput(account !== undefined, `no account ${key}`)
  return account
}

function positionAt(state: PaperAccounts, id: string): PaperPosition {
  const position = state.positions[id]
  assertInput(position !== undefined, `no position ${id}`)
  return position
}

function withAccount(state: PaperAccounts, key: string, account: PaperAccount): PaperAccounts {
  const free = account.cash - reservedCash(account)
  assertInput(free >= 0, `account ${key} has not enough cash, ${-free} microdollars short`)
  return { ...state, accounts: { ...state.accounts, [key]: account } }
}

function withPosition(state: PaperAccounts, position: PaperPosition): PaperAccounts {
  return { ...state, positions: { ...state.positions, [position.id]: position } }
}

function withoutPosition(state: PaperAccounts, id: string): PaperAccounts {
  const { [id]: _, ...positions } = state.positions
  return { ...state, positions }
}

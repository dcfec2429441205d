/**
 * What the payment of one market does to the collateral of those that exclude it.
 * @module
 */
import { updateNet } from './collateral-return.ts'
import { cancelUncovered } from './resting.ts'
import type { Market, Purse, State } from './state.ts'

/** After a market paid `value` a YES contract: nets anew whatever accounts have in its event. */
export function settleInEvent(state: State, { event, config }: Market, value: number): void {
  if (event === undefined) return
  event.settledValue += value
  for (const account of state.accounts.values()) {
    const net = account.nets.get(event)
    const purse = account.purses.get(config.exchangeIndex)
    if (net?.isNetting !== true || purse === undefined) continue
    updateNet(state, net)
    if (purse.cash < purse.reserved) coverPurse(state, purse)
  }
}

function coverPurse(state: State, purse: Purse): void {
  const orders = [...purse.account.resting].filter(({ holding }) => holding.purse === purse)
  cancelUncovered(state, orders)
  if (purse.cash >= 0) return
  state.shortfall -= purse.cash
  purse.cash = 0
}

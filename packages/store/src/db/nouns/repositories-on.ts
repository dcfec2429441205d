/**
 * All repositories on one scope: the database, or a transaction.
 * @module
 */
import type { Scope } from '../scope.ts'
import type { Repositories } from '../repositories.ts'
import { createAlerts } from './alerts.ts'
import { createBalances } from './balances.ts'
import { createBets } from './bets.ts'
import { createDailyFigures } from './daily-figures.ts'
import { createDesks } from './desks.ts'
import { createFills } from './fills.ts'
import { createFixtures } from './fixtures.ts'
import { createInstruments } from './instruments.ts'
import { createJournal } from './journal.ts'
import { createKillSwitch } from './kill-switch.ts'
import { createLeases } from './leases.ts'
import { createOpportunities } from './opportunities.ts'
import { createOrders } from './orders.ts'
import { createPairDecisions } from './pair-decisions.ts'
import { createPlans } from './plans.ts'
import { createPositions } from './positions.ts'

/** Returns them. */
export function repositoriesOn(scope: Scope): Repositories {
  return {
    leases: createLeases(scope),
    journal: createJournal(scope),
    fixtures: createFixtures(scope),
    instruments: createInstruments(scope),
    pairDecisions: createPairDecisions(scope),
    opportunities: createOpportunities(scope),
    plans: createPlans(scope),
    orders: createOrders(scope),
    fills: createFills(scope),
    bets: createBets(scope),
    positions: createPositions(scope),
    balances: createBalances(scope),
    dailyFigures: createDailyFigures(scope),
    alerts: createAlerts(scope),
    killSwitch: createKillSwitch(scope),
    desks: createDesks(scope),
  }
}

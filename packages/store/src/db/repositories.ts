/**
 * What can be kept and asked for, a port for each noun.
 * @module
 */
import type { Alerts } from './nouns/alerts.ts'
import type { Balances } from './nouns/balances.ts'
import type { Bets } from './nouns/bets.ts'
import type { DailyFigureBook } from './nouns/daily-figures.ts'
import type { Desks } from './nouns/desks.ts'
import type { Fills } from './nouns/fills.ts'
import type { Fixtures } from './nouns/fixtures.ts'
import type { Instruments } from './nouns/instruments.ts'
import type { Journal } from './nouns/journal.ts'
import type { KillSwitch } from './nouns/kill-switch.ts'
import type { Leases } from './nouns/leases.ts'
import type { Opportunities } from './nouns/opportunities.ts'
import type { Orders } from './nouns/orders.ts'
import type { PairDecisions } from './nouns/pair-decisions.ts'
import type { Plans } from './nouns/plans.ts'
import type { Positions } from './nouns/positions.ts'

/** Everything a database keeps. */
export interface Repositories {
  readonly leases: Leases
  readonly journal: Journal
  readonly fixtures: Fixtures
  readonly instruments: Instruments
  readonly pairDecisions: PairDecisions
  readonly opportunities: Opportunities
  readonly plans: Plans
  readonly orders: Orders
  readonly fills: Fills
  readonly bets: Bets
  readonly positions: Positions
  readonly balances: Balances
  readonly dailyFigures: DailyFigureBook
  readonly alerts: Alerts
  readonly killSwitch: KillSwitch
  readonly desks: Desks
}

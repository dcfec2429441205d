/**
 * Checks of what may still be spent at The Odds API: by its own word, and by this machine's log.
 * @module
 */
import { InvalidInputError } from '@arbkit/core'
import {
  type CreditState,
  DEFAULT_BOOKS,
  OddsApiError,
  type OddsAnswer,
  oddsCost,
} from '@arbkit/odds'
import type { DoctorPorts } from './doctor-ports.ts'
import { fail, type Finding, pass, skip, warn } from './finding.ts'
import type { Probe } from './venue-probes.ts'

/** Part of a month's credits below which a person should know. */
const FEW_DIVISOR = 10

/** Credits of one look at one sport: three markets at the books of the US. */
const LOOK_CREDITS = oddsCost({
  markets: ['h2h', 'spreads', 'totals'],
  books: { bookmakers: DEFAULT_BOOKS },
}).max

/** Looks of an hour of slow polling: one in five minutes. */
const LOOKS_PER_HOUR = 12

/** Credits of an hour of slow polling of one sport; fewer are few, whatever the plan. */
export const HOUR_CREDITS = LOOK_CREDITS * LOOKS_PER_HOUR

/** Judges what the account has left, and whether its key is taken. */
export function creditsFinding(probe: Probe<OddsAnswer>): Finding {
  if (probe.tag === 'not-asked') return skip(`not asked: ${probe.because}`)
  if (probe.tag === 'failed') {
    const { error } = probe
    if (!(error instanceof OddsApiError)) return skip('not told: The Odds API gave no answer')
    return fail(`the API refuses: ${error.code ?? `status ${error.status}`}`, error.cure)
  }
  const { usage } = probe.value
  if (usage === undefined) {
    return warn('the answer does not say what is left', 'look at the account at the-odds-api.com')
  }
  const { remaining, used } = usage
  const whole = remaining + used
  const what = `${remaining} of ${whole} left this month, ${used} used`
  if (remaining === 0) return fail(what, 'wait for the 1st of the month, or take a larger plan')
  const isFew = remaining * FEW_DIVISOR < whole || remaining < HOUR_CREDITS
  if (!isFew) return pass(what)
  const looks = Math.floor(remaining / LOOK_CREDITS)
  return warn(
    what,
    `enough for ${looks} looks at one sport (${LOOK_CREDITS} credits each): scan fewer, or take a larger plan`,
  )
}

/**
 * Judges where the log of credits is kept, without which nothing can be spent, and then the log.
 * @throws {ArbError} the log can not be read.
 */
export async function creditLogCheck({
  tryCreditsFolder,
  creditLog,
  settings,
}: Pick<DoctorPorts, 'tryCreditsFolder' | 'creditLog' | 'settings'>): Promise<Finding> {
  try {
    await tryCreditsFolder()
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error
    const { name } = settings.variables.home
    return fail(error.message, `set ${name} to a folder that you may write to, or leave it empty`)
  }
  return creditLogFinding(await creditLog())
}

/** Judges this machine's own log of credits, which stands still while nothing is spent from here. */
export function creditLogFinding(log: CreditState): Finding {
  const { spentToday, spentMonth, openReservations, account, left } = log
  if (account === undefined && spentMonth === 0 && openReservations.count === 0) {
    return skip('nothing was spent from this machine this month')
  }
  const what = [
    `${spentToday} spent today, ${spentMonth} this month`,
    ...(openReservations.count === 0 ? [] : [`${openReservations.credits} set aside`]),
    ...(left === undefined ? [] : [`${left} may be spent`]),
  ].join(', ')
  if (left !== 0) return pass(what)
  return openReservations.credits > 0
    ? warn(what, 'what a scan set aside and never settled counts until the month is over')
    : warn(what, 'by the last answer that came here nothing is left: see credits')
}

/**
 * From a link by names to the same shapes that the registry's matching gives: a link of two known
 * teams, and its contracts resolved.
 * @module
 */
import { easternDateOf } from '../../fixtures/eastern-time.ts'
import { evidenceOf } from '../confidence.ts'
import { contractYesOf } from '../contract-side.ts'
import type { ContractTeams } from '../contract-teams.ts'
import type { FixtureLink } from '../fixture-link.ts'
import type { RejectedContract } from '../rejection.ts'
import type { ResolvedContract } from '../resolve-contract.ts'
import { localNames, localTeamOf } from './local-names.ts'
import type { NamedLink } from './named-link.ts'

/** A link with the contracts that could be read, and those that could not. */
export interface NamedFixture {
  readonly link: FixtureLink
  readonly rejected: readonly RejectedContract[]
}

/** Returns the fixture behind a link by names. */
export function namedFixtureOf({ game, odds, isFirstHome, evidence }: NamedLink): NamedFixture {
  const { league, easternDate, startMs } = game
  const [first, second] = game.competitors
  const [atHome, visiting] = isFirstHome ? [first, second] : [second, first]
  const home = localTeamOf(league, odds.homeName, atHome)
  const away = localTeamOf(league, odds.awayName, visiting)
  const teams: ContractTeams = {
    tag: 'teams',
    away,
    home,
    gameNumber: undefined,
    isTickerOnly: false,
    evidence: [],
    names: localNames(league, [
      { competitor: atHome, team: home },
      { competitor: visiting, team: away },
    ]),
  }
  const contracts: ResolvedContract[] = []
  const rejected: RejectedContract[] = []
  for (const contract of game.contracts) {
    const { subject } = contract
    if (subject.tag !== 'game') continue
    const side = contractYesOf(subject, contract, teams)
    if (side.tag === 'refused') {
      const { reason, detail } = side
      rejected.push({ tag: 'rejected', contract, reason, detail })
      continue
    }
    const { marketType, period } = subject
    const series = `${contract.seriesId}: ${league} ${marketType}, ${period}`
    contracts.push({
      tag: 'resolved',
      contract,
      league,
      away,
      home,
      marketType,
      yes: side.yes,
      easternDate,
      startMs,
      gameNumber: undefined,
      evidence: [evidenceOf('series', 'certain', series), ...side.evidence],
    })
  }
  const link: FixtureLink = {
    tag: 'link',
    game: { league, away, home, easternDate, startMs, gameNumber: undefined, contracts },
    odds: {
      tag: 'resolved',
      odds,
      league,
      away,
      home,
      easternDate: easternDateOf(odds.startMs),
      startMs: odds.startMs,
      evidence: [],
    },
    isSwapped: false,
    evidence,
  }
  return { link, rejected }
}

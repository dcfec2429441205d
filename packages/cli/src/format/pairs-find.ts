/**
 * The text of `arb pairs find`.
 * @module
 */
import type { Found } from '@arbkit/engine'
import { cut, type Paint, WIDTH, wrap } from './columns.ts'
import { stateText } from './pairs-state.ts'
import { countText } from './pairs-text.ts'
import { easternText } from './values.ts'

/** Most entries of one kind that are printed. */
const ENTRIES_MAX = 40

/** Returns what was found, by kind. */
export function foundText(found: Found, query: string, paint: Paint): string {
  const sections = [
    section('contract', found.contracts.map(contractLines), paint),
    section('odds event', found.oddsEvents.map(eventLines), paint),
    section('team', found.teams.map(teamLines), paint),
  ].filter((lines) => lines.length > 0)
  if (sections.length === 0) {
    return `${wrap(`nothing holds ${query}`, { width: WIDTH, indent: '' }).join('\n')}\n`
  }
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

function section(
  what: string,
  entries: readonly (readonly string[])[],
  paint: Paint,
): readonly string[] {
  if (entries.length === 0) return []
  const more = entries.length - ENTRIES_MAX
  return [
    paint.bold(countText(entries.length, what)),
    ...entries.slice(0, ENTRIES_MAX).flat(),
    ...(more > 0 ? [paint.dim(`  and ${more} more; --json lists all`)] : []),
  ]
}

function contractLines({ ticker, label, states }: Found['contracts'][number]): readonly string[] {
  return [
    cut(`  ${ticker}${label === null ? '' : `  ${label}`}`, WIDTH),
    ...states.flatMap((state) => {
      const odds = state.oddsEventId === null ? '' : `${state.oddsEventId}  `
      return wrap(`${odds}${stateText(state)}`, { width: WIDTH, indent: '    ' })
    }),
  ]
}

function eventLines(event: Found['oddsEvents'][number]): readonly string[] {
  const { id, away, home, sport, start, contracts, rejected } = event
  const counts = Object.entries(contracts).map(([state, count]) => `${count} ${state}`)
  const state = rejected ?? (counts.length === 0 ? 'no contract' : counts.join(', '))
  const when = start === null ? '' : `  ${easternText(start)}`
  return [cut(`  ${id}  ${away} @ ${home}`, WIDTH), cut(`    ${sport}${when}  ${state}`, WIDTH)]
}

function teamLines({ name, league, code, contracts, oddsEvents }: Found['teams'][number]) {
  const counts = `${countText(contracts, 'contract')}, ${countText(oddsEvents, 'odds event')}`
  return [cut(`  ${name}  ${league}${code === null ? '' : ` ${code}`}  ${counts}`, WIDTH)]
}

/**
 * A running engine in one line: what a log says of it every minute.
 * @module
 */
import { formatMicrodollars } from '@arbkit/core'
import { type EngineView, type FeedView, opportunityOf } from '@arbkit/engine'
import { FEED_NAMES } from './feed-names.ts'
import { ageText, countText, percentText, profitText } from './values.ts'
import type { LogLine } from '../run/log-line.ts'

/** Returns the line, with the same figures for programs. */
export function statusLine(view: EngineView): LogLine {
  const { atMs, feeds, contracts, pairs, opportunities, paper, creditsLeft } = view
  const used = feeds.filter(({ status }) => status !== 'off')
  const realised = formatMicrodollars(paper.realised)
  const realisedToday = formatMicrodollars(paper.realisedToday)
  const trades = paper.open + paper.underWay
  const parts = [
    used.map(feedWords).join(', '),
    `${count(contracts)} contracts, ${count(pairs)} pairs`,
    opportunityWords(view),
    `paper ${profitText(realised)} (today ${profitText(realisedToday)}), ${trades} ${trades === 1 ? 'trade' : 'trades'} open, ${paper.naked} naked`,
    creditsLeft === undefined ? 'credits not known' : `${count(creditsLeft)} credits left`,
  ]
  return {
    level: 'info',
    atMs,
    event: 'status',
    text: parts.join('; '),
    fields: {
      feeds: used.map(({ feed, status, ageMs, frames, outages }) => ({
        feed,
        status,
        ageMs: ageMs ?? null,
        frames,
        outages,
      })),
      contracts,
      oddsEvents: view.oddsEvents,
      pairs,
      opportunities: opportunities.length,
      nearMisses: view.nearMisses,
      paper: {
        finished: paper.finished,
        underWay: paper.underWay,
        open: paper.open,
        naked: paper.naked,
        realised,
        realisedToday,
        guaranteedOpen: formatMicrodollars(paper.guaranteedOpen),
        exposure: formatMicrodollars(paper.exposure),
      },
      creditsLeft: creditsLeft ?? null,
      frames: view.frames,
      turns: view.turns,
      decisions: view.decisions,
      turnMs: view.turnMs,
    },
  }
}

/** Returns `Kalshi 3s`, `The Odds API down`. */
export function feedWords({ feed, status, ageMs }: FeedView): string {
  const name = FEED_NAMES[feed]
  if (status !== 'up') return `${name} ${status}`
  return ageMs === undefined ? `${name} up` : `${name} ${ageText(Math.max(0, ageMs))}`
}

function opportunityWords({ opportunities }: EngineView): string {
  const [best] = opportunities
  const many = `${opportunities.length} ${opportunities.length === 1 ? 'opportunity' : 'opportunities'}`
  if (best === undefined || best.finding.tag === 'miss') return many
  return `${many} (best ${percentText(opportunityOf(best, 1).returnOnCost)})`
}

const count = (value: number): string => countText(String(value))

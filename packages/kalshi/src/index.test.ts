import { expect, test } from 'vitest'
import * as kalshi from './index.ts'

test('the package exports this and nothing else', () => {
  expect(Object.keys(kalshi).toSorted()).toEqual([
    'listingOfTicker',
    'parseCandlesticks',
    'parseEvents',
    'parseFeeChanges',
    'parseMarkets',
    'parseMilestones',
    'parseOrderBooks',
    'parseSeries',
    'parseSettlements',
    'parseStreamMessage',
    'parseStructuredTargets',
    'parseTicker',
    'recogniseKalshi',
    'subjectOfSeries',
    'withMilestone',
  ])
})

import { expect, test } from 'vitest'
import * as testing from './index.ts'

test('the subpath exports this and nothing else', () => {
  expect(Object.keys(testing).toSorted()).toEqual([
    'VenueModel',
    'createStandInAccount',
    'createVirtualTimers',
    'gameEventTicker',
    'gamePayloads',
    'printedBook',
    'standInPayloads',
    'startKalshiStandIn',
  ])
})

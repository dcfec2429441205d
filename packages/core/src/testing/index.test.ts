import { expect, it } from 'vitest'
import * as testing from './index.ts'

it('offers its doubles and builders, and nothing else', () => {
  expect(Object.keys(testing).toSorted()).toEqual([
    'bookMarket',
    'contractOf',
    'createSeededRng',
    'createVirtualClock',
    'oddsOf',
    'outcomeOf',
    'winnerMarket',
  ])
})

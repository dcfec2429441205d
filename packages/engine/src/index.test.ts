import { expect, it } from 'vitest'
import * as engine from './index.ts'

it('exports what it promises, and no more', () => {
  expect(Object.keys(engine).toSorted()).toEqual([
    'DEFAULT_MAX_AGE',
    'DEFAULT_MAX_RETURN',
    'DEFAULT_MAX_STAKE',
    'DEFAULT_MIN_PROFIT',
    'INPUT_BYTES_MAX',
    'MarketState',
    'REJECTION_REASONS',
    'UNLIMITED_BANKROLL',
    'bookPolicyOf',
    'explainCandidate',
    'findCandidate',
    'formatDuration',
    'importSession',
    'inputNames',
    'opportunityOf',
    'opportunitySchema',
    'pairOf',
    'pairSchema',
    'pairsOf',
    'planImport',
    'readInputs',
    'rejectionOf',
    'rejectionSchema',
    'replay',
    'runScan',
    'scanMarkets',
    'scanReportSchema',
    'sessionSource',
    'unpairedOf',
    'unpairedSchema',
  ])
})

import { expect, test } from 'vitest'
import * as odds from './index.ts'

test('the package exports this and nothing else', () => {
  expect(Object.keys(odds).toSorted()).toEqual([
    'BOOKS',
    'DEFAULT_BOOKS',
    'bookKindOf',
    'detectOddsFormat',
    'oddsFormatOf',
    'parseOdds',
    'recogniseOdds',
  ])
})

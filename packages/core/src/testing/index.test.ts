import { expect, it } from 'vitest'
import * as testing from './index.ts'

it('offers its doubles and nothing else', () => {
  expect(Object.keys(testing).toSorted()).toEqual(['createSeededRng', 'createVirtualClock'])
})

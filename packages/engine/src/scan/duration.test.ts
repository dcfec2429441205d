import { expect, it } from 'vitest'
import { formatDuration } from './duration.ts'

it.each([
  [0, '0 s'],
  [999, '0 s'],
  [1000, '1 s'],
  [59_999, '59 s'],
  [60_000, '1 min'],
  [119_999, '1 min'],
  [3_599_999, '59 min'],
  [3_600_000, '1 h'],
  [3_659_999, '1 h'],
  [25_320_000, '7 h 2 min'],
  [86_399_999, '23 h 59 min'],
  [86_400_000, '1 d'],
  [1_137_600_000, '13 d 4 h'],
])('%i ms are %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text)
})

import { fc, test as prop } from '@fast-check/vitest'
import { expect, it } from 'vitest'
import { byPrecedence, type Reason, type ReasonCode, REJECTION_REASONS } from './reasons.ts'

const codes = Object.keys(REJECTION_REASONS) as ReasonCode[]

it('says who may act before how old it is, that before bad data, and that before what it earns', () => {
  expect(codes).toEqual([
    'commission-unknown',
    'clock-skew',
    'stale',
    'match-unsure',
    'not-trading',
    'out-of-sync',
    'crossed-book',
    'off-grid',
    'placeholder',
    'underround',
    'outlier',
    'too-good',
    'price',
    'fees',
    'rounding',
    'unaffordable',
    'below-min-profit',
    'below-min-return',
  ])
})

prop.prop([fc.shuffledSubarray(codes)], { seed: 2 })(
  'sorts whatever applies, losing nothing',
  (some) => {
    const reasons = some.map((code): Reason => ({ code, detail: `about ${code}` }))
    const sorted = byPrecedence(reasons)
    expect(sorted.map(({ code }) => code)).toEqual(codes.filter((code) => some.includes(code)))
    expect(new Set(sorted)).toEqual(new Set(reasons))
  },
)

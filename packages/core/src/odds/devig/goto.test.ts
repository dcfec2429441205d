import { describe, expect, it } from 'vitest'
import { Decimal } from '../../units/decimal.ts'
import { NonPositiveProbabilityError } from './errors.ts'
import { devigGoto } from './goto.ts'

const decimals = (values: readonly string[]) => values.map((each) => new Decimal(each))

describe('devigGoto', () => {
  it('takes s standard errors off every price', () => {
    // √(1 − 0.64) = 0.6 and √(1 − 0.51) = 0.7: s = 0.15/1.3.
    const { probabilities, parameter } = devigGoto(decimals(['0.64', '0.51']))
    expect(parameter.times('1.3').toSignificantDigits(30).toFixed()).toBe('0.15')
    expect(probabilities.map((p) => p.times('1.3').toSignificantDigits(30).toFixed())).toEqual([
      '0.742',
      '0.558',
    ])
  })

  it('refuses a long shot left with nothing, by name and with the raw values', () => {
    // √(1 − 0.96) = 0.2 and √(1 − 0.0975) = 0.95: s = 0.0575/1.15 = 0.05, which leaves 0.05.
    const fine = devigGoto(decimals(['0.96', '0.0975']))
    expect(fine.probabilities.map((p) => p.toSignificantDigits(30).toFixed())).toEqual([
      '0.95',
      '0.05',
    ])
    const call = () => devigGoto(decimals(['0.96', '0.51', '0.0199']))
    // √(1 − 0.0199) = 0.99: s = 0.4899/1.89.
    expect(call).toThrow(NonPositiveProbabilityError)
    expect(call).toThrow('goto devig leaves a probability of -0.236714')
    expect(call).toThrow(
      expect.objectContaining({
        context: {
          method: 'goto',
          probabilities: [
            expect.stringMatching(/^0\.90815/),
            expect.stringMatching(/^0\.32855/),
            expect.stringMatching(/^-0\.23671/),
          ],
        },
      }),
    )
  })
})

import { describe, expect, it } from 'vitest'
import { Decimal } from '../../units/decimal.ts'
import { devigAdditive } from './additive.ts'
import { NonPositiveProbabilityError } from './errors.ts'

const decimals = (values: readonly string[]) => values.map((each) => new Decimal(each))

describe('devigAdditive', () => {
  it('takes the same margin, its parameter, off every price', () => {
    const { probabilities, parameter } = devigAdditive(decimals(['0.6', '0.3', '0.16']))
    expect(parameter.toFixed()).toBe('0.02')
    expect(probabilities.map((p) => p.toFixed())).toEqual(['0.58', '0.28', '0.14'])
  })

  it('adds it where there is an underround', () => {
    const options = { allowUnderround: true }
    const { probabilities, parameter } = devigAdditive(decimals(['0.6', '0.3']), options)
    expect(parameter.toFixed()).toBe('-0.05')
    expect(probabilities.map((p) => p.toFixed())).toEqual(['0.65', '0.35'])
  })

  it.each([
    ['below 0', ['0.87', '0.3', '0.02'], ['0.8066666', '0.2366666', '-0.0433333'], '-0.0433333'],
    ['exactly 0', ['0.8', '0.3', '0.05'], ['0.75', '0.25', '0'], '0'],
  ])(
    'refuses a long shot left with %s, by name and with the raw values',
    (_, implied, raw, least) => {
      const error = refusalOf(() => devigAdditive(decimals(implied)))
      expect([error.name, error.code, error.resend]).toEqual([
        'NonPositiveProbabilityError',
        'non-positive-probability',
        'never',
      ])
      expect(error.message).toBe(`additive devig leaves a probability of ${least}`)
      const shown = error.probabilities.map((p) => p.toDecimalPlaces(7, Decimal.ROUND_DOWN))
      expect(shown.map((p) => p.toFixed())).toEqual(raw)
      expect(error.context).toEqual({
        method: 'additive',
        probabilities: error.probabilities.map(String),
      })
    },
  )
})

function refusalOf(call: () => unknown): NonPositiveProbabilityError {
  try {
    call()
  } catch (error) {
    if (error instanceof NonPositiveProbabilityError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

import { describe, expect, it } from 'vitest'
import { connectionProblem } from './exchange.ts'

describe('connectionProblem', () => {
  const reset = Object.assign(new Error('secret'), { code: 'ECONNRESET' })

  it.each([
    ['the failure itself', reset, 'ECONNRESET'],
    ['its cause', new TypeError('secret', { cause: reset }), 'ECONNRESET'],
    ['no code', new TypeError('secret'), 'no code'],
    ['a code that is a sentence', { code: 'secret: a b' }, 'no code'],
    ['no error at all', 'secret', 'no code'],
    ['nothing', undefined, 'no code'],
  ])('finds the code of %s', (_name, failure, code) => {
    expect(connectionProblem(failure)).toBe(code)
  })

  it('ends with a cause that is its own', () => {
    const loop: { cause?: unknown } = {}
    loop.cause = loop
    expect(connectionProblem(loop)).toBe('no code')
  })
})

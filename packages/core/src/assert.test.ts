import { describe, expect, it } from 'vitest'
import { assertInput, assertInvariant, assertNever } from './assert.ts'
import { InvalidInputError, InvariantError } from './errors.ts'

describe.each([
  ['assertInput', assertInput, InvalidInputError],
  ['assertInvariant', assertInvariant, InvariantError],
] as const)('%s', (_name, assert, kind) => {
  it('lets pass what holds', () => {
    expect(() => assert(true, 'never said')).not.toThrow()
  })

  it('throws its own kind of error, with message and facts', () => {
    const call = () => assert(false, 'stake must be above 0', { stake: -1 })
    expect(call).toThrow(kind)
    expect(call).toThrow(
      expect.objectContaining({ message: 'stake must be above 0', context: { stake: -1 } }),
    )
    expect(() => assert(false, 'no facts')).toThrow(expect.objectContaining({ context: {} }))
  })
})

describe('assertNever', () => {
  it('blames us and names the value', () => {
    const call = () => assertNever({ tag: 'new' } as never)
    expect(call).toThrow(InvariantError)
    expect(call).toThrow('unexpected value {"tag":"new"}')
  })
})

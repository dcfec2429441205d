import { inspect, format } from 'node:util'
import { serialize } from 'node:v8'
import { fc, test } from '@fast-check/vitest'
import { describe, expect, it, vi } from 'vitest'
import { InvalidInputError } from './errors.ts'
import { isSameSecret, reveal, Secret, SECRET_LENGTH_MAX, SECRET_MARK } from './secret.ts'

const TEXT = 'made-up-Zq7vK2mW9x'
const secret = new Secret(TEXT)

describe('a secret is not seen', () => {
  it.each<[string, () => unknown]>([
    ['String()', () => String(secret)],
    ['a template', () => `<${secret as unknown as string}>`.slice(1, -1)],
    ['joined to a text', () => ''.concat(secret as unknown as string)],
    ['JSON', () => JSON.parse(JSON.stringify(secret))],
    ['toString', () => secret.toString()],
    ['toLocaleString', () => secret.toLocaleString()],
    ['valueOf', () => secret.valueOf()],
    ['inspect', () => inspect(secret)],
    ['inspect, hidden parts shown', () => inspect(secret, { showHidden: true, depth: 9 })],
    ['format %s', () => format('%s', secret)],
    ['format %o', () => format('%o', secret)],
    ['an array joined', () => [secret].join()],
    ['the message of an error', () => new Error(secret as unknown as string).message],
  ])('by %s', (_name, print) => {
    expect(print()).toBe(SECRET_MARK)
  })

  it('inside something else either', () => {
    const holder = { name: 'a', secret, list: [secret], map: new Map([['k', secret]]) }
    const outputs = [
      JSON.stringify(holder),
      inspect(holder, { showHidden: true, depth: 9, getters: true }),
      inspect(new Error('x', { cause: secret }), { depth: 9 }),
      inspect(Object.assign(new Error('x'), { secret })),
      serialize(structuredClone({ secret })).toString('latin1'),
      inspect(structuredClone({ secret }), { showHidden: true }),
      inspect(new Proxy(secret, {}), { showHidden: true, showProxy: true }),
    ]
    for (const output of outputs) expect(output).not.toContain(TEXT)
    expect(JSON.parse(JSON.stringify(holder))).toEqual({
      name: 'a',
      secret: SECRET_MARK,
      list: [SECRET_MARK],
      map: {},
    })
  })

  it('by console.log', () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {})
    console.log(secret, { secret })
    expect(log.mock.calls.map((args) => format(...args)).join()).toBe(
      `${SECRET_MARK} { secret: ${SECRET_MARK} }`,
    )
  })

  it('has nothing of its own to list, copy or spread', () => {
    expect(Reflect.ownKeys(secret)).toEqual([])
    expect(Object.entries(secret)).toEqual([])
    expect({ ...secret }).toEqual({})
    expect(inspect(structuredClone(secret), { showHidden: true })).toBe('{}')
    expect(JSON.stringify(Object.assign({}, secret))).toBe('{}')
    expect(Object.prototype.toString.call(secret)).toBe('[object Secret]')
    for (const key in secret) expect.fail(key)
  })

  it('by borrowed methods, and none can be put in the place of its own', () => {
    const shape: object = Object.create(secret)
    expect((shape as Secret).toString()).toBe(SECRET_MARK)
    expect(Secret.prototype.toString.call({})).toBe(SECRET_MARK)
    expect(() => reveal(shape as Secret)).toThrow(TypeError)
    expect(() => reveal(new Proxy(secret, {}))).toThrow(TypeError)
    expect(() => Object.assign(secret, { toJSON: () => TEXT })).toThrow(TypeError)
    expect(() => Object.assign(Secret.prototype, { toJSON: () => TEXT })).toThrow(TypeError)
    expect(() => Object.assign(Secret, { isSecret: () => true })).toThrow(TypeError)
    expect(Number.isNaN(Number(secret))).toBe(true)
  })
})

describe('its text', () => {
  it('comes out of reveal alone', () => {
    expect(reveal(secret)).toBe(TEXT)
    expect(() => reveal(TEXT as unknown as Secret)).toThrow(TypeError)
    expect(
      [secret, {}, null, TEXT, Object.create(Secret.prototype)].map((each) =>
        Secret.isSecret(each),
      ),
    ).toEqual([true, false, false, false, false])
  })

  it.each([
    ['', 'secret: expected a text, got an empty one'],
    ['x'.repeat(SECRET_LENGTH_MAX + 1), 'secret: expected at most 20000 characters'],
    [undefined as unknown as string, 'secret: expected a text'],
    [12345678 as unknown as string, 'secret: expected a text'],
  ])('has bounds, and is not shown where it breaks them', (text, message) => {
    const attempt = () => new Secret(text)
    expect(attempt).toThrow(InvalidInputError)
    expect(attempt).toThrow(new RegExp(`^${message}$`))
    expect(reveal(new Secret('x'.repeat(SECRET_LENGTH_MAX)))).toHaveLength(SECRET_LENGTH_MAX)
  })

  const text = fc.string({ minLength: 1, maxLength: 40, unit: 'binary' })
  test.prop([text, text])('is compared as a whole', (a, b) => {
    expect(isSameSecret(new Secret(a), new Secret(b))).toBe(a === b)
    expect(isSameSecret(new Secret(a), new Secret(a))).toBe(true)
  })

  it.each([
    ['ab', 'abab'],
    ['abab', 'ab'],
    ['a', 'aa'],
    ['abc', 'abd'],
    ['abc', 'xbc'],
    ['a\u0000', 'a'],
  ])('%j is not %j', (a, b) => {
    expect(isSameSecret(new Secret(a), new Secret(b))).toBe(false)
  })

  test.prop([fc.string({ minLength: 9, maxLength: 60 }).filter((s) => !SECRET_MARK.includes(s))])(
    'is in no print of it, whatever it is',
    (own) => {
      const prints = [
        String(new Secret(own)),
        JSON.stringify([new Secret(own)]),
        inspect(new Secret(own)),
      ]
      expect(prints.join(' ')).not.toContain(own)
    },
  )
})

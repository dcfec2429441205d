import { inspect } from 'node:util'
import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { scrub, SCRUB_STRETCH } from './scrub.ts'
import { Secret, SECRET_MARK } from './secret.ts'

const KEY = 'p/a+ss "wörd" \\9\'7'
const secrets = [new Secret(KEY)]
const base64 = (text: string, kind: 'base64' | 'base64url' = 'base64') =>
  Buffer.from(text).toString(kind)

describe('scrub', () => {
  it.each<[string, string]>([
    ['as it is', KEY],
    ['percent-encoded', encodeURIComponent(KEY)],
    [
      'percent-encoded in small letters',
      encodeURIComponent(KEY).replaceAll(/%../g, (c) => c.toLowerCase()),
    ],
    ['percent-encoded twice', encodeURIComponent(encodeURIComponent(KEY))],
    ['as a form', new URLSearchParams({ k: KEY }).toString().slice(2)],
    ['in JSON', JSON.stringify(KEY).slice(1, -1)],
    ['in JSON of JSON', JSON.stringify(JSON.stringify(KEY)).slice(3, -3)],
    ['in JSON with escaped slashes', JSON.stringify(KEY).slice(1, -1).replaceAll('/', '\\/')],
    ['in ASCII JSON', JSON.stringify(KEY).slice(1, -1).replace('ö', '\\u00f6')],
    ['in base64 without padding', base64(KEY).replaceAll('=', '')],
    ['in base64 of addresses', base64(KEY, 'base64url')],
  ])('takes a secret out %s', (_name, shown) => {
    expect(scrub(`before:${shown}, after`, secrets)).toBe(`before:${SECRET_MARK}, after`)
    expect(scrub(shown, secrets)).toBe(SECRET_MARK)
    expect(scrub(`${shown}\n${shown}`, secrets)).toBe(`${SECRET_MARK}\n${SECRET_MARK}`)
  })

  it.each(['a:', 'ab:', 'abc:'])('takes it out of base64 behind %j', (before) => {
    const shown = base64(`${before}${KEY}:and more`)
    const left = scrub(`Basic ${shown}!`, secrets)
    expect(left).toMatch(/^Basic [\w+/]{0,6}\[secret\][\w+/=]*!$/)
  })

  it('takes out what is left of one that was cut, as inspect prints it, and single lines of a key', () => {
    const long = 'mad3-up-key-0123456789-abcdefghij'
    expect(scrub(`got "${long.slice(0, 20)}…`, [new Secret(long)])).toBe(`got "${SECRET_MARK}…`)
    expect(scrub(`…${long.slice(-SCRUB_STRETCH)}`, [new Secret(long)])).toBe(`…${SECRET_MARK}`)
    const short = long.slice(0, SCRUB_STRETCH - 1)
    expect(scrub(`got ${short}`, [new Secret(long)])).toBe(`got ${short}`)
    expect(scrub(inspect({ a: 'it\'s\na "b"' }), [new Secret('it\'s\na "b"')])).not.toContain(
      "it's",
    )
    const pem = '-----BEGIN X-----\r\nMIIabcdefgh\nQRSTUVWX\n}\n-----END X-----'
    expect(scrub('line QRSTUVWX and MIIabcdefgh }', [new Secret(pem)])).toBe(
      `line ${SECRET_MARK} and ${SECRET_MARK} }`,
    )
  })

  it('leaves nothing of secrets that overlap, in either order', () => {
    const [a, b] = [new Secret('abcdef'), new Secret('defghi')]
    for (const both of [
      [a, b],
      [b, a],
    ])
      expect(scrub('<abcdefghi>', both)).toBe(`<${SECRET_MARK}>`)
    expect(scrub('aaaa', [new Secret('aaa')])).toBe(SECRET_MARK)
    expect(scrub('x aab y', [new Secret('ab')])).toBe(`x a${SECRET_MARK} y`)
  })

  it('leaves other text alone', () => {
    expect(scrub('nothing of it', secrets)).toBe('nothing of it')
    expect(scrub('', secrets)).toBe('')
    expect(scrub('text', [])).toBe('text')
    expect(scrub('$& $1 ab', [new Secret('ab')])).toBe(`$& $1 ${SECRET_MARK}`)
  })

  const text = fc.string({ minLength: 3, maxLength: 50, unit: 'grapheme' })
  const around = fc.string({ maxLength: 30 })
  const forms: readonly ((text: string) => string)[] = [
    (own) => own,
    (own) => encodeURIComponent(own),
    (own) => JSON.stringify(own).slice(1, -1),
    (own) => new URLSearchParams({ k: own }).toString().slice(2),
    (own) => (Buffer.from(own).length < 6 ? own : base64(own).replaceAll('=', '')),
  ]
  test.prop([text, around, around, fc.nat(forms.length - 1)])(
    'whatever the secret, no form of it is left',
    (own, before, after, which) => {
      const shown = forms[which]!(own.toWellFormed())
      const left = scrub(`${before}${shown}${after}`, [new Secret(own.toWellFormed())])
      fc.pre(!SECRET_MARK.includes(shown))
      const kept = left.split(SECRET_MARK)
      expect(kept.length).toBeGreaterThan(1)
      expect(kept.join('\u0000')).not.toContain(shown)
    },
  )

  test.prop([fc.string(), fc.array(fc.string({ minLength: 1 }), { maxLength: 4 })])(
    'what is left is what was there, in order',
    (whole, own) => {
      const left = scrub(
        whole,
        own.map((each) => new Secret(each)),
      )
      let at = 0
      for (const part of left.split(SECRET_MARK)) {
        const found = whole.indexOf(part, at)
        expect(found).toBeGreaterThanOrEqual(0)
        at = found + part.length
      }
    },
  )

  test.prop([
    fc.string({ minLength: 0, maxLength: 60, unit: 'binary' }),
    fc.string({ minLength: 1, unit: 'binary' }),
  ])('never fails, halves of pairs included', (whole, own) => {
    expect(typeof scrub(whole + own, [new Secret(own)])).toBe('string')
  })
})

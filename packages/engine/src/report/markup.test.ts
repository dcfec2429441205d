import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { escapeText, markup, styleElement } from './markup.ts'
import { plainText } from './plain-text.ts'
import { readMarkup, textOf } from './test-support/read-markup.ts'

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', ';', 'a', '/', '-', '\n', '\u202e') }),
  fc.constantFrom('</text><script>x</script>', '" onload="x', '&lt;', '<!--', ']]>', '\ud800'),
)

describe('markup', () => {
  test.prop([hostile, hostile])('holds any text where it was put', (inText, inAttribute) => {
    const made = markup`<a title="${inAttribute}">${inText}</a>`.text
    const read = readMarkup(made)
    expect(Object.keys(read.attributes)).toEqual(['title'])
    expect(read.attributes['title']).toBe(plainText(inAttribute))
    expect(textOf(read)).toBe(plainText(inText))
    expect(read.children.every((child) => typeof child === 'string')).toBe(true)
  })

  it('escapes each character that could end a text or an attribute', () => {
    expect(escapeText(`<a href='x' b="&">`)).toBe('&lt;a href=&#39;x&#39; b=&quot;&amp;&quot;&gt;')
  })

  it('leaves no control character, no mark that turns writing, no half character', () => {
    expect(escapeText('a\u0000b\u001bc\u202ed\u2066e\r\nf')).toBe('a b c d e  f')
    expect(escapeText('a\ud800b')).toBe('a\ufffdb')
    expect(escapeText('née 😀')).toBe('née 😀')
  })

  it('takes what templates made as it is, and nothing for nothing', () => {
    const inner = [markup`<b>${'<'}</b>`, markup`<i>${1.5}</i>`]
    expect(markup`<p>${inner}${undefined}</p>`.text).toBe('<p><b>&lt;</b><i>1.5</i></p>')
  })

  it('has no place for numbers that are none, nor style sheets that end themselves', () => {
    expect(() => markup`${Number.NaN}`).toThrow(/finite/)
    expect(() => markup`${Infinity}`).toThrow(/finite/)
    expect(() => styleElement('a{}</style>')).toThrow(/holds no/)
    expect(styleElement('a>b{content:"x"}').text).toBe('<style>a>b{content:"x"}</style>')
  })
})

describe('the reader of markup that tests rely on', () => {
  it.each([
    '<a b=c></a>',
    '<a>',
    '<a></b>',
    '<a>&nbsp;</a>',
    '<a>></a>',
    '<a b="<"></a>',
    '<a></a><b></b>',
  ])('does not read %s', (text) => {
    expect(() => readMarkup(text)).toThrow(/./)
  })
})

/**
 * HTML and SVG as text that can not be broken out of: a template whose every value is escaped unless it
 * was made by a template itself. Attributes are written in double quotes, always.
 * @module
 */
import { assertInput } from '@arbkit/core'
import { plainText } from './plain-text.ts'

/** Text that is markup already. Made by {@link markup} alone. */
export class Markup {
  readonly text: string
  private constructor(text: string) {
    this.text = text
  }
  /** For {@link markup}: text whose values are escaped. */
  static of(text: string): Markup {
    return new Markup(text)
  }
}

/** What may stand in a template. Nothing, where undefined. */
export type MarkupValue = string | number | Markup | readonly Markup[] | undefined

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Returns text that may stand between tags and in a quoted attribute; what steers is a blank. */
export function escapeText(text: string): string {
  return plainText(text).replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}

/**
 * Returns markup with its values escaped.
 * @throws {InvalidInputError} a number that is not finite: it has no place in a picture.
 */
export function markup(parts: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
  const text = parts.map((part, index) => {
    const value = values[index]
    return index < values.length ? part + textOf(value) : part
  })
  return Markup.of(text.join(''))
}

/** No markup. */
export const NOTHING: Markup = markup``

function textOf(value: MarkupValue): string {
  if (value === undefined) return ''
  if (typeof value === 'string') return escapeText(value)
  if (value instanceof Markup) return value.text
  if (typeof value !== 'number') return value.map(({ text }) => text).join('')
  assertInput(Number.isFinite(value), `a number in markup must be finite, got ${value}`)
  return String(value)
}

/**
 * Returns a style element. A parser takes its text as it stands, so it must be our own.
 * @throws {InvalidInputError} text that could end the element.
 */
export function styleElement(css: string): Markup {
  assertInput(!css.includes('<'), 'a style sheet holds no <')
  return Markup.of(`<style>${css}</style>`)
}

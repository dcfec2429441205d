/**
 * Reads back what the page's templates write, and nothing else: every tag closed, every attribute in double
 * quotes, every special character an entity. Whatever is not so is an error, so a text that broke out of
 * its place is found.
 * @module
 */

/** An element, its text children as strings. */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly (Element | string)[]
}

const VOID = new Set(['meta'])
const TAG =
  /<(?:(\/)([a-z][a-z0-9]*)|([a-z][a-z0-9]*)((?: [a-zA-Z][a-zA-Z0-9-]*="[^"<>]*")*)(\/)?)>/y
const TEXT = /[^<>]+/y
const ATTRIBUTE = / ([a-zA-Z][a-zA-Z0-9-]*)="([^"<>]*)"/g
const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
}

/** Returns the one element that the text is. @throws {Error} anything that a template does not write. */
export function readMarkup(text: string): Element {
  const open: {
    name: string
    attributes: Record<string, string>
    children: (Element | string)[]
  }[] = [{ name: 'root', attributes: {}, children: [] }]
  const top = () => open.at(-1) ?? fail('no element is open')
  for (let at = text.startsWith('<!doctype html>') ? 15 : 0; at < text.length; ) {
    TAG.lastIndex = at
    TEXT.lastIndex = at
    const tag = TAG.exec(text)
    const words = tag === null ? TEXT.exec(text) : null
    if (tag === null && words === null) fail(`not our markup: ${text.slice(at, at + 80)}`)
    at += (tag ?? words)?.[0].length ?? 1
    if (tag === null) {
      top().children.push(top().name === 'style' ? (words?.[0] ?? '') : decoded(words?.[0] ?? ''))
      continue
    }
    const [, closing, closed, opened = '', attributes = '', selfClosing] = tag
    if (closing !== undefined) {
      const element = open.pop()
      if (element === undefined || element.name !== closed) fail(`</${closed}> closes another`)
      else top().children.push(element)
      continue
    }
    const element = { name: opened, attributes: attributesOf(attributes), children: [] }
    if (selfClosing === undefined && !VOID.has(opened)) open.push(element)
    else top().children.push(element)
  }
  const [root, more] = open
  if (root === undefined || more !== undefined) return fail(`not closed: ${more?.name}`)
  const elements = root.children.filter((child) => typeof child !== 'string')
  return elements.length === 1 ? (elements[0] as Element) : fail('not one element')
}

/** Returns every element below, in order, that a test holds for. */
export function elementsOf(
  element: Element,
  isWanted: (element: Element) => boolean,
): readonly Element[] {
  return element.children.flatMap((child) =>
    typeof child === 'string'
      ? []
      : [...(isWanted(child) ? [child] : []), ...elementsOf(child, isWanted)],
  )
}

/** Returns every element of a name and a class. */
export function byClass(element: Element, name: string, className: string): readonly Element[] {
  return elementsOf(
    element,
    (each) => each.name === name && (each.attributes['class'] ?? '').split(' ').includes(className),
  )
}

/** Returns all text below. */
export function textOf(element: Element): string {
  return element.children
    .map((child) => (typeof child === 'string' ? child : textOf(child)))
    .join('')
}

/** Returns a number that an attribute holds. */
export function numberAt(element: Element, name: string): number {
  const value = Number(element.attributes[name] ?? fail(`no ${name}`))
  return Number.isFinite(value) ? value : fail(`${name} is no number`)
}

/** Returns names of elements and attributes alone, as they are nested. */
export function skeletonOf(element: Element): string {
  const inner = element.children.map((child) =>
    typeof child === 'string' ? '' : skeletonOf(child),
  )
  return `${element.name}[${Object.keys(element.attributes).join()}](${inner.join('')})`
}

/** Turns places of an axis back into what its ticks say, in the unit that is written at them. */
export function axisValueAt(svg: Element, axis: 'x' | 'y'): (place: number) => number {
  const ticks = byClass(svg, 'g', axis).flatMap((tick) => {
    const [line] = elementsOf(tick, ({ name }) => name === 'line')
    const label = textOf(tick)
    if (line === undefined || label === '') return []
    return [{ place: numberAt(line, `${axis}1`), value: amountOf(label) }]
  })
  const [first, last] = [ticks[0], ticks.at(-1)]
  if (first === undefined || last === undefined || first === last) return fail('too few ticks')
  const slope = (last.value - first.value) / (last.place - first.place)
  return (place) => first.value + (place - first.place) * slope
}

function amountOf(label: string): number {
  const value = Number(label.replaceAll(/[$,¢% ]/g, '').replace('−', '-'))
  return Number.isFinite(value) ? value : fail(`no amount: ${label}`)
}

function attributesOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(ATTRIBUTE)].map(([, name = '', value = '']) => [name, decoded(value)]),
  )
}

function decoded(text: string): string {
  return text.replaceAll(/&[^;&]*;?/g, (entity) => ENTITIES[entity] ?? fail(`entity ${entity}`))
}

function fail(message: string): never {
  throw new Error(message)
}

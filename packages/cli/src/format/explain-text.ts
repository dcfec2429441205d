/**
 * The text of `arb scan --explain`: three columns, the reason below where it does not fit.
 * @module
 */
import type { ExplanationLine, ExplanationSection } from '@arbkit/engine'
import { left, type Paint, WIDTH, wrap } from './columns.ts'

const LABEL_WIDTH = 26
const VALUE_WIDTH = 20

/** Returns the explanation as text, ending in a newline. */
export function explanationText(sections: readonly ExplanationSection[], paint: Paint): string {
  const lines = sections.flatMap(({ title, lines: entries }) => [
    paint.bold(title),
    ...entries.flatMap((entry) => entryLines(entry, paint)),
    '',
  ])
  return `${lines.join('\n').trimEnd()}\n`
}

function entryLines({ what, value, why }: ExplanationLine, paint: Paint): string[] {
  const head = `  ${left(what, LABEL_WIDTH - 1)} `
  const indent = ' '.repeat(LABEL_WIDTH + 2)
  const values = wrap(value, { width: WIDTH, indent: '' })
  const short = values.length === 1 && value.length <= VALUE_WIDTH
  const room = WIDTH - indent.length - VALUE_WIDTH - 1
  if (short && why.length <= room) {
    return [`${head}${left(value, VALUE_WIDTH)} ${paint.dim(why)}`.trimEnd()]
  }
  const wrapped = wrap(value, { width: WIDTH, indent })
  const [first = indent, ...rest] = wrapped
  return [
    head + first.trimStart(),
    ...rest,
    ...wrap(why, { width: WIDTH, indent }).map((text) => paint.dim(text)),
  ]
}

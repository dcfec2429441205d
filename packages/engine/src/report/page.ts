/**
 * The frame of every page: it asks for nothing, and says so itself.
 * @module
 */
import { markup, type Markup, NOTHING, styleElement } from './markup.ts'
import { REPORT_STYLE } from './report-style.ts'

/** Returns a page. It opens under `default-src 'none'; style-src 'unsafe-inline'`. */
export function pageOf(title: string, body: Markup): string {
  return markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer"><title>${title}</title>${styleElement(REPORT_STYLE)}</head>
<body><main>
${body}
</main></body></html>
`.text
}

/** Returns what the data can not support, numbered; nothing where it can all. */
export function warningList(warnings: readonly { readonly text: string }[]): Markup {
  if (warnings.length === 0) return NOTHING
  const items = warnings.map(({ text }) => markup`<li>${text}</li>`)
  return markup`<section class="warnings"><h2>${`What this data can not support (${warnings.length})`}</h2><ol>${items}</ol></section>`
}

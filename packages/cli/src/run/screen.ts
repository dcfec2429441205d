/**
 * A page that is written over again and again on the terminal's other screen: calm, since only what has
 * changed is drawn, and at most twice a second. The screen that was there comes back at every end.
 * @module
 */
import type { Terminal } from '../host.ts'

/** Between two drawings, ms. */
export const DRAW_EVERY_MS = 500
/** What a terminal is taken for that does not say its size. */
const USUAL_SIZE = { columns: 80, rows: 24 }

/** The other screen, no cursor, and no line that goes on in the next. */
const ENTER = '\u001b[?1049h\u001b[?25l\u001b[?7l\u001b[2J'
const LEAVE = '\u001b[?7h\u001b[?25h\u001b[?1049l'
const HOME = '\u001b[H'
const TO_LINE_END = '\u001b[K'
const TO_SCREEN_END = '\u001b[J'

/** What a screen is made of. */
export interface ScreenOptions {
  readonly terminal: Terminal
  readonly write: (text: string) => void
  readonly every: (intervalMs: number, run: () => void) => () => void
  /** Returns the page for a size: at most so many lines, each at most so wide. */
  readonly pageOf: (size: { readonly columns: number; readonly rows: number }) => string
}

/** Takes the screen and draws; returns what puts it back. */
export function openScreen({ terminal, write, every, pageOf }: ScreenOptions): () => void {
  let drawn: string | undefined
  // Put aside, the screen is somebody else's.
  let isHeld = false
  const draw = (): void => {
    if (!isHeld) return
    const { columns, rows } = terminal.size()
    const size = {
      columns: columns > 0 ? columns : USUAL_SIZE.columns,
      rows: rows > 0 ? rows : USUAL_SIZE.rows,
    }
    const lines = pageOf(size).split('\n').slice(0, size.rows)
    const picture = `${size.columns}x${size.rows}\n${lines.join('\n')}`
    if (picture === drawn) return
    drawn = picture
    write(`${HOME}${lines.map((line) => `${line}${TO_LINE_END}`).join('\r\n')}${TO_SCREEN_END}`)
  }
  const letGo = terminal.hold(
    () => {
      drawn = undefined
      isHeld = true
      write(ENTER)
      draw()
    },
    () => {
      isHeld = false
      write(LEAVE)
    },
  )
  const stop = every(DRAW_EVERY_MS, draw)
  return () => {
    stop()
    letGo()
  }
}

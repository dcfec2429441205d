/**
 * Who has the screen of the terminal: put back once, however many ends there are.
 * @module
 */

/** The hold on a screen. */
export interface ScreenHold {
  /** Takes the screen; one that is held is put back first. */
  take(enter: () => void, leave: () => void): void
  /** Puts it back, if it is held. */
  leave(): void
}

/** Returns a hold on nothing. */
export function createScreenHold(): ScreenHold {
  let held: (() => void) | undefined
  const leave = (): void => {
    const putBack = held
    held = undefined
    putBack?.()
  }
  return {
    take: (enter, putBack) => {
      leave()
      held = putBack
      enter()
    },
    leave,
  }
}

/**
 * What `arb simulate` tells: where it listens, as lines for a shell, and how it goes.
 * @module
 */
import type { SimulatedAccess, SimulatedProgress } from '../simulate/simulate-session.ts'
import { VARIABLES } from '../settings.ts'

/** Returns `export NAME=value` lines; the key of the exchange stands in them where it has a file. */
export function environmentText(access: SimulatedAccess, keyFile: string | undefined): string {
  const lines = [
    [VARIABLES.kalshiHost, access.kalshiUrl],
    ...(keyFile === undefined
      ? []
      : [
          [VARIABLES.kalshiKeyId, access.kalshiKeyId],
          [VARIABLES.kalshiKeyFile, keyFile],
        ]),
    [VARIABLES.oddsUrl, access.oddsUrl],
    [VARIABLES.oddsKey, access.oddsKey],
  ]
  return lines.map(([name = '', value = '']) => `export ${name}=${quoted(value)}\n`).join('')
}

/** Nothing in it means anything to a shell. */
const quoted = (value: string): string =>
  /^[\w./:@-]+$/.test(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`

/** Returns one line. */
export function progressText(progress: SimulatedProgress): string {
  const { atMs, games, markets, planted, locked, oddsCalls, creditsLeft } = progress
  const time = new Date(atMs).toISOString().slice(11, 19)
  return [
    `${time}Z ${games.inPlay} games in play, ${games.toCome} to come, ${games.over} over`,
    `${markets} markets`,
    `${planted} planted, ${locked} locked now`,
    `${oddsCalls} odds calls, ${creditsLeft} credits left`,
  ].join('; ')
}

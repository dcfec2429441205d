/**
 * What a running command never writes: the secrets of its configuration, and the parts of them that others
 * may repeat.
 * @module
 */
import { reveal, Secret } from '@arbkit/core'
import type { Config } from '@arbkit/engine'

/** Shorter parts, and numbers, would be found by chance in figures and names. */
const PART_LENGTH_MIN = 8

/** Returns the secrets: the key of the feed, the id of Kalshi's key, the store's address and its password. */
export function runSecrets({
  odds,
  kalshi,
  store,
}: Pick<Config, 'odds' | 'kalshi' | 'store'>): readonly Secret[] {
  const address = store.tag === 'postgres' ? store.url : undefined
  const parts = [kalshi.key?.id, ...(address === undefined ? [] : passwordsIn(reveal(address)))]
  return [
    ...(odds.key === undefined ? [] : [odds.key]),
    // An address without a password is no secret, and its host may stand in an error.
    ...(store.tag === 'postgres' && store.hasPassword ? [store.url] : []),
    ...parts.filter(isTelling).map((part) => new Secret(part)),
  ]
}

/** As it stands, and as a driver decodes it. */
function passwordsIn(address: string): readonly string[] {
  const url = URL.canParse(address) ? new URL(address) : undefined
  const written = url?.password ?? ''
  const asked = url?.searchParams.get('password') ?? ''
  return [written, decoded(written), asked]
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const isTelling = (part: string | undefined): part is string =>
  part !== undefined && part.length >= PART_LENGTH_MIN && !/^\d+$/.test(part)

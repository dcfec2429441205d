/**
 * Addresses of one's own choice: a proxy, a stand-in on this machine. A key never travels in the clear,
 * so that anything but this machine must be reached by https or wss.
 * @module
 */
import { assertInput, printable } from '@arbkit/core'

/** This machine by its names; only here nothing has to be encrypted. */
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** What an address has to be. */
export interface AddressRule {
  /** Names the address in messages, `REST`. */
  readonly what: string
  readonly protocol: 'https' | 'wss'
  /** From the root, without a slash at the end; empty for the root itself. */
  readonly path: string
}

/**
 * Returns an address without a slash at the end. Of one that is refused messages show the host and the
 * path at most.
 * @throws {InvalidInputError} for http or ws to another machine, another path, a query, a fragment, or a
 * user or password in the address.
 */
export function checkedAddress(text: string, { what, protocol, path }: AddressRule): string {
  const open = protocol === 'https' ? 'http' : 'ws'
  const url = URL.parse(text)
  assertInput(url !== null, `${what} address: expected a URL`)
  assertInput(
    url.username === '' && url.password === '',
    `${what} address: expected no user, no password`,
  )
  const isAllowed =
    url.protocol === `${protocol}:` || (url.protocol === `${open}:` && LOOPBACK.has(url.hostname))
  assertInput(
    isAllowed,
    `${what} address: expected ${protocol}:// (${open}:// on this machine only)${placeText(text, url)}`,
  )
  assertInput(
    url.pathname.replace(/\/$/, '') === path && url.search === '' && url.hash === '',
    `${what} address: expected the path ${path === '' ? '/' : path} and nothing behind it${placeText(text, url)}`,
  )
  return `${url.origin}${path}`
}

/** What is surely an address; anything else may be a secret that was put into the wrong place. */
const ADDRESS = /^(?:https?|wss?):\/\/[^@]*$/i

/** Host and path for a message: what stands behind them, or before an `@`, may be a key. */
const placeText = (text: string, { origin, pathname }: URL): string =>
  ADDRESS.test(text) ? `, got ${printable(`${origin}${pathname}`)}` : ''

/**
 * Where The Odds API is reached. The key stands in the address of every call, so that it never travels in
 * the clear: anything but this machine must be https.
 * @module
 */
import { checkedAddress } from '@arbkit/http'

/** A base address. */
export interface OddsApiHost {
  readonly name: 'production' | 'custom'
  /** Without a path and without a slash at the end. */
  readonly url: string
}

/** The service (the-odds-api.com, guide of 2025-09-10). */
export const PRODUCTION_ODDS_HOST: OddsApiHost = {
  name: 'production',
  url: 'https://api.the-odds-api.com',
}

/** The same for connections that need IPv6 (guide of 2025-09-10). */
export const PRODUCTION_ODDS_HOST_IPV6: OddsApiHost = {
  name: 'production',
  url: 'https://ipv6-api.the-odds-api.com',
}

/**
 * Returns a host of one's own: a proxy, a stand-in.
 * @throws {InvalidInputError} for http to another machine, a path, a query, a fragment, or a user or
 * password in the address.
 */
export function customOddsHost(url: string): OddsApiHost {
  return {
    name: 'custom',
    url: checkedAddress(url, { what: 'The Odds API', protocol: 'https', path: '' }),
  }
}

/**
 * What a scan of the venues asks for unless told otherwise.
 * @module
 */

/** Games that begin up to this far from now, unless told otherwise, ms. */
export const DEFAULT_WITHIN_MS = 3 * 86_400_000
/** Markets asked for unless told otherwise: those whose settlement rules are on record. */
export const DEFAULT_MARKETS: readonly string[] = ['h2h', 'spreads', 'totals']
/** Regions asked for unless told otherwise: most books that one can bet at, for one credit a market. */
export const DEFAULT_REGIONS: readonly string[] = ['us']

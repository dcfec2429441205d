/**
 * Parameters of a call, and how they stand in its address.
 * @module
 */

/** Parameters of a query in the order sent; a name may occur several times. */
export type Query = readonly (readonly [name: string, value: string])[]

/**
 * Returns `?` and the parameters, or nothing for none, in form encoding (`URLSearchParams`), as the SDKs
 * of venues write them: a blank is `+` and a comma `%2C`; a name given twice stands twice
 * (kalshi-typescript 3.30.0).
 */
export function encodeQuery(query: Query): string {
  if (query.length === 0) return ''
  const parameters = new URLSearchParams()
  for (const [name, value] of query) parameters.append(name, value)
  return `?${parameters.toString()}`
}

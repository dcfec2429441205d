/**
 * Short stable names of opportunities: the same two legs have the same id in every scan of every
 * session, so that a person can ask about one again.
 * @module
 */

const FNV_OFFSET = 0xcbf2_9ce4_8422_2325n
const FNV_PRIME = 0x100_0000_01b3n
const MASK_64 = (1n << 64n) - 1n
const ID_LENGTH = 8

/** Returns eight characters of base 36 from the parts that make two legs what they are (FNV-1a, 64 bits). */
export function opportunityId(parts: readonly string[]): string {
  let hash = FNV_OFFSET
  for (const byte of new TextEncoder().encode(parts.join('\u0000'))) {
    hash = ((hash ^ BigInt(byte)) * FNV_PRIME) & MASK_64
  }
  return hash.toString(36).padStart(ID_LENGTH, '0').slice(-ID_LENGTH)
}

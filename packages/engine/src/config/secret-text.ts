/**
 * Tells text that is a secret, or may be one, from what belongs into a configuration: such a file is
 * committed and mailed around.
 * @module
 */

/** How the lines of a PEM file read. */
const PEM = /-----(?:BEGIN|END)|BEGIN [A-Z ]*PRIVATE KEY/

/** The beginnings of RSA and Ed25519 keys in base64. */
const KEY_START = /^["']?(?:MII|MC4C)[A-Za-z0-9+/=]{8}/

/** An address with a password, whatever it is of; the password may hold what should have been encoded. */
const PASSWORD_IN_ADDRESS = /^[a-z][a-z0-9+.-]*:\/\/[^\s]*:[^\s]*@/i

/** A parameter of an address that is a secret by its name. */
const SECRET_PARAMETER =
  /[?&;](?:api_?key|key|token|secret|password|passwd|pwd|auth|sig(?:nature)?)=[^&\s]/i

/** As ids of keys are. */
const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i

/** Beginnings that providers give their tokens. */
const TOKEN_START = /^(?:sk|pk|rk|ghp|gho|xox[abp]|Bearer|Basic)[-_ ][A-Za-z0-9+/=_-]{8}/

/** One word of letters and digits, as long as keys are. */
const WORD = /[A-Za-z0-9+/=_-]{20,}/g
/** From here on a word without a separator is taken for a key whatever its letters. */
const WORD_LENGTH_SURE = 32
/** How often words of people change between letters and digits at most. */
const CHANGES_MAX = 3

/** Says whether a text looks like a key, a password or an address with one. */
export function looksSecret(text: string): boolean {
  const forms = [PEM, KEY_START, PASSWORD_IN_ADDRESS, SECRET_PARAMETER, UUID, TOKEN_START]
  return forms.some((form) => form.test(text)) || (text.match(WORD) ?? []).some(isRandom)
}

/** The same for a word with separators, where names of folders with dates and numbers change more often. */
const PARTED_CHANGES_MAX = 6

function isRandom(word: string): boolean {
  if (changesIn(word) > PARTED_CHANGES_MAX) return true
  return word.split(/[/_-]/).some((part) => {
    if (part.length < 20) return false
    const changes = changesIn(part)
    return changes > CHANGES_MAX || (part.length >= WORD_LENGTH_SURE && changes > 0)
  })
}

/** How often a digit follows a letter, or a letter a digit. */
const changesIn = (text: string): number =>
  (text.match(/[A-Za-z](?=\d)|\d(?=[A-Za-z])/g) ?? []).length

const SECRET_NAME =
  /(?:^|[._-])(?:api|odds|kalshi|private|secret|access)?[._-]?(?:key|token|secret|password|passwd|passphrase|credentials?)s?$/i

/** Says whether something of this name holds a secret, `apiKey`, `oddsApiKey`, `password`. */
export function isSecretName(name: string): boolean {
  const parted = name.replaceAll(/([a-z])([A-Z])/g, '$1_$2')
  return SECRET_NAME.test(parted)
}

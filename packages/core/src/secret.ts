/**
 * Text that must not be seen: a key, a password. It can be handed on and compared, and is neither printed
 * nor serialised nor inspected; the text itself comes out of {@link reveal} only, so that a search for that
 * name finds every place where it does. What other programs say in errors goes through `scrub`.
 * @module
 */
import { assertInput } from './assert.ts'

/** What stands in a secret's place, wherever it is printed. */
export const SECRET_MARK = '[secret]'

/** Longest text taken, characters: a private key of 8192 bits has about 6500. */
export const SECRET_LENGTH_MAX = 20_000

let read: (secret: Secret) => string

/** A secret. Printed, logged, joined to a text or serialised it is {@link SECRET_MARK}; a copy of it is empty. */
export class Secret {
  readonly #text: string

  static {
    read = (secret) => secret.#text
  }

  /** @throws {InvalidInputError} empty, or longer than {@link SECRET_LENGTH_MAX}; never shown. */
  constructor(text: string) {
    assertInput(typeof text === 'string', 'secret: expected a text')
    assertInput(text !== '', 'secret: expected a text, got an empty one')
    assertInput(
      text.length <= SECRET_LENGTH_MAX,
      `secret: expected at most ${SECRET_LENGTH_MAX} characters`,
    )
    this.#text = text
    Object.freeze(this)
  }

  /** True for a secret made by this class, and not for what only looks like one. */
  static isSecret(value: unknown): value is Secret {
    return typeof value === 'object' && value !== null && #text in value
  }

  /** Returns the mark. */
  toString(): string {
    return SECRET_MARK
  }

  /** Returns the mark. */
  toLocaleString(): string {
    return SECRET_MARK
  }

  /** Returns the mark: JSON holds nothing else. */
  toJSON(): string {
    return SECRET_MARK
  }

  /** Returns the mark. */
  valueOf(): string {
    return SECRET_MARK
  }

  /** Returns the mark, in sums and templates. */
  [Symbol.toPrimitive](): string {
    return SECRET_MARK
  }

  /** The name that inspectors show. */
  get [Symbol.toStringTag](): string {
    return 'Secret'
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return SECRET_MARK
  }
}
Object.freeze(Secret.prototype)
Object.freeze(Secret)

/** Returns the text of a secret: the only way to it. @throws {TypeError} for anything but a secret. */
export function reveal(secret: Secret): string {
  return read(secret)
}

/**
 * Says whether two secrets hold the same text. How long it takes depends on their lengths only, not on
 * where they differ.
 */
export function isSameSecret(a: Secret, b: Secret): boolean {
  const [left, right] = [reveal(a), reveal(b)]
  let difference = left.length ^ right.length
  for (let at = 0; at < left.length; at += 1) {
    difference |= left.charCodeAt(at) ^ right.charCodeAt(at % right.length)
  }
  return difference === 0
}

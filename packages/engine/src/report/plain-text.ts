/**
 * Text of venues and files without what would steer a terminal, a parser or a reader's eye.
 * @module
 */

/**
 * Control characters, line ends included, and the marks that turn the direction of writing, by which a
 * name could change how the figures beside it read.
 */
const STEERING =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g

/** Half of a character: what a file in UTF-8 can not hold. */
const LONE_SURROGATE = /\p{Cs}/gu

/** Returns the text with a blank for what steers, and the replacement character for half ones. */
export function plainText(text: string): string {
  return text.replaceAll(LONE_SURROGATE, '\ufffd').replaceAll(STEERING, ' ')
}

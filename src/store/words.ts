/**
 * The words of a text, as searching knows them. PostgreSQL could take texts apart as well, but which
 * letters are the same would then depend on the locale that a database was made with.
 */

/** PostgreSQL takes no words of more than 2,046 bytes, so longer ones are words in pieces. */
const WORD = /[\p{L}\p{M}\p{N}]{1,250}/gu;

const NONE: readonly string[] = [];

/** The words in the form in which they are compared, each as often as it is there. */
export function wordsOf(text: string): readonly string[] {
  return text.normalize("NFKC").toLowerCase().match(WORD) ?? NONE;
}

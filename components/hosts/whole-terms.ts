import type { Term } from '../ui/filter-terms.ts';

/** Words as one text in which a whole word can be told from a part of one. Lower case. */
export function wholeText(words: Iterable<string>): string {
  return ` ${[...words].join('  ')} `.toLowerCase();
}

/** Terms in which a word that is one of the known ones of its field stands for that alone, so that "prod" does not find "preprod"; a part of a word stays a part. */
export function asWholeWords(terms: readonly Term[], known: Readonly<Record<string, Iterable<string>>>): Term[] {
  const words = new Map(Object.entries(known).map(([field, own]) => [field, new Set([...own].map((word) => word.toLowerCase()))]));
  return terms.map(({ field, word }) => ({ field, word: field !== null && words.get(field)?.has(word) ? ` ${word} ` : word }));
}

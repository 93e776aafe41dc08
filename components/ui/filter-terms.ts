/** One condition: the word is looked for in one field, or in all of them. Lower case. */
export type Term = { field: string | null; word: string };

/** What a row offers to a filter: the text of each field in lower case. */
export type Searchable = Readonly<Record<string, string>>;

/**
 * Reads `state:down web "two words"`: all terms must hold. A field that is not known is taken as part of the word, because names may hold a colon;
 * a known field without a word yet asks for nothing.
 */
export function parseFilter(text: string, fields: readonly string[]): Term[] {
  const terms: Term[] = [];
  for (const [, name, quoted, plain] of text.toLowerCase().matchAll(/(?:([a-z0-9]+):)?(?:"([^"]*)"?|(\S+))|\S/g)) {
    const word = quoted ?? plain ?? '';
    const isField = name !== undefined && fields.includes(name);
    const whole = isField || name === undefined ? word : `${name}:${word}`;
    if (whole !== '' && !(plain !== undefined && fields.some((field) => whole === `${field}:`)))
      terms.push({ field: isField ? name : null, word: whole });
  }
  return terms;
}

/** True when every term is found. No terms: everything matches. */
export function matchesFilter(terms: readonly Term[], row: Searchable): boolean {
  return terms.every(({ field, word }) =>
    field === null ? Object.values(row).some((text) => text.includes(word)) : row[field]?.includes(word),
  );
}

/** So much of a message tells its kind: what comes later depends on how long the values before it were, for the column ends after 1,000 characters. */
const MOST_CHARS = 200;
const MOST_READ = 2_000;

/** What in a message is a value of one moment, and what stands for it. The order counts: a later one does not see what an earlier one took. */
const VALUES: readonly (readonly [RegExp, string])[] = [
  [/\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s'"<>)\]]+/gi, '<url>'],
  [/[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g, '<email>'],
  [/\{?\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b\}?/gi, '<guid>'],
  [/"[^"]*"|“[^”]*”|«[^»]*»|„[^“”]*[“”]|「[^」]*」|`[^`]*`/g, '<value>'],
  [/(?<![\p{L}\p{N}])'[^']*(?:'(?=[\p{L}\p{N}])[^']*)*'(?![\p{L}\p{N}])/gu, '<value>'],
  // One that the end of the column cut.
  [/(?<![\p{L}\p{N}])["“«„「`'][^"”»」`']*$/gu, '<value>'],
  [/(?:[A-Za-z]:\\|\\\\)[^\s<>|*?:;,)\]]+|(?<![\p{L}\p{N}.\\/<])\/(?:[\w.@~-]+\/)+[\w.@~-]*/gu, '<path>'],
  [
    /\b[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}(?:[T ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:[.,][0-9]+)?)?(?: ?[AP]M\b)?(?:Z\b|[+-][0-9]{2}:?[0-9]{2}\b)?/gi,
    '<n>',
  ],
  [/\b[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:[.,][0-9]+)?(?: ?[AP]M\b)?/gi, '<n>'],
  [/(?<![\w:.])(?=[0-9a-f:.]*[0-9])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f.]{0,15}(?![\w:])/gi, '<n>'],
  [/\b0x[0-9a-f]+\b/gi, '<n>'],
  [/\b(?=[0-9a-f]*[0-9])(?=[0-9a-f]{8,}\b)[0-9a-f]+\b/gi, '<n>'],
  [/[+-]?[0-9]+(?:[.,\u00a0\u202f'][0-9]+)*/g, '<n>'],
  [/(?:<n>[.:-]?){2,}/g, '<n>'],
  [/\s+/g, ' '],
];

/** A message without the values of one moment: numbers, quoted values, GUIDs, dates, times, hexadecimals, addresses, paths. */
export function messageKind(message: string): string {
  let text = message.slice(0, MOST_READ);
  for (const [pattern, stands] of VALUES) text = text.replace(pattern, stands);
  return text.trim().slice(0, MOST_CHARS).toWellFormed();
}

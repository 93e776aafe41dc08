import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The password of every user that README.md gives a line for. */
export const README_PASSWORD = 'a-long-password';

/** A line of README.md that makes a user or adds to it, as the words after ACL SETUSER. */
export type AclLine = [user: string, ...rules: string[]];

/** Those for a user, in the order of the README, of which those for Sentinels come last. Throws where there is none. */
export function aclLines(user: string): AclLine[] {
  const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
  const lines = [...readme.matchAll(/^ACL SETUSER (\S+) (.*)$/gm)];
  const own = lines.filter(([, name]) => name === user).map(([, name = '', rules = '']): AclLine => [name, ...wordsOf(rules)]);
  if (own.length === 0) throw new Error(`the README has no ACL line for ${user}`);
  return own;
}

/** A selector in parentheses is one word. */
function wordsOf(rules: string): string[] {
  return rules.match(/\([^)]*\)|\S+/g) ?? [];
}

import { existsSync, globSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseBatch } from '#demo/sqlserver/engine/parse-batch.ts';
import { grammarErrors } from './grammar.ts';

/** A statement of the product, as far as this test reads it: `since` is the major version from which on it is sent. */
type Sent = { name: string; since: number; text: string };

const HOME = resolve(import.meta.dirname, '../../../lib/systems/sql');

function isSent(value: unknown): value is Sent {
  return (
    typeof value === 'object' && value !== null && 'name' in value && 'since' in value && 'text' in value && typeof value.text === 'string'
  );
}

/** Every statement that the files named statements export in lists, each once, with the file it is from. */
async function sentStatements(): Promise<{ file: string; sent: Sent }[]> {
  const found = new Map<string, { file: string; sent: Sent }>();
  for (const file of globSync('**/statements*.ts', { cwd: HOME }).toSorted()) {
    const exported: Record<string, unknown> = await import(resolve(HOME, file));
    const sent = Object.values(exported).flatMap((value) => (Array.isArray(value) ? value.filter(isSent) : []));
    for (const one of sent) if (!found.has(one.text)) found.set(one.text, { file, sent: one });
  }
  return [...found.values()];
}

const statements = await sentStatements();

test('where the product asks a SQL Server, its statements are found', () => {
  expect(statements.length > 0).toBe(existsSync(HOME) && globSync('**/statements*.ts', { cwd: HOME }).length > 0);
});

describe.each(statements.map(({ file, sent }) => ({ title: `${file} ${sent.name} since ${sent.since}`, ...sent })))(
  '$title',
  ({ text }) => {
    test('both parsers read it', () => {
      expect(grammarErrors(text)).toEqual([]);
      expect(parseBatch(text)).toHaveLength(1);
    });

    test('every column has a name of its own', () => {
      const [statement] = parseBatch(text);
      const body = statement?.kind === 'query' ? statement.query.body : undefined;
      const names = body?.kind === 'select' ? body.items.map((item) => (item.kind === 'expression' ? item.name : item.kind)) : [];
      expect(names).not.toEqual([]);
      expect(names).not.toContain(null);
      expect(names).not.toContain('star');
      expect(new Set(names).size).toBe(names.length);
    });
  },
);

import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sqlNeeds } from '#lib/systems/sql/rights.ts';

const CATALOGUE = new URL('../../../../shared/data/sqlserver/dmv-catalog.json', import.meta.url);
const PARTS = ['server', 'ag', 'logs', 'cluster', 'seeding'];

type Entry = { permission?: string; columns: { name: string }[] };

/** Each statement on availability groups with the views that it reads. */
const READ = sqlNeeds({ isClustered: true, heartbeat: null })
  .filter(({ of }) => of.some(({ is, name }) => is === 'probe' && PARTS.includes(name)))
  .flatMap(({ of: [of], statements }) =>
    statements.map((statement) => {
      const views = [...new Set([...statement.text.matchAll(/sys\.\w+/g)].map(([view]) => view))];
      return [`${of?.name}/${statement.name} since ${statement.since}`, { statement, views }] as const;
    }),
  );

describe.skipIf(!existsSync(CATALOGUE))('by the catalogue of views', () => {
  const catalogue: Record<string, Entry> = existsSync(CATALOGUE) ? JSON.parse(readFileSync(CATALOGUE, 'utf8')) : {};

  test.each(READ)('%s takes every right that its views are documented to take', (_, { statement, views }) => {
    const right = statement.right ?? { before2022: '', from2022: '' };
    for (const view of views) {
      const needed = catalogue[view]?.permission ?? '';
      expect(needed, view).not.toBe('');
      if (needed.startsWith('VIEW SERVER STATE')) expect(right.before2022).toContain('VIEW SERVER STATE');
      if (needed.includes('VIEW SERVER PERFORMANCE STATE (2022+)')) expect(right.from2022).toContain('VIEW SERVER PERFORMANCE STATE');
      if (needed.includes('VIEW ANY DEFINITION')) expect(right.before2022).toContain('VIEW ANY DEFINITION');
    }
  });
});

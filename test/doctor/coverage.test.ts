import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { systems } from '#lib/systems/index.ts';
import { redisSection } from '#lib/systems/redis/config.ts';
import { sqlNeeds } from '#lib/systems/sql/rights.ts';

const HEARTBEAT = { database: 'Sites', table: 'dbo.heartbeat', column: 'beat_utc' };

/** Settings that together have every kind of node; other systems have one kind. */
const KINDS: Record<string, readonly unknown[]> = {
  haproxy: [{}],
  sql: [{ isClustered: true, heartbeat: HEARTBEAT }],
  redis: [
    { kind: 'data', isCluster: true },
    { kind: 'sentinel', isCluster: false },
  ],
  elastic: [{ kind: 'node' }, { kind: 'cluster' }],
  exceptions: [{}],
};

describe.each(systems.map((system) => ({ name: system.name, system })))('the doctor of $name', ({ name, system }) => {
  const { doctor, probes, questions = [], jobs = [], acting } = system;
  const needs = (KINDS[name] ?? []).flatMap((settings) => doctor?.needs(settings, null) ?? []);
  const covered = new Set(needs.flatMap(({ of }) => of.map((one) => `${one.is} ${one.name}`)));
  const all = [
    ...probes.map((one) => `probe ${one.name}`),
    ...questions.map((one) => `question ${one.name}`),
    ...jobs.map((one) => `job ${one.name}`),
    ...(acting?.actions ?? []).map((one) => `action ${one.name}`),
  ];

  test('looks at the rights of everything that the system asks or does, and of nothing else', () => {
    expect([...covered].sort()).toEqual(all.sort());
  });

  test('names at least one right for each panel, and no panel twice for one login', () => {
    for (const { panel, rights } of needs) expect([panel, rights.length > 0]).toEqual([panel, true]);
    for (const settings of KINDS[name] ?? []) {
      const keys = (doctor?.needs(settings, null) ?? []).map(({ as, panel }) => `${as} ${panel}`);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });
});

function isStatement(value: unknown): value is { name: string; text: string } {
  return typeof value === 'object' && value !== null && 'name' in value && 'text' in value;
}

test('every statement that is sent to a SQL Server, but for that of the doctor itself, is behind a panel', async () => {
  const home = resolve(import.meta.dirname, '../../lib/systems/sql');
  const known = new Set(
    sqlNeeds({ isClustered: true, heartbeat: HEARTBEAT }).flatMap(({ statements }) => statements.map(({ text }) => text)),
  );
  const unknown: string[] = [];
  for (const file of globSync('**/{statements,commands}*.ts', { cwd: home }).filter((one) => !one.endsWith('statements-rights.ts'))) {
    const exported: Record<string, unknown> = await import(resolve(home, file));
    for (const one of Object.values(exported).flat()) if (isStatement(one) && !known.has(one.text)) unknown.push(`${file} ${one.name}`);
  }
  expect(unknown).toEqual([]);
});

test('a Redis that nobody may act on or analyse says so, and is asked as who reads alone', () => {
  const read = redisSection.read({ groups: [{ name: 'g', nodes: [{ name: 'n', address: '127.0.0.1:1' }] }] });
  const settings = read.ok ? read.groups[0]?.nodes[0]?.settings : null;
  const logins = systems.find(({ name }) => name === 'redis')?.doctor?.logins(settings) ?? [];
  expect(logins.map(({ as, user, without }) => [as, user, without !== null])).toEqual([
    ['read', 'default', false],
    ['act', null, true],
    ['analyse', null, true],
  ]);
});

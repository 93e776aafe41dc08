import { type KeyAnalysis, type KeyChange, type KeyComparison, type KeyPrefix, type KeySum, type KeyTally, uncounted } from './model.ts';

const MOST_PREFIXES = 300;

/** What changed between two analyses of the same node. Pure. */
export function compareAnalyses(older: KeyAnalysis, newer: KeyAnalysis): KeyComparison {
  return {
    isWhole: isAllCounted(older) && isAllCounted(newer) && scopeOf(older) === scopeOf(newer),
    total: changeOf('all keys', older.total, newer.total),
    byPattern: changesOf([...older.byPattern, ...rest(older)], [...newer.byPattern, ...rest(newer)]),
    byType: changesOf(older.byType, newer.byType),
    byPrefix: older.prefixes === null || newer.prefixes === null ? null : prefixChanges(older.prefixes, newer.prefixes),
  };
}

function isAllCounted({ stopped, databases }: KeyAnalysis): boolean {
  return stopped === null && uncounted({ databases }) === 0;
}

/** What was left out: a database that held no key before is no other scope. */
function scopeOf({ skippedDatabases }: KeyAnalysis): string {
  return skippedDatabases
    .map(({ database }) => database)
    .toSorted((a, b) => a - b)
    .join();
}

function rest({ noPattern }: KeyAnalysis): KeySum[] {
  return noPattern === null ? [] : [{ name: 'none of the patterns', ...noPattern }];
}

function changesOf(older: readonly KeySum[], newer: readonly KeySum[]): KeyChange[] {
  const before = new Map(older.map((sum) => [sum.name, sum]));
  const after = new Map(newer.map((sum) => [sum.name, sum]));
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return biggestFirst(names.map((name) => changeOf(name, before.get(name) ?? null, after.get(name) ?? null)));
}

/** A prefix that is in one tree alone counts as new or gone only where the other tree kept all that stood beside it: else it may be in the sum of what was not kept. */
function prefixChanges(older: KeyPrefix, newer: KeyPrefix): KeyChange[] {
  const changes: KeyChange[] = [];
  const walk = (path: string, before: KeyPrefix | null, after: KeyPrefix | null): void => {
    const segments = new Set([before, after].flatMap((prefix) => prefix?.children.map(({ segment }) => segment) ?? []));
    for (const segment of segments) {
      const [was, is] = [childOf(before, segment), childOf(after, segment)];
      if ((was === null && !isAll(before)) || (is === null && !isAll(after))) continue;
      changes.push(changeOf(path + segment, was, is));
      walk(path + segment, was, is);
    }
  };
  walk('', older, newer);
  return biggestFirst(changes).slice(0, MOST_PREFIXES);
}

function childOf(prefix: KeyPrefix | null, segment: string): KeyPrefix | null {
  return prefix?.children.find((child) => child.segment === segment) ?? null;
}

function isAll(prefix: KeyPrefix | null): boolean {
  return prefix === null || (prefix.other === null && !prefix.isAtLeast);
}

function changeOf(name: string, before: KeyTally | null, after: KeyTally | null): KeyChange {
  const keys = (after?.keys ?? 0) - (before?.keys ?? 0);
  const bytes = (after?.bytes ?? 0) - (before?.bytes ?? 0);
  return { name, before: tallyOf(before), after: tallyOf(after), keys, bytes };
}

function tallyOf(sum: KeyTally | null): KeyTally | null {
  return sum === null ? null : { keys: sum.keys, bytes: sum.bytes, expiring: sum.expiring };
}

function biggestFirst(changes: readonly KeyChange[]): KeyChange[] {
  const changed = changes.filter(({ keys, bytes }) => keys !== 0 || bytes !== 0);
  return changed.sort((a, b) => Math.abs(b.bytes) - Math.abs(a.bytes) || Math.abs(b.keys) - Math.abs(a.keys));
}

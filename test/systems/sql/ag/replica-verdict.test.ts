import { describe, expect, test } from 'vitest';
import type { Status } from '#lib/status.ts';
import { movementFinding, replicaVerdict } from '#lib/systems/sql/ag/replica-verdict.ts';

const finding = (kind: string, status: Status, ...databases: string[]): Parameters<typeof replicaVerdict>[0][number] => ({
  kind,
  rows: databases.map((name) => ({ node: 'b', row: `ag/SO_AG/${name}` })),
  verdict: { status, reason: kind, since: { at: 0, how: 'seen' } },
});
const b = (...databases: string[]): Parameters<typeof replicaVerdict>[1] => ({ node: 'b', group: 'SO_AG', databases });

describe('the verdict on a replica', () => {
  test('is as bad as the worst of its databases, with how many are what', () => {
    const findings = [finding('moving', 'ok', 'So', 'Meta'), finding('stuck', 'critical', 'Careers')];
    expect(replicaVerdict(findings, b('So', 'Meta', 'Careers'))).toMatchObject({
      status: 'critical',
      words: '1 stuck, 2 moving',
      counts: { stuck: 1, moving: 2, idle: 0 },
    });
  });

  test('is one word where all are alike', () => {
    expect(replicaVerdict([finding('idle', 'ok', 'So', 'Meta')], b('So', 'Meta'))).toMatchObject({ status: 'ok', words: 'idle' });
  });

  test('is not known for a database of which no finding tells, and for none', () => {
    expect(replicaVerdict([finding('moving', 'ok', 'So')], b('So', 'Meta'))).toMatchObject({
      status: 'unknown',
      words: '1 not known, 1 moving',
    });
    expect(replicaVerdict([], b())).toMatchObject({ status: 'unknown', words: 'not known' });
  });

  test('is not that of another node, nor of another kind of finding', () => {
    const elsewhere = { ...finding('moving', 'ok'), rows: [{ node: 'c', row: 'ag/SO_AG/So' }] };
    expect(replicaVerdict([elsewhere, finding('primary differs', 'warning', 'So')], b('So'))).toMatchObject({ status: 'unknown' });
    expect(movementFinding([elsewhere], { node: 'c', row: 'ag/SO_AG/So' })).toBe(elsewhere);
  });
});

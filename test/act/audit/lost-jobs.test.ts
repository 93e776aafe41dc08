import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Entry, JobEvent } from '#lib/act/audit/record.ts';
import type { AuditRow } from '#lib/act/audit/row.ts';
import { ANNA, openTestAudit, SIGNED_IN, temporaryFolder, writtenAudit } from './entries.ts';

const job = (id: string, what: JobEvent): Entry => ({ kind: 'job', what, id, system: 'redis', title: `Keys of ${id}`, words: '' });

async function lostIn(folder: string): Promise<AuditRow[]> {
  const audit = await openTestAudit(folder);
  const { rows } = await audit.read({}, () => true, { before: null, limit: 50 });
  await audit.close();
  return rows.filter(({ action }) => action === 'job lost');
}

describe('a run of a job that Vigil did not live to end', () => {
  test('is written down as lost at the next start, once', async () => {
    const folder = await writtenAudit([job('a', 'job started'), job('b', 'job started'), SIGNED_IN, job('b', 'job ended')]);
    await (await openTestAudit(folder)).close();
    expect(await lostIn(folder)).toMatchObject([
      {
        result: 'lost',
        title: 'Job lost: Keys of a',
        systems: ['redis'],
        by: { is: 'vigil' },
        words: expect.stringMatching(/^Vigil was stopped before this ended.* start it anew/),
      },
    ]);
  });

  test('and that somebody had cancelled is lost all the same: how it ended is not known', async () => {
    const folder = await writtenAudit([job('a', 'job started'), job('a', 'job cancelled')]);
    expect(await lostIn(folder)).toHaveLength(1);
  });

  test('an action with the same id in the same system does not end it', async () => {
    const end: Entry = { kind: 'ended', id: 'a', system: 'redis', result: 'confirmed', words: '', steps: [] };
    const folder = await writtenAudit([job('a', 'job started'), end]);
    expect(await lostIn(folder)).toHaveLength(1);
  });

  test('is no loss while its process lives', async () => {
    const folder = temporaryFolder();
    const audit = await openTestAudit(folder);
    await audit.append(ANNA, job('a', 'job started'));
    await audit.append(ANNA, job('a', 'job ended'));
    expect(readFileSync(join(folder, 'audit-000001.jsonl'), 'utf8')).not.toContain('job lost');
  });
});

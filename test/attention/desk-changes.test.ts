import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { NOW } from '../components/estate.ts';
import { ANN, acknowledge, MINUTE, NOT_OVER, OVER, openDesk, plan, said } from './running-desk.ts';

describe('each change', () => {
  test('stands in the audit before it counts, in words', async () => {
    const { desk, audit } = await openDesk();
    const given = await acknowledge(desk);
    await desk.withdraw(given, ANN);
    await plan(desk);
    const period = 'from 2026-03-04 14:12:12 UTC to 2026-03-04 14:16:12 UTC';
    expect(audit.entries).toEqual([
      {
        ...{ kind: 'attention', what: 'issue acknowledged', systems: ['haproxy'], subject: 'lb05', words: 'HAProxy, Public: warning.' },
        ...{ reason: 'seen', until: NOW + 60 * MINUTE },
      },
      {
        ...{ kind: 'attention', what: 'acknowledgement withdrawn', systems: ['haproxy'], subject: 'lb05', reason: null, until: null },
        words: 'ann had acknowledged it at 2026-03-04 14:11:12 UTC: seen',
      },
      {
        ...{
          kind: 'attention',
          what: 'maintenance planned',
          systems: ['haproxy', 'redis'],
          subject: 'web01',
          words: `To be done ${period}.`,
        },
        ...{ reason: 'disks', until: NOW + 5 * MINUTE },
      },
    ]);
  });

  test('outlives a restart', async () => {
    const { desk, folder } = await openDesk();
    await acknowledge(desk);
    await plan(desk);
    const again = await openDesk(folder);
    expect(again.desk.attention()).toEqual(desk.attention());
  });

  test('that ended by itself is over after a restart too', async () => {
    const { desk, folder, clock } = await openDesk();
    await acknowledge(desk);
    desk.review(OVER);
    clock.at += 10 * MINUTE;
    desk.review(OVER);
    await desk.stop();
    expect((await openDesk(folder)).desk.attention().acknowledgements).toEqual([]);
  });

  test('is refused where the audit cannot be written, and nothing is changed, not even on disk', async () => {
    const { desk, audit, folder, told } = await openDesk();
    const given = await acknowledge(desk);
    audit.fails = new Error('No space is left.');
    const words = 'The audit cannot be written, so nothing was changed: No space is left.';
    await expect(desk.withdraw(given, ANN)).rejects.toMatchObject({ kind: 'unwritten', message: words });
    await expect(plan(desk)).rejects.toMatchObject({ kind: 'unwritten' });
    expect([desk.attention(), told()]).toEqual([{ acknowledgements: [given], maintenances: [] }, 1]);
    expect((await openDesk(folder)).desk.attention()).toEqual(desk.attention());
  });

  test('is refused where it cannot be kept, before anything stands in the audit', async () => {
    const { desk, audit, folder } = await openDesk();
    mkdirSync(join(folder, 'attention.json.new'));
    await expect(plan(desk)).rejects.toMatchObject({ kind: 'unwritten', message: expect.stringContaining('cannot be written (EISDIR)') });
    expect([desk.attention().maintenances, audit.entries]).toEqual([[], []]);
    rmSync(join(folder, 'attention.json.new'), { recursive: true });
    await plan(desk);
    expect(desk.attention().maintenances).toHaveLength(1);
  });

  test('that cannot be kept after its line was written is taken back in the audit', async () => {
    const { desk, audit, folder } = await openDesk();
    mkdirSync(join(folder, 'attention.json'));
    await expect(plan(desk)).rejects.toMatchObject({ kind: 'unwritten' });
    expect(desk.attention().maintenances).toEqual([]);
    expect(audit.entries).toMatchObject([{ kind: 'attention' }, { kind: 'refused', system: null, action: 'maintenance planned' }]);
  });

  test('comes after the one before it, and none is lost', async () => {
    const { desk, folder } = await openDesk();
    await Promise.all([
      acknowledge(desk, {}, 'one'),
      plan(desk),
      acknowledge(desk, {}, 'two'),
      acknowledge(desk, { key: 'another' }, 'three'),
    ]);
    expect(said(desk)).toEqual(['lb05: two', 'lb05: three']);
    expect((await openDesk(folder)).desk.attention()).toEqual(desk.attention());
  });

  test('that is under way brings back nothing that ended by itself meanwhile', async () => {
    const { desk, clock } = await openDesk();
    await acknowledge(desk);
    clock.at += 60 * MINUTE;
    const planning = plan(desk, clock.at, clock.at + MINUTE);
    desk.review(NOT_OVER);
    await planning;
    expect([said(desk), desk.attention().maintenances.length]).toEqual([[], 1]);
  });

  test('that nobody asked for and the disk does not take counts all the same, and is told in words', async () => {
    const { desk, clock, folder, errors } = await openDesk();
    await acknowledge(desk);
    mkdirSync(join(folder, 'attention.json.new'));
    clock.at += 60 * MINUTE;
    desk.review(NOT_OVER);
    await desk.stop();
    expect([said(desk), errors]).toMatchObject([[], [{ kind: 'unwritten' }]]);
  });
});

import { afterEach, describe, expect, test } from 'vitest';
import type { Door } from '#lib/act/door.ts';
import type { Outcome } from '#lib/act/outcome.ts';
import type { KeeperOptions } from '#lib/timers/keeper.ts';
import { closeDoors } from '../act/acting-door.ts';
import { until } from '../fakes/until.ts';
import { keptStates, MINUTE, openDrained, openKeeper, temporaryFolder } from './running-keeper.ts';

afterEach(closeDoors);

describe('after a restart', () => {
  /** Two instances with web01 in drain, and a timer of ten minutes that an earlier keeper left in this state. */
  async function left(awayMs: number) {
    const folder = temporaryFolder();
    const first = await openDrained({ folder });
    const timer = await first.set();
    await first.keeper.stop();
    const again = await openKeeper(first.door, { folder, at: first.clock.at + awayMs });
    return { ...again, timer, servers: first.servers, door: first.door };
  }

  test('one in the future runs at its time', async () => {
    const { keeper, timer, pass, servers } = await left(5 * MINUTE);
    expect(keeper.timers()).toEqual([timer]);
    await pass(5 * MINUTE);
    expect(servers.get('web/lb1')?.web01).toBe('up');
  });

  test('one that was due two minutes ago runs at the first look', async () => {
    const { pass, servers } = await left(12 * MINUTE);
    await pass(0);
    expect(servers.get('web/lb1')?.web01).toBe('up');
  });

  test('one that was due longer ago is told as overdue, and never runs by itself', async () => {
    const { keeper, pass, servers, lines, folder } = await left(12 * MINUTE + 1);
    expect(keeper.timers()).toMatchObject([
      {
        state: {
          is: 'overdue',
          words: 'Vigil was not running until 2026-03-04 14:23:12 UTC, so that it was not done in time. Do it now, or dismiss this.',
        },
      },
    ]);
    await pass(60 * MINUTE);
    await keeper.stop();
    expect([servers.get('web/lb1')?.web01, lines(), keptStates(folder)]).toEqual(['drain', ['timer overdue'], ['overdue']]);
  });

  test('one that ran when Vigil ended is told as failed, and never runs by itself', async () => {
    const folder = temporaryFolder();
    const first = await openDrained({ folder });
    await first.set();
    const never = new Promise<Outcome>(() => undefined);
    const hanging = await openKeeper(
      doorThat(first.door, () => never),
      { folder },
    );
    hanging.clock.at += 10 * MINUTE;
    hanging.keeper.look();
    await until('it is on disk', () => keptStates(folder)[0] === 'running');
    const { keeper, lines, pass, states } = await openKeeper(first.door, { folder, at: hanging.clock.at + 1_000 });
    expect(keeper.timers()).toMatchObject([{ state: { is: 'failed', words: expect.stringMatching(/^Vigil ended while this ran/) } }]);
    await pass(MINUTE);
    await keeper.stop();
    expect([states(), lines()]).toEqual([['failed'], ['timer ended']]);
  });
});

/** A door that performs so, and else is as it was. */
function doorThat(door: Door, perform: Door['perform']): KeeperOptions['door'] {
  const { preview, previewTimed, nothingLeft } = door;
  return { preview: preview.bind(door), previewTimed: previewTimed.bind(door), nothingLeft: nothingLeft.bind(door), perform };
}

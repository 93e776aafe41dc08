import { describe, expect, test } from 'vitest';
import { NOW } from '../components/estate.ts';
import { ANN, acknowledge, LB05, MINUTE, NOT_OVER, ON_HOST, OVER, openDesk, plan, said } from './running-desk.ts';

describe('an acknowledgement', () => {
  test('says who, of what, how bad it was then, and until when', async () => {
    const { desk, told } = await openDesk();
    const given = await acknowledge(desk);
    expect(given).toEqual({
      ...{
        key: LB05.key,
        systems: ['haproxy'],
        subject: 'lb05',
        status: 'warning',
        by: 'ann',
        at: NOW,
        text: 'seen',
        until: NOW + 60 * MINUTE,
      },
    });
    expect(desk.attention()).toEqual({ acknowledgements: [given], maintenances: [] });
    expect(told()).toBe(1);
  });

  test('takes the place of the one before', async () => {
    const { desk } = await openDesk();
    await acknowledge(desk, {}, 'one');
    await acknowledge(desk, { key: 'another', subject: 'lb06' });
    await acknowledge(desk, {}, 'two');
    expect(said(desk)).toEqual(['lb06: seen', 'lb05: two']);
  });

  test('ends when its time is up', async () => {
    const { desk, clock, told } = await openDesk();
    await acknowledge(desk);
    clock.at += 60 * MINUTE - 1;
    desk.review(NOT_OVER);
    expect([said(desk).length, told()]).toEqual([1, 1]);
    clock.at += 1;
    desk.review(NOT_OVER);
    expect([said(desk).length, told()]).toEqual([0, 2]);
  });

  test('ends when the issue is over for ten minutes, and not when it flaps', async () => {
    const { desk, clock } = await openDesk();
    await acknowledge(desk);
    const later = (minutes: number, isOver: () => boolean) => {
      clock.at += minutes * MINUTE;
      desk.review(isOver);
      return said(desk).length;
    };
    expect([later(0, OVER), later(9, OVER), later(0, NOT_OVER), later(1, OVER), later(9, OVER), later(1, OVER)]).toEqual([
      1, 1, 1, 1, 1, 0,
    ]);
  });

  test('is asked for by the sources that showed the issue', async () => {
    const { desk } = await openDesk();
    await acknowledge(desk);
    const asked: unknown[] = [];
    desk.review((...given) => {
      asked.push(given);
      return false;
    });
    expect(asked).toEqual([[LB05.key, ['haproxy/public/lb05/stats']]]);
  });

  test('that is new begins its ten minutes anew', async () => {
    const { desk, clock } = await openDesk();
    await acknowledge(desk);
    desk.review(OVER);
    clock.at += 9 * MINUTE;
    await acknowledge(desk, {}, 'again');
    desk.review(OVER);
    clock.at += 9 * MINUTE;
    desk.review(OVER);
    expect(said(desk)).toEqual(['lb05: again']);
  });

  test('is withdrawn, and only once', async () => {
    const { desk } = await openDesk();
    const given = await acknowledge(desk);
    await acknowledge(desk, { key: 'another', subject: 'lb06' });
    await desk.withdraw(given, ANN);
    expect(said(desk)).toEqual(['lb06: seen']);
    await expect(desk.withdraw(given, ANN)).rejects.toMatchObject({ kind: 'not found' });
  });

  test.each([
    ['without a word', ' ', NOW + MINUTE, 'Say why'],
    ['until now', 'seen', NOW, 'has passed already'],
    ['for two months', 'seen', NOW + 60 * 1_440 * MINUTE, 'more than 30 days'],
  ])('%s is refused', async (_name, text, until, words) => {
    const { desk, audit } = await openDesk();
    await expect((async () => desk.acknowledge(LB05, { text, until }, ANN))()).rejects.toThrow(words);
    expect([desk.attention().acknowledgements, audit.entries]).toEqual([[], []]);
  });
});

describe('planned maintenance', () => {
  test('says of what, when, why and by whom', async () => {
    const { desk } = await openDesk();
    const planned = await plan(desk);
    expect(planned).toEqual({
      ...{
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        ...ON_HOST,
        startAt: NOW + MINUTE,
        endAt: NOW + 5 * MINUTE,
        reason: 'disks',
        by: 'ann',
        at: NOW,
      },
    });
    expect(desk.attention().maintenances).toEqual([planned]);
  });

  test('is told when it begins and when it is over, once each', async () => {
    const { desk, clock, told } = await openDesk();
    await plan(desk);
    const counts = [0, 30_000, 30_000, 1_000, 238_999, 1, 1_000].map((ms) => {
      clock.at += ms;
      desk.review(NOT_OVER);
      return told();
    });
    expect(counts).toEqual([1, 1, 2, 2, 2, 3, 3]);
    expect(desk.attention().maintenances).toEqual([]);
  });

  test('is taken back before it began, and ended while it is in force', async () => {
    const { desk, clock, audit } = await openDesk();
    await desk.end(await plan(desk), ANN);
    const inForce = await plan(desk);
    clock.at += 2 * MINUTE;
    await desk.end(inForce, ANN);
    expect(desk.attention().maintenances).toEqual([]);
    await expect(desk.end(inForce, ANN)).rejects.toMatchObject({ kind: 'not found' });
    const ended = audit.entries.flatMap((entry) => (entry.kind === 'attention' && entry.what === 'maintenance ended' ? [entry.words] : []));
    expect(ended.map((words) => words.split(';')[0])).toEqual(['Taken back before it began', 'Ended before its time']);
  });

  test('is not planned without end', async () => {
    const { desk } = await openDesk();
    for (let count = 0; count < 200; count += 1) await plan(desk);
    await expect(plan(desk)).rejects.toMatchObject({ kind: 'invalid', message: expect.stringContaining('200 are planned already') });
  });
});

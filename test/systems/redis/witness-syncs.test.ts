import { describe, expect, test } from 'vitest';
import type { Said } from '#lib/systems/redis/witness-parties.ts';
import { found, kinds, master, replica, sentences } from './group.ts';

/** What a master says that has begun so many full copies, the newest first. */
const sent = (...totals: (number | null)[]): Said[] => totals.map((fullSyncsTotal) => master(10, { fullSyncsTotal }));
const of = (name: string): Said[] => [replica(name, 10), replica(name, 10)];
const loops = (said: Record<string, readonly Said[]>, standing: string[] = []): string[] =>
  kinds(found(said, { standing: new Set(standing) })).filter((kind) => kind.endsWith('full syncs'));

const TOLD = ['warning a: full syncs'];

describe('a node that sends all its data', () => {
  test.each<[what: string, said: Record<string, readonly Said[]>, expected: string[]]>([
    ['three times to its one replica is in a loop', { a: sent(7, 6, 5, 4), b: of('a') }, TOLD],
    ['three times between two readings is in a loop', { a: sent(7, 4), b: of('a') }, TOLD],
    ['twice to its one replica is not', { a: sent(6, 6, 5, 4), b: of('a') }, []],
    ['four times to two replicas is not', { a: sent(8, 6, 5, 4), b: of('a'), c: of('a') }, []],
    ['five times to two replicas is in a loop', { a: sent(9, 6, 5, 4), b: of('a'), c: of('a') }, TOLD],
    ['three times to replicas that are not configured here is in a loop', { a: sent(7, 6, 5, 4) }, TOLD],
    ['as a replica, to the one below it, is in a loop', { c: sent(0, 0), a: loopOfReplica(), b: of('a') }, TOLD],
    ['and was restarted since is not known to be in one', { a: restarted(), b: of('a') }, []],
    ['and had its counters cleared counts from there', { a: sent(1, 0, 9, 6, 3), b: of('a') }, []],
    ['and does not tell how often is not judged', { a: sent(null, null), b: of('a') }, []],
    ['and is not read is not judged', { a: [], b: of('a') }, []],
  ])('%s', (_, said, expected) => expect(loops(said)).toEqual(expected));

  function loopOfReplica(): Said[] {
    return [6, 5, 4, 3].map((fullSyncsTotal) => replica('c', 10, { fullSyncsTotal }));
  }

  function restarted(): Said[] {
    return [...sent(1), ...sent(9, 6, 3).map((said) => ({ ...said, runId: 'before' }))];
  }

  test('again and again is told so until none is begun over the readings that are kept', () => {
    const standing = ['full syncs of a'];
    expect(loops({ a: sent(7, 7, 7, 6), b: of('a') }, standing)).toEqual(TOLD);
    expect(loops({ a: sent(7, 7, 7, 7), b: of('a') }, standing)).toEqual([]);
  });

  test('is told with how often, over what time, to whom and what to do', () => {
    expect(sentences(found({ a: sent(7, 6, 5, 4), b: of('a') }))).toMatch(
      /^a sends all its data again and again: 3 full copies in the last 15s; b follows it\. .*raise client-output-buffer-limit of replicas and repl-backlog-size/m,
    );
  });
});

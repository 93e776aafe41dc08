import { describe, expect, test } from 'vitest';
import { previewOf, type Scene } from './scene.ts';

const EXCLUDE = 'cluster.routing.allocation.exclude._name';
const ENABLE = 'cluster.routing.allocation.enable';
type At = 'persistent' | 'transient';

const written = (...lines: [name: string, value: string, at: At][]) => ({
  settings: { settings: lines.map(([name, value, at]) => ({ name, value, at })) },
});

const notesOf = (scene: Scene, member = 'es3'): string[] =>
  previewOf('drain', { member }, { answers: written(), ...scene }).notes.map(({ status, words }) => `${status}: ${words}`);

describe('nothing can be sent', () => {
  test.each<[why: string, scene: Scene, words: string]>([
    ['without credentials to act with', { withAct: false }, 'add act:'],
    ['where the cluster was never read', { health: null }, 'never read'],
    ['where its newest reading is too old', { doubt: 'stale: read 40s ago' }, 'stale: read 40s ago'],
    ['to what never formed a cluster', { health: { uuid: null } }, 'never formed a cluster'],
    ['where none tells its own word', { owns: { es1: null, es2: null, es3: null } }, 'none of its nodes is read'],
    ['where one follows another master', { owns: { es2: { masterId: 'id-es2' } } }, 'es2 says id-es2'],
    ['where one knows no master', { owns: { es2: { masterId: null } } }, 'es2 says none'],
    [
      'where nobody knows a master',
      { owns: { es1: { masterId: null }, es2: null, es3: null } },
      'none of its nodes knows an elected master',
    ],
    ['where one is of another cluster', { owns: { es3: { uuid: 'u2' } } }, 'es3 of u2'],
    ['where one is of none', { owns: { es3: { uuid: null } } }, 'es3 of none'],
  ])('%s', (_, scene, words) => {
    const all = [
      previewOf('drain', { member: 'es3' }, { answers: written(), ...scene }),
      previewOf('allocation', { enable: 'none' }, { answers: written(), ...scene }),
      previewOf('retry-failed', {}, scene),
    ];
    for (const { refusal, steps } of all) {
      expect(refusal).toContain(words);
      expect(steps).toEqual([]);
    }
  });

  test.each([
    ['drain', { member: 'es3' }],
    ['allocation', { enable: 'none' }],
    ['refresh', { index: 'a' }],
  ])('%s without an answer to what must be known first', (action, input) => {
    expect(previewOf(action, input).refusal).toContain('it was not asked');
    const failing = { settings: new Error('timed out'), index: new Error('timed out') };
    expect(previewOf(action, input, { answers: failing }).refusal).toContain('timed out');
  });

  test('who is not read is named, and the others decide', () => {
    const { refusal, notes } = previewOf('retry-failed', {}, { owns: { es2: null } });
    expect(refusal).toBeNull();
    expect(notes.at(-1)?.words).toBe('es2 is not read just now: whether it agrees on the master is not known');
  });
});

describe('a drain is written where the list counts, and keeps who is listed', () => {
  test.each<[title: string, lines: Parameters<typeof written>, body: object]>([
    ['no list', [], { persistent: { [EXCLUDE]: 'es3' } }],
    ['a persistent list', [[EXCLUDE, 'es9, es8', 'persistent']], { persistent: { [EXCLUDE]: 'es9,es8,es3' } }],
    ['a transient list', [[EXCLUDE, 'es9', 'transient']], { transient: { [EXCLUDE]: 'es9,es3' } }],
    [
      'both, of which the transient one wins',
      [
        [EXCLUDE, 'es8', 'persistent'],
        [EXCLUDE, 'es9', 'transient'],
      ],
      { transient: { [EXCLUDE]: 'es9,es3' } },
    ],
  ])('%s', (_, lines, body) => {
    const { steps, friction } = previewOf('drain', { member: 'es3' }, { answers: written(...lines) });
    expect(steps.map(({ commands }) => commands)).toEqual([[`PUT /_cluster/settings ${JSON.stringify(body)}`]]);
    expect(friction).toBe('ask');
  });

  test('an end takes the name out of every list, and a list that is empty then away', () => {
    const lines = written([EXCLUDE, 'es8,es3', 'persistent'], [EXCLUDE, 'es3', 'transient']);
    const { steps } = previewOf('end-drain', { member: 'es3' }, { answers: lines });
    const body = { persistent: { [EXCLUDE]: 'es8' }, transient: { [EXCLUDE]: null } };
    expect(steps[0]?.commands).toEqual([`PUT /_cluster/settings ${JSON.stringify(body)}`]);
  });

  const byAddress = { settings: { exclude: [{ attribute: '_ip', names: ['10.0.0.3'], at: 'persistent' as const }] } };
  test.each<[title: string, action: string, scene: Scene, words: string]>([
    ['drained already', 'drain', { answers: written([EXCLUDE, 'es3', 'persistent']) }, 'being drained already'],
    ['drained by a pattern', 'drain', { answers: written([EXCLUDE, 'es*', 'persistent']) }, 'being drained already'],
    ['drained by its address', 'drain', byAddress, 'by its address or its host'],
    ['not drained', 'end-drain', {}, 'es3 is not being drained'],
    ['to be ended, and drained by its address', 'end-drain', byAddress, 'whoever wrote that has to take it back'],
  ])('refused in words where it is %s', (_, action, scene, words) => {
    expect(previewOf(action, { member: 'es3' }, { answers: written(), ...scene }).refusal).toContain(words);
  });

  test('refused where it holds no data, or what members hold is not read', () => {
    expect(previewOf('drain', { member: 'es7' }, { answers: written() }).refusal).toContain('es7 holds no data');
    expect(previewOf('drain', { member: 'es3' }, { answers: written(), allocation: null }).refusal).toContain('poll first');
  });
});

describe('what is to be known before a drain', () => {
  test('where all is well the room is told and nothing warns', () => {
    expect(notesOf({})).toEqual(['ok: it holds 40 GB; below their low watermark the 2 others have room for 70 GB']);
  });

  test.each<[title: string, scene: Scene, words: string]>([
    ['disks without the room', { holdings: { es3: { indicesBytes: 90e9 } } }, 'critical: it holds 90 GB'],
    ['disks with little more than the room', { holdings: { es3: { indicesBytes: 65e9 } } }, 'warning: it holds 65 GB'],
    ['a disk that does not say', { holdings: { es1: { diskAvailableBytes: null } } }, 'warning: whether the other disks have room'],
    ['an index with a copy on each', { copies: { logs: 2 } }, 'critical: 1 index wants more copies of each shard than the 2 members'],
    ['how many copies is not read', { copies: null }, 'warning: 2 others may hold shards; how many copies'],
    [
      'the only one of its tier',
      { roles: { es3: ['data_hot'], es1: ['data_warm'], es2: ['data_cold'] } },
      'critical: no other member is of data_hot',
    ],
    [
      'another of its tier that is drained',
      {
        roles: { es3: ['data_hot'], es1: ['data_hot'], es2: ['data_cold'] },
        settings: { exclude: [{ attribute: '_name', names: ['es1'], at: 'persistent' }] },
      },
      'critical: no other member is of data_hot',
    ],
    [
      'another of its tier that is to go',
      {
        roles: { es3: ['data_hot'], es1: ['data_hot'], es2: ['data_cold'] },
        shuttingDown: [{ id: 'id-es1', name: 'es1', type: 'REMOVE', status: 'IN_PROGRESS' }],
      },
      'critical: no other member is of data_hot',
    ],
    ['roles that are not read', { roles: null }, 'warning: the roles of the members are not read'],
    ['allocation switched off', { settings: { enable: { value: 'none', at: 'persistent' } } }, 'critical: allocation is set to none'],
    ['a red cluster', { health: { color: 'red' } }, 'warning: the cluster is red'],
    ['a transient list', { answers: written([EXCLUDE, 'es9', 'transient']) }, 'warning: the list is written as a transient setting'],
  ])('%s', (_, scene, words) => {
    expect(notesOf(scene).some((note) => note.startsWith(words))).toBe(true);
  });

  test('room on disks of other tiers does not count', () => {
    const roles = { es3: ['data_hot'], es1: ['data_hot'], es2: ['data_cold'] };
    expect(notesOf({ roles })[0]).toBe(
      'critical: it holds 40 GB; below their low watermark the 1 other has room for 35 GB: some shards will stay where they are',
    );
  });

  test('a drain of the last that may hold shards moves nothing, and says so', () => {
    const exclude = [{ attribute: '_name', names: ['es1', 'es2'], at: 'persistent' as const }];
    expect(notesOf({ settings: { exclude } })).toContain('critical: no other member may hold shards: nothing can move');
  });

  test('the elected master stays it', () => {
    expect(notesOf({}, 'es1').at(-1)).toContain('es1 is the elected master');
  });
});

describe('allocation is set where it counts', () => {
  test.each<[title: string, enable: string, lines: Parameters<typeof written>, body: object]>([
    ['unwritten', 'none', [], { persistent: { [ENABLE]: 'none' } }],
    ['transient', 'none', [[ENABLE, 'primaries', 'transient']], { transient: { [ENABLE]: 'none' } }],
    [
      'back in every place',
      'all',
      [
        [ENABLE, 'none', 'persistent'],
        [ENABLE, 'primaries', 'transient'],
      ],
      { persistent: { [ENABLE]: null }, transient: { [ENABLE]: null } },
    ],
  ])('%s', (_, enable, lines, body) => {
    const { steps } = previewOf('allocation', { enable }, { answers: written(...lines) });
    expect(steps[0]?.commands).toEqual([`PUT /_cluster/settings ${JSON.stringify(body)}`]);
  });

  test('what is so already is done, in whatever case it is written', () => {
    expect(previewOf('allocation', { enable: 'none' }, { answers: written([ENABLE, 'NONE', 'persistent']) }).isDone).toBe(true);
  });

  test('who switched one off stands beside that one alone', () => {
    const rows = ['allocation', 'rebalance'].map((action) => previewOf(action, { enable: 'none' }, { answers: written() }).steps[0]?.row);
    expect(new Set(rows).size).toBe(2);
  });
});

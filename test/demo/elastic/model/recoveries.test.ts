import { describe, expect, test } from 'vitest';
import { healthOf } from '#demo/elastic/model/health.ts';
import { applyIndexSettings } from '#demo/elastic/model/index-actions.ts';
import { obey } from '#demo/elastic/model/orders.ts';
import { reroute } from '#demo/elastic/model/reroute.ts';
import { tally } from '#demo/elastic/model/tally.ts';
import { cluster, copyOf, GB, index, MINUTE, pass, SECOND, T0 } from './small-cluster.ts';

describe('recoveries', () => {
  test('are two at a time into a node and two at a time out of one', () => {
    const made = cluster();
    for (let number = 0; number < 20; number++) index(made, [['es1']], { name: `i${number}` });
    applyIndexSettings(made, [...made.indices.keys()], { 'index.number_of_replicas': '1' }, T0);
    for (let turn = 0; turn < 30; turn++) {
      pass(made, 2 * SECOND);
      for (const { incoming, outgoing } of tally(made).holdings.values()) {
        expect(Math.max(incoming.length, outgoing)).toBeLessThanOrEqual(2);
      }
    }
    pass(made, 20 * MINUTE);
    expect(healthOf(made).color).toBe('green');
  });

  test('that fail are tried five times, and again when somebody says so', () => {
    const made = cluster();
    index(made, [['es1', 'es2']]);
    obey(made, { order: 'fail shard', index: 'posts', shard: 0, isPrimary: false }, T0);
    pass(made, 5 * MINUTE);
    expect(copyOf(made, false).unassigned).toMatchObject({ reason: 'ALLOCATION_FAILED', failedAttempts: 5, status: 'no' });
    expect(copyOf(made, false).unassigned?.details).toContain('CorruptIndexException');
    expect(healthOf(made).color).toBe('yellow');
    obey(made, { order: 'mend shard', index: 'posts', shard: 0 }, made.now);
    pass(made, 5 * MINUTE);
    expect(healthOf(made).color).toBe('yellow');
    reroute(made, { commands: [], retryFailed: true, isDryRun: false, isExplained: false }, made.now);
    pass(made, MINUTE);
    expect(healthOf(made).color).toBe('green');
  });

  test('of a shard that is broken altogether leave it red', () => {
    const made = cluster();
    index(made, [['es1', 'es2']]);
    obey(made, { order: 'fail shard', index: 'posts', shard: 0, isPrimary: true }, T0);
    expect(healthOf(made).color).toBe('red');
    pass(made, 10 * MINUTE);
    expect(healthOf(made)).toMatchObject({ color: 'red', counts: { unassigned: 2, unassignedPrimary: 1 } });
    obey(made, { order: 'mend shard', index: 'posts', shard: 0 }, made.now);
    reroute(made, { commands: [], retryFailed: true, isDryRun: false, isExplained: false }, made.now);
    pass(made, 2 * MINUTE);
    expect(healthOf(made).color).toBe('green');
  });

  test('stand where their pace is nothing', () => {
    const made = cluster();
    index(made, [['es1']]);
    obey(made, { order: 'slow recoveries', bytesPerSecond: 0 }, T0);
    applyIndexSettings(made, ['posts'], { 'index.number_of_replicas': '1' }, T0);
    pass(made, 10 * MINUTE);
    expect(copyOf(made, false)).toMatchObject({ state: 'INITIALIZING', recovery: { stage: 'INDEX', recoveredBytes: 0, totalBytes: GB } });
  });
});

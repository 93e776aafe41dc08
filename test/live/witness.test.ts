import { afterEach, describe, expect, test } from 'vitest';
import { act, alice } from '#test/act/acting-door.ts';
import { until } from '#test/fakes/until.ts';
import { HAPROXY } from './haproxy-process.ts';
import type { Pair } from './pair.ts';
import { drain, endPairs, order, startPair } from './pairs.ts';

afterEach(endPairs);

const DEADLINE_MS = 20_000;

function findingsOf(pair: Pair, kind: string) {
  return pair.vigil.engine.witnesses.findings().filter((finding) => finding.kind === kind);
}

describe.skipIf(HAPROXY === null)('the witness, on two real HAProxies of one tier', () => {
  test('a drain past Vigil on one is a finding that names both, and an issue, and both are gone when it is undone', async () => {
    const pair = await startPair();
    const { watching } = pair.vigil.engine;
    const key = 'finding haproxy/live state of web03';
    await pair.lb('lb1').command('set server be_web/web03 state drain');
    await until('the disagreement is found', () => findingsOf(pair, 'disagreement').length > 0, DEADLINE_MS);
    const [found] = findingsOf(pair, 'disagreement');
    expect(found).toMatchObject({ id: 'state of web03', place: 'be_web', nodes: ['lb1', 'lb2'], verdict: { status: 'warning' } });
    expect(found?.verdict.reason).toMatch(/^lb1 says drain since .* UTC, lb2 says up/);
    expect(watching.findIssue(key)).toMatchObject({ is: 'finding', subject: 'web03', status: 'warning' });
    await pair.lb('lb1').command('set server be_web/web03 state ready');
    await until('it is gone', () => findingsOf(pair, 'disagreement').length === 0, DEADLINE_MS);
    await until('its issue is closed', () => watching.closed().some((issue) => issue.key === key), DEADLINE_MS);
  });

  test('an action through Vigil on both is at no moment a disagreement', async () => {
    const pair = await startPair();
    const seen: string[] = [];
    const { witnesses, actions } = pair.vigil.engine;
    const stop = witnesses.subscribe(() => seen.push(...findingsOf(pair, 'disagreement').map(({ verdict }) => verdict.reason)));
    expect(await act(actions, drain('web03'), alice)).toMatchObject({ result: 'confirmed' });
    expect(await act(actions, order('ready', 'web03'), alice)).toMatchObject({ result: 'confirmed' });
    await pair.untilRead();
    stop();
    expect(seen).toEqual([]);
  });

  test('a reload that undoes a drain is told with who drained it, when and why, until it is out again', async () => {
    const pair = await startPair({ mode: 'master' });
    const { witnesses, actions } = pair.vigil.engine;
    expect(await act(actions, drain('web03'), alice, { reason: 'deploy' })).toMatchObject({ result: 'confirmed' });
    // For longer than a second on, so that what is new after the reload can be told from it.
    await until(
      'it has run for a while',
      async () => /Uptime_sec: ([3-9]|\d\d)/.test(await pair.lb('lb1').command('show info')),
      DEADLINE_MS,
    );
    await pair.untilRead();
    pair.lb('lb1').signal('SIGUSR2');
    await until('the drain is found undone', () => findingsOf(pair, 'put back').length > 0, DEADLINE_MS);
    const [found] = findingsOf(pair, 'put back');
    expect(found).toMatchObject({ subject: 'web03', nodes: ['lb1'], rows: [{ node: 'lb1', row: 'be_web/server/web03' }] });
    expect(found?.verdict.reason).toMatch(
      /^back in rotation on lb1: it restarted or reloaded between .* UTC and .* UTC, which undid the drain by alice at .* UTC \(deploy\)$/,
    );
    expect(witnesses.events()).toMatchObject([{ node: 'lb1', words: 'restarted or reloaded' }]);
    await until('so they disagree', () => findingsOf(pair, 'disagreement').length > 0, DEADLINE_MS);
    await act(actions, drain('web03'), alice);
    await until('nothing is found any more', () => witnesses.findings().length === 0, DEADLINE_MS);
  });
});

import { spawnSync } from 'node:child_process';
import { mkdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { act, alice, problemOf } from '#test/act/acting-door.ts';
import { until } from '#test/fakes/until.ts';
import { startAgent } from './backend-server.ts';
import { HAPROXY } from './haproxy-process.ts';
import { NO_ADMIN, OPS, ROLES, VIEWER } from './pair.ts';
import { drain, endPairs, given, startPair } from './pairs.ts';

afterEach(endPairs);

describe.skipIf(HAPROXY === null)('what two real HAProxies do not do, or undo', () => {
  test.each([
    ['nobody may act on the page', { stats: NO_ADMIN }, /HAProxy says DENY: "stats admin" is missing/],
    ['the password is wrong', { act: { ...OPS, password: 'wrong' } }, /401: the user ann of act or its password is refused/],
    ['the user may look and not act', { act: VIEWER }, /HAProxy says DENY: .* for vic from here; nothing was changed/],
  ])('where %s, nothing is changed, and that is said of each', async (_, options, words) => {
    const pair = await startPair(options);
    const outcome = await act(pair.vigil.engine.actions, drain('web03'), alice);
    expect(outcome).toMatchObject({ result: 'refused', undo: null, steps: [{ sent: { is: 'refused' } }, { sent: { is: 'refused' } }] });
    expect(outcome.words).toMatch(/^Nothing was changed\. lb1, lb2, be_web\/web03: refused: /);
    expect(outcome.words).toMatch(words);
    expect(pair.vigil.engine.actions.marks()).toEqual([]);
    expect(await pair.states('be_web/web03')).toEqual(['ready', 'ready']);
    expect((await pair.rows())[0]).toMatchObject({
      result: 'refused',
      steps: [{ sent: { answer: expect.stringMatching(words) } }, { isConfirmed: false }],
    });
  });

  test('where one of both may not be acted on, it is partial, and that one is named', async () => {
    const pair = await startPair({ stats: { lb1: ROLES, lb2: NO_ADMIN } });
    const outcome = await act(pair.vigil.engine.actions, drain('web03'), alice);
    expect(outcome).toMatchObject({ result: 'partial', steps: [{ isConfirmed: true }, { sent: { is: 'refused' }, isConfirmed: false }] });
    expect(outcome.words).toMatch(/^Confirmed by reading back on lb1 alone.* lb2, be_web\/web03: refused: HAProxy says DENY/);
    expect(await pair.states('be_web/web03')).toEqual(['drain', 'ready']);
    await act(pair.vigil.engine.actions, given(outcome.undo), alice);
    expect(await pair.states('be_web/web03')).toEqual(['ready', 'ready']);
  });

  test('an agent that undoes a drain keeps it from being confirmed, in words', async () => {
    const agent = await startAgent('up ready');
    onTestFinished(() => agent.close());
    const pair = await startPair({ check: `check agent-check agent-port ${agent.port} agent-inter 200ms` });
    await until('the agent was asked', () => pair.vigil.engine.actions.preview(drain('web03'), alice).friction === 'ask');
    const outcome = await act(pair.vigil.engine.actions, drain('web03'), alice);
    expect(outcome).toMatchObject({
      result: 'sent, not confirmed',
      steps: [{ sent: { is: 'taken' }, isConfirmed: false }, { isConfirmed: false }],
    });
    expect(outcome.steps.map(({ after }) => after)).toEqual([expect.stringMatching(/says UP$/), expect.stringMatching(/says UP$/)]);
    expect(pair.vigil.engine.actions.marks()).toEqual([]);
    expect((await pair.rows())[0]).toMatchObject({ result: 'sent, not confirmed' });
  });
});

function runs([program = '', ...rest]: string[]): boolean {
  return spawnSync(program, rest).status === 0;
}

/** Puts something in the place of the audit's folder. Answers with the way to take it away. */
type Hinder = (folder: string) => Promise<() => unknown>;

const fileInTheWay: Hinder = async (folder) => {
  await writeFile(folder, '');
  return () => rm(folder);
};

/** A disk of its own, filled up. */
const fullDisk: Hinder = async (folder) => {
  await mkdir(folder);
  if (!runs(['mount', '-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', folder])) throw new Error('it cannot be mounted');
  await writeFile(join(folder, 'full'), Buffer.alloc(64_000)).catch(() => undefined);
  return async () => {
    runs(['umount', folder]);
    await rmdir(folder);
  };
};

const MAY_MOUNT = process.platform === 'linux' && runs(['unshare', '--mount', 'true']);
if (!MAY_MOUNT) console.warn('skipped: this user may mount no disk, so none is filled up');

/** Drains while the audit cannot be written, and again when it can be. */
async function drainHindered(hinder: Hinder, words: RegExp): Promise<void> {
  const pair = await startPair();
  const { audit, engine, errors } = pair.vigil;
  const folder = join(pair.vigil.folder, 'audit');
  await rename(folder, `${folder}-away`);
  const end = await hinder(folder);
  const problem = await problemOf(act(engine.actions, drain('web03'), alice)).finally(end);
  await rename(`${folder}-away`, folder);
  expect(problem).toMatchObject({ kind: 'audit', message: expect.stringMatching(words) });
  expect(audit.trouble()).toMatch(words);
  expect(errors.splice(0).length).toBeGreaterThan(0);
  expect([pair.sent(), await pair.states('be_web/web03')]).toEqual([
    [0, 0],
    ['ready', 'ready'],
  ]);
  expect(await act(engine.actions, drain('web03'), alice)).toMatchObject({ result: 'confirmed' });
  expect([audit.trouble(), pair.sent()]).toEqual([null, [1, 1]]);
}

describe.skipIf(HAPROXY === null)('an audit that cannot be written any more', () => {
  test('because a file stands in its way, lets nothing be sent, and everything once it can be again', () =>
    drainHindered(fileInTheWay, /A file stands in the way of the folder/));

  test.skipIf(!MAY_MOUNT)('because its disk is full, lets nothing be sent, and everything once it can be again', () =>
    drainHindered(fullDisk, /No space is left/),
  );

  test('because its folder was removed, is begun anew before anything is sent', async () => {
    const pair = await startPair();
    await rm(join(pair.vigil.folder, 'audit'), { recursive: true });
    expect(await act(pair.vigil.engine.actions, drain('web03'), alice)).toMatchObject({ result: 'confirmed' });
    expect(await pair.rows()).toMatchObject([{ action: 'drain', result: 'confirmed' }, { action: 'started' }]);
  });
});

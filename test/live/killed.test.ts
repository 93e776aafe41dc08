import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeToken, tokenHashOf } from '#lib/access/tokens.ts';
import { checkAudit } from '#lib/act/audit/check-files.ts';
import type { AuditRow } from '#lib/act/audit/row.ts';
import type { Mark, Performing, Previewed } from '#lib/act/outcome.ts';
import { startVigil, type Vigil } from '#test/e2e/vigil-process.ts';
import { until } from '#test/fakes/until.ts';
import { type Gate, type Hold, type Stage, startGate } from './gate.ts';
import { HAPROXY, type HaproxyProcess, startHaproxy } from './haproxy-process.ts';
import { adminState, LBS, type LbName } from './pair.ts';

/** Vigil is killed once, in the middle of seven actions, each on a server and a tier of its own and each at another step, and started again on the same state. */

const STEPS = ['waiting', 'asked', 'half', 'late', 'unheard', 'unread', 'done'] as const;
type Step = (typeof STEPS)[number];

const OPS = { user: 'vigil', password: 'pw' };
const TOKEN = makeToken();
const NODES = STEPS.flatMap((step) => LBS.map((lb) => ({ step, lb, name: `${step}-${lb}` })));

let vigil: Vigil;
let lbs: Record<LbName, HaproxyProcess>;
const gates = new Map<string, Gate>();
const performings = new Map<Step, Performing>();
const before = {} as { rows: AuditRow[]; marks: Mark[] };
const after = {} as { rows: AuditRow[]; marks: Mark[] };

const gate = (step: Step, lb: LbName): Gate => {
  const found = gates.get(`${step}-${lb}`);
  if (!found) throw new Error(`no gate for ${step} on ${lb}`);
  return found;
};
const states = (step: Step) => Promise.all(LBS.map((lb) => adminState(lbs[lb], `be_web/${step}`)));
const rowOf = (rows: readonly AuditRow[], step: Step) => rows.filter(({ id }) => id === `action-${step}`);
const sentTo = (step: Step) => LBS.map((lb) => gate(step, lb).commands.length);

type Answer<Body> = { status: number; body: Body };

async function ask<Body>(path: string, body?: object): Promise<Answer<Body>> {
  const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
  const response = await fetch(vigil.url + path, body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers });
  return { status: response.status, body: (await response.json()) as Body };
}

const readRows = async () => (await ask<{ rows: AuditRow[] }>('/live/v1/audit?limit=100')).body.rows;

/** The marks of the first event of the stream. */
async function readMarks(): Promise<Mark[]> {
  const response = await fetch(`${vigil.url}/live/v1/stream`, { headers: { authorization: `Bearer ${TOKEN}` } });
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk).toString();
    if (text.includes('\n\n')) break;
  }
  return JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? '{}').marks;
}

/** Reads all instances, and waits until each was. */
async function readAll(): Promise<void> {
  await ask('/live/v1/poll', { system: 'haproxy' });
  const isRead = async () => (await ask<{ unread: unknown[] }>('/api/v1/rotation?server=done')).body.unread.length === 0;
  await until('all instances were read', isRead);
}

const drainOf = (step: Step) => ({ system: 'haproxy', action: 'drain', input: { server: step, group: step, backend: 'be_web' } });
const perform = (step: Step) =>
  ask<{ result?: string; error?: { code: string; message: string } }>('/live/v1/actions/perform', performings.get(step));

async function previewAll(): Promise<void> {
  for (const step of STEPS) {
    const { body } = await ask<Previewed>('/live/v1/actions/preview', { order: drainOf(step) });
    performings.set(step, {
      id: `action-${step}`,
      order: drainOf(step),
      hash: body.hash,
      typed: null,
      reason: `deploy ${step}`,
      until: null,
    });
  }
}

/** Brings every action to its step. Answers with what holds each there. */
async function bringToTheirSteps(): Promise<Partial<Record<Step, Hold[]>>> {
  expect((await perform('done')).body.result).toBe('confirmed');
  const both = (step: Step, stage: Stage) => LBS.map((lb) => gate(step, lb).hold(stage));
  const one = (step: Step, stage: Stage) => [gate(step, 'lb2').hold(stage)];
  const unanswered = both('unread', 'answer');
  const holds = {
    ...{ waiting: one('waiting', 'reading'), asked: both('asked', 'command'), half: one('half', 'command') },
    ...{ late: one('late', 'command'), unheard: one('unheard', 'answer') },
  };
  // Nobody hears how these end: Vigil is killed first.
  for (const step of STEPS) if (step !== 'done') void perform(step).catch(() => undefined);
  await until('every action is at its step', () => [...Object.values(holds).flat(), ...unanswered].every(({ isReached }) => isReached()));
  const unread = both('unread', 'reading');
  for (const hold of unanswered) hold.release();
  await until('it is read back', () => unread.every(({ isReached }) => isReached()));
  const answered = { half: 1, late: 1, unheard: 1, unread: 2 } as const;
  const isWritten = async () => {
    const rows = await readRows();
    return Object.entries(answered).every(([step, count]) => {
      return rowOf(rows, step as Step)[0]?.steps.filter(({ sent }) => sent !== null).length === count;
    });
  };
  await until('what was answered is written down', isWritten);
  return { ...holds, unread };
}

beforeAll(async () => {
  if (HAPROXY === null) return;
  const servers = [...STEPS, 'other'].map((name) => `  server ${name} 127.0.0.1:9\n`).join('');
  const options = { proxies: `backend be_web\n${servers}`, auth: `${OPS.user}:${OPS.password}`, stats: 'stats admin if TRUE' };
  lbs = { lb1: await startHaproxy(options), lb2: await startHaproxy(options) };
  for (const { name, lb } of NODES) gates.set(name, await startGate(lbs[lb].url));
  vigil = await startVigil({
    nodes: NODES.map(({ step, lb, name }) => ({
      group: step,
      name: lb,
      url: gates.get(name)?.url ?? '',
      password: OPS.password,
      act: OPS,
    })),
    intervalMs: 5_000,
    timeoutMs: 4_500,
    access: ['tokens:', `  - { name: deploy, tokenHash: "${tokenHashOf(TOKEN)}", system: haproxy, may: act }`],
  });
  await readAll();
  await previewAll();
  const { late = [], ...holds } = await bringToTheirSteps();
  Object.assign(before, { rows: await readRows(), marks: await readMarks() });
  await vigil.kill();
  for (const hold of Object.values(holds).flat()) hold.cut();
  for (const hold of late) hold.release();
  await until('it has arrived', async () => (await states('late')).join() === 'drain,drain');
  await vigil.restart();
  await readAll();
  Object.assign(after, { rows: await readRows(), marks: await readMarks() });
});
afterAll(async () => {
  await vigil?.stop();
  for (const each of gates.values()) await each.close();
  for (const lb of Object.values(lbs ?? {})) await lb.stop();
});

/** What the audit holds of the commands to both; what both are left in; what the same request comes to when it is sent again. */
type Left = { sent: (string | undefined)[]; words: RegExp; states: string[]; again: string };

const LOST: Record<Exclude<Step, 'waiting' | 'done'>, Left> = {
  asked: {
    sent: [undefined, undefined],
    words: /on lb1: not known\. .*on lb2: not known\. What is not known may/,
    states: ['ready', 'ready'],
    again: 'confirmed',
  },
  half: {
    sent: ['taken', undefined],
    words: /on lb1: taken .* on lb2: not known\. What is not known may/,
    states: ['drain', 'ready'],
    again: 'changed',
  },
  late: {
    sent: ['taken', undefined],
    words: /on lb1: taken .* on lb2: not known\. What is not known may/,
    states: ['drain', 'drain'],
    again: 'refused',
  },
  unheard: {
    sent: ['taken', undefined],
    words: /on lb1: taken .* on lb2: not known\. What is not known may/,
    states: ['drain', 'drain'],
    again: 'refused',
  },
  unread: {
    sent: ['taken', 'taken'],
    words: /on lb1: taken .* on lb2: taken [^.]*\. Look at the state/,
    states: ['drain', 'drain'],
    again: 'refused',
  },
};

describe.skipIf(HAPROXY === null)('killed in the middle of actions and started again, Vigil', () => {
  const lost = Object.entries(LOST) as [keyof typeof LOST, Left][];

  test.each(lost)('tells of the action that was %s what was asked and answered, and that the rest is not known', async (step, left) => {
    expect(rowOf(before.rows, step)).toMatchObject([{ result: 'under way' }]);
    const rows = rowOf(after.rows, step);
    expect(rows).toMatchObject([
      { result: 'lost', by: { name: 'deploy' }, reason: `deploy ${step}`, words: expect.stringMatching(left.words) },
    ]);
    expect(rows[0]?.steps.map(({ sent, isConfirmed }) => [sent?.is, isConfirmed])).toEqual(left.sent.map((is) => [is, false]));
    expect(await states(step)).toEqual(left.states);
  });

  test('says nothing of an action that had not been written down, of which nothing was sent', async () => {
    expect([rowOf(before.rows, 'waiting'), rowOf(after.rows, 'waiting')]).toEqual([[], []]);
    expect([await states('waiting'), sentTo('waiting')]).toEqual([
      ['ready', 'ready'],
      [0, 0],
    ]);
  });

  test('shows the marks of what was confirmed as before, and none of what was not', () => {
    const [row] = rowOf(after.rows, 'done');
    // Before the restart the moment was taken just before the line was written, and after it is the line's own.
    expect(after.marks).toEqual(before.marks.map((mark) => ({ ...mark, at: row?.at })));
    expect(after.marks).toMatchObject(LBS.map((node) => ({ group: 'done', node, by: 'deploy', reason: 'deploy done', wanted: 'drain' })));
    expect(rowOf(after.rows, 'done')).toEqual(rowOf(before.rows, 'done'));
  });

  test('keeps the chain of its audit whole', async () => {
    const { faults, records } = await checkAudit(join(vigil.folder, 'state', 'audit'));
    expect([faults, records > 0]).toEqual([[], true]);
  });

  test.each([...lost.map(([step, { again }]) => [step, again] as const), ['waiting', 'confirmed'], ['done', 'refused']] as const)(
    'does no harm when the request that was %s is sent again: %s',
    async (step, result) => {
      const sent = sentTo(step);
      const { body } = await perform(step);
      expect(body.result ?? body.error?.code).toBe(result);
      if (result === 'confirmed') expect(await states(step)).toEqual(['drain', 'drain']);
      else expect(sentTo(step)).toEqual(sent);
      expect(rowOf(await readRows(), step)).toEqual(expect.arrayContaining(rowOf(after.rows, step)));
    },
  );
});

import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Grants } from '#lib/access/rights.ts';
import { tokenHashOf } from '#lib/access/tokens.ts';
import { checkAudit } from '#lib/act/audit/check-files.ts';
import { defineQuestion } from '#lib/system.ts';
import { answers, pretendSystem } from '#test/poll/pretend-system.ts';
import { type NativeServer, startNativeServer } from './native-server.ts';

const CALLERS = {
  viewer: { all: ['view'], systems: {} },
  looker: { all: ['view', 'details'], systems: {} },
  second: { all: ['view'], systems: { other: ['details'] } },
} satisfies Record<string, Grants>;
type CallerName = keyof typeof CALLERS;

const tokenOf = (name: string) => `vigil_${name.padEnd(43, 'x')}`;
const bearer = (name: CallerName) => ({ authorization: `Bearer ${tokenOf(name)}` });
const other = pretendSystem({ nodes: { far1: answers }, intervalMs: 300, timeoutMs: 200, group: 'far' });

let server: NativeServer;
/** What the node was asked, and how many lines of the audit told of it by then. */
const asked: { input: string; lines: number }[] = [];

const secret = defineQuestion<unknown, unknown, string, string, string>({
  ...{ name: 'secret', question: 'the secret', isSensitive: true, cacheMs: 0 },
  audited: (input) => `the secret of ${input}`,
  timeoutMs: () => 5_000,
  read: (raw) => (typeof raw === 'string' ? { ok: true, input: raw } : { ok: false, message: 'send a text' }),
  unavailable: () => null,
  async fetch(_, input) {
    asked.push({ input, lines: (await linesOf()).length });
    if (input === 'broken') throw new Error('oops');
    return `${input} is 42`;
  },
  parse: (value) => ({ value, producedAt: null }),
});

beforeAll(async () => {
  const system = { ...other.system, name: 'other', title: 'Other', questions: [secret] };
  server = await startNativeServer({
    estates: [{ system, groups: [{ name: 'far', title: 'Far', nodes: other.nodes }] }],
    access: {
      anonymous: [],
      tokens: Object.entries(CALLERS).map(([name, grants]) => ({ name, hash: tokenHashOf(tokenOf(name)), grants })),
    },
  });
});
afterAll(() => server.close());
beforeEach(() => void asked.splice(0));

async function linesOf(): Promise<{ by: string; title: string; result: string }[]> {
  const { rows } = await server.audit.read({ result: 'looked at' }, () => true, { before: null, limit: 200 });
  return rows.map(({ by, title, result }) => ({ by: by.name, title, result }));
}

const AT = { system: 'other', group: 'far', node: 'far1', question: 'secret' };

async function post(headers: Record<string, string>, input: unknown) {
  const how = { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ ...AT, input }) };
  const { status, body } = await server.ask('/live/v1/ask', how);
  return { status, body: JSON.parse(body) };
}

describe('what stands in the audit when it is shown', () => {
  test('is refused to who may not see details, and no line says that he saw it', async () => {
    const before = await linesOf();
    const { status, body } = await post(bearer('viewer'), 'ann');
    expect([status, body.error.code]).toEqual([403, 'right']);
    expect(asked).toEqual([]);
    expect(await linesOf()).toEqual(before);
  });

  test('is on disk as one line before the node is even asked, and then answered', async () => {
    const before = (await linesOf()).length;
    const { status, body } = await post(bearer('looker'), 'bob');
    expect([status, body.answer]).toEqual([200, 'bob is 42']);
    expect(asked).toEqual([{ input: 'bob', lines: before + 1 }]);
    expect((await linesOf())[0]).toEqual({ by: 'looker', title: 'Looked at the secret of bob, of far/far1', result: 'looked at' });
  });

  test('is one line for who asks the same again, and a line for each other who does', async () => {
    const before = (await linesOf()).length;
    for (const name of ['looker', 'looker', 'second'] as const) expect((await post(bearer(name), 'cid')).status).toBe(200);
    expect((await linesOf()).slice(0, -before).map(({ by }) => by)).toEqual(['second', 'looker']);
  });

  test('has a line too where the node then failed to tell', async () => {
    const { status, body } = await post(bearer('looker'), 'broken');
    expect([status, body.answer, body.failure.kind]).toEqual([200, null, 'internal']);
    expect((await linesOf())[0]?.title).toContain('the secret of broken');
  });

  test('with the wrong input has no line, and nobody is asked', async () => {
    const before = await linesOf();
    expect([(await post(bearer('looker'), 5)).status, asked, await linesOf()]).toEqual([400, [], before]);
  });

  test('is not asked by GET, as which any page elsewhere could make a browser ask', async () => {
    const before = await linesOf();
    const query = new URLSearchParams({ ...AT, input: '"dan"' });
    const answer = await server.ask(`/live/v1/ask?${query}`, { headers: bearer('looker') });
    expect([answer.status, answer.headers.allow, JSON.parse(answer.body).error.code]).toEqual([405, 'POST', 'audited']);
    expect([asked, await linesOf()]).toEqual([[], before]);
  });

  test('is seen in the audit by its own filter, by who may view that system, and exported', async () => {
    const { body } = await server.ask('/live/v1/audit?result=looked%20at&who=looker', { headers: bearer('viewer') });
    expect(JSON.parse(body).rows[0]).toMatchObject({ system: 'other', result: 'looked at', words: 'Written before it was shown.' });
    const csv = await server.ask('/live/v1/audit/export?format=csv&result=looked%20at', { headers: bearer('viewer') });
    expect(csv.body).toMatch(/looker,token,.*,look,.*"?Looked at the secret of bob/);
  });

  test('leaves an audit that is whole', async () => {
    expect((await checkAudit(join(server.folder, 'audit'))).faults).toEqual([]);
  });

  // The last one: the audit is not to be written after it.
  test('is not shown while the audit cannot be written, and the answer says so', async () => {
    await server.audit.close();
    const { status, body } = await post(bearer('looker'), 'eve');
    expect([status, body.error.code]).toEqual([503, 'unwritten']);
    expect(body.error.message).toMatch(/^not shown: who looks at it could not be written to the audit: ./);
    expect(asked).toEqual([]);
  });
});

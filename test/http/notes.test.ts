import { afterAll, beforeAll, expect, test } from 'vitest';
import { type NativeServer, startNativeServer } from './native-server.ts';

let server: NativeServer;
beforeAll(async () => {
  const at = { system: 'pretend', group: 'web', node: null };
  server = await startNativeServer({
    notes: [
      { ...at, text: 'Call +1 555 0100' },
      { ...at, node: 'lb 2', text: '<b>old</b>' },
    ],
  });
});
afterAll(() => server.close());

async function notes(query: string): Promise<{ status: number; body: unknown }> {
  const { status, body } = await server.ask(`/live/v1/notes?${query}`);
  return { status, body: JSON.parse(body) };
}

test('those of a node come with those of its group, each under its title, the text as it was written', async () => {
  expect(await notes('system=pretend&group=web&node=lb%202')).toEqual({
    status: 200,
    body: {
      notes: [
        { level: 'node', title: 'lb 2', text: '<b>old</b>' },
        { level: 'group', title: 'Web', text: 'Call +1 555 0100' },
      ],
    },
  });
});

test('where nobody wrote any there are none', async () => {
  expect(await notes('system=pretend')).toEqual({ status: 200, body: { notes: [] } });
});

test.each([
  ['a node that is not configured', 'system=pretend&group=web&node=lb7', 404, 'pretend/web/lb7: it is not configured'],
  ['a group that is not configured', 'system=pretend&group=other', 404, 'pretend/other: it is not configured'],
  ['a node of no group', 'system=pretend&node=lb1', 400, 'say where: ?system=…&group=…&node=…'],
])('%s is said in words', async (_name, query, status, words) => {
  const answer = await notes(query);
  expect(answer).toMatchObject({ status, body: { error: { message: expect.stringContaining(words) } } });
});

test('a probe says at which levels there are notes, and never what they say', async () => {
  const { body } = await server.ask('/live/v1/board');
  const levels = JSON.parse(body).probes.map(({ source, notes: levels }: { source: { node: string }; notes: string[] }) => [
    source.node,
    levels,
  ]);
  expect(Object.fromEntries(levels)).toMatchObject({ 'lb 2': ['node', 'group'], lb1: ['group'] });
  expect(body).not.toContain('Call +1');
});

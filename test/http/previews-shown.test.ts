import { expect, test } from 'vitest';
import type { Previewed } from '#lib/act/outcome.ts';
import { ActionProblem } from '#lib/act/problem.ts';
import { actionRoutes, asHttpProblem } from '#lib/http/actions.ts';
import type { Call } from '#lib/http/route.ts';

const ADDRESS = '10.0.0.5:41234';

const PREVIEW: Previewed = {
  ...{ title: 'Kill client 42 of cache1', button: 'Kill client 42', summary: 'Closes it', friction: 'ask', typed: null, notes: [] },
  steps: [
    {
      ...{ group: 'g', node: 'cache1', target: 'client 42', row: 'server', commands: ['CLIENT KILL ID 42'], before: 'connected' },
      ...{ wanted: 'gone', essence: `42 ${ADDRESS}`, detail: { prey: [{ id: 42, address: ADDRESS }], traces: [{ ip: '10.0.0.5' }] } },
    },
  ],
  ...{ leftOut: [], refusal: null, instead: null, hash: 'x', observedAt: 1, underWay: null },
};

test('a preview says nothing of what only sending needs: no address of a client is in it', async () => {
  const route = actionRoutes.find(({ path }) => path.endsWith('/preview'));
  const sent: string[] = [];
  const response = { req: { headers: {} }, writeHead: () => undefined, end: (bytes: Buffer) => sent.push(String(bytes)) };
  const call = { engine: { actions: { previewAsked: async () => PREVIEW } }, caller: {}, input: { order: {} }, response };
  // The rest of a call is not looked at here.
  await route?.handle(call as unknown as Call<unknown>);
  const body = sent.join('');
  expect(JSON.parse(body)).toMatchObject({ title: PREVIEW.title, hash: 'x', steps: [{ target: 'client 42', before: 'connected' }] });
  expect(body).not.toContain('10.0.0.5');
});

test('nor does the one that comes with an order that was turned away', () => {
  const problem = asHttpProblem(new ActionProblem('changed', 'It would do something else', PREVIEW));
  expect(problem).toMatchObject({ status: 409, more: { preview: { steps: [{ target: 'client 42' }] } } });
  expect(JSON.stringify(problem)).not.toContain('10.0.0.5');
});

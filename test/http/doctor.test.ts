import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DoctorLine } from '#lib/http/doctor.ts';
import { redisSection } from '#lib/systems/redis/config.ts';
import { redis } from '#lib/systems/redis/index.ts';
import { closedPort } from '#test/fakes/closed-port.ts';
import { type NativeServer, startNativeServer } from './native-server.ts';

let server: NativeServer;

beforeAll(async () => {
  const address = new URL((await closedPort()).url).host;
  const read = redisSection.read({ groups: [{ name: 'cache', nodes: [{ name: 'r1', address }] }] });
  if (!read.ok) throw new Error('the section is wrong');
  server = await startNativeServer({ estates: [{ system: redis, groups: read.groups }], access: { anonymous: ['pretend', 'redis'] } });
});
afterAll(() => server.close());

async function linesOf(query: string): Promise<DoctorLine[]> {
  const { status, body, headers } = await server.ask(`/live/v1/doctor${query}`);
  expect([status, headers['content-type']]).toEqual([200, 'application/x-ndjson; charset=utf-8']);
  return body
    .trimEnd()
    .split('\n')
    .map((line): DoctorLine => JSON.parse(line));
}

const nodesOf = (lines: readonly DoctorLine[]) => lines.flatMap((line) => (line.is === 'node' ? [line.report] : []));

describe('the rights of every node, line by line', () => {
  test('begins with how many are asked, tells of each, and ends', async () => {
    const lines = await linesOf('');
    expect(lines[0]).toMatchObject({ is: 'begin', nodes: 4 });
    expect(lines.at(-1)).toMatchObject({ is: 'end' });
    expect(
      nodesOf(lines)
        .map(({ node }) => node)
        .sort(),
    ).toEqual(['dead', 'lb 2', 'lb1', 'r1']);
  });

  test('a node that nobody could ask says so, with all that it needs', async () => {
    const [report] = nodesOf(await linesOf('?system=redis&group=cache&node=r1'));
    expect(report?.unasked).toMatch(/refused/);
    expect(new Set(report?.lines.map(({ state }) => state))).toEqual(new Set(['unasked', 'off']));
  });

  test('a system whose rights nobody can tell is named as not asked, and not left out', async () => {
    const reports = nodesOf(await linesOf('?system=pretend'));
    expect(reports.map(({ unasked }) => unasked !== null)).toEqual([true, true, true]);
  });

  test('is a few at a time over a hundred nodes, and all of them', async () => {
    const at = server.engine.examiner.nodes({ systems: ['redis'] })[0];
    if (!at) throw new Error('no node');
    const many = Array.from({ length: 100 }, (_, n) => ({ ...at, node: { ...at.node, name: `r${n}` } }));
    const names: string[] = [];
    for await (const { node } of server.engine.examiner.examine(many, AbortSignal.timeout(9_000))) names.push(node);
    expect(names.sort()).toEqual(many.map(({ node }) => node.name).sort());
  });

  test.each(['?system=nothing', '?system=redis&group=nothing', '?system=redis&group=cache&node=r9'])('%s is none', async (query) => {
    expect((await server.ask(`/live/v1/doctor${query}`)).status).toBe(query === '?system=nothing' ? 401 : 404);
  });
});

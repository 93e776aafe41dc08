import { describe, expect, test } from 'vitest';
import { LAYOUT } from '#demo/haproxy/layout.ts';
import { COLORADO } from '#demo/haproxy/layout-colorado.ts';
import { advance } from '#demo/haproxy/standin-advance.ts';
import { statsCsv } from '#demo/haproxy/standin-csv.ts';
import { createModel, type Model, reloadModel, setAdmin } from '#demo/haproxy/standin-model.ts';
import { answerCommand } from '#demo/haproxy/standin-runtime.ts';
import { parseInfo } from '#lib/systems/haproxy/parse-info.ts';
import { parseServers } from '#lib/systems/haproxy/parse-servers.ts';

const START = 1_770_000_000_000;

/** A model of New York that has run for so many seconds. */
function modelAfter(seconds: number): Model {
  const model = createModel(LAYOUT, 1, START);
  advance(model, START + seconds * 1000);
  return model;
}

const ask = (model: Model, line: string, level: 'user' | 'admin' = 'admin') => answerCommand(line, { name: 'lb', pid: 101, model }, level);

const server = (model: Model, name: string) =>
  parseServers(ask(model, 'show servers state', 'user')).find((one) => `${one.backend}/${one.server}` === name);

/** One row of the statistics, cell by cell. */
const cells = (model: Model, name: string): string[] =>
  statsCsv(model)
    .split('\n')
    .find((line) => line.startsWith(`${name.replace('/', ',')},`))
    ?.split(',') ?? [];
const STATUS = 17;
const SESSIONS = 4;

describe('the runtime API of the stand-in', () => {
  test('tells the process as Vigil reads it', () => {
    expect(parseInfo(ask(modelAfter(60), 'show info', 'user'))).toMatchObject({
      pid: 101,
      name: 'lb',
      uptimeSeconds: 60,
      startedAt: START,
    });
  });

  test('tells what is set on every server, and what follows from the one it tracks', () => {
    const model = modelAfter(10);
    setAdmin(model, { backend: 'be_stackoverflow', server: 'ny-web03' }, 'drain');
    expect(server(model, 'be_stackoverflow/ny-web03')?.flags).toEqual(['drain']);
    expect(server(model, 'be_others/ny-web03')?.flags).toEqual(['drain by tracking']);
    expect(server(model, 'be_careers/ny-web08')?.flags).toEqual(['maintenance', 'disabled in the configuration']);
    expect(server(model, 'be_stackoverflow/ny-web05')).toMatchObject({ flags: [], operation: 'running' });
  });

  test('a weight is taken at level admin, and 0 drains', () => {
    const model = modelAfter(10);
    expect(ask(model, 'set weight be_meta/ny-web10 0')).toBe('\n');
    expect(server(model, 'be_meta/ny-web10')?.weight).toBe(0);
    expect(cells(model, 'be_meta/ny-web10')[STATUS]).toBe('DRAIN');
  });

  test('a frontend that is paused lets nobody in until it is resumed', () => {
    const model = modelAfter(10);
    ask(model, 'disable frontend fe_api');
    const before = model.frontends.get('fe_api')?.stot;
    advance(model, model.at + 10_000);
    expect(cells(model, 'fe_api/FRONTEND')[STATUS]).toBe('PAUSED');
    expect(model.frontends.get('fe_api')?.stot).toBe(before);
    ask(model, 'enable frontend fe_api');
    advance(model, model.at + 10_000);
    expect(model.frontends.get('fe_api')?.stot).toBeGreaterThan(before ?? Infinity);
  });

  test.each([
    ['a weight at level user', 'set weight be_meta/ny-web10 0', 'user', 'Permission denied'],
    ['a list of sessions', 'show sess', 'user', 'Permission denied'],
    ['an unknown server', 'set weight be_meta/nobody 1', 'admin', 'No such server'],
    ['an unknown frontend', 'disable frontend nothing', 'admin', 'No such frontend'],
    ['anything else', 'show env', 'admin', 'Unknown command'],
  ] as const)('%s is refused', (_name, line, level, words) => {
    expect(ask(modelAfter(10), line, level)).toContain(words);
  });
});

describe('the life of a stand-in', () => {
  test('a reload forgets what was set at run time, counts from nothing, and knows who is ill', () => {
    const model = modelAfter(60);
    setAdmin(model, { backend: 'be_stackoverflow', server: 'ny-web03' }, 'drain');
    model.health.set('ny-web05', { answer: 503, reason: 'ill' });
    const after = reloadModel(model);
    expect(server(after, 'be_stackoverflow/ny-web03')?.flags).toEqual([]);
    expect(server(after, 'be_careers/ny-web08')?.flags).toContain('maintenance');
    expect(after.frontends.get('fe_public')?.stot).toBe(0);
    advance(after, after.at + 10_000);
    expect(cells(after, 'be_stackoverflow/ny-web05')[STATUS]).toBe('DOWN');
  });

  test('websockets outlive a drain by minutes, where requests are gone at once', () => {
    const model = modelAfter(300);
    const before = Number(cells(model, 'be_sockets/ny-web01')[SESSIONS]);
    expect(before).toBeGreaterThan(5);
    setAdmin(model, { backend: 'be_sockets', server: 'ny-web01' }, 'drain');
    advance(model, model.at + 60_000);
    expect(Number(cells(model, 'be_sockets/ny-web01')[SESSIONS])).toBeGreaterThan(before / 2);
    advance(model, model.at + 3_600_000);
    expect(Number(cells(model, 'be_sockets/ny-web01')[SESSIONS])).toBeLessThan(2);
  });

  test('one that stands by passes nobody on', () => {
    const model = createModel(COLORADO, 0, START);
    advance(model, START + 60_000);
    expect(model.frontends.get('fe_public')?.stot).toBe(0);
    expect(cells(model, 'be_stackoverflow/co-web01')[STATUS]).toBe('UP');
  });
});

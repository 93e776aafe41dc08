import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { type Failure, toFailure } from '#lib/failure.ts';
import { NO_METER } from '#lib/io/meter.ts';
import type { Parsed, Probe, System } from '#lib/system.ts';
import { systems } from '#lib/systems/index.ts';
import { startAnswer } from '#test/fakes/answer.ts';
import { closedPort } from '#test/fakes/closed-port.ts';
import { startDrip } from '#test/fakes/drip.ts';
import type { Fake } from '#test/fakes/fake-server.ts';
import { startHang } from '#test/fakes/hang.ts';
import { startElasticGreeting, startOtherPage } from '#test/fakes/other-product.ts';
import { until } from '#test/fakes/until.ts';
import { CONTRACTS } from './contracts.ts';
import { HTTP_FAULTS, type HttpFault } from './http-faults.ts';

type AnyProbe = Probe<unknown, unknown, unknown, unknown>;
type Party = { system: System; probe: AnyProbe; settings(address: string): unknown };
type Capture = { name: string; body: Buffer; contentType: string };

const TEST_FOLDER = fileURLToPath(new URL('..', import.meta.url));
const NEVER = new AbortController().signal;

const PARTIES = systems.flatMap((system) =>
  system.probes
    .filter((probe) => !isAskedOtherwise(system, probe))
    .map((probe) => [`${system.name}/${probe.name}`, partyOf(system, probe)] as const),
);

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** Probes that are asked by a line, by RESP, over TDS, by several requests of a REST API or by statements of a database have contracts of their own. */
function isAskedOtherwise({ name }: System, probe: AnyProbe): boolean {
  const contract = CONTRACTS.find(({ system }) => system === name);
  if (contract?.tds?.probes.includes(probe.name) || contract?.rest !== undefined || contract?.database !== undefined) return true;
  return [contract?.lines, contract?.resp].some((kind) => kind?.captures[probe.name] !== undefined);
}

function partyOf(system: System, probe: AnyProbe): Party {
  const contract = CONTRACTS.find(({ system: name }) => name === system.name);
  if (!contract) throw new Error(`${system.name} has no entry in contracts.ts`);
  return { system, probe, settings: contract.settings };
}

function capturesOf({ system, probe }: Party): Capture[] {
  const captures = CONTRACTS.find(({ system: name }) => name === system.name)?.captures[probe.name];
  if (!captures) throw new Error(`${system.name}/${probe.name} has no captures in contracts.ts`);
  const files = globSync(captures.files, { cwd: TEST_FOLDER }).sort();
  return files.map((file) => ({ name: file, body: readFileSync(`${TEST_FOLDER}/${file}`), contentType: captures.contentType }));
}

async function start<T extends Fake>(starting: Promise<T>): Promise<T> {
  const fake = await starting;
  open.push(() => fake.close());
  return fake;
}

/** Asks as the poller does: over a connection of the system, fetch and then parse. */
async function ask({ system, probe, settings }: Party, address: string, signal = NEVER): Promise<Parsed<unknown>> {
  const connection = system.connect(settings(address), NO_METER);
  open.push(() => system.close(connection));
  return probe.parse(await probe.fetch(connection, signal));
}

async function failureOf(party: Party, asked: Promise<unknown>): Promise<Failure> {
  const question = { node: 'edge/lb1', question: party.probe.question };
  return asked.then(
    () => toFailure(new Error('it gave an answer'), question),
    (error: unknown) => toFailure(error, question),
  );
}

function answering({ body, contentType }: Capture): Promise<Fake> {
  return startAnswer({ status: 200, headers: { 'content-type': contentType }, body });
}

/** Positions in the middle of a line: in the first, in the last, and at each fifth of the whole. */
function cuts(body: Buffer): number[] {
  const fifths = [1, 2, 3, 4].map((fifth) => Math.floor((body.length * fifth) / 5));
  const lastLine = body.subarray(0, -1).lastIndexOf('\n');
  const places = [10, ...fifths, Math.floor((lastLine + body.length) / 2)];
  return places.map((place) => ([body[place], body[place - 1]].includes(0x0a) ? place + 5 : place));
}

test('every registered system has a contract, and every contract a system', () => {
  expect(systems.length).toBeGreaterThan(0);
  expect(CONTRACTS.map(({ system }) => system).sort()).toEqual(systems.map(({ name }) => name).sort());
});

describe.each(PARTIES)('%s', (_, party) => {
  const captures = capturesOf(party);
  const { system, probe } = party;

  test('has captures to be held against', () => {
    expect(captures.length).toBeGreaterThan(0);
  });

  test('has by default a timeout shorter than its interval', () => {
    const { intervalMs, timeoutMs } = probe.times(party.settings('http://127.0.0.1:1/'));
    expect(timeoutMs).toBeGreaterThan(0);
    expect(timeoutMs).toBeLessThan(intervalMs);
  });

  test.each(captures.map((capture) => [capture.name, capture] as const))(
    'reads %s and can say why of everything that is not ok',
    async (_, capture) => {
      const { url } = await start(answering(capture));
      const { value, producedAt } = await ask(party, url);
      const now = 1_700_000_000_000;
      const source = { system: system.name, group: 'edge', node: 'lb1', probe: probe.name };
      const window = [{ value, observedAt: now, producedAt, source }];
      const { judged, rows } = system.status({ probe: probe.name, window, settings: party.settings(url), now });
      const wordless = [judged, ...rows.map((row) => row.judged)].filter(({ status, reason }) => status !== 'ok' && reason === '');
      expect(wordless).toEqual([]);
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    },
  );

  test.each(captures.map((capture) => [capture.name, capture] as const))(
    'does not take %s when it is cut in the middle of a line',
    async (_, capture) => {
      for (const end of cuts(capture.body)) {
        const { url } = await start(answering({ ...capture, body: capture.body.subarray(0, end) }));
        const failure = await failureOf(party, ask(party, url));
        expect([failure.kind, end]).toEqual(['parse', end]);
      }
    },
  );

  test.each<HttpFault>([
    ...HTTP_FAULTS,
    ['an empty body', () => startAnswer({ status: 200 }), 'parse'],
    ['a web page of another product', startOtherPage, 'parse'],
    ['the greeting of Elasticsearch', startElasticGreeting, 'parse'],
  ])('turns %s into the right failure, in words', async (_, fake, kind) => {
    const { url } = await start(fake());
    const failure = await failureOf(party, ask(party, url));
    expect(failure).toMatchObject({ kind, node: 'edge/lb1', question: probe.question, message: expect.stringMatching(/\w{3}/) });
  });

  test('is refused where nothing listens', async () => {
    const { url } = await closedPort();
    expect((await failureOf(party, ask(party, url))).kind).toBe('refused');
  });

  test.each([
    ['hangs', startHang],
    ['drips', () => startDrip('HTTP/1.1 200 OK\r\n\r\n#', 5)],
    ['drips its headers', () => startDrip('HTTP/1.1 200 OK\r\nx-filler: ', 5)],
  ])('ends when it is aborted while the node %s, and leaves no socket open', async (_, fake) => {
    const node = await start(fake());
    const abort = new AbortController();
    const failure = failureOf(party, ask(party, node.url, abort.signal));
    await until('the node was asked', () => node.heard() !== '');
    abort.abort();
    expect((await failure).kind).toBe('timeout');
    await until('the node sees the close', () => node.openSockets() === 0);
  });

  test('ends when its own timeout is up, and leaves no socket open', async () => {
    const node = await start(startHang());
    const failure = await failureOf(party, ask(party, node.url, AbortSignal.timeout(50)));
    expect(failure.kind).toBe('timeout');
    await until('the node sees the close', () => node.openSockets() === 0);
  });

  test('leaves no socket open when its connection is closed', async () => {
    const [capture] = captures;
    if (!capture) throw new Error('no captures');
    const node = await start(answering(capture));
    const connection = system.connect(party.settings(node.url), NO_METER);
    await probe.fetch(connection, NEVER);
    system.close(connection);
    await until('the node sees the close', () => node.openSockets() === 0);
  });
});

import { afterEach, describe, expect, test } from 'vitest';
import { startElastic } from '#demo/elastic/wire/start.ts';
import { type Failure, type FailureKind, toFailure } from '#lib/failure.ts';
import { NO_METER } from '#lib/io/meter.ts';
import type { Parsed, Probe, System } from '#lib/system.ts';
import type { ElasticNode } from '#lib/systems/elastic/connection.ts';
import { systems } from '#lib/systems/index.ts';
import { startAnswer } from '#test/fakes/answer.ts';
import { closedPort } from '#test/fakes/closed-port.ts';
import { startDrip } from '#test/fakes/drip.ts';
import { startHang } from '#test/fakes/hang.ts';
import { startHugeBody } from '#test/fakes/huge-body.ts';
import { startOtherPage } from '#test/fakes/other-product.ts';
import { until } from '#test/fakes/until.ts';
import { CONTRACTS } from './contracts.ts';
import { HTTP_FAULTS, type HttpFault } from './http-faults.ts';

type AnyProbe = Probe<unknown, unknown, unknown, unknown>;
type Party = { system: System; probe: AnyProbe; settings(urls: readonly string[], probe: string): unknown };

const NEVER = new AbortController().signal;
const JSON_TYPE = { 'content-type': 'application/json' };

const PARTIES = systems.flatMap((system) => {
  const rest = CONTRACTS.find(({ system: name }) => name === system.name)?.rest;
  return rest ? system.probes.map((probe) => [`${system.name}/${probe.name}`, { system, probe, settings: rest.settings }] as const) : [];
});

const VERSIONS = [
  ['elasticsearch', '7.17.27'],
  ['elasticsearch', '8.19.2'],
  ['elasticsearch', '9.2.0'],
  ['opensearch', '2.19.1'],
  ['opensearch', '3.2.0'],
] as const;

/** The probe that is not there in every version: what is asked there is answered in words. */
const NOT_EVERYWHERE: Readonly<Record<string, readonly string[]>> = { report: ['7.17.27', '2.19.1', '3.2.0'] };

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function start<T extends { close(): Promise<void> }>(starting: Promise<T>): Promise<T> {
  const fake = await starting;
  open.push(() => fake.close());
  return fake;
}

function connect({ system, probe, settings }: Party, urls: readonly string[], isKnown = false): ElasticNode {
  // The connections of this system are of this type.
  const connection = system.connect(settings(urls, probe.name), NO_METER) as ElasticNode;
  open.push(() => system.close(connection));
  if (isKnown) for (const place of connection.places) place.product = { is: 'elasticsearch', version: '8.19.2' };
  return connection;
}

async function ask({ probe }: Party, connection: ElasticNode, signal = NEVER): Promise<Parsed<unknown>> {
  return probe.parse(await probe.fetch(connection, signal));
}

function failureOf({ probe }: Party, asked: Promise<unknown>): Promise<Failure> {
  const question = { node: 'edge/lb1', question: probe.question };
  return asked.then(
    () => toFailure(new Error('it gave an answer'), question),
    (error: unknown) => toFailure(error, question),
  );
}

describe.each(PARTIES)('%s', (_, party) => {
  const { system, probe } = party;

  test('has by default a timeout shorter than its interval', () => {
    const { intervalMs, timeoutMs } = probe.times(party.settings(['http://127.0.0.1:1/', 'http://127.0.0.1:2/'], probe.name));
    expect(timeoutMs).toBeGreaterThan(0);
    expect(timeoutMs).toBeLessThan(intervalMs);
  });

  test.each(VERSIONS)('reads %s %s, and can say why of everything that is not ok', async (product, version) => {
    const standin = await startElastic({ product, version });
    open.push(() => standin.stop());
    const settings = party.settings(
      standin.urls.map(({ url }) => url),
      probe.name,
    );
    const asked = ask(
      party,
      connect(
        party,
        standin.urls.map(({ url }) => url),
      ),
    );
    if (NOT_EVERYWHERE[probe.name]?.includes(version)) {
      expect((await failureOf(party, asked)).kind).toBe('unsupported');
      return;
    }
    const { value, producedAt } = await asked;
    const now = standin.now();
    const source = { system: system.name, group: 'edge', node: 'lb1', probe: probe.name };
    const window = [{ value, observedAt: now, producedAt, source }];
    const { judged, rows } = system.status({ probe: probe.name, window, settings, now });
    const wordless = [judged, ...rows.map((row) => row.judged)].filter(({ status, reason }) => status !== 'ok' && reason === '');
    expect(wordless).toEqual([]);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });

  describe.each([
    ['whoever answers is not known yet', false],
    ['it is known who answers', true],
  ])('while %s', (_, isKnown) => {
    test.each<HttpFault>([
      ...HTTP_FAULTS,
      ['an empty body', () => startAnswer({ status: 200 }), 'protocol'],
      ['an empty body of JSON', () => startAnswer({ status: 200, headers: JSON_TYPE }), 'protocol'],
      ['a web page of another product', startOtherPage, 'protocol'],
      ['JSON that is cut', () => startAnswer({ status: 200, headers: JSON_TYPE, body: '{"name":"es1","clus' }), 'protocol'],
      ['JSON of something else', () => startAnswer({ status: 200, headers: JSON_TYPE, body: '{"hello":"world"}' }), 'parse'],
      ['a list where an object belongs', () => startAnswer({ status: 200, headers: JSON_TYPE, body: '[7]' }), 'parse'],
      ['an endless body', startHugeBody, 'protocol'],
      [
        'too many requests',
        () =>
          startAnswer({
            status: 429,
            headers: JSON_TYPE,
            body: '{"error":{"type":"circuit_breaking_exception","reason":"[parent] Data too large"},"status":429}',
          }),
        'busy',
      ],
      [
        'no master',
        () =>
          startAnswer({
            status: 503,
            headers: JSON_TYPE,
            body: '{"error":{"type":"master_not_discovered_exception","reason":null},"status":503}',
          }),
        'http',
      ],
    ])('turns %s into the right failure, in words', async (what, fake, kind) => {
      const { url } = await start(fake());
      const failure = await failureOf(party, ask(party, connect(party, [url], isKnown)));
      expect({ ...failure, kind: mayBe(what, probe.name, kind, failure.kind) }).toMatchObject({
        ...{ kind, node: 'edge/lb1', question: probe.question, message: expect.stringMatching(/\w{3}/) },
      });
    });
  });

  test('is refused where nothing listens, and names every URL', async () => {
    const [first, second] = [await closedPort(), await closedPort()];
    const failure = await failureOf(party, ask(party, connect(party, [first.url, second.url])));
    expect(failure.kind).toBe('refused');
    if (probe.name !== 'own') expect(failure.message).toMatch(/lb1: .*lb2: /);
  });

  test.each([
    ['hangs', startHang],
    ['drips', () => startDrip('HTTP/1.1 200 OK\r\n\r\n#', 5)],
    ['drips its headers', () => startDrip('HTTP/1.1 200 OK\r\nx-filler: ', 5)],
  ])('ends when it is aborted while the node %s, and leaves no socket open', async (_, fake) => {
    const node = await start(fake());
    const abort = new AbortController();
    const failure = failureOf(party, ask(party, connect(party, [node.url]), abort.signal));
    await until('the node was asked', () => node.heard() !== '');
    abort.abort();
    expect((await failure).kind).toBe('timeout');
    await until('the node sees the close', () => node.openSockets() === 0);
  });
});

/** What the upkeep cannot have of one part it tells in its place: a right, or a request that is not known. */
function mayBe(what: string, probe: string, wanted: FailureKind, got: FailureKind): FailureKind {
  return what === '403' && probe === 'upkeep' && got === 'internal' ? wanted : got;
}

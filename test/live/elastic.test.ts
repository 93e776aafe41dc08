import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NO_METER } from '#lib/io/meter.ts';
import { Secret } from '#lib/secret.ts';
import { probesOf, type WitnessNode } from '#lib/system.ts';
import { elasticSection } from '#lib/systems/elastic/config.ts';
import { elastic } from '#lib/systems/elastic/index.ts';

/**
 * The real client, its probes and the witness against the cluster that VIGIL_TEST_ELASTIC names: the URLs of its nodes with commas between ("https://vigil:secret@es1:9200,https://vigil:secret@es2:9200").
 * It is only read. Its certificate is not checked. Skipped, and counted so, where there is none.
 */
const REAL = process.env.VIGIL_TEST_ELASTIC;
const ANSWERED_WITHIN_MS = 30_000;

type Asked = WitnessNode<unknown> & { connection: unknown };

/** Every URL as a node, asked as the user that stands in it. */
function nodesOf(urls: string): Asked[] {
  const nodes = urls.split(',').map((text, index) => {
    const url = new URL(text.trim());
    const [user, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
    Object.assign(url, { username: '', password: '' });
    return {
      name: `es${index + 1}`,
      url: url.href,
      tls: { verify: false },
      ...(user === '' ? {} : { read: { user, password: new Secret(password) } }),
    };
  });
  const section = elasticSection.read({ clusters: [{ name: 'real', nodes }] });
  if (!section.ok) throw new Error(section.misfits.map(({ message }) => message).join('; '));
  return (section.groups[0]?.nodes ?? []).map(({ name, settings }) => ({
    ...{ node: name, settings, windows: {} },
    connection: elastic.connect(settings, NO_METER),
  }));
}

describe.skipIf(REAL === undefined)('the cluster that VIGIL_TEST_ELASTIC names', () => {
  let nodes: Asked[] = [];
  beforeAll(() => {
    nodes = nodesOf(REAL ?? '');
  });
  afterAll(() => {
    for (const { connection } of nodes) elastic.close(connection);
  });

  test('is read by every probe that its version has, and every verdict that is not ok says why', { timeout: 120_000 }, async () => {
    for (const { node, settings, connection } of nodes) {
      for (const probe of probesOf(elastic, settings)) {
        const now = Date.now();
        const raw = await probe.fetch(connection, AbortSignal.timeout(ANSWERED_WITHIN_MS)).catch((error: unknown) => {
          if (probe.name === 'report' && error instanceof Error && 'kind' in error && error.kind === 'unsupported') return null;
          throw error;
        });
        if (raw === null) continue;
        const source = { system: 'elastic', group: 'real', node, probe: probe.name };
        const { value, producedAt } = probe.parse(raw);
        const { judged, rows } = elastic.status({
          probe: probe.name,
          settings,
          now,
          window: [{ value, observedAt: now, producedAt, source }],
        });
        const wordless = [judged, ...rows.map((row) => row.judged)].filter(({ status, reason }) => status !== 'ok' && reason === '');
        expect(wordless, `${node} ${probe.name}`).toEqual([]);
      }
    }
  });
});

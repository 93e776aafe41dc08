import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { examine } from '#components/doctor/doctor-client.ts';
import { DoctorLink } from '#components/doctor/doctor-link.tsx';
import { DoctorPage } from '#components/doctor/doctor-page.tsx';
import type { NodeReport, RightLine, RightState } from '#lib/doctor.ts';
import { draw, shapes, words } from '../draw.tsx';
import { NOW } from '../estate.ts';

const params = { text: '' };
vi.mock('next/navigation', () => ({ useSearchParams: () => new URLSearchParams(params.text) }));
afterEach(() => {
  params.text = '';
  vi.unstubAllGlobals();
});

const line = (right: string, state: RightState, isVital = false): RightLine => ({
  ...{
    panel: `panel of ${right}`,
    of: [],
    as: 'read',
    user: 'vigil',
    isVital,
    right,
    state,
    why: state === 'granted' ? null : `why ${state}`,
  },
});
const report = (node: string, lines: RightLine[], more: Partial<NodeReport> = {}): NodeReport => ({
  ...{ system: 'redis', systemTitle: 'Redis', group: 'cache', groupTitle: 'Cache', node, address: `${node}:6379`, askedAt: NOW - 1_000 },
  ...{ tookMs: 5, version: '7.0.15', lines, grants: [], failures: [], unasked: null, ...more },
});

const FINE = report('fine', [line('+info', 'granted')]);
const POOR = report('poor', [line('+info', 'missing', true), line('+role', 'granted')], {
  grants: [{ as: 'read', user: 'vigil', statements: ['ACL SETUSER vigil +info'], note: 'in redis-cli' }],
});
const DUMB = report('dumb', [line('+save', 'untold'), line('+info', 'granted')]);
const DEAD = report('dead', [line('+info', 'unasked')], { unasked: 'connection refused' });

type Asked = typeof examine;

async function page(ask: Asked) {
  const { container } = draw(<DoctorPage ask={ask} />);
  await act(async () => undefined);
  return container;
}

const tells =
  (...reports: NodeReport[]): Asked =>
  async (_scope, { onBegin, onNode }) => {
    onBegin(reports.length);
    for (const one of reports) onNode(one);
    return { ok: true };
  };

describe('the page of the doctor', () => {
  test('names the worst first, with what is missing for which panel and what to run', async () => {
    const container = await page(tells(FINE, DUMB, DEAD, POOR));
    const titles = [...container.querySelectorAll('h2')].map((head) => words(head));
    expect(titles.map((title) => /poor|dead|dumb|fine/.exec(title)?.[0])).toEqual(['poor', 'dead', 'dumb', 'fine']);
    const poor = screen.getByRole('region', { name: 'Redis, Cache, poor' });
    expect(words(poor)).toContain('1 missing, 1 granted');
    expect(words(poor)).toContain('ACL SETUSER vigil +info');
    expect(words(poor)).toMatch(/\+infomissingpanel of \+infovital/);
    expect(shapes(poor, 'critical')).toBeGreaterThan(0);
  });

  test.each([
    ['cannot be told', DUMB, 'unknown'],
    ['nobody could ask', DEAD, 'unknown'],
    ['nothing was found', report('empty', []), 'unknown'],
  ])('what %s is never shown as well', async (_name, one, status) => {
    const container = await page(tells(one));
    const head = container.querySelector('h2');
    if (!head) throw new Error('no head');
    expect([shapes(head, status), shapes(head, 'ok')]).toEqual([1, 0]);
  });

  test('what is granted is folded, and everything else is not', async () => {
    const container = await page(tells(FINE, POOR, DUMB, DEAD));
    expect([...container.querySelectorAll('details')].map(({ open }) => open)).toEqual([false, false, false]);
    expect(container.querySelectorAll('table')).toHaveLength(3);
    expect([...container.querySelectorAll('tbody tr')].filter((row) => / ?granted/.test(words(row)))).toEqual([]);
  });

  test('a right that several panels take stands once, with all of them, and is vital if one of them is', async () => {
    const lines = [line('+info', 'missing'), { ...line('+info', 'missing', true), panel: 'another' }, line('+role', 'missing')];
    const container = await page(tells(report('poor', lines)));
    expect([...container.querySelectorAll('tbody tr')].map(words)).toEqual([
      expect.stringMatching(/\+info ?missing ?panel of \+info; another ?vital/),
      expect.stringMatching(/\+role ?missing ?panel of \+role/),
    ]);
    expect(shapes(container, 'critical')).toBe(2);
  });

  test('why nobody could ask stands there', async () => {
    expect(words(await page(tells(DEAD)))).toContain('Nobody could ask itConnection refused. Which rights are there is not known.');
  });

  test('what was found long ago is no state any more', async () => {
    const container = await page(tells({ ...FINE, askedAt: NOW - 400_000 }));
    const head = container.querySelector('h2');
    if (!head) throw new Error('no head');
    expect([shapes(head, 'stale'), shapes(head, 'ok')]).toEqual([1, 0]);
    expect(words(container)).toContain('old, ask again');
  });

  test('an answer that breaks off is said, with how many are known', async () => {
    const container = await page(async (_scope, { onBegin, onNode }) => {
      onBegin(2);
      onNode(FINE);
      return { ok: false, message: 'it broke off' };
    });
    expect(words(container)).toContain('Not every node was askedIt broke off. 1 of 2 nodes stand below; nothing is known of the others.');
    expect(shapes(container, 'critical')).toBe(1);
  });

  test('asks for the node of the address, and again by hand', async () => {
    params.text = 'system=redis&group=cache&node=fine';
    const ask = vi.fn(tells(FINE));
    await page(ask);
    expect(ask.mock.calls[0]?.[0]).toEqual({ system: 'redis', group: 'cache', node: 'fine' });
    fireEvent.click(screen.getByRole('button', { name: 'Ask again' }));
    await act(async () => undefined);
    expect(ask).toHaveBeenCalledTimes(2);
    expect(screen.getAllByRole('region')).toHaveLength(1);
  });
});

describe('how it asks', () => {
  const heardFrom = async (...parts: string[]) => {
    const text = new TextEncoder();
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const part of parts) controller.enqueue(text.encode(part));
        controller.close();
      },
    });
    vi.stubGlobal('fetch', async () => new Response(body));
    const nodes: string[] = [];
    const scope = { system: '', group: '', node: '' };
    const ended = await examine(scope, { onBegin: () => undefined, onNode: ({ node }) => nodes.push(node) }, AbortSignal.timeout(5_000));
    return { nodes, ended };
  };
  const begin = `${JSON.stringify({ is: 'begin', at: 1, nodes: 1 })}\n`;
  const node = `${JSON.stringify({ is: 'node', report: FINE })}\n`;
  const end = `${JSON.stringify({ is: 'end', at: 2 })}\n`;

  test('lines that come in pieces are put together', async () => {
    expect(await heardFrom(begin + node.slice(0, 40), node.slice(40) + end)).toEqual({ nodes: ['fine'], ended: { ok: true } });
  });

  test.each([
    ['without its end', [begin, node]],
    ['cut within a line', [begin, node, end.slice(0, 5)]],
    ['that is no JSON', ['<html>\n']],
    ['that is empty', []],
  ])('an answer %s is not whole', async (_name, parts) => {
    expect((await heardFrom(...parts)).ended.ok).toBe(false);
  });
});

test.each([
  ['permission', 1],
  ['auth', 1],
  ['timeout', 0],
] as const)('a failure of kind %s leads to the doctor: %i', (kind, links) => {
  const { container } = draw(<DoctorLink of={{ system: 'sql', group: 'shop', node: 'a b' }} failure={{ kind }} />);
  expect([...container.querySelectorAll('a')].map((link) => link.getAttribute('href'))).toEqual(
    Array.from({ length: links }, () => '/doctor?system=sql&group=shop&node=a+b'),
  );
});

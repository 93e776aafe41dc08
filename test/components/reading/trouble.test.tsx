import { describe, expect, test } from 'vitest';
import { ProbeTrouble } from '#components/reading/probe-trouble.tsx';
import type { ProbeRow } from '#lib/feed/events.ts';
import type { Moment } from '#lib/reading.ts';
import { draw, shapes, words } from '../draw.tsx';
import { failing, MOMENT, NEVER_READ, NOW, probe, readAgo, SILENT } from '../estate.ts';

const trouble = (row: ProbeRow, moment: Moment = MOMENT) =>
  draw(<ProbeTrouble probe={row} moment={moment} action={<button type="button">Poll now</button>} />).container;

describe('a panel without values it can trust says', () => {
  test('nothing while the values are fresh', () => expect(words(trouble(probe()))).toBe(''));

  test('nothing while silence is not yet stale: the age says it', () => {
    expect(words(trouble(probe({ ...readAgo(8_000), ...failing('timeout', 6_000) })))).toBe('');
  });

  test('that a first poll is under way, whom it asks and how long it waits', () => {
    const page = trouble(probe({ ...NEVER_READ, asked: { times: 1, since: NOW - 1_000 } }));
    expect(words(page)).toContain('First poll under way');
    expect(words(page)).toContain('Asked lb05:8404 1s ago, waits up to 3s');
    expect(shapes(page, 'unknown')).toBe(1);
  });

  test('that it was not asked yet', () => expect(words(trouble(probe({ ...NEVER_READ, asked: null })))).toContain('Not asked yet'));

  test('what was refused at once, since when and how often, while the last values are still fresh', () => {
    const page = trouble(probe(failing('refused', 60_000, 'connection refused by lb05:8404')));
    expect(words(page)).toContain('Connection refused');
    expect(words(page)).toContain(
      'Connection refused by lb05:8404. Last tried 1s ago, failed 3 times since 14:10:12 UTC. Last read 2s ago.',
    );
    expect(words(page)).toContain('Poll now');
    expect(shapes(page, 'critical')).toBe(1);
  });

  test('what came instead of an answer', () => {
    expect(words(trouble(probe(failing('http', 60_000, 'answered 503'))))).toContain('Received: HTTP/1.1 503 <html>');
  });

  test('that it was never read and is out of time', () => {
    const page = trouble(probe({ ...NEVER_READ, asked: { times: 4, since: NOW - 20_000 } }));
    expect(words(page)).toContain('never read, asked 4 times in 20s');
    expect(shapes(page, 'stale')).toBe(1);
  });

  test('a missing right as unknown and not as the fault of the node', () => {
    const page = trouble(probe({ vital: false, ...failing('permission', 60_000, 'needs +client|list') }));
    expect(words(page)).toContain('Not permitted');
    expect(shapes(page, 'unknown')).toBe(1);
    expect(shapes(page, 'critical')).toBe(0);
    expect(words(page)).toContain('Nothing else of this node is affected');
  });

  test('that a vital missing right is the trouble of the whole node', () => {
    const page = trouble(probe(failing('permission', 60_000, '403: this user may not read it')));
    expect(words(page)).toContain(
      'Not permitted403: this user may not read it. Asked at lb05:8404. Which rights are missingLast tried 1s ago',
    );
    expect(words(page)).not.toContain('Nothing else');
    expect(shapes(page, 'critical')).toBe(1);
  });

  test('that clocks disagree, by how much, whose, and that no age can be told', () => {
    const page = trouble(probe({ newest: { observedAt: NOW - 1_000, producedAt: NOW + 200_000 } }));
    expect(words(page)).toBe(
      'Clocks disagreeWhat lb05 said is stamped 3m 20s ahead of Vigil’s clock: how old it is cannot be told. ' +
        'Compare the clock of lb05:8404 with that of the machine that runs Vigil.Poll now',
    );
    expect(shapes(page, 'stale')).toBe(1);
  });

  test.each([
    'timeout',
    'refused',
    'unreachable',
    'dns',
    'tls',
    'auth',
    'http',
    'protocol',
    'parse',
    'permission',
    'unsupported',
    'busy',
    'internal',
  ] as const)('never the shape of ok: %s, stale, on a silent feed', (kind) =>
    expect(shapes(trouble(probe({ ...readAgo(60_000), ...failing(kind, 60_000) }), SILENT), 'ok')).toBe(0),
  );
});

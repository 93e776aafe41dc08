import { screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { Watched } from '#lib/attention/closed.ts';
import { press } from '../actions/door.tsx';
import { shapes, words } from '../draw.tsx';
import { NOW, SILENT } from '../estate.ts';
import { page, region } from './issues-page.tsx';
import { acknowledgement, closedAnswer, closedIssue, found, HOUR_MS, MINUTE_MS, PARTS, planned, WEB02, WEB03, WELL } from './made-up.ts';

const inRegion = (name: string) => words(region(name));
const ACKNOWLEDGED = found(PARTS, { attention: { acknowledgements: [acknowledgement()] } });
const PLANNED = found(PARTS, { attention: { maintenances: [planned()] } });

describe('what is open', () => {
  test('is said worst first in the sentences of the overview, each under an address of its own', () => {
    page();
    const lines = within(region('Open')).getAllByRole('listitem');
    expect(lines.map(words)).toEqual([
      expect.stringContaining('web02 is down: L7STS 503critical · HAProxy, Public, in be_web, on lb05.'),
      expect.stringContaining('web03 is failing its checks'),
    ]);
    expect(lines.map(({ id }) => id)).toEqual([WEB02, WEB03]);
    expect(inRegion('Out on purpose')).toContain('web04');
  });

  test('that nothing is wrong is said with its proof, and each empty list in words', async () => {
    page({ issues: found(WELL) });
    expect(inRegion('Open')).toContain('All 1 HAProxy instance ok');
    expect(inRegion('Quiet')).toContain('Nothing that is wrong is acknowledged');
    expect(inRegion('Out on purpose')).toContain('nothing says that it is drained or in maintenance');
    expect(inRegion('Planned maintenance')).toContain('No maintenance is planned');
    expect(await screen.findByText('Nothing has closed since then.')).toBeTruthy();
  });

  test('while the feed is silent nothing is said to be well or in rotation', () => {
    const { container } = page({ issues: found(WELL, { moment: SILENT }), moment: SILENT });
    expect(shapes(container, 'ok')).toBe(0);
    expect(inRegion('Open')).toContain('Vigil itself');
    expect(inRegion('Out on purpose')).toContain('Not known');
  });

  test('a filter narrows every list, and says what it leaves out', () => {
    page({ filter: 'status:critical' });
    expect(within(region('Open')).getAllByRole('listitem')).toHaveLength(1);
    expect(inRegion('Out on purpose')).toContain('No one of them matches the filter.');
    press('Matches 1 of 3. Clear the filter');
    expect(within(region('Open')).getAllByRole('listitem')).toHaveLength(2);
  });

  test('a filter that leaves no open issue does not say that nothing is wrong', () => {
    page({ filter: 'nothing like it' });
    expect(inRegion('Open')).toContain('No open issue matches the filter.');
    expect(inRegion('Open')).not.toContain('ok');
  });
});

describe('what is quiet', () => {
  test('keeps its shape and word, and says who, when, until when and why', () => {
    page({ issues: ACKNOWLEDGED });
    const quiet = region('Quiet');
    expect(words(quiet)).toContain('critical ·');
    expect(words(quiet)).toContain('acknowledged by ann at 14:01 UTC, until 15:11 UTC: ticket 4711');
    expect(shapes(quiet, 'critical')).toBe(1);
    expect(shapes(quiet, 'ok')).toBe(0);
    expect(inRegion('Open')).not.toContain('web02');
  });

  test('by planned work says whose, until when and why', () => {
    page({ issues: PLANNED });
    expect(inRegion('Quiet')).toContain('planned maintenance until 15:11 UTC by jeff: kernel update');
    expect(within(region('Quiet')).queryByRole('button', { name: /^(Acknowledge|Withdraw)/ })).toBeNull();
  });

  test('is not so any more once it is worse, and that is said', () => {
    page({ issues: found(PARTS, { attention: { acknowledgements: [acknowledgement({ status: 'warning' })] } }) });
    expect(inRegion('Open')).toContain('acknowledged by ann as warning, is critical now: ticket 4711');
    expect(screen.getByRole('button', { name: 'Acknowledge web02' })).toBeTruthy();
  });

  test('is withdrawn with one press, which is read out', async () => {
    const { sent } = page({ issues: ACKNOWLEDGED });
    press('Withdraw the acknowledgement of web02');
    expect(await screen.findByText('The acknowledgement of web02 is withdrawn.')).toBeTruthy();
    expect(sent.withdrawn).toEqual([WEB02]);
  });

  test('that could not be withdrawn says why', async () => {
    page({ issues: ACKNOWLEDGED, answer: { ok: false, message: 'not acknowledged (error k3f9)' } });
    press('Withdraw the acknowledgement of web02');
    expect(await screen.findByText('not acknowledged (error k3f9)')).toBeTruthy();
  });

  test('where all that is wrong is quiet, that is said and nothing is called well', () => {
    const both = [acknowledgement(), acknowledgement({ key: WEB03, status: 'warning' })];
    const { container } = page({ issues: found(PARTS, { attention: { acknowledgements: both } }) });
    expect(inRegion('Open')).toContain('Nothing else is wrong: 2 acknowledged');
    expect(inRegion('Open')).toContain('the worst of it critical');
    expect(shapes(container, 'ok')).toBe(0);
  });
});

describe('what is closed', () => {
  const ONE = closedIssue({ acknowledged: acknowledgement() });
  const OTHER = closedIssue({ subject: 'web10', since: { at: NOW - HOUR_MS, how: 'before' }, closedAt: NOW - 20 * MINUTE_MS, symptoms: 1 });

  test('says how bad it was, since when, until when and who knew of it, the last first, and since when that is known', async () => {
    page({ closed: [closedAnswer([ONE, OTHER])] });
    await screen.findByText('web10');
    expect(inRegion('Closed')).toContain('Vigil has watched since 12:11:12 UTC; nothing before that is known');
    const rows = within(region('Closed')).getAllByRole('row').slice(1).map(words);
    expect(rows).toEqual([
      'criticalweb10: down: L4CON · HAProxy, Publicsince before 13:11:12 UTC13:51:12 UTCmore than 40m 00s–by nobody',
      'criticalweb09: down: L4CON · HAProxy, Public, 2 symptoms at mostsince 13:11:12 UTC13:41:12 UTC30m 00sby ann: ticket 4711',
    ]);
  });

  test.each<[string, Watched['gaps'], string]>([
    ['once', [{ from: NOW - HOUR_MS, to: NOW - HOUR_MS + 90_000 }], 'but for 1m 30s from 13:11:12 UTC to 13:12:42 UTC'],
    [
      'twice',
      [
        { from: NOW - HOUR_MS, to: NOW - HOUR_MS + 90_000 },
        { from: NOW - 30 * MINUTE_MS, to: NOW - 29 * MINUTE_MS },
      ],
      'but for 2 times, 2m 30s in all, the last from 13:41:12 UTC to 13:42:12 UTC',
    ],
  ])('says that Vigil did not look %s', async (_name, gaps, said) => {
    const answer = closedAnswer([]);
    page({ closed: [answer.ok ? { ...answer, value: { ...answer.value, gaps } } : answer] });
    await screen.findByText('Nothing has closed since then.');
    expect(inRegion('Closed')).toContain(`Vigil has watched since 12:11:12 UTC, ${said}; nothing before that is known`);
  });

  test.each<[string, 'did not look' | 'not watched', 'seen' | 'before', string]>([
    ['while Vigil did not look', 'did not look', 'seen', 'while Vigil did not look, between 13:31:12 UTC and 13:41:12 UTCat most 30m 00s'],
    ['while nobody knows how long it lasted', 'did not look', 'before', 'between 13:31:12 UTC and 13:41:12 UTCabout 30m 00s'],
    [
      'because it is not configured any more',
      'not watched',
      'seen',
      'not watched any more, between 13:31:12 UTC and 13:41:12 UTCat most 30m 00s',
    ],
  ])('%s says so, and never the moment', async (_name, why, how, said) => {
    const [from, to] = [NOW - 40 * MINUTE_MS, NOW - 30 * MINUTE_MS];
    page({ closed: [closedAnswer([closedIssue({ since: { at: NOW - HOUR_MS, how }, unseen: { from, to, why } })])] });
    await screen.findByText('web09');
    expect(inRegion('Closed')).toContain(said);
  });

  test('that could not be read says so and is no empty list', async () => {
    page({ closed: [{ ok: false, message: 'needs the right to view (error k3f9)' }, closedAnswer([ONE])] });
    expect(await screen.findByText('What is closed could not be read')).toBeTruthy();
    expect(inRegion('Closed')).toContain('Needs the right to view (error k3f9).');
    expect(inRegion('Closed')).not.toContain('Nothing has closed');
    press('Try again');
    expect(await screen.findByText('web09')).toBeTruthy();
  });

  test('that cannot be read again stays, as of when it was read', async () => {
    const { redraw } = page({ closed: [closedAnswer([ONE]), { ok: false, message: 'Vigil did not answer' }] });
    await screen.findByText('web09');
    redraw(found(WELL));
    expect(await screen.findByText('What is closed could not be read again')).toBeTruthy();
    expect(inRegion('Closed')).toContain('as of 14:11:12 UTC');
    expect(screen.getByText('web09')).toBeTruthy();
  });

  test('is read again when another issue is open than before, and not when the same are', async () => {
    const { sent, redraw } = page({ closed: [closedAnswer([]), closedAnswer([ONE])] });
    await screen.findByText('Nothing has closed since then.');
    redraw(found(PARTS));
    expect(sent.reads).toBe(1);
    redraw(found(WELL));
    expect(await screen.findByText('web09')).toBeTruthy();
    expect(sent.reads).toBe(2);
  });
});

describe('an address of one issue', () => {
  const open = (key: string, issues = found(PARTS)) => {
    window.location.hash = encodeURIComponent(key);
    Element.prototype.scrollIntoView = () => {};
    page({ issues });
    window.location.hash = '';
  };

  test('leads to it', () => {
    open(WEB03);
    expect(document.activeElement?.id).toBe(WEB03);
    expect(screen.queryByText(/issue of this address/)).toBeNull();
  });

  test('says that it is not open any more', () => {
    open(WEB02, found(WELL));
    expect(screen.getByText('The issue of this address is not open now')).toBeTruthy();
  });
});

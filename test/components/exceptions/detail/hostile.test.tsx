import { screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { until } from '#test/fakes/until.ts';
import { press } from '../../actions/door.tsx';
import { words } from '../../draw.tsx';
import { errorRow, frame, NO_SECTIONS, named, openDetail, SHOWN, storeSays, told } from './told.tsx';

const SCRIPT = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>';
const VALUES = 'Show values, writes an audit line';
const JSON_BUTTON = 'Show JSON, writes an audit line';

/** Everything that an error can hold is this text. */
function full(text: string) {
  const row = errorRow({
    app: text,
    machine: text,
    type: text,
    message: text,
    host: text,
    url: text,
    method: text,
    category: text,
    source: text,
  });
  const one = [named(text, text)];
  return told({
    ...SHOWN,
    ...{ row, text, fullUrl: text, ip: text, trouble: text },
    chain: [
      {
        ...{ type: text, message: text, folds: [{ from: 1, to: 2, words: text }] },
        frames: [frame(text, { file: text, line: 1, parts: [{ text, is: 'strong' }], link: 'https://src.test/' }), frame(text)],
      },
    ],
    sections: { query: one, form: one, cookies: one, headers: one, serverVariables: one, customData: one },
    commands: [{ type: `SQL ${text}`, text, data: one }],
    shape: { shape: '0123456789abcdef', firstAt: 1, flag: 'regressed', cleared: { at: 1, by: text } },
  });
}

/** Opens an error and shows all that can be shown of it. */
async function openAll(text: string): Promise<HTMLElement> {
  storeSays({ error: { answer: full(text) }, 'error-details': { answer: full(text) }, raw: { answer: { json: text, isCut: true } } });
  const { detail } = openDetail({ search: 'img' });
  await screen.findByRole('region', { name: 'Cookies' });
  press(VALUES);
  press(JSON_BUTTON);
  await until('both are shown', () => within(detail).queryAllByText('Hide').length === 2);
  return detail;
}

describe('what an application logged', () => {
  test('is text and never part of the page, in every field', async () => {
    const detail = await openAll(SCRIPT);
    expect(detail.querySelector('img:not([role]), script, [onerror]')).toBeNull();
    expect('hit' in window).toBe(false);
    press('As stored');
    expect(detail.querySelector('img, script')).toBeNull();
    expect(words(detail).split('onerror=').length).toBeGreaterThan(20);
  });

  test.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'JaVaScRiPt://example.test/%0aalert(1)',
    '//evil.test/',
    '/audit',
    'ftp://x.test/',
    'https://',
    ' https://x y',
  ])('leads nowhere when it is no address of the web: %s', async (text) => {
    const detail = await openAll(text);
    const own = within(detail).getByRole('navigation', { name: 'Related errors' });
    const links = [...detail.querySelectorAll('a')].filter((link) => !own.contains(link) && link.href !== 'https://src.test/');
    expect(links.map((link) => link.getAttribute('href')?.replace(/\?.*/, '')).toSorted()).toEqual([
      ...['/audit', '/audit', '/exceptions/ny/6f1b2b0e-6a0b-4d55-9d1a-0d6c9a6f6f10'],
    ]);
  });

  test('leads there when it is, telling nobody from where', async () => {
    const text = 'https://example.test/a?b=1';
    const detail = await openAll(text);
    const links = [...detail.querySelectorAll<HTMLAnchorElement>(`a[href="${text}"]`)];
    expect(links.length).toBe(7);
    for (const { rel, target, title } of links) expect([rel, target, title]).toEqual(['noopener noreferrer nofollow', '_blank', text]);
  });

  test('from right to left keeps to itself, and what turns the direction is named', async () => {
    const detail = await openAll('\u202eevil שלום');
    expect(words(detail)).not.toContain('\u202e');
    const walker = document.createTreeWalker(detail, NodeFilter.SHOW_TEXT);
    const open: string[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      if (node.textContent?.includes('שלום') && !node.parentElement?.closest('bdi, pre')) open.push(node.textContent);
    expect(open).toEqual([]);
  });

  test('that cannot be seen is made to', async () => {
    const detail = await openAll('a\u0000b');
    expect(words(detail)).not.toContain('\u0000');
    expect(words(detail)).toContain('a␀b');
  });
});

describe('what is very long', () => {
  const MOST_DRAWN = 400_000;
  const LONG = 'x'.repeat(5_000_000);

  test('is drawn in steps in every field, and says how much of it', async () => {
    const detail = await openAll(LONG);
    expect(detail.textContent?.length).toBeLessThan(MOST_DRAWN);
    expect(words(detail)).toContain('20,000 of 5,000,000 characters');
    press('As stored');
    expect(detail.textContent?.length).toBeLessThan(MOST_DRAWN);
  });

  test('is there to its end: each step shows more', async () => {
    const text = `${'line of a stack\n'.repeat(20_000)}the end`;
    storeSays({ error: { answer: told({ text, sections: NO_SECTIONS, commands: [] }) } });
    const { detail } = openDetail();
    await screen.findByText('As stored');
    press('As stored');
    expect(detail.textContent).not.toContain('the end');
    press('Show more');
    press('Show more');
    expect(detail.querySelector('pre.text')?.textContent).toBe(text);
    expect(screen.queryByText('Show more')).toBeNull();
  });

  test('of 50,000 frames some hundreds are drawn, and the rest is counted', async () => {
    const frames = Array.from({ length: 50_000 }, (_, index) => frame(`Own.F${index}`));
    const folds = Array.from({ length: 10_000 }, (_, index) => ({ from: index * 5, to: index * 5 + 1, words: '2 frames, X' }));
    storeSays({ error: { answer: told({ chain: [{ type: 'T', message: 'm', frames, folds }] }) } });
    const { detail } = openDetail();
    await screen.findByText('+ 39,800 more lines');
    expect(detail.querySelectorAll('.frame, .fold').length).toBeLessThan(300);
    press('+ 39,800 more lines');
    expect(screen.getByText('+ 38,800 more lines')).toBeTruthy();
  });

  test('of 5,000 cookies a hundred are drawn, and all are counted', async () => {
    const cookies = Array.from({ length: 5_000 }, (_, index) => named(`c${index}`, 'v'));
    storeSays({ error: { answer: told({ sections: { ...NO_SECTIONS, cookies } }) } });
    openDetail();
    const section = await screen.findByRole('region', { name: 'Cookies' });
    expect([section.querySelectorAll('tr').length, words(section)]).toEqual([100, expect.stringContaining('100 of 5,000')]);
  });
});

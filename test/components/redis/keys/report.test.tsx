import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Report } from '#components/redis/keys/report.tsx';
import type { KeyAnalysis } from '#lib/systems/redis/keys/model.ts';
import { analysis, tally } from './hand-made.ts';

const address = vi.hoisted(() => ({ search: '' }));
vi.mock('next/navigation', () => ({ useSearchParams: () => new URLSearchParams(address.search) }));

afterEach(() => {
  cleanup();
  address.search = '';
});

function report(over: Partial<KeyAnalysis> = {}, search = '') {
  address.search = search;
  return render(<Report analysis={analysis(over)} changes={null} titles={new Map([[0, 'Core']])} />);
}

describe('an analysis of keys', () => {
  test('that ended early says after how much and why, above all figures', () => {
    report({ stopped: 'the node became a master', part: 0.38 });
    expect(screen.getByText('Ended after 38.0 % of the keys')).toBeTruthy();
    expect(screen.getByText(/The node became a master\. All figures below are of that part\./)).toBeTruthy();
  });

  test('tells what stands under a beginning, and leads below it', () => {
    report();
    const table = screen.getByRole('table', { name: 'Beginnings of names' });
    expect(within(table).getByRole('button', { name: 'user:' })).toBeTruthy();
    expect(within(table).queryByRole('button', { name: 'session' })).toBeNull();
    fireEvent.click(within(table).getByRole('button', { name: 'user:' }));
    expect(new URLSearchParams(window.location.search).get('under')).toBe('["user:"]');
  });

  test('says that a sum may be too small', () => {
    report({}, `under=${encodeURIComponent('["user:","<id>:"]')}`);
    expect(screen.getByText('≥ 100 B')).toBeTruthy();
  });

  test.each([
    ['names', ''],
    ['the biggest keys', 'part=biggest'],
  ])('without the right to details shows no name among %s', (_what, search) => {
    const { container } = report(
      { prefixes: null, biggest: analysis().biggest.map((one) => ({ ...one, all: one.all.map((key) => ({ ...key, name: null })) })) },
      search,
    );
    expect(container.textContent).toMatch(/right to details/);
    expect(container.textContent).not.toMatch(/user:1/);
  });

  test('says what was not counted, and which databases were left out', () => {
    const [whole] = analysis().databases;
    report({ databases: whole ? [{ ...whole, gone: 2 }] : [], skippedDatabases: [{ database: 3, keys: 12 }] }, 'part=coverage');
    expect(screen.getByText('2 deleted or expired before they were asked about')).toBeTruthy();
    expect(screen.getByText('all of it: it was not asked for')).toBeTruthy();
    expect(screen.getByText('db0 Core')).toBeTruthy();
  });

  test('says above all figures which keys and databases are in none of them', () => {
    const [whole] = analysis().databases;
    const { container } = report({
      databases: whole ? [{ ...whole, notPermitted: 900 }] : [],
      skippedDatabases: [{ database: 3, keys: 12 }],
    });
    expect(container.textContent).toMatch(/900 keys are not in these figures/);
    expect(container.textContent).toMatch(/Not read, as it was not asked for: db3\b/);
  });

  test('keys that match no pattern have a line of their own', () => {
    report({ noPattern: tally(4, 200) }, 'part=pattern');
    expect(screen.getByText('matches none of them')).toBeTruthy();
  });
});

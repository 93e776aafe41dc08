import { SearchParamsContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime';
import { SWRConfig } from 'swr';
import { expect, test } from 'vitest';
import { ActionsProvider } from '#components/actions/actions-context.tsx';
import { IssuesContext } from '#components/issues/issues-context.tsx';
import { InstanceBoard } from '#components/redis/instance/instance-board.tsx';
import { toLine } from '#components/redis/node-line.ts';
import type { Finding } from '#lib/finding.ts';
import { finding } from '../../issues/finding.ts';
import { VIEWER } from '../actions/door.tsx';
import { draw, words } from '../draw.tsx';
import { NOW } from '../estate.ts';
import { found } from '../issues/made-up.ts';
import { redisProbe, rowOf, view } from './estate.ts';

const PROBE = redisProbe('a', 1);
const ROWS = [rowOf(view('a', 1))];

/** The page of a node that is well by its own word, where its group proves this. */
function page(findings: readonly Finding[]): HTMLElement {
  const { container } = draw(
    <SWRConfig value={{ provider: () => new Map() }}>
      <SearchParamsContext value={new URLSearchParams() as never}>
        <ActionsProvider viewer={VIEWER}>
          <IssuesContext value={found([{ probe: PROBE, rows: ROWS }], { findings })}>
            <InstanceBoard line={toLine(PROBE, ROWS)} />
          </IssuesContext>
        </ActionsProvider>
      </SearchParamsContext>
    </SWRConfig>,
    { probes: [PROBE] },
  );
  return container;
}

const stuck = (node: string): Finding =>
  finding([node], {
    ...{ system: 'redis', group: 'sessions', id: 'stuck', kind: 'stuck', title: 'Stuck', subject: node, place: '', host: null },
    ...{ probe: 'info', told: ['carries nothing out'], rows: [{ node, row: 'server' }] },
    verdict: { status: 'critical', reason: 'carries nothing out', since: { at: NOW - 30_000, how: 'seen' } },
  });

const headOf = (container: Element): string | null | undefined =>
  container.querySelector('h1 [aria-label], h1 [title], h1 svg')?.getAttribute('aria-label');

test('the page of a node that is well by its own word is as bad as what its group proves of it, and says why', () => {
  const shown = page([stuck('a')]);
  expect(words(shown)).toMatch(/By its newest reading\s*critical/);
  expect(words(shown)).toContain('carries nothing out');
  expect(headOf(shown)).toBe('critical');
});

test('what is proved of another node makes it no worse', () => {
  const shown = page([stuck('b')]);
  expect(words(shown)).not.toMatch(/By its newest reading\s*critical/);
  expect(headOf(shown)).toBe('ok');
});

import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { HaproxyBoard } from '#components/haproxy/haproxy-board.tsx';
import type { RowsOf } from '#components/reading/gather-rows.tsx';
import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import { sourceId } from '#lib/reading.ts';
import type { Status } from '#lib/status.ts';
import { draw, shapes, words } from '../draw.tsx';
import { NEVER_READ, NOW, probe, ROWS, readAgo, row, state } from '../estate.ts';
import { Folding, names } from './folding.tsx';

describe('a tier of several instances', () => {
  const LB06 = probe({}, 'lb06');
  const head = row({ kind: 'backend', name: 'BACKEND', sessions: 7 });
  const tier = (...parts: [ProbeRow, ...LiveRow[]][]) => {
    const byId: RowsOf = new Map(parts.map(([one, ...rows]) => [sourceId(one.source), rows]));
    const probes = parts.map(([one]) => one);
    return draw(
      <Folding>
        <HaproxyBoard probes={probes} rows={byId} filter="" onFilter={() => {}} />
      </Folding>,
      { probes },
    ).container;
  };
  const lineOf = (name: string) => screen.getByRole('rowheader', { name: new RegExp(`^${name}`) }).closest('tr') ?? expect.unreachable();
  const says = (name: string) => [...lineOf(name).querySelectorAll('.inst [role="img"]')].map((shape) => shape.getAttribute('aria-label'));
  const web = (over: Parameters<typeof row>[0] = {}, ...rest: [Status?, string?]) => row({ sessions: 7, weight: 10, ...over }, ...rest);
  const DRAIN = { state: state({ word: 'drain', said: 'DRAIN' }) } as const;

  test('draws each row once, with its sum, and how each instance has it', () => {
    tier([probe(), head, web({}, 'warning')], [LB06, head, web({ sessions: 3 })]);
    expect(names()).toEqual(['be_web', 'web01']);
    expect(words(lineOf('web01'))).toContain('10');
    expect(says('web01')).toEqual(['lb05: up, read 2s ago', 'lb06: up, read 2s ago']);
    expect(says('be_web')).toEqual(['lb05: 1 up, read 2s ago', 'lb06: 1 up, read 2s ago']);
  });

  test('says every state and every weight where they differ, and who says which', () => {
    tier([probe(), head, web(DRAIN, 'maintenance', 'draining')], [LB06, head, web({ weight: 5 }, 'warning', 'busy')]);
    expect(words(lineOf('be_web'))).toContain('1 differs');
    expect(words(lineOf('web01'))).toContain('drain ≠ up');
    expect(words(lineOf('web01'))).toContain('10 ≠ 5');
    expect(screen.getByText('drain ≠ up').title).toBe('lb05 says DRAIN: draining\nlb06 says UP: busy');
  });

  test('says of what an instance does not have that it is not there', () => {
    tier([probe(), head, web({}, 'warning')], [LB06, head]);
    expect(says('web01')).toEqual(['lb05: up, read 2s ago', 'lb06: not there, read 2s ago']);
  });

  test('an instance that is too old makes its column and the sums old, and not what is fresh', () => {
    tier([probe(), head, web({}, 'warning')], [probe(readAgo(48_000), 'lb06'), head, web()]);
    expect(words(lineOf('be_web'))).toContain('sums are 48s old');
    expect(words(lineOf('web01'))).toContain('48s old');
    expect(says('web01')).toEqual(['lb05: up, read 2s ago', 'lb06: up, stale 48s']);
    expect(lineOf('web01').className).toContain('hatch');
    expect([...lineOf('web01').querySelectorAll('.inst')].map((cell) => cell.className)).toEqual(['inst fresh', 'inst hatch']);
  });

  test('an instance that was never read is missing from the sums, and that is said', () => {
    const unread = probe({ ...NEVER_READ, asked: { times: 9, since: NOW - 60_000 } }, 'lb06');
    tier([probe(), head, web({}, 'warning')], [unread]);
    expect(words(lineOf('be_web'))).toContain('sums of 1 of 2 instances');
    expect(words(lineOf('web01'))).toContain('1 of 2');
    expect(says('web01')).toEqual(['lb05: up, read 2s ago', 'lb06: never read']);
    expect(shapes(lineOf('web01'), 'stale')).toBe(1);
  });

  test.each<[string, number, string]>([
    ['as what they are', 2_000, '2 6 of 8 up'],
    ['and what is too old not as what it was', 48_000, '12 5 of 8 up'],
  ])('many instances are counted in one column, %s', (_name, ageOfLastMs, counted) => {
    const many = Array.from({ length: 8 }, (_, index) => probe(index === 7 ? readAgo(ageOfLastMs) : {}, `lb${index}`));
    const webOf = (index: number) => (index < 2 ? web(DRAIN, 'maintenance') : web());
    tier(...many.map((one, index): [ProbeRow, ...LiveRow[]] => [one, row({ kind: 'backend', name: 'BACKEND' }), webOf(index)]));
    fireEvent.click(screen.getByRole('button', { name: 'be_web' }));
    expect(lineOf('web01').querySelectorAll('.inst')).toHaveLength(1);
    expect(words(lineOf('web01').querySelector('.inst') ?? expect.unreachable())).toBe(counted);
  });

  test('frontends that are well stand in one line, which opens', () => {
    tier([probe(), ...ROWS]);
    fireEvent.click(screen.getByRole('button', { name: 'Show 1 frontend' }));
    expect(names()).toEqual(['be_web', 'web02', 'web01', 'fe_webfrontend']);
    fireEvent.click(screen.getByRole('button', { name: 'Hide 1 frontend' }));
    expect(names()).toEqual(['be_web', 'web02', 'web01']);
  });

  test('a place that one instance names is the row of the tier', () => {
    window.location.hash = encodeURIComponent('haproxy/public/lb06/stats backend:be_web');
    tier([probe(), head, web()], [LB06, head, web()]);
    expect(lineOf('be_web').getAttribute('aria-current')).toBe('location');
    expect(document.activeElement).toBe(lineOf('be_web'));
  });
});

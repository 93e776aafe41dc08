'use client';
import { listed } from '../listed.ts';
import { upCount } from './drain-plain.tsx';
import { nodesOf, shortWords, type Telling } from './drain-words.ts';
import type { Outlook } from './outlook.ts';
import { backendKey, type DrainState, type Spot } from './places.ts';

/** `is` how far it has come; `at` (epoch ms) when, where that is told; `end` what stands there else. */
export type Step = { words: string; note: string | null; is: 'done' | 'now' | 'todo'; at: number | null; end?: string };

type StepsProps = { state: DrainState; outlook: Outlook; telling: Telling; wasDraining: boolean };

/** The way of a server out of rotation and back, and how far it has come. */
export function DrainSteps({ state, outlook, telling, wasDraining }: StepsProps) {
  const steps = stepsOf(state, outlook, telling, wasDraining);
  if (steps.length === 0) return null;
  return (
    <ol className="pad way" aria-label="Steps">
      {steps.map(({ words, note, is, at, end = '' }, index) => (
        <li key={words} className={is} aria-current={is === 'now' ? 'step' : undefined}>
          <span className="at" aria-hidden="true">
            {is === 'done' ? '✓' : index + 1}
          </span>
          <span>
            <span className="vh">{spoken(is)} </span>
            {words}
            {note === null ? null : <span className="q">, {note}</span>}
          </span>
          {at === null ? (
            <span>{end}</span>
          ) : (
            <time dateTime={new Date(at).toISOString()}>{telling.format.moment(at, telling.board.now)}</time>
          )}
        </li>
      ))}
    </ol>
  );
}

function spoken(is: Step['is']): string {
  switch (is) {
    case 'done':
      return 'Done:';
    case 'now':
      return 'Now:';
    case 'todo':
      return 'Then:';
  }
}

/** The steps of whoever is on his way out or back; none where nothing is known. */
export function stepsOf(state: DrainState, outlook: Outlook, telling: Telling, wasDraining: boolean): Step[] {
  switch (state.phase) {
    case 'draining':
      return stepsOut(state, outlook, telling);
    case 'down':
    case 'back':
      return wasDraining ? stepsBack(state) : [];
    case 'nobody':
    case 'unread':
      return [];
  }
}

function stepsOut(state: DrainState, outlook: Outlook, telling: Telling): Step[] {
  const places = state.spots.filter(({ is }) => is !== 'absent');
  // What was sent stays sent while nobody reads what became of it.
  const sent = places.filter(({ is, mark }) => is === 'leaving' || (is === 'unread' && mark !== null));
  const leaving = places.filter(({ is }) => is === 'leaving');
  const isConfirmed = leaving.length === places.length;
  const isEmpty = state.isEmpty === true && state.still.length === 0 && outlook.restarted === null;
  const isKept = leaving.every(({ view }) => view?.state.word === 'maintenance');
  const changes = leaving.flatMap(({ view }) => (view?.changedAt ? [view.changedAt] : []));
  const confirmed = `Confirmed by reading back, ${leaving.length} of ${places.length}`;
  return [
    sentStep(sent, outlook),
    { words: confirmed, note: null, is: isConfirmed ? 'done' : 'now', at: isConfirmed && changes.length > 0 ? Math.max(...changes) : null },
    {
      words: 'Sessions fall to zero',
      note: null,
      end: shortWords(state, outlook, telling),
      is: isEmpty ? 'done' : isConfirmed ? 'now' : 'todo',
      at: null,
    },
    {
      words: isKept ? 'Maintenance: checks stopped, nothing was cut' : 'Maintenance, if wanted: checks stop, nothing is cut',
      note: null,
      is: isKept ? 'done' : 'todo',
      at: null,
    },
  ];
}

function sentStep(leaving: readonly Spot[], { began }: Outlook): Step {
  const at = leaving.flatMap(({ mark }) => (mark ? [mark.at] : []));
  const marks = leaving.flatMap(({ mark }) => (mark ? [mark] : []));
  const by = [...new Set(marks.map((mark) => mark.by))];
  const reasons = [...new Set(marks.flatMap(({ reason }) => (reason === null ? [] : [reason])))];
  const backends = new Set(leaving.map(backendKey)).size;
  const reach = `${backends} ${backends === 1 ? 'backend' : 'backends'}, ${nodesOf(leaving)} ${nodesOf(leaving) === 1 ? 'instance' : 'instances'}`;
  const some =
    marks.length > 0 && marks.length < leaving.length ? `, ${leaving.length - marks.length} of ${leaving.length} not through Vigil` : '';
  const words = by.length === 0 ? `Taken out, not through Vigil, ${reach}` : `${verbOf(leaving)} sent by ${listed(by, 3)}, ${reach}${some}`;
  return { words, note: reasons.length > 0 ? listed(reasons, 2) : null, is: 'done', at: at.length > 0 ? Math.min(...at) : began };
}

function verbOf(leaving: readonly Spot[]): string {
  return leaving.every(({ mark }) => mark === null || mark.wanted === 'maintenance') ? 'Maintenance' : 'Drain';
}

function stepsBack({ phase, spots, unread }: DrainState): Step[] {
  const isBack = phase === 'back' && unread.length === 0;
  const changes = spots.flatMap(({ view }) => (view?.changedAt ? [view.changedAt] : []));
  return [
    { words: 'Put back: drained nowhere', note: null, is: 'done', at: null },
    {
      words: `By its checks ${upCount(spots)}`,
      note: null,
      is: isBack ? 'done' : 'now',
      at: isBack && changes.length > 0 ? Math.max(...changes) : null,
    },
    { words: 'In rotation again', note: null, is: isBack ? 'done' : 'todo', at: null },
  ];
}

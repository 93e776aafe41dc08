'use client';
import { type ReactNode, useContext, useState } from 'react';
import type { ProbeRow } from '#lib/feed/events.ts';
import { formatAge } from '#lib/format/age.ts';
import { freshness, type Moment } from '#lib/reading.ts';
import { type ActingViewer, mayNotAct } from '../access/acting-viewer.ts';
import { useActions } from '../actions/actions-context.tsx';
import { useBoardTime, usePoll } from '../reading/board-context.tsx';
import type { Hung } from '../ui/menu-button.tsx';
import { MenuChoice, MenuGroup, MenuHead, MenuLine, MenuPanel, MenuRule } from '../ui/menu-panel.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { probesOf, type Scope } from './action-scope.ts';
import { type ActionLine, menuLines } from './menu-lines.ts';
import { PartsContext } from './parts-context.tsx';
import { useTakenOf } from './taken-out.ts';

/** One of the reaches among which a menu lets choose: "lb1 alone". */
export type Reach = { words: string; scope: Scope };

type MenuProps = Hung & {
  title: string;
  /** More to know of it, in its head. */
  about?: ReactNode;
  reaches: readonly [Reach, ...Reach[]];
  children?: (draw: (line: ActionLine) => ReactNode, why: string | null) => ReactNode;
};

/** What can be done to servers, group by group, each line with what it asks; what cannot be done says why. Stands where PartsContext tells all instances. */
export function ActionMenu({ button, onShut, title, about, reaches, children }: MenuProps) {
  const { viewer, open } = useActions();
  const parts = useContext(PartsContext);
  const [chosen, setChosen] = useState(idOf(reaches[0]));
  const { scope } = reaches.find((reach) => idOf(reach) === chosen) ?? reaches[0];
  const probes = probesOf(parts, scope);
  const takenOf = useTakenOf();
  const why = whyNot(viewer, probes);
  const barred = probes.find((probe) => !isEnabled(probe));
  const draw = (line: ActionLine) => (
    <MenuLine
      key={line.words}
      words={line.words}
      note={line.off ?? line.friction}
      isOff={line.off !== null}
      onPick={() => open(line.opening)}
    />
  );
  return (
    <MenuPanel button={button} onShut={onShut} label={title}>
      <MenuHead>
        <b>{title}</b>
        <ReadAges probes={probes} />
        {about}
        {barred?.acting ? <span className="m">{barred.acting.howToEnable}</span> : null}
      </MenuHead>
      {reaches.length > 1 ? (
        <MenuChoice
          label="Where"
          value={chosen}
          choices={reaches.map((reach) => ({ id: idOf(reach), words: reach.words }))}
          onChoose={setChosen}
        />
      ) : null}
      {viewer?.barred === undefined ? <PollFirst probes={probes} /> : null}
      {menuLines(scope, parts, why, takenOf).map(({ title, lines }) => (
        <MenuGroup key={title} title={title}>
          {lines.map(draw)}
        </MenuGroup>
      ))}
      {children ? <MenuRule /> : null}
      {children?.(draw, why)}
    </MenuPanel>
  );
}

// By what it is about: names of backends, tiers and instances may be alike, and their number changes while the menu is open.
function idOf({ scope }: Reach): string {
  return JSON.stringify(scope);
}

/** Why nothing at all can be done to what these tell of; null where something can. */
export function whyNot(viewer: ActingViewer | null, probes: readonly ProbeRow[]): string | null {
  const missing = mayNotAct(viewer, 'haproxy');
  if (missing !== null) return missing;
  return probes.some(isEnabled) ? null : 'not enabled';
}

/** By the statistics page: all that menus offer is done there. */
function isEnabled({ acting }: ProbeRow): boolean {
  return acting?.isEnabled === true && (acting.ways?.includes('page') ?? true);
}

function isOld(probe: ProbeRow, moment: Moment): boolean {
  return freshness(probe.newest, probe.staleAfterMs, moment).is !== 'fresh';
}

/** "read 2s ago on lb05, lb06", the oldest of them, and which are too old or were never read. */
function ReadAges({ probes }: { probes: readonly ProbeRow[] }) {
  const { board } = useBoardTime();
  const read = probes.map((probe) => ({ node: probe.source.node, fresh: freshness(probe.newest, probe.staleAfterMs, board) }));
  const fresh = read.flatMap(({ node, fresh }) => (fresh.is === 'fresh' ? [{ node, ageMs: fresh.ageMs }] : []));
  const oldest = Math.max(...fresh.map(({ ageMs }) => ageMs));
  return (
    <>
      {fresh.length > 0 ? (
        <span className="q">
          read {formatAge(oldest)} ago on {fresh.map(({ node }) => node).join(', ')}
        </span>
      ) : null}
      {read.map(({ node, fresh }) =>
        fresh.is === 'fresh' ? null : (
          <span key={node} className="w stale">
            <StatusShape status="stale" small /> {fresh.is === 'stale' ? `stale, read ${formatAge(fresh.ageMs)} ago` : 'never read'} on{' '}
            {node}
          </span>
        ),
      )}
    </>
  );
}

function PollFirst({ probes }: { probes: readonly ProbeRow[] }) {
  const { board } = useBoardTime();
  const poll = usePoll();
  const old = probes.filter((probe) => isOld(probe, board));
  if (old.length === 0) return null;
  return (
    <MenuLine
      words="Poll first"
      note="an action starts from a fresh reading"
      onPick={() => {
        for (const { source } of old) void poll({ system: source.system, group: source.group, node: source.node });
      }}
    />
  );
}

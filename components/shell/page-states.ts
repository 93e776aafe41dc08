import type { ProbeRow } from '#lib/feed/events.ts';
import { type Finding, worsened } from '#lib/finding.ts';
import { rollUp } from '#lib/roll-up.ts';
import { type Status, worst } from '#lib/status.ts';
import { notOk } from '../reading/arrange.ts';
import type { BoardTime } from '../reading/board-context.tsx';

/** `isUnwatched` is that of a system which is not configured. */
export type Page = { path: string; title: string; system: string | null; isUnwatched?: boolean };

/** A page and how what it shows is doing. `status` is null for a page that shows no system and has nothing to say. */
export type PageState = Page & { status: Status | null; notOk: number };

/** The state of each page: the overview by everything there is, a system's page by its nodes and what they prove together, the pollers page by Vigil's own probes, which speak up only when they are not ok. */
export function pageStates(
  pages: readonly Page[],
  probes: readonly ProbeRow[],
  findings: readonly Finding[],
  time: BoardTime,
): PageState[] {
  const wrong = findings.filter(({ verdict }) => verdict.status !== 'ok');
  return pages.map((page) => {
    if (page.path === '/') return { ...page, ...wholeState(probes, wrong, time) };
    if (page.path === '/pollers') return { ...page, ...ownState(probes, time) };
    if (page.system === null) return { ...page, status: null, notOk: 0 };
    const { verdict, counts } = rollUp(
      probes.filter((probe) => probe.source.system === page.system),
      time.board,
    );
    const own = wrong.filter(({ system }) => system === page.system);
    return { ...page, status: worsened(verdict.status, own), notOk: notOk(counts) + own.length };
  });
}

function wholeState(probes: readonly ProbeRow[], wrong: readonly Finding[], time: BoardTime): { status: Status | null; notOk: number } {
  const nodes = rollUp(
    probes.filter((probe) => probe.scope === 'node'),
    time.board,
  );
  const own = ownState(probes, time);
  const found = worsened(nodes.verdict.status, wrong);
  return { status: own.status === null ? found : worst([found, own.status]), notOk: notOk(nodes.counts) + wrong.length + own.notOk };
}

function ownState(probes: readonly ProbeRow[], time: BoardTime): { status: Status | null; notOk: number } {
  const own = probes.filter((probe) => probe.scope === 'board');
  const { verdict, counts } = rollUp(own, time.own);
  const isQuiet = own.length === 0 || verdict.status === 'ok';
  return { status: isQuiet ? null : verdict.status, notOk: isQuiet ? 0 : notOk(counts) };
}

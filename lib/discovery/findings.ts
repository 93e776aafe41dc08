import type { Finding, Told } from '../finding.ts';
import type { GroupSpec, System } from '../system.ts';

const MOST_NAMES = 3;

type Where = { system: System; group: Pick<GroupSpec<unknown>, 'name' | 'title' | 'nodes'> };

/** A member that was let go at `at` (epoch ms), and since when nobody had named it. */
export type Left = { name: string; unnamedSince: number | null; at: number };

/** More members are named than are taken in; nothing where none is left over. `since` in epoch ms. */
export function overFinding({ system, group }: Where, over: readonly string[], since: number): Finding[] {
  if (over.length === 0) return [];
  const reason = `${over.length === 1 ? 'one more node is' : `${over.length} more nodes are`} named and not asked, because so many were discovered already: ${firstOf(over)}; configure those that matter`;
  return [
    findingOf(
      { system, group },
      { id: 'discovery over', subject: group.title, title: 'Not all asked', status: 'warning', told: [reason], reason, at: since },
    ),
  ];
}

/** What was found is not on disk since `at` (epoch ms), with why in words; nothing where it is. */
export function unkeptFinding({ system, group }: Where, unkept: { words: string; at: number } | null): Finding[] {
  if (unkept === null) return [];
  const reason = `what was discovered is not on disk, and is not known after a restart until others name it: ${unkept.words}`;
  const said = { id: 'discovery not kept', subject: group.title, title: 'Not kept', status: 'warning' } as const;
  return [findingOf({ system, group }, { ...said, told: [reason], reason, at: unkept.at })];
}

/** That members were let go. */
export function leftFindings(where: Where, left: readonly Left[]): Finding[] {
  return left.map((one) => leftFinding(where, one));
}

function leftFinding(where: Where, { name, unnamedSince, at }: Left): Finding {
  const reason = `${name} was discovered, is named by no node any more and does not answer: it is not asked any more`;
  const told =
    unnamedSince === null
      ? [reason]
      : [
          `${name} was discovered, is named by no node since `,
          unnamedSince,
          ' and does not answer: since ',
          at,
          ' it is not asked any more',
        ];
  return findingOf(where, { id: `discovery left ${name}`, subject: name, title: 'Let go', status: 'ok', told, reason, at });
}

type Said = { id: string; subject: string; title: string; status: 'warning' | 'ok'; told: Told; reason: string; at: number };

function findingOf({ system, group }: Where, { id, subject, title, status, told, reason, at }: Said): Finding {
  return {
    ...{ id, kind: 'discovery', title, subject, place: '', host: null, told },
    ...{ system: system.name, group: group.name, verdict: { status, reason, since: { at, how: 'seen' } } },
    ...{ nodes: group.nodes.map(({ name }) => name), probe: system.knock, rows: [], followsRows: false, isOwn: true },
  };
}

function firstOf(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).join(', ');
  return names.length > MOST_NAMES ? `${shown} and others` : shown;
}

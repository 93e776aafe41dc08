import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import type { JudgedHost, JudgedOn, JudgedRole } from '#lib/hosts/host.ts';
import type { Verdict } from '#lib/status.ts';
import type { RowView } from '#lib/systems/haproxy/model.ts';
import { viewOf } from './lines.ts';
import { takesTraffic } from './words.ts';

/**
 * Where a server stands by one instance. `absent`: the instance has the backend and no such server in it; `unread`: what it says, or would say, cannot be relied on;
 * `unknown`: it says something that its grammar does not hold.
 */
export const STANDINGS = ['in', 'backup', 'out', 'down', 'absent', 'unknown', 'unread'] as const;
export type Standing = (typeof STANDINGS)[number];

/** The word of one instance. `view` is what it said last, whether or not that can be relied on. */
export type Word = { probe: ProbeRow; standing: Standing; view: RowView | null; row: LiveRow | null; verdict: Verdict };

/** A server in one backend of one tier. `together` is what all instances say that can be relied on; `split` where they do not say the same. */
export type Place = {
  key: string;
  group: string;
  groupTitle: string;
  backend: string;
  alias: string | null;
  together: Standing | 'split';
  words: readonly Word[];
  verdict: Verdict;
};

/** Every place of every server name, in the order in which they are met. */
export function placesByServer(hosts: readonly JudgedHost[]): Map<string, Place[]> {
  const servers = new Map<string, Place[]>();
  for (const role of hosts.flatMap(({ roles }) => roles)) {
    if (role.system !== 'haproxy') continue;
    const own = servers.get(role.name);
    if (own) own.push(placeOf(role));
    else servers.set(role.name, [placeOf(role)]);
  }
  return servers;
}

function placeOf({ key, group, groupTitle, place, on, verdict }: JudgedRole): Place {
  const words = on.map(wordOf);
  const alias = words.find(({ view }) => view !== null)?.view?.alias ?? null;
  return { key, group, groupTitle, backend: place, alias, together: togetherOf(words), words, verdict };
}

function wordOf({ probe, told, isKnown, verdict }: JudgedOn): Word {
  const view = told ? viewOf(told.live) : null;
  const standing = isKnown ? standingOf(view) : 'unread';
  return { probe, standing, view, row: told?.live ?? null, verdict };
}

function standingOf(view: RowView | null): Standing {
  if (view === null) return 'absent';
  if (view.state.word === 'unknown') return 'unknown';
  if (view.state.word === 'down') return 'down';
  if (!takesTraffic(view)) return 'out';
  return view.isBackup ? 'backup' : 'in';
}

/** Out for one and down for another is one answer: nothing new goes there. */
function togetherOf(words: readonly Word[]): Place['together'] {
  const said = new Set(words.flatMap(({ standing }) => (standing === 'unread' ? [] : [standing])));
  const [first] = said;
  if (first === undefined) return 'unread';
  if (said.size === 1) return first;
  return [...said].every((standing) => standing === 'out' || standing === 'down') ? 'out' : 'split';
}

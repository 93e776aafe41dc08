import { roleOf, subjectOf } from '#components/overview/systems.ts';
import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import { createHostFinder } from '#lib/hosts/find.ts';
import type { JudgedHost } from '#lib/hosts/host.ts';
import { judgeHosts } from '#lib/hosts/judge.ts';
import type { HostCard } from '#lib/hosts.ts';
import type { Part } from '#lib/issues/issue.ts';
import type { RowView } from '#lib/systems/haproxy/model.ts';
import { MOMENT, probe, row, state } from '../estate.ts';

export const CARDS: readonly HostCard[] = [
  { name: 'web01', aliases: ['10.0.0.1', 'web01.example'], tags: ['prod', 'rack-a'] },
  { name: 'web02', aliases: [], tags: ['preprod'] },
  { name: 'spare', aliases: [], tags: [] },
];

export const up = (name: string, proxy = 'be_web', over: Partial<RowView> = {}) => row({ name, proxy, ...over });
export const drained = (name: string, proxy = 'be_web') =>
  row({ name, proxy, state: state({ word: 'drain', said: 'DRAIN' }) }, 'maintenance', 'draining, 3 sessions left');
export const down = (name: string, proxy = 'be_web') =>
  row({ name, proxy, state: state({ word: 'down', said: 'DOWN' }) }, 'critical', 'down: L4CON');

/** One instance with its rows, on a machine of its own. */
export function part(node: string, rows: readonly LiveRow[], over: Partial<ProbeRow> = {}): Part {
  return { probe: probe({ host: `rack-${node}`, tags: ['edge'], ...over }, node), rows };
}

/** Every host of some instances, as the page has them. */
export function judged(parts: readonly Part[], moment = MOMENT): JudgedHost[] {
  return judgeHosts(createHostFinder(subjectOf)(parts, CARDS), moment, roleOf);
}

/** One of them by its name. */
export function hostOf(name: string, parts: readonly Part[], moment = MOMENT): JudgedHost {
  const found = judged(parts, moment).find((host) => host.name === name);
  if (!found) throw new Error(`there is no host ${name}`);
  return found;
}

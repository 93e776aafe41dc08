import type { InFlight, Note, Step } from '../../acting.ts';
import { OUT_WORDS } from './actions-deed-words.ts';
import { withFollowers } from './actions-follow.ts';
import { type HAProxyNode, nameOf, statsOf } from './actions-targets.ts';
import { countWords, listWords, nodeWords } from './actions-words.ts';
import { figure } from './figures.ts';
import type { StatsRow } from './model.ts';

/** Of more backends than this, the rest are counted. */
const MOST_NAMED = 6;

/** What is left of the backends that an order takes servers out of. `last` is the server whose name must be typed: nothing takes its traffic afterwards. */
export type Guarded = { last: string | null; notes: Note[] };

/** How many servers of one backend on one instance take traffic, before and after. `servers` take it before; `named` is the one that is ordered out. */
type Left = { node: HAProxyNode; backend: string; servers: string[]; named: string; isTcp: boolean; before: Takers; after: Takers };
type Takers = { active: number; backup: number };

/** A step that takes a server out. */
type Out = { step: Step; target: { node: HAProxyNode }; detail: { backend: string; server: string } };

/** Counts the servers that are left to take traffic, those that orders still unproved take out not among them. */
export function guardBackends(out: readonly Out[], inFlight: readonly InFlight[]): Guarded {
  const lefts = [...new Set(out.map(({ target }) => target.node))].flatMap((node) => countLeft(node, out, inFlight));
  if (lefts.length === 0) return { last: null, notes: [] };
  const isEmptied = (left: Left) => sum(left.after) === 0;
  const last = lefts.filter((left) => isEmptied(left) && sum(left.before) > 0);
  const dead = lefts.filter((left) => isEmptied(left) && sum(left.before) === 0);
  const spare = lefts.filter((left) => left.after.active === 0 && left.before.active > 0 && left.after.backup > 0);
  const notes: Note[] = [
    ...shorten(byWords(last, lastWords)).map((words): Note => ({ status: 'critical', words })),
    ...shorten(byWords(dead, deadWords)).map((words): Note => ({ status: 'warning', words })),
    ...shorten(byWords(spare, spareWords)).map((words): Note => ({ status: 'warning', words })),
  ];
  if (notes.length === 0) notes.push({ status: 'ok', words: enoughWords(lefts) });
  return { last: last[0]?.named ?? null, notes };
}

function countLeft(node: HAProxyNode, out: readonly Out[], inFlight: readonly InFlight[]): Left[] {
  const stats = statsOf(node);
  if (stats === null) return [];
  const own = out.filter(({ target }) => target.node === node);
  const flying = inFlight
    .filter((each) => each.group === node.group && each.node === node.node && goesOut(each))
    .map((each) => each.target);
  const going = withFollowers(new Set(own.map(({ step }) => step.target)), stats);
  const gone = withFollowers(new Set(flying), stats);
  const servers = stats.rows.filter(({ kind }) => kind === 'server');
  const backends = new Set(servers.filter((row) => going.has(nameOf(row))).map(({ proxy }) => proxy));
  return [...backends].map((backend) => {
    const rows = servers.filter((row) => row.proxy === backend);
    const before = rows.filter((row) => takesTraffic(row) && !gone.has(nameOf(row)));
    const after = before.filter((row) => !going.has(nameOf(row)));
    const named = (own.find(({ detail }) => detail.backend === backend) ?? own[0])?.detail.server ?? '';
    const left = { before: takersOf(before), after: takersOf(after) };
    return { node, backend, servers: before.map(({ name }) => name), named, isTcp: rows[0]?.mode === 'tcp', ...left };
  });
}

/** True for a server that gets new sessions: up or not checked, and of some weight. */
export function takesTraffic(row: StatsRow): boolean {
  return (row.state.word === 'up' || row.state.word === 'no check') && figure(row, 'weight') !== 0;
}

function goesOut({ wanted }: InFlight): boolean {
  return wanted === 'drain' || wanted === 'maintenance' || OUT_WORDS.includes(wanted);
}

function takersOf(rows: readonly StatsRow[]): Takers {
  const backup = rows.filter((row) => figure(row, 'backupServers') === 1).length;
  return { active: rows.length - backup, backup };
}

function sum({ active, backup }: Takers): number {
  return active + backup;
}

function byWords(lefts: readonly Left[], words: (left: Left, where: string) => string): string[] {
  const alike = new Map<string, Left[]>();
  for (const left of lefts) {
    const key = words(left, '');
    alike.set(key, [...(alike.get(key) ?? []), left]);
  }
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    return first ? [words(first, ` on ${nodeWords(group.map(({ node }) => node))}`)] : [];
  });
}

function shorten(words: readonly string[]): string[] {
  if (words.length <= MOST_NAMED) return [...words];
  return [...words.slice(0, MOST_NAMED), `and the same in ${words.length - MOST_NAMED} backends more`];
}

function lastWords({ backend, servers, isTcp }: Left, where: string): string {
  const who = servers.length === 1 ? `${servers[0]} is the last server` : `${listWords(servers)} are the last servers`;
  return `${who} taking traffic in ${backend}${where}: ${isTcp ? 'new connections are refused' : 'clients get 503'}`;
}

function deadWords({ backend }: Left, where: string): string {
  return `no server takes traffic in ${backend}${where} as it is`;
}

function spareWords({ backend, after }: Left, where: string): string {
  return `only ${countWords(after.backup, 'backup server')} left to take the traffic of ${backend}${where}`;
}

function enoughWords(lefts: readonly Left[]): string {
  const least = Math.min(...lefts.map(({ after }) => sum(after)));
  const [first] = lefts;
  if (lefts.length === 1 && first) return `${first.backend} keeps ${countWords(least, 'server')} taking traffic on ${first.node.node}`;
  const backends = new Set(lefts.map(({ backend }) => backend));
  const who = backends.size === 1 && first ? first.backend : 'every backend';
  return `${who} keeps ${countWords(least, 'server')} or more taking traffic`;
}

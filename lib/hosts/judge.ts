import type { ProbeRow } from '../feed/events.ts';
import type { Moment } from '../reading.ts';
import { rollUp } from '../roll-up.ts';
import { judgeProbe, type Verdict, worstVerdict } from '../status.ts';
import { isReliedOn, judgeVouched } from '../vouch.ts';
import type { Host, HostNode, JudgedHost, JudgedNode, JudgedOn, JudgedRole, Role, RoleOf, RoleOn, Told } from './host.ts';

/** A moment, and which probes can be relied on at it: asked thousands of times. */
type Bench = { board: Moment; roleOf: RoleOf; relied: Map<ProbeRow, boolean> };

/** Machines at a moment: each the worst of its nodes and of the rows about it, which are as old as their readings. Unknown where nothing is known of it. */
export function judgeHosts(hosts: readonly Host[], board: Moment, roleOf: RoleOf): JudgedHost[] {
  const bench: Bench = { board, roleOf, relied: new Map() };
  return hosts.map((host) => judgeHost(host, bench));
}

function judgeHost(host: Host, bench: Bench): JudgedHost {
  const { board } = bench;
  const nodes = host.nodes.map((node) => judgeNode(node, board));
  const roles = host.roles.map((role) => judgeRole(role, bench));
  const placed = roles.flatMap(({ place, on }) => on.filter(counts).map(({ probe, verdict }) => ({ probe, place, verdict })));
  const others = host.told
    .filter(({ subject }) => subject.under === null)
    .map((told) => ({ probe: told.probe, place: null, verdict: judgeTold(told, bench) }));
  const words = [...nodes.map(({ probe, verdict }) => ({ probe, place: null, verdict })), ...placed, ...others];
  const verdict = worstVerdict(words.map((word) => word.verdict));
  const alike = words.filter((word) => word.verdict.status === verdict?.status);
  const first = words.find((word) => word.verdict === verdict);
  return {
    ...{ ...host, nodes, roles },
    verdict: verdict ?? nothingKnown(board),
    by: first ? { node: first.probe.source.node, place: first.place, others: alike.length - 1 } : null,
    oldest: oldestOf([...host.nodes.flatMap(({ probes }) => probes), ...tellersOf(host)]),
  };
}

/** The probes whose readings tell, or would tell, what a machine does. */
export function tellersOf({ told, roles }: Pick<Host, 'told' | 'roles'>): ProbeRow[] {
  return [...told, ...roles.flatMap(({ on }) => on)].map(({ probe }) => probe);
}

/** What a node says of a machine counts, and that it was never read: not that it names no such machine. */
function counts({ told, probe }: JudgedOn): boolean {
  return told !== null || probe.newest === null;
}

function isRelied(probe: ProbeRow, { board, relied }: Bench): boolean {
  const before = relied.get(probe);
  if (before !== undefined) return before;
  const is = isReliedOn(probe, board);
  relied.set(probe, is);
  return is;
}

function judgeTold({ live, probe }: Told, bench: Bench): Verdict {
  return isRelied(probe, bench) ? live.verdict : judgeVouched(live.verdict, probe, bench.board);
}

/** Of a machine no more is known by a node that was never read than that nothing is known: that it refuses is the node's own trouble. */
function judgeUnread(probe: ProbeRow, board: Moment): Verdict {
  const verdict = judgeProbe(probe, board);
  return verdict.status === 'unknown' ? verdict : { ...verdict, status: 'stale' };
}

function judgeNode(node: HostNode, board: Moment): JudgedNode {
  const [probe] = node.probes;
  if (!probe) throw new Error(`node ${node.key} without a probe`);
  return { ...node, probe, verdict: rollUp(node.probes, board).verdict };
}

function judgeRole(role: Role, bench: Bench): JudgedRole {
  const on = role.on.map((one) => judgeOn(one, bench));
  const verdicts = on.filter(counts).map(({ verdict }) => verdict);
  return {
    ...role,
    on,
    place: on.find(({ said }) => said !== null)?.said?.place ?? role.name,
    standing: standingOf(on),
    verdict: worstVerdict(verdicts) ?? nothingKnown(bench.board),
  };
}

function judgeOn({ probe, told }: RoleOn, bench: Bench): JudgedOn {
  const { board, roleOf } = bench;
  const isKnown = isRelied(probe, bench);
  if (told) return { probe, told, said: roleOf(probe.source.system, told.live), isKnown, verdict: judgeTold(told, bench) };
  if (probe.newest === null) return { probe, told, said: null, isKnown, verdict: judgeUnread(probe, board) };
  const verdict: Verdict = { status: isKnown ? 'unknown' : 'stale', reason: 'not named there', since: { at: board.now, how: 'before' } };
  return { probe, told, said: null, isKnown, verdict };
}

/** What everybody says who is read; nobody that is not read is counted for anything. */
function standingOf(on: readonly JudgedOn[]): JudgedRole['standing'] {
  const said = new Set(on.filter(({ isKnown }) => isKnown).map((one) => (one.told ? (one.said?.standing ?? 'unknown') : 'absent')));
  const [first] = said;
  if (first === undefined) return 'unknown';
  return said.size === 1 ? first : 'disagree';
}

/** The one that was read the longest time ago; one that was never read before all. Null of none. */
function oldestOf(probes: readonly ProbeRow[]): ProbeRow | null {
  const at = (probe: ProbeRow) => probe.newest?.observedAt ?? 0;
  return probes.reduce<ProbeRow | null>((found, probe) => (found && at(found) <= at(probe) ? found : probe), null);
}

function nothingKnown({ now }: Moment): Verdict {
  return { status: 'unknown', reason: 'no node of it is asked, and no reading names it', since: { at: now, how: 'before' } };
}

import type { LiveRow, ProbeRow } from '../feed/events.ts';
import type { Verdict } from '../status.ts';
import type { RowSubject } from '../system.ts';

/** A row about a machine, and the probe that read it. */
export type Told = { probe: ProbeRow; live: LiveRow; subject: RowSubject };

/** What a machine does in a place of a group (a backend), by each node of it that has the place. `told` is null where the node has the place and names no such machine in it, or was never read. */
export type Role = { key: string; system: string; group: string; groupTitle: string; name: string; on: readonly RoleOn[] };
export type RoleOn = { probe: ProbeRow; told: Told | null };

/** A node that lives on a machine, with its probes. */
export type HostNode = { key: string; probes: readonly ProbeRow[] };

/** A machine with everything that is known of it. `tags` are its own and those of its nodes; `isConfigured` where the configuration names it itself. */
export type Host = {
  name: string;
  aliases: readonly string[];
  tags: readonly string[];
  isConfigured: boolean;
  nodes: readonly HostNode[];
  told: readonly Told[];
  roles: readonly Role[];
};

/** What a row says of the machine that it is about: where it stands, whether it takes part there (`backup`: when no other can), and how it is, in words. */
export type RowRole = { place: string; standing: 'in' | 'backup' | 'out' | 'unknown'; state: string };

export type RoleOf = (system: string, row: LiveRow) => RowRole | null;

/** One node's word on a role: as it was when last read, whether that can be relied on now, and its verdict, aged. */
export type JudgedOn = RoleOn & { said: RowRole | null; isKnown: boolean; verdict: Verdict };

/** `standing` is what all nodes that are read say; `disagree` where they do not say the same, `unknown` where none is read. `absent`: one has the place without the machine. */
export type JudgedRole = Omit<Role, 'on'> & {
  place: string;
  standing: RowRole['standing'] | 'absent' | 'disagree';
  on: readonly JudgedOn[];
  verdict: Verdict;
};

/** A node with what its probes come to. */
export type JudgedNode = HostNode & { probe: ProbeRow; verdict: Verdict };

/**
 * A machine at a moment. `verdict` is the worst of its nodes and of the rows about it, `by` who says so; `oldest` the probe that was read the longest time ago of all
 * that it rests on, null where it rests on nothing.
 */
export type JudgedHost = Omit<Host, 'nodes' | 'roles'> & {
  nodes: readonly JudgedNode[];
  roles: readonly JudgedRole[];
  verdict: Verdict;
  by: { node: string; place: string | null; others: number } | null;
  oldest: ProbeRow | null;
};

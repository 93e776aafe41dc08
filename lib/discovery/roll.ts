import type { Member, Place } from '../system.ts';

/** Who names a member. `droppedAt` (epoch ms) since when it does so no longer, though it was heard; null while it does, and while it cannot be heard. */
type Namer = { node: string; droppedAt: number | null };

/** A member that nobody configured, under the name that it keeps. `unnamedSince` (epoch ms) since when none of its namers names it any more. */
export type FoundMember = Place & { name: string; kind: string; namers: readonly Namer[]; unnamedSince: number | null };

/** A member under its name, as one node names it. */
export type NamedMember = Member & { name: string };

/** What is known at a moment: `heard` are the nodes all of whose words are known, `present` all that are asked, `answering` those that answer Vigil. */
export type Round = {
  named: readonly NamedMember[];
  heard: ReadonlySet<string>;
  present: ReadonlySet<string>;
  answering: ReadonlySet<string>;
  forgetAfterMs: number;
  most: number;
  now: number;
};

/** `left` are let go; `over` are named and there is no room for them. */
export type Rolled = { found: readonly FoundMember[]; left: readonly FoundMember[]; over: readonly string[] };

/**
 * Carries what was found on to a later moment. A member stays as long as one node names it, or cannot be heard since it did, or the member itself answers; and after that as
 * long as it is to be kept. A new one comes in only where there is room. Pure.
 */
export function rollMembers(before: readonly FoundMember[], round: Round): Rolled {
  const named = Map.groupBy(round.named, ({ name }) => name);
  const known = before.map((member) => carryOn(member, named.get(member.name) ?? [], round));
  const stays = known.filter((member) => !isOver(member, round));
  const left = known.filter((member) => isOver(member, round));
  const had = new Set(before.map(({ name }) => name));
  const fresh = [...named].filter(([name]) => !had.has(name)).flatMap(([, said]) => begin(said));
  const room = Math.max(0, round.most - stays.length);
  return { found: [...stays, ...fresh.slice(0, room)], left, over: fresh.slice(room).map(({ name }) => name) };
}

function begin(said: readonly NamedMember[]): FoundMember[] {
  const [first] = said;
  if (!first) return [];
  const { name, kind, host, port } = first;
  return [{ name, kind, host, port, namers: namersNow(said), unnamedSince: null }];
}

function carryOn(member: FoundMember, said: readonly NamedMember[], { heard, present, now }: Round): FoundMember {
  const names = new Set(said.map(({ by }) => by));
  const others = member.namers
    .filter(({ node }) => !names.has(node) && present.has(node))
    .map(({ node, droppedAt }) => ({ node, droppedAt: heard.has(node) ? (droppedAt ?? now) : droppedAt }));
  const namers = [...namersNow(said), ...others];
  const isNamed = namers.some(({ droppedAt }) => droppedAt === null);
  return { ...member, namers, unnamedSince: isNamed ? null : (member.unnamedSince ?? now) };
}

function namersNow(said: readonly NamedMember[]): Namer[] {
  return [...new Set(said.map(({ by }) => by))].map((node) => ({ node, droppedAt: null }));
}

/** Those that named it must be heard not to name it at this very moment too: silence is no word. */
function isOver({ name, namers, unnamedSince }: FoundMember, { heard, answering, forgetAfterMs, now }: Round): boolean {
  if (unnamedSince === null || answering.has(name)) return false;
  return now - unnamedSince >= forgetAfterMs && namers.every(({ node }) => heard.has(node));
}

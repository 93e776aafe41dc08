import type { NodeView, Preview } from '../../acting.ts';
import type { Aim, Deed, RestoreInput, ServerInput } from './actions-orders.ts';
import type { HAProxySettings } from './config.ts';
import type { Stats, StatsRow } from './model.ts';

export type HAProxyNode = NodeView<HAProxySettings>;
export type LeftOut = Preview['leftOut'][number];

/** A server as one instance shows it in a fresh reading, and what is to become of it. */
export type Target<Want extends Aim | Deed = Aim> = { node: HAProxyNode; stats: Stats; row: StatsRow; aim: Want };

/** What an order comes to on the instances. `unfit` are those left out for what they are, not for a server on them, with what to do about it. */
export type Found<Want extends Aim | Deed = Aim> = {
  targets: Target<Want>[];
  leftOut: LeftOut[];
  unfit: { why: 'doubt' | 'no user'; words: string }[];
};

/** Which nodes an order concerns, and what it wants of each of their servers, null where nothing. */
type Wish<Want> = { isConcerned(node: HAProxyNode): boolean; aimOf(node: HAProxyNode, row: StatsRow): Want | null };

/** What to add to the configuration so that commands can be sent. */
export const HOW_TO_ENABLE =
  'add act: { user, password } to the haproxy section, the group or the node, and "stats admin" for that user to haproxy.cfg';

/** The servers that are meant: by name, or all of a backend or a group. */
export function findServers<Want extends Aim | Deed>(input: ServerInput, aim: Want, nodes: readonly HAProxyNode[]): Found<Want> {
  const isMeant = ({ name, proxy }: StatsRow) =>
    (input.server === null || name === input.server) && (input.backend === null || proxy === input.backend);
  return find(nodes, {
    isConcerned: (node) => isAmong(input, node),
    aimOf: (_, row) => (isMeant(row) ? aim : null),
  });
}

/** The servers that are listed one by one. Those that are there no more are left out. */
export function findListed<Want extends Aim | Deed>({ targets }: RestoreInput<Want>, nodes: readonly HAProxyNode[]): Found<Want> {
  const wanted = new Map(targets.map((target) => [keyOf(target.group, target.node, `${target.backend}/${target.server}`), target]));
  const found = find(nodes, {
    isConcerned: (node) => targets.some((target) => target.group === node.group && target.node === node.node),
    aimOf: (node, row) => wanted.get(keyOf(node.group, node.node, nameOf(row)))?.to ?? null,
  });
  const there = new Set(found.targets.map(({ node, row }) => keyOf(node.group, node.node, nameOf(row))));
  const gone = [...wanted].flatMap(([key, target]) => {
    const isLeftOut = found.leftOut.some((each) => each.group === target.group && each.node === target.node);
    return isLeftOut || there.has(key) ? [] : [target];
  });
  const leftOut = gone.map(({ group, node, backend, server }) => ({ group, node, why: `there is no ${backend}/${server} any more` }));
  return { ...found, leftOut: [...found.leftOut, ...leftOut] };
}

/** True for a node that the order may be about: of its group, where it names one, and among its instances, where it lists them. */
export function isAmong({ group, only }: ServerInput, node: HAProxyNode): boolean {
  if (group !== null && node.group !== group) return false;
  return only === null || only.some((each) => each.group === node.group && each.node === node.node);
}

/** "be_web/web03", as people and HAProxy's `track` write a server. */
export function nameOf({ proxy, name }: Pick<StatsRow, 'proxy' | 'name'>): string {
  return `${proxy}/${name}`;
}

/** The statistics in a node's newest reading; null where it was never read. */
export function statsOf({ newest }: HAProxyNode): Stats | null {
  // The engine hands back what the one probe of this system made.
  return newest === null ? null : (newest.value as Stats);
}

function find<Want extends Aim | Deed>(nodes: readonly HAProxyNode[], wish: Wish<Want>): Found<Want> {
  const found: Found<Want> = { targets: [], leftOut: [], unfit: [] };
  for (const node of nodes) if (wish.isConcerned(node)) look(node, wish, found);
  return found;
}

function look<Want extends Aim | Deed>(node: HAProxyNode, wish: Wish<Want>, found: Found<Want>): void {
  const { group, node: name, doubt } = node;
  const leaveOut = (why: string): void => void found.leftOut.push({ group, node: name, why });
  const stats = statsOf(node);
  const wanted = (stats?.rows ?? []).flatMap((row) => {
    const aim = row.kind === 'server' ? wish.aimOf(node, row) : null;
    return aim === null ? [] : [{ row, aim }];
  });
  // What was never read may have the server.
  if (stats !== null && wanted.length === 0) return;
  if (stats === null || doubt !== null) {
    const words = doubt ?? 'never read';
    found.unfit.push({ why: 'doubt', words: `${name}: ${words}` });
    leaveOut(words);
    return;
  }
  if (node.settings.act === null) {
    found.unfit.push({ why: 'no user', words: name });
    leaveOut(`no user to act with is configured: ${HOW_TO_ENABLE}`);
    return;
  }
  const names = Map.groupBy(wanted, ({ row }) => nameOf(row));
  for (const { row, aim } of wanted) {
    const isTwice = (names.get(nameOf(row))?.length ?? 0) > 1;
    if (!isTwice) found.targets.push({ node, stats, row, aim });
    else if (!row.id.includes('#')) leaveOut(`${nameOf(row)} stands for two servers there, and HAProxy refuses such a name`);
  }
}

function keyOf(group: string, node: string, server: string): string {
  return `${group} ${node} ${server}`;
}

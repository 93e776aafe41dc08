import type { NodeView, Preview } from '../../acting.ts';
import type { Aim, RestoreInput, ServerInput } from './actions-orders.ts';
import type { HAProxySettings } from './config.ts';
import type { Stats, StatsRow } from './model.ts';

export type HAProxyNode = NodeView<HAProxySettings>;
export type LeftOut = Preview['leftOut'][number];

/** A server as one instance shows it in a fresh reading, and where it is to be put. */
export type Target = { node: HAProxyNode; stats: Stats; row: StatsRow; aim: Aim };

/** What an order comes to on the instances. `unfit` are those left out for what they are, not for a server on them, with what to do about it. */
export type Found = { targets: Target[]; leftOut: LeftOut[]; unfit: { why: 'doubt' | 'no user'; words: string }[] };

/** Which nodes an order concerns, and where it wants each of their servers, null where it does not want it. */
type Wish = { isConcerned(node: HAProxyNode): boolean; aimOf(node: HAProxyNode, row: StatsRow): Aim | null };

/** What to add to the configuration so that commands can be sent. */
export const HOW_TO_ENABLE =
  'add act: { user, password } to the haproxy section, the group or the node, and "stats admin" for that user to haproxy.cfg';

/** The servers that are meant by name. */
export function findServers(input: ServerInput, aim: Aim, nodes: readonly HAProxyNode[]): Found {
  return find(nodes, {
    isConcerned: (node) => isAmong(input, node),
    aimOf: (_, row) => (row.name === input.server && (input.backend === null || row.proxy === input.backend) ? aim : null),
  });
}

/** The servers that are listed one by one. Those that are there no more are left out. */
export function findListed({ targets }: RestoreInput, nodes: readonly HAProxyNode[]): Found {
  const wanted = new Map(targets.map((target) => [keyOf(target.group, target.node, `${target.backend}/${target.server}`), target]));
  const found = find(nodes, {
    isConcerned: (node) => targets.some((target) => target.group === node.group && target.node === node.node),
    aimOf: (node, row) => wanted.get(keyOf(node.group, node.node, nameOf(row)))?.to ?? null,
  });
  const gone = [...wanted.values()].filter(
    ({ group, node, backend, server }) =>
      !found.leftOut.some((each) => each.group === group && each.node === node) &&
      !found.targets.some((each) => each.node.group === group && each.node.node === node && nameOf(each.row) === `${backend}/${server}`),
  );
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

function find(nodes: readonly HAProxyNode[], wish: Wish): Found {
  const found: Found = { targets: [], leftOut: [], unfit: [] };
  for (const node of nodes) if (wish.isConcerned(node)) look(node, wish, found);
  return found;
}

function look(node: HAProxyNode, wish: Wish, found: Found): void {
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
  for (const { row, aim } of wanted) {
    const isTwice = wanted.some((other) => other.row !== row && nameOf(other.row) === nameOf(row));
    if (!isTwice) found.targets.push({ node, stats, row, aim });
    else if (!row.id.includes('#')) leaveOut(`${nameOf(row)} stands for two servers there, and HAProxy refuses such a name`);
  }
}

function keyOf(group: string, node: string, server: string): string {
  return `${group} ${node} ${server}`;
}

import type { Found, Told } from '../finding.ts';
import { isWorse } from '../status.ts';
import type { WitnessNode } from '../system.ts';

type Nodes = readonly WitnessNode<unknown>[];

/**
 * What was wrong when its nodes were read last, and cannot be looked at again because some of them are not read now: it stays, for the rows of which nothing else is proved. A row of a node
 * that is read stays only where the witness says that nothing is known of it. What rests on a node that is configured no longer is dropped.
 */
export function unreadOf(before: readonly Found[], found: readonly Found[], nodes: Nodes): Found[] {
  if (before.length === 0) return [];
  const ids = new Set(found.map(({ id }) => id));
  return before.flatMap((one) => {
    const { status } = one.judged;
    if (one.isOwn || one.isSilence || ids.has(one.id) || !isWorse(status, 'unknown')) return [];
    const isConfigured = one.nodes.every((name) => nodes.some(({ node }) => node === name));
    const unread = new Set(unreadNodes(one, nodes));
    if (!isConfigured || unread.size === 0) return [];
    const alike = found.filter((other) => causeOf(other) === causeOf(one));
    if (one.rows.length === 0) return alike.some(({ subject, place }) => subject === one.subject && place === one.place) ? [] : [one];
    const rows = one.rows.filter((row) => isOpen(row, alike, unread));
    return rows.length === 0 ? [] : [{ ...one, rows }];
  });
}

/** Whether what is found says only that nothing is known of rows, of all of which it is said already what they were: one line for one cause. */
export function isUnsaid({ judged, rows, ...found }: Found, unread: readonly Found[]): boolean {
  if (judged.status !== 'unknown' || rows.length === 0) return false;
  const alike = unread.filter((one) => causeOf(one) === causeOf(found));
  return rows.every((row) => alike.some((one) => one.rows.some((other) => isSameRow(row, other))));
}

/** When each node was last read by each probe (epoch ms). */
export class LastRead {
  #at: ReadonlyMap<string, number> = new Map();

  /** To be called at each look: forgets the nodes that are gone. */
  look(nodes: Nodes): void {
    const before = this.#at;
    const pairs = nodes.flatMap(({ node, windows }) =>
      Object.entries(windows).flatMap(([probe, [newest]]): [string, number][] => {
        const key = `${node}\n${probe}`;
        const at = newest?.observedAt ?? before.get(key);
        return at === undefined ? [] : [[key, at]];
      }),
    );
    this.#at = new Map(pairs);
  }

  /** "not read since 16:40; was: …": the nodes are named where they are others than it is about. */
  tell(found: Found, nodes: Nodes): Told {
    const unread = unreadNodes(found, nodes);
    const names = unread.join(', ');
    const times = unread.flatMap((node) => this.#at.get(`${node}\n${found.probe}`) ?? []);
    const who = names === found.subject ? '' : `${names} `;
    return times.length === 0
      ? [`${who}not read now; was: `, ...found.told]
      : [`${who}not read since `, Math.min(...times), '; was: ', ...found.told];
  }
}

type Row = Found['rows'][number];

function isOpen(row: Row, alike: readonly Found[], unread: ReadonlySet<string>): boolean {
  const said = alike.filter(({ rows }) => rows.some((other) => isSameRow(row, other)));
  return said.length === 0 ? unread.has(row.node) : said.every(({ judged }) => judged.status === 'unknown');
}

function unreadNodes({ nodes: own, probe }: Found, nodes: Nodes): string[] {
  return nodes.filter(({ node, windows }) => own.includes(node) && !windows[probe]?.length).map(({ node }) => node);
}

function causeOf({ cause, kind }: Pick<Found, 'cause' | 'kind'>): string {
  return cause ?? kind;
}

function isSameRow(a: Row, b: Row): boolean {
  return a.node === b.node && a.row === b.row;
}

import type { LiveRow } from '#lib/feed/events.ts';
import type { Source } from '#lib/reading.ts';
import { isWorse, STATUSES, type Status, worst } from '#lib/status.ts';
import type { RowView } from '#lib/systems/haproxy/model.ts';
import { type Sortable, sortBy } from '../ui/sort.ts';
import type { MergedRow } from './merge.ts';

/** A frontend stands over its listeners, a backend over its servers. A `listen` section is both, under one name. */
type Side = 'backend' | 'frontend';

/** A proxy with what belongs to it. `head` is null where no reading holds itself but its servers. `status` is the worst of all of it. */
export type ProxyLine = {
  key: string;
  proxy: string;
  side: Side;
  head: MergedRow | null;
  children: MergedRow[];
  status: Status;
};

const SIDES: readonly Side[] = ['backend', 'frontend'];
const names = new Intl.Collator('en', { numeric: true });

/** The value of a row of haproxy. The engine sends with each source what that same system made, which is what makes the cast sound. */
export function viewOf(row: LiveRow): RowView {
  return row.value as RowView;
}

/** Rows as proxies with their servers and listeners, in no order yet. */
export function toLines(rows: readonly MergedRow[]): ProxyLine[] {
  const proxies = new Map<string, ProxyLine>();
  for (const row of rows) {
    const { kind, proxy: name } = row.view;
    const side: Side = kind === 'frontend' || kind === 'listener' ? 'frontend' : 'backend';
    const key = `${side}:${name}`;
    const proxy: ProxyLine = proxies.get(key) ?? { key, proxy: name, side, head: null, children: [], status: 'unknown' };
    proxies.set(key, proxy);
    if (kind === side) proxy.head = row;
    else proxy.children.push(row);
  }
  for (const proxy of proxies.values()) proxy.status = proxyStatus(proxy.head?.status ?? null, statusesOf(proxy.children));
  return [...proxies.values()];
}

function statusesOf(rows: readonly { status: Status }[]): Status[] {
  return rows.map(({ status }) => status);
}

/**
 * What a proxy comes to by its own status, null where it has no row, and by those below it. A server that is out on purpose does not take its backend out: only trouble is
 * passed up.
 */
export function proxyStatus(own: Status | null, children: readonly Status[]): Status {
  const below = worst(children);
  if (own === null) return below;
  return children.length > 0 && below !== 'maintenance' && isWorse(below, own) ? below : own;
}

/**
 * Worst first, then backends, then by name; within a proxy worst first, then by name. What is equally old stands by what it was: one instance that is not read makes all rows of
 * its tier stale.
 */
export function sortLines(lines: readonly ProxyLine[]): ProxyLine[] {
  return lines
    .map((line) => ({
      ...line,
      children: line.children.toSorted((a, b) => byStatus(a, b) || bySaid(a.said, b.said) || names.compare(a.view.name, b.view.name)),
    }))
    .sort(
      (a, b) =>
        byStatus(a, b) || bySaid(saidIn(a), saidIn(b)) || SIDES.indexOf(a.side) - SIDES.indexOf(b.side) || names.compare(a.proxy, b.proxy),
    );
}

/**
 * Lines that stand in their natural order, sorted by what they have: servers within their proxy, and proxies among themselves, by their own row. A proxy without a row of its
 * own, and a line that has nothing, comes last.
 */
export function sortLinesBy(lines: readonly ProxyLine[], isDown: boolean, sortedBy: (row: MergedRow) => Sortable): ProxyLine[] {
  const sorted = sortBy(lines, isDown, ({ head, status }) => (head ? sortedBy({ ...head, status }) : null));
  return sorted.map((line) => ({ ...line, children: sortBy(line.children, isDown, sortedBy) }));
}

function byStatus(a: { status: Status }, b: { status: Status }): number {
  return STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status);
}

function bySaid(a: Status, b: Status): number {
  return STATUSES.indexOf(a) - STATUSES.indexOf(b);
}

function saidIn({ head, children }: ProxyLine): Status {
  return proxyStatus(
    head?.said ?? null,
    children.map(({ said }) => said),
  );
}

/** The key of the tier that a source belongs to: its address on the page. */
export function tierOf({ system, group }: Pick<Source, 'system' | 'group'>): string {
  return `${system}/${group}`;
}

/** The address of a proxy on the page, by the key of its line: it stands once in its tier. */
export function placeOf(source: Pick<Source, 'system' | 'group'>, key: string): string {
  return `${tierOf(source)} ${key}`;
}

/** The order of lines as ids, so that it can be held and compared. */
export function orderOf(lines: readonly ProxyLine[]): string[] {
  return lines.flatMap((line) => [line.key, ...line.children.map((child) => child.id)]);
}

/** Lines put back into an order taken earlier; what is new comes last among its own. */
export function reorder(lines: readonly ProxyLine[], order: readonly string[]): ProxyLine[] {
  const rank = new Map(order.map((id, index) => [id, index]));
  const place = (id: string) => rank.get(id) ?? order.length;
  return lines
    .map((line) => ({
      ...line,
      children: line.children.toSorted((a, b) => place(a.id) - place(b.id)),
    }))
    .sort((a, b) => place(a.key) - place(b.key));
}

/** A backend opens by itself when there is trouble of its own in it and it is short; age is not its own trouble. */
export function opensItself({ children }: ProxyLine): boolean {
  const status = worst(children.map(({ said }) => said));
  return children.length > 0 && children.length <= OPENS_UP_TO && (status === 'critical' || status === 'warning');
}

const OPENS_UP_TO = 40;

/**
 * The proxies that are folded into one line at the end, by their keys: frontends and backends without servers, as long as nobody says that they are anything but ok, and all say the same.
 * None, where there would be nothing but that line.
 */
export function restOf(lines: readonly ProxyLine[]): ReadonlySet<string> {
  const rest = lines.filter(isQuiet).map(({ key }) => key);
  return new Set(rest.length < lines.length ? rest : []);
}

function isQuiet({ side, head, children }: ProxyLine): boolean {
  if (side === 'backend' && children.length > 0) return false;
  return [...(head ? [head] : []), ...children].every(({ said, differs }) => said === 'ok' && !differs);
}

/** What stands on screen, one under the other. */
export type Drawn =
  | { is: 'proxy'; line: ProxyLine; isOpen: boolean }
  | { is: 'row' | 'found' | 'figures'; line: MergedRow }
  | { is: 'rest'; lines: readonly ProxyLine[]; isOpen: boolean };

export type Folding = {
  isOpen(line: ProxyLine): boolean;
  hasFigures(rowId: string): boolean;
  /** Something is found about it beside what it says itself. */
  isFound(rowId: string): boolean;
  /** The rows that a filter lets through; null without a filter. */
  matched: ReadonlySet<string> | null;
  /** The proxies of the last line, by their keys: a filter that finds them shows them all the same. */
  rest: ReadonlySet<string>;
  isRestOpen: boolean;
};

/** The lines that are to be drawn: folded ones without their children, and with a filter only what matches and what it stands under. */
export function unfold(lines: readonly ProxyLine[], folding: Folding): Drawn[] {
  const { matched, isRestOpen } = folding;
  const rest = matched ? [] : lines.filter(({ key }) => folding.rest.has(key));
  const others = rest.length > 0 ? lines.filter(({ key }) => !folding.rest.has(key)) : lines;
  const drawn = others.flatMap((proxy) => unfoldOne(proxy, folding));
  if (rest.length > 0) drawn.push({ is: 'rest', lines: rest, isOpen: isRestOpen });
  return isRestOpen ? [...drawn, ...rest.flatMap((proxy) => unfoldOne(proxy, folding))] : drawn;
}

function unfoldOne(proxy: ProxyLine, { matched, isOpen, hasFigures, isFound }: Folding): Drawn[] {
  const { head } = proxy;
  const children = matched ? proxy.children.filter(({ id }) => matched.has(id)) : proxy.children;
  if (matched && children.length === 0 && !(head && matched.has(head.id))) return [];
  const under = (line: MergedRow): Drawn[] => [
    ...(isFound(line.id) ? [{ is: 'found', line } as const] : []),
    ...(hasFigures(line.id) ? [{ is: 'figures', line } as const] : []),
  ];
  const opened = isOpen(proxy);
  return [
    { is: 'proxy', line: proxy, isOpen: opened },
    ...(head ? under(head) : []),
    ...(opened ? children.flatMap((line): Drawn[] => [{ is: 'row', line }, ...under(line)]) : []),
  ];
}

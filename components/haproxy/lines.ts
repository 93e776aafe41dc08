import type { LiveRow } from '#lib/feed/events.ts';
import { type Source, sourceId } from '#lib/reading.ts';
import { isWorse, STATUSES, type Status, type Verdict, worst } from '#lib/status.ts';
import type { RowView } from '#lib/systems/haproxy/model.ts';
import { type Sortable, sortBy } from '../ui/sort.ts';

/** A frontend stands over its listeners, a backend over its servers. A `listen` section is both, under one name. */
type Side = 'backend' | 'frontend';

export type RowLine = { row: LiveRow; view: RowView; status: Status };

/** A proxy with what belongs to it. `head` is null where the reading holds its servers and not itself. `status` is the worst of all of it. */
export type ProxyLine = {
  key: string;
  proxy: string;
  side: Side;
  head: RowLine | null;
  children: RowLine[];
  status: Status;
};

const SIDES: readonly Side[] = ['backend', 'frontend'];
const names = new Intl.Collator('en', { numeric: true });

/** The value of a row of haproxy. The engine sends with each source what that same system made, which is what makes the cast sound. */
export function viewOf(row: LiveRow): RowView {
  return row.value as RowView;
}

/** Rows as proxies with their servers and listeners, in no order yet. `judge` ages the verdict of a row. */
export function toLines(rows: readonly LiveRow[], judge: (verdict: Verdict) => Verdict): ProxyLine[] {
  const proxies = new Map<string, ProxyLine>();
  for (const row of rows) {
    const view = viewOf(row);
    const side: Side = view.kind === 'frontend' || view.kind === 'listener' ? 'frontend' : 'backend';
    const key = `${side}:${view.proxy}`;
    const proxy = proxies.get(key) ?? {
      key,
      proxy: view.proxy,
      side,
      head: null,
      children: [],
      status: 'unknown',
    };
    proxies.set(key, proxy);
    const line = { row, view, status: judge(row.verdict).status };
    if (view.kind === side) proxy.head = line;
    else proxy.children.push(line);
  }
  for (const proxy of proxies.values()) proxy.status = proxyStatus(proxy);
  return [...proxies.values()];
}

// A server that is out on purpose does not take its backend out: only trouble is passed up.
function proxyStatus({ head, children }: ProxyLine): Status {
  const below = worst(children.map((line) => line.status));
  if (!head) return below;
  return children.length > 0 && below !== 'maintenance' && isWorse(below, head.status) ? below : head.status;
}

/** Worst first, then backends, then by name; within a proxy worst first, then by name. */
export function sortLines(lines: readonly ProxyLine[]): ProxyLine[] {
  return lines
    .map((line) => ({
      ...line,
      children: line.children.toSorted((a, b) => byStatus(a, b) || names.compare(a.view.name, b.view.name)),
    }))
    .sort((a, b) => byStatus(a, b) || SIDES.indexOf(a.side) - SIDES.indexOf(b.side) || names.compare(a.proxy, b.proxy));
}

/**
 * Lines that stand in their natural order, sorted by what they have: servers within their proxy, and proxies among themselves, by their own row. A proxy without a row of its
 * own, and a line that has nothing, comes last.
 */
export function sortLinesBy(lines: readonly ProxyLine[], isDown: boolean, sortedBy: (line: RowLine) => Sortable): ProxyLine[] {
  const sorted = sortBy(lines, isDown, ({ head, status }) => (head ? sortedBy({ ...head, status }) : null));
  return sorted.map((line) => ({ ...line, children: sortBy(line.children, isDown, sortedBy) }));
}

function byStatus(a: { status: Status }, b: { status: Status }): number {
  return STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status);
}

/** The address of a proxy on the page, by the key of its line. */
export function placeOf(source: Source, key: string): string {
  return `${sourceId(source)} ${key}`;
}

/** The order of lines as ids, so that it can be held and compared. */
export function orderOf(lines: readonly ProxyLine[]): string[] {
  return lines.flatMap((line) => [line.key, ...line.children.map((child) => child.row.id)]);
}

/** Lines put back into an order taken earlier; what is new comes last among its own. */
export function reorder(lines: readonly ProxyLine[], order: readonly string[]): ProxyLine[] {
  const rank = new Map(order.map((id, index) => [id, index]));
  const place = (id: string) => rank.get(id) ?? order.length;
  return lines
    .map((line) => ({
      ...line,
      children: line.children.toSorted((a, b) => place(a.row.id) - place(b.row.id)),
    }))
    .sort((a, b) => place(a.key) - place(b.key));
}

/** A backend opens by itself when there is trouble of its own in it and it is short; age is not its own trouble. */
export function opensItself({ children }: ProxyLine): boolean {
  const status = worst(children.map((line) => line.row.verdict.status));
  return children.length > 0 && children.length <= OPENS_UP_TO && (status === 'critical' || status === 'warning');
}

const OPENS_UP_TO = 40;

/** What stands on screen, one under the other. */
export type Drawn = { is: 'proxy'; line: ProxyLine; isOpen: boolean } | { is: 'row'; line: RowLine } | { is: 'figures'; line: RowLine };

export type Folding = {
  isOpen(line: ProxyLine): boolean;
  hasFigures(rowId: string): boolean;
  /** The rows that a filter lets through; null without a filter. */
  matched: ReadonlySet<string> | null;
};

/** The lines that are to be drawn: folded ones without their children, and with a filter only what matches and what it stands under. */
export function unfold(lines: readonly ProxyLine[], folding: Folding): Drawn[] {
  const drawn: Drawn[] = [];
  const draw = (is: 'proxy' | 'row', line: RowLine, proxy: ProxyLine, isOpen: boolean) => {
    drawn.push(is === 'proxy' ? { is, line: proxy, isOpen } : { is, line });
    if (folding.hasFigures(line.row.id)) drawn.push({ is: 'figures', line });
  };
  for (const proxy of lines) {
    const { matched } = folding;
    const children = matched ? proxy.children.filter((child) => matched.has(child.row.id)) : proxy.children;
    if (matched && children.length === 0 && !(proxy.head && matched.has(proxy.head.row.id))) continue;
    const isOpen = folding.isOpen(proxy);
    if (proxy.head) draw('proxy', proxy.head, proxy, isOpen);
    else drawn.push({ is: 'proxy', line: proxy, isOpen });
    if (isOpen) for (const child of children) draw('row', child, proxy, false);
  }
  return drawn;
}

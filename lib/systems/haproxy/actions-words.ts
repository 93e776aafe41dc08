import type { Step } from '../../acting.ts';
import { formatCount } from '../../format/number.ts';
import type { Aim, ServerInput } from './actions-orders.ts';
import type { Planned } from './actions-steps.ts';
import type { HAProxyNode } from './actions-targets.ts';
import { figure } from './figures.ts';
import type { StatsRow } from './model.ts';

const MOST_NAMES = 6;

type Named = Pick<HAProxyNode, 'group' | 'node'>;

/** "1 server", "12 servers". */
export function countWords(count: number, what: string): string {
  return `${formatCount(count)} ${what}${count === 1 ? '' : 's'}`;
}

/** "a, b and c"; of many the first, and how many more. */
export function listWords(names: readonly string[]): string {
  const own = [...new Set(names)];
  if (own.length > MOST_NAMES) return `${own.slice(0, MOST_NAMES - 1).join(', ')} and ${own.length - MOST_NAMES + 1} more`;
  const tail = own.at(-1) ?? '';
  return own.length < 2 ? tail : `${own.slice(0, -1).join(', ')} and ${tail}`;
}

/** The names of instances, each with its group where they are of several. */
export function nodeWords(nodes: readonly Named[]): string {
  const isOneGroup = new Set(nodes.map(({ group }) => group)).size === 1;
  return listWords(nodes.map(({ group, node }) => (isOneGroup ? node : `${group}/${node}`)));
}

/** "be_web on lb1 and lb2". */
export function placeWords(planned: readonly { step: Step; detail: { backend: string } }[]): string {
  const backends = listWords(planned.map(({ detail }) => detail.backend));
  return `${backends} on ${nodeWords(planned.map(({ step }) => step))}`;
}

/** What an order is called: `say` makes of a server, or of "all servers", what is ordered. */
export function titleWords(
  input: ServerInput,
  nodes: readonly HAProxyNode[],
  say: (who: string) => string,
): { title: string; button: string } {
  const group = input.group === null ? null : groupTitle(input.group, nodes);
  const within = group === null ? '' : ` of ${group}`;
  const wide = input.group === null && input.only === null ? ' everywhere' : group === null ? '' : ` everywhere in ${group}`;
  const narrowed = input.only === null ? '' : `, on ${nodeWords(input.only)} alone`;
  const where = input.backend !== null ? ` in ${input.backend}${within}` : input.server === null ? within : wide;
  const who = input.server ?? (input.backend === null ? 'every server' : 'all servers');
  return { title: `${say(who)}${where}${narrowed}`, button: input.server === null ? `${say(who)}${buttonPlace(input, group)}` : say(who) };
}

/** What a group is called on the page. */
export function groupTitle(group: string, nodes: readonly HAProxyNode[]): string {
  return nodes.find((node) => node.group === group)?.groupTitle ?? group;
}

function buttonPlace({ backend }: ServerInput, group: string | null): string {
  return backend === null ? ` of ${group}` : ` in ${backend}`;
}

/** In one sentence what becomes of these servers. */
export function summaryWords(aim: Aim, planned: readonly Planned[]): string {
  const servers = listWords(planned.map(({ detail }) => detail.server));
  const isOne = new Set(planned.map(({ detail }) => detail.server)).size === 1;
  const where = placeWords(planned);
  switch (aim) {
    case 'drain':
      return `${servers} ${isOne ? 'gets' : 'get'} no new clients in ${where}; ${runningWords(planned)}.`;
    case 'maintenance':
      return `${servers} ${isOne ? 'gets' : 'get'} no traffic and no checks in ${where}; ${runningWords(planned)}.`;
    case 'return':
      return `${servers} ${isOne ? 'comes' : 'come'} back in ${where} once its checks have passed, and ${isOne ? 'gets' : 'get'} no traffic before.`;
    case 'ready':
      return `${servers} ${isOne ? 'takes' : 'take'} traffic again in ${where} at once.`;
  }
}

export function orderWords(aim: Aim, server: string): string {
  switch (aim) {
    case 'drain':
      return `Drain ${server}`;
    case 'maintenance':
      return `Put ${server} into maintenance`;
    case 'return':
      return `Put ${server} back safely`;
    case 'ready':
      return `Put ${server} back at once`;
  }
}

/** "in drain", as a server is said to be there already. */
export function stateWords(aim: Aim): string {
  return aim === 'drain' || aim === 'maintenance' ? `in ${aim}` : 'in service';
}

function runningWords(planned: readonly Planned[]): string {
  const isOne = new Set(planned.map(({ detail }) => detail.server)).size === 1;
  const on = isOne ? 'it' : 'them';
  const sum = sumSessions(planned.map(({ target }) => target.row));
  if (sum === null) return `sessions running on ${on} go on until they end`;
  if (sum === 0) return `no session is running on ${on} now`;
  return sum === 1
    ? `the 1 session running on ${on} now goes on until it ends`
    : `the ${formatCount(sum)} sessions running on ${on} now go on until they end`;
}

/** How many sessions run on these servers; null where one of them does not tell. */
export function sumSessions(rows: readonly StatsRow[]): number | null {
  const counts = rows.map((row) => figure(row, 'sessions'));
  const known = counts.filter((count) => count !== null);
  return known.length < counts.length ? null : known.reduce((all, count) => all + count, 0);
}

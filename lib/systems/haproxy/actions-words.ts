import { formatCount } from '../../format/number.ts';
import type { Aim, ServerInput } from './actions-orders.ts';
import { isOut, type Planned } from './actions-steps.ts';
import type { HAProxyNode } from './actions-targets.ts';
import { figure } from './figures.ts';

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
export function placeWords(planned: readonly Planned[]): string {
  const backends = listWords(planned.map(({ detail }) => detail.backend));
  return `${backends} on ${nodeWords(planned.map(({ step }) => step))}`;
}

export function titleWords(aim: Aim, input: ServerInput, nodes: readonly HAProxyNode[]): { title: string; button: string } {
  const group = input.group === null ? null : (nodes.find((node) => node.group === input.group)?.groupTitle ?? input.group);
  const within = group === null ? '' : ` of ${group}`;
  const wide = input.group === null && input.only === null ? ' everywhere' : group === null ? '' : ` everywhere in ${group}`;
  const narrowed = input.only === null ? '' : `, on ${nodeWords(input.only)} alone`;
  const where = input.backend === null ? wide : ` in ${input.backend}${within}`;
  return { title: `${orderWords(aim, input.server)}${where}${narrowed}`, button: orderWords(aim, input.server) };
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
  return isOut(aim) ? `in ${aim}` : 'in service';
}

function runningWords(planned: readonly Planned[]): string {
  const counts = planned.map(({ target }) => figure(target.row, 'sessions'));
  const known = counts.filter((count) => count !== null);
  if (known.length < counts.length) return 'sessions running on it go on until they end';
  const sum = known.reduce((all, count) => all + count, 0);
  if (sum === 0) return 'no session is running on it now';
  return sum === 1
    ? 'the 1 session running on it now goes on until it ends'
    : `the ${formatCount(sum)} sessions running on it now go on until they end`;
}

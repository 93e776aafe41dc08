import type { Friction, InFlight, Note, Order, Preview, Step } from '../../acting.ts';
import { nearest } from '../../text/nearest.ts';
import { guardBackends } from './actions-guards.ts';
import { drainsOfDown, notesOf } from './actions-notes.ts';
import { AIMS, type Aim, type RestoreInput, type ServerInput } from './actions-orders.ts';
import { effectOf, type Plan, type Planned, planSteps } from './actions-steps.ts';
import { type Found, findListed, findServers, type HAProxyNode, HOW_TO_ENABLE, isAmong, statsOf } from './actions-targets.ts';
import { countWords, listWords, nodeWords, orderWords, stateWords, summaryWords, titleWords } from './actions-words.ts';

type Given<Input> = { input: Input; nodes: readonly HAProxyNode[]; inFlight: readonly InFlight[] };
type Head = { title: string; button: string; isNarrow: boolean; instead: Order | null; unknown: string };

/** What drain, maintenance, return or ready of a server would do now. */
export function previewServers(aim: Aim, { input, nodes, inFlight }: Given<ServerInput>): Preview {
  const found = findServers(input, aim, nodes);
  const plan = planSteps(found.targets);
  const places = new Set(plan.planned.map(({ step, detail }) => `${step.group} ${detail.backend}`));
  return assemble(found, plan, inFlight, {
    ...titleWords(aim, input, nodes),
    isNarrow: (aim === 'drain' || aim === 'return') && places.size === 1,
    instead: { system: 'haproxy', action: 'maintenance', input },
    unknown: unknownWords(input, nodes),
  });
}

/** What putting the listed servers to where they are listed would do now. */
export function previewRestore({ input, nodes, inFlight }: Given<RestoreInput>): Preview {
  const found = findListed(input, nodes);
  const names = [...new Set(input.targets.map(({ server }) => server))];
  const aims = new Set(input.targets.map(({ to }) => to));
  const [aim] = aims;
  const places = new Set(input.targets.map(({ group, backend }) => `${group} ${backend}`));
  const who = names.length === 1 && names[0] !== undefined ? names[0] : countWords(names.length, 'server');
  const button = aims.size === 1 && aim !== undefined ? orderWords(aim, who) : `Put ${who} back as before`;
  const where = nodeWords(input.targets);
  const unknown = `${who} cannot be restored: there is nothing of it on ${where} any more`;
  return assemble(found, planSteps(found.targets), inFlight, {
    title: `${button} on ${where}`,
    button,
    // What one click did, one click undoes.
    isNarrow: places.size === 1 && aims.size === 1 && aim !== 'maintenance',
    instead: null,
    unknown,
  });
}

function assemble(found: Found, plan: Plan, inFlight: readonly InFlight[], head: Head): Preview {
  const { planned } = plan;
  const { last, notes: guarded } = guardBackends(planned, inFlight);
  const notes = [...guarded.filter(isGrave), ...notesOf(plan), ...guarded.filter((note) => !isGrave(note))];
  const leftOut = [...found.leftOut, ...plan.leftOut];
  const isQuiet = head.isNarrow && leftOut.length === 0 && !notes.some(isGrave);
  const friction: Friction = last !== null ? 'type' : isQuiet ? 'click' : 'ask';
  const down = drainsOfDown(planned);
  return {
    title: head.title,
    button: head.button,
    summary: AIMS.flatMap((aim) => summaryOf(aim, planned)).join(' '),
    friction,
    typed: last,
    notes,
    steps: planned.map(({ step }): Step => step),
    leftOut,
    refusal: planned.length > 0 ? null : refusalWords(found, plan, head.unknown),
    instead: down.length === 0 || head.instead === null ? null : { words: insteadWords(down), order: head.instead },
  };
}

function summaryOf(aim: Aim, planned: readonly Planned[]): string[] {
  const own = planned.filter((each) => effectOf(each) === aim);
  return own.length === 0 ? [] : [summaryWords(aim, own)];
}

function insteadWords(down: readonly Planned[]): string {
  const servers = listWords(down.map(({ detail }) => detail.server));
  return `Maintenance instead: ${servers} is down, and maintenance shows, stops its checks and lasts when it recovers`;
}

function isGrave({ status }: Note): boolean {
  return status !== 'ok';
}

function refusalWords({ unfit, leftOut, targets }: Found, plan: Plan, unknown: string): string {
  const doubts = unfit.filter(({ why }) => why === 'doubt').map(({ words }) => words);
  if (doubts.length > 0) return `poll first: ${listWords(doubts)}`;
  if (unfit.length > 0) return `no user to act with is configured for ${listWords(unfit.map(({ words }) => words))}: ${HOW_TO_ENABLE}`;
  const [first] = plan.done;
  const reasons = [...leftOut, ...plan.leftOut].map(({ node, why }) => `${why} (${node})`);
  if (first && reasons.length === 0) {
    const servers = listWords(plan.done.map(({ row }) => row.name));
    const words = new Set(plan.done.map(({ aim }) => stateWords(aim)));
    return `${servers} is ${[...words].join(' or ')} already on ${nodeWords(plan.done.map(({ node }) => node))}`;
  }
  if (reasons.length > 0) return `nothing can be sent: ${listWords(reasons)}`;
  return targets.length === 0 ? unknown : 'nothing is left to do';
}

function unknownWords(input: ServerInput, nodes: readonly HAProxyNode[]): string {
  const among = nodes.filter((node) => isAmong(input, node));
  if (among.length === 0)
    return `there is no ${input.group === null ? 'such instance' : `group ${input.group}${near(input.group, groupsOf(nodes))}`}`;
  const rows = among.flatMap((node) => statsOf(node)?.rows ?? []).filter(({ kind }) => kind === 'server');
  const where = input.group === null ? 'on any instance' : `in ${among[0]?.groupTitle ?? input.group}`;
  const backends = [...new Set(rows.map(({ proxy }) => proxy))];
  if (input.backend !== null && !backends.includes(input.backend)) {
    return `there is no backend ${input.backend} with servers ${where}${near(input.backend, backends)}`;
  }
  const servers = rows.filter(({ proxy }) => input.backend === null || proxy === input.backend).map(({ name }) => name);
  const place = input.backend === null ? where : `in ${input.backend}`;
  return `there is no server ${input.server} ${place}${near(input.server, [...new Set(servers)])}`;
}

function groupsOf(nodes: readonly HAProxyNode[]): string[] {
  return [...new Set(nodes.map(({ group }) => group))];
}

function near(wrong: string, known: readonly string[]): string {
  const found = nearest(wrong, known);
  return found === null ? '' : `: did you mean ${found}?`;
}

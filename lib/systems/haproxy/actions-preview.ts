import type { Friction, InFlight, Note, Order, Preview, Step } from '../../acting.ts';
import { formatCount } from '../../format/number.ts';
import { nearest } from '../../text/nearest.ts';
import { type Guarded, guardBackends } from './actions-guards.ts';
import { drainsOfDown, notesOf } from './actions-notes.ts';
import { AIMS, type Aim, type Deed, MOST_STEPS, type RestoreInput, type Sendable, type ServerInput } from './actions-orders.ts';
import { effectOf, isOut, type Plan, type Planned, planSteps } from './actions-steps.ts';
import { type Found, findListed, findServers, type HAProxyNode, HOW_TO_ENABLE, isAmong, statsOf } from './actions-targets.ts';
import { countWords, groupTitle, listWords, nodeWords, orderWords, summaryWords, titleWords } from './actions-words.ts';

export type Given<Input> = { input: Input; nodes: readonly HAProxyNode[]; inFlight: readonly InFlight[] };

/** What one kind of order makes of its plan. `isQuiet`: nothing asks for a dialog but the notes. `typed`: what must be typed whatever the guards say. */
export type Head = {
  title: string;
  button: string;
  summary: string;
  notes: Note[];
  isQuiet: boolean;
  typed: string | null;
  instead: Preview['instead'];
  unknown: string;
};

/** What drain, maintenance, return or ready would do now. */
export function previewServers(aim: Aim, { input, nodes, inFlight }: Given<ServerInput>): Preview {
  const found = findServers(input, aim, nodes);
  const plan = planSteps(found.targets);
  const places = new Set(plan.planned.map(({ step, detail }) => `${step.group} ${detail.backend}`));
  const guarded = guardBackends(outOf(plan), inFlight);
  return assemble(found, plan, {
    ...titleWords(input, nodes, (who) => orderWords(aim, who)),
    ...saidOf(plan, guarded),
    isQuiet: input.server !== null && (aim === 'drain' || aim === 'return') && places.size === 1,
    typed: typedFor(input, { nodes, last: guarded.last, isGrave: isOut(aim) }),
    instead: insteadOf(plan, { system: 'haproxy', action: 'maintenance', input }),
    unknown: unknownWords(input, nodes),
  });
}

/** What putting the listed servers to where they are listed would do now. */
export function previewRestore({ input, nodes, inFlight }: Given<RestoreInput>): Preview {
  const found = findListed(input, nodes);
  const plan = planSteps(found.targets);
  const guarded = guardBackends(outOf(plan), inFlight);
  const aims = new Set(input.targets.map(({ to }) => to));
  const [aim] = aims;
  const places = new Set(input.targets.map(({ group, backend }) => `${group} ${backend}`));
  const who = whoOf(input);
  const button = aims.size === 1 && aim !== undefined ? orderWords(aim, who) : `Put ${who} back as before`;
  const where = nodeWords(input.targets);
  return assemble(found, plan, {
    title: `${button} on ${where}`,
    button,
    ...saidOf(plan, guarded),
    // What one click did, one click undoes.
    isQuiet: places.size === 1 && aims.size === 1 && aim !== 'maintenance',
    typed: guarded.last,
    instead: null,
    unknown: `${who} cannot be restored: there is nothing of it on ${where} any more`,
  });
}

/** The server that a list is about, or how many they are. */
export function whoOf({ targets }: RestoreInput<string>): string {
  const names = [...new Set(targets.map(({ server }) => server))];
  return names.length === 1 && names[0] !== undefined ? names[0] : countWords(names.length, 'server');
}

/** What must be typed: the name of what is emptied, and that of a whole group for all that takes its traffic away. */
export function typedFor(
  { server, backend, group }: ServerInput,
  { nodes, last, isGrave }: { nodes: readonly HAProxyNode[]; last: string | null; isGrave: boolean },
): string | null {
  if (server !== null) return last;
  if (backend !== null) return last === null ? null : backend;
  return group !== null && (isGrave || last !== null) ? groupTitle(group, nodes) : null;
}

function outOf({ planned }: Plan): Planned[] {
  return planned.filter(({ detail }) => isOut(detail.aim));
}

function saidOf(plan: Plan, guarded: Guarded): Pick<Head, 'summary' | 'notes'> {
  return {
    summary: AIMS.flatMap((aim) => summaryOf(aim, plan.planned)).join(' '),
    notes: [...guarded.notes.filter(isGrave), ...notesOf(plan), ...guarded.notes.filter((note) => !isGrave(note))],
  };
}

function insteadOf({ planned }: Plan, order: Order): Preview['instead'] {
  const down = drainsOfDown(planned);
  return down.length === 0 ? null : { words: insteadWords(down), order };
}

/** The preview of an order by what was found for it and what is planned. */
export function assemble<Want extends Aim | Deed, Detail extends Sendable>(
  found: Found<Want>,
  plan: Plan<Want, Detail>,
  { title, button, summary, notes, isQuiet, typed, instead, unknown }: Head,
): Preview {
  const { planned } = plan;
  const leftOut = [...found.leftOut, ...plan.leftOut];
  const isClick = isQuiet && leftOut.length === 0 && !notes.some(isGrave);
  const refusal = refusalOf(found, plan, unknown);
  const isTyped = typed !== null && refusal === null;
  const friction: Friction = isTyped ? 'type' : isClick ? 'click' : 'ask';
  return {
    ...{ title, button, summary, notes, friction, typed: isTyped ? typed : null, leftOut, refusal, instead },
    ...(isDone(found, plan) ? { isDone: true } : {}),
    steps: refusal === null ? planned.map(({ step }): Step => step) : [],
  };
}

/** True where every server that is meant is where it is to be, on every instance that is meant. */
function isDone<Want extends Aim | Deed, Detail extends Sendable>({ unfit, leftOut }: Found<Want>, plan: Plan<Want, Detail>): boolean {
  return plan.done.length > 0 && [plan.planned, plan.leftOut, unfit, leftOut].every((rest) => rest.length === 0);
}

function summaryOf(aim: Aim, planned: readonly Planned[]): string[] {
  const own = planned.filter((each) => effectOf(each) === aim);
  return own.length === 0 ? [] : [summaryWords(aim, own)];
}

function insteadWords(down: readonly Planned[]): string {
  const servers = listWords(down.map(({ detail }) => detail.server));
  return `Maintenance instead: ${servers} ${new Set(down.map(({ detail }) => detail.server)).size === 1 ? 'is' : 'are'} down, and maintenance shows, stops its checks and lasts when it recovers`;
}

/** True for a note that speaks against an order. */
export function isGrave({ status }: Note): boolean {
  return status !== 'ok';
}

function refusalOf<Want extends Aim | Deed, Detail extends Sendable>(
  { unfit, leftOut, targets }: Found<Want>,
  plan: Plan<Want, Detail>,
  unknown: string,
): string | null {
  const count = plan.planned.length;
  if (count > MOST_STEPS) {
    const most = formatCount(MOST_STEPS);
    return `this would be ${formatCount(count)} commands, and ${most} are the most that go in one order: take one backend, or one instance, at a time`;
  }
  if (count > 0) return null;
  const doubts = unfit.filter(({ why }) => why === 'doubt').map(({ words }) => words);
  if (doubts.length > 0) return `poll first: ${listWords(doubts)}`;
  if (unfit.length > 0) return `no user to act with is configured for ${listWords(unfit.map(({ words }) => words))}: ${HOW_TO_ENABLE}`;
  const reasons = [...leftOut, ...plan.leftOut].map(({ node, why }) => `${why} (${node})`);
  if (plan.done.length > 0 && reasons.length === 0) {
    const servers = [...new Set(plan.done.map(({ target }) => target.row.name))];
    const words = new Set(plan.done.map(({ words }) => words));
    const nodes = nodeWords(plan.done.map(({ target }) => target.node));
    return `${listWords(servers)} ${servers.length === 1 ? 'is' : 'are'} ${[...words].join(' or ')} on ${nodes}`;
  }
  if (reasons.length > 0) return `nothing can be sent: ${listWords(reasons)}`;
  return targets.length === 0 ? unknown : 'nothing is left to do';
}

/** Why an order found nothing that it is about, with the name that may be meant. */
export function unknownWords(input: ServerInput, nodes: readonly HAProxyNode[]): string {
  const among = nodes.filter((node) => isAmong(input, node));
  if (among.length === 0)
    return `there is no ${input.group === null ? 'such instance' : `group ${input.group}${near(input.group, groupsOf(nodes))}`}`;
  const rows = among.flatMap((node) => statsOf(node)?.rows ?? []).filter(({ kind }) => kind === 'server');
  const where = input.group === null ? 'on any instance' : `in ${among[0]?.groupTitle ?? input.group}`;
  const backends = [...new Set(rows.map(({ proxy }) => proxy))];
  if (input.backend !== null && !backends.includes(input.backend)) {
    return `there is no backend ${input.backend} with servers ${where}${near(input.backend, backends)}`;
  }
  if (input.server === null) return `there is no server ${where}`;
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

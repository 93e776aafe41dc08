import * as z from 'zod';
import { defineAction, type Note, type Preview, type PreviewInput, type Step } from '../../acting.ts';
import { readInput } from '../../read-input.ts';
import { takesTraffic } from './actions-guards.ts';
import { proofsOf } from './actions-prove.ts';
import { type NodeRef, nodesOf, onlyNodes, type SocketActor, sendLine, socketNodes, wireName } from './actions-socket.ts';
import { hasAgent } from './actions-steps.ts';
import { nameOf } from './actions-targets.ts';
import { listWords, nodeWords } from './actions-words.ts';
import type { HAProxySettings } from './config.ts';
import { figure } from './figures.ts';
import type { Stats, StatsRow } from './model.ts';

/** HAProxy configuration.txt, "weight". */
const MOST = 256;

const inputSchema = z.strictObject({
  ...{ group: wireName, backend: wireName, server: wireName, only: onlyNodes },
  /** By instance, where they are not to have the same: what an undo sends. */
  weights: z.record(z.string().max(200), z.int().min(0).max(MOST)).nullable().default(null),
  weight: z
    .int({ error: `is not a whole number from 0 to ${MOST}` })
    .min(0)
    .max(MOST)
    .nullable()
    .default(null),
});
type WeightInput = z.output<typeof inputSchema>;

const checked = inputSchema.refine(({ weight, weights }) => (weight === null) !== (weights === null), {
  error: 'says no weight, or says it twice',
  path: ['weight'],
});

type WeightDetail = { backend: string; server: string; weight: number; before: number; hasAgent: boolean };
type Target = { node: { group: string; node: string }; stats: Stats; row: StatsRow; weight: number; before: number };

/** Sets the weight of a server in one backend, on all instances of a tier that can be acted on by their socket. Undo is the weight before, on each. */
export const setWeight = defineAction<HAProxySettings, SocketActor, WeightInput>({
  name: 'weight',
  read: (raw) => readInput(checked, raw, '{ "group": "web", "backend": "be_web", "server": "web03", "weight": 10 }'),
  groups: ({ group }) => [group],
  preview,
  send: (actor, step, signal) => sendLine(actor, commandOf(detailOf(step)), signal),
  prove(step, { value }) {
    const { backend, server, weight } = detailOf(step);
    // The engine hands back what the probe of actions made.
    const row = (value as Stats).rows.find(({ kind, proxy, name }) => kind === 'server' && proxy === backend && name === server);
    const now = row ? weightOf(row) : null;
    if (now === weight) return { is: 'proved', words: `says weight ${now}` };
    return {
      is: 'not proved',
      words: row ? `says weight ${now ?? 'of nothing'}` : `${backend}/${server} is not in the statistics any more`,
    };
  },
  proofs: (step) => proofsOf(detailOf(step)),
  undo(steps) {
    const [first] = steps;
    if (!first) return null;
    const { backend, server } = detailOf(first);
    const weights = Object.fromEntries(steps.map((step) => [step.node, detailOf(step).before]));
    return { system: 'haproxy', action: 'weight', input: { group: first.group, backend, server, weights, only: nodesOf(steps, []) } };
  },
  finish: (input, steps, leftOut) => ({ system: 'haproxy', action: 'weight', input: { ...input, only: nodesOf(steps, leftOut) } }),
});

function preview({ input, nodes, inFlight }: PreviewInput<HAProxySettings, WeightInput>): Preview {
  const { group, backend, server, only } = input;
  const { ready, leftOut } = socketNodes(nodes, { group, only, unread: false });
  const found = ready.flatMap(({ node, stats }) => targetsOf(node, stats, input));
  const targets = found.filter(({ weight, before }) => weight !== before);
  const going = (node: NodeRef): ReadonlySet<string> =>
    new Set(inFlight.filter((one) => one.group === group && one.node === node.node && isOut(one.wanted)).map(({ target }) => target));
  const shares = targets.map((target) => ({ target, share: shareOf(target, going(target.node)) }));
  const emptied = shares.filter(({ share }) => share.takersBefore > 0 && share.takersAfter === 0);
  const words = [...new Set(targets.map(({ weight }) => String(weight)))];
  const verb = words.length === 1 ? `Set the weight of ${server} to ${words[0]}` : `Set the weight of ${server}`;
  return {
    title: `${verb} in ${backend} on ${nodeWords(targets.length > 0 ? targets.map(({ node }) => node) : ready.map(({ node }) => node))}`,
    button: verb,
    summary: [...new Set(shares.map(({ target, share }) => shareWords(target, share)))].join(' '),
    friction: emptied.length > 0 ? 'type' : 'ask',
    typed: emptied.length > 0 ? server : null,
    notes: notesOf(
      targets,
      emptied.map(({ target }) => target),
    ),
    steps: targets.map(stepOf),
    leftOut,
    refusal: targets.length > 0 ? null : refusalWords(input, found, leftOut),
    instead: null,
  };
}

function targetsOf(node: Target['node'], stats: Stats, { backend, server, weight, weights }: WeightInput): Target[] {
  const wanted = weights === null ? weight : weights[node.node];
  if (wanted === null || wanted === undefined) return [];
  const rows = stats.rows.filter(({ kind, proxy, name }) => kind === 'server' && proxy === backend && name === server);
  return rows.flatMap((row) => {
    const before = weightOf(row);
    return before === null ? [] : [{ node: { group: node.group, node: node.node }, stats, row, weight: wanted, before }];
  });
}

type Share = { before: number; after: number; takersBefore: number; takersAfter: number };

/** Its part of the new sessions by weights alone, of all active servers that take traffic, or of the backups where none does: HAProxy gives those nothing before. */
function shareOf({ stats, row, weight }: Target, going: ReadonlySet<string>): Share {
  const others = stats.rows.filter(
    (one) => one !== row && one.kind === 'server' && one.proxy === row.proxy && takesTraffic(one) && !going.has(nameOf(one)),
  );
  const canTake = (row.state.word === 'up' || row.state.word === 'no check') && !going.has(nameOf(row));
  const part = (own: number): number => {
    const takers = [
      ...others.map((one) => ({ one, weight: weightOf(one) ?? 0 })),
      ...(canTake && own > 0 ? [{ one: row, weight: own }] : []),
    ];
    const active = takers.filter(({ one }) => figure(one, 'backupServers') !== 1);
    const used = active.length > 0 ? active : takers;
    const sum = used.reduce((all, { weight }) => all + weight, 0);
    const mine = used.find(({ one }) => one === row)?.weight ?? 0;
    return sum === 0 ? 0 : mine / sum;
  };
  const now = weightOf(row) ?? 0;
  return {
    ...{ before: part(now), after: part(weight) },
    ...{ takersBefore: others.length + (canTake && now > 0 ? 1 : 0), takersAfter: others.length + (canTake && weight > 0 ? 1 : 0) },
  };
}

function shareWords({ row, weight, before }: Target, share: Share): string {
  const percent = (part: number): string => `${Math.round(part * 100)} %`;
  return `${row.name} has weight ${before} and ${percent(share.before)} of the new sessions of ${row.proxy}; with ${weight} it would have ${percent(share.after)}.`;
}

function notesOf(targets: readonly Target[], emptied: readonly Target[]): Note[] {
  const [first] = targets;
  if (!first) return [];
  const asked = targets.some(({ row }) => hasAgent(row));
  return [
    ...(emptied.length > 0
      ? [
          {
            status: 'critical' as const,
            words: `nothing else takes traffic in ${first.row.proxy} on ${nodeWords(emptied.map(({ node }) => node))}: clients get 503`,
          },
        ]
      : []),
    ...(asked ? [{ status: 'warning' as const, words: 'an agent checks it and may set another weight at its next check' }] : []),
    { status: 'ok', words: 'shares are by weights alone: clients held to a server by a cookie or a stick table stay with it' },
    { status: 'ok', words: 'a reload takes the weight back to that of haproxy.cfg' },
  ];
}

function refusalWords({ backend, server }: WeightInput, found: readonly Target[], leftOut: Preview['leftOut']): string {
  const [first] = found;
  if (first) return `${server} has weight ${first.before} already on ${nodeWords(found.map(({ node }) => node))}`;
  const reasons = leftOut.map(({ node, why }) => `${why} (${node})`);
  return reasons.length > 0 ? `nothing can be sent: ${listWords(reasons)}` : `there is no server ${server} with a weight in ${backend}`;
}

function stepOf({ node, row, weight, before }: Target): Step {
  const detail: WeightDetail = { backend: row.proxy, server: row.name, weight, before, hasAgent: hasAgent(row) };
  const at = { group: node.group, node: node.node, target: nameOf(row), row: row.id };
  return { ...at, commands: [commandOf(detail)], before: `weight ${before}`, wanted: `weight ${weight}`, detail };
}

function commandOf({ backend, server, weight }: WeightDetail): string {
  return `set weight ${backend}/${server} ${weight}`;
}

// What was set, and not what slow start or an agent makes of it; before 2.0 only the latter is told.
function weightOf(row: StatsRow): number | null {
  return figure(row, 'setWeight') ?? figure(row, 'weight');
}

function isOut(wanted: string): boolean {
  return wanted === 'drain' || wanted === 'maintenance';
}

// The engine hands back only what the preview made.
function detailOf(step: Step): WeightDetail {
  return step.detail as WeightDetail;
}

import * as z from 'zod';
import { defineAction, type Note, type Preview, type PreviewInput, type Step } from '../../acting.ts';
import { readInput } from '../../read-input.ts';
import { nodesOf, onlyNodes, type SocketActor, sendLine, socketNodes, wireName } from './actions-socket.ts';
import { listWords, nodeWords } from './actions-words.ts';
import type { HAProxySettings } from './config.ts';
import { figure } from './figures.ts';
import type { Stats, StatsRow } from './model.ts';

const inputSchema = z.strictObject({ group: wireName, frontend: wireName, only: onlyNodes });
type FrontendInput = z.output<typeof inputSchema>;

type Verb = 'pause' | 'resume';
type FrontendDetail = { frontend: string; verb: Verb };
type Target = { node: { group: string; node: string; doubt: string | null }; stats: Stats; row: StatsRow };

/** Pauses a frontend: HAProxy refuses new connections to it and goes on serving those that are open (2.6.12). */
export const pauseFrontend = frontendAction('pause');

/** Lets a paused frontend take connections again. Also where readings are in doubt: the one that was paused may be that by which Vigil reads. */
export const resumeFrontend = frontendAction('resume');

function frontendAction(verb: Verb) {
  return defineAction<HAProxySettings, SocketActor, FrontendInput>({
    name: verb,
    read: (raw) =>
      readInput(inputSchema, raw, '{ "group": "web", "frontend": "fe_web" }, with "only": [{ "node" }] where not all instances are meant'),
    groups: ({ group }) => [group],
    preview: (given) => previewOf(verb, given),
    send: (actor, step, signal) => sendLine(actor, commandOf(detailOf(step)), signal),
    prove(step, { value }) {
      const { frontend, verb } = detailOf(step);
      // The engine hands back what the probe of actions made.
      const row = frontendOf(value as Stats, frontend);
      if (!row) return { is: 'not proved', words: `the frontend ${frontend} is not in the statistics any more` };
      const isDone = verb === 'pause' ? row.state.word === 'paused' : isOpen(row);
      return { is: isDone ? 'proved' : 'not proved', words: `says ${row.state.said}` };
    },
    proofs: () => 0,
    undo: (steps) => orderOf(verb === 'pause' ? 'resume' : 'pause', steps),
    finish: (input, steps, leftOut) => ({ system: 'haproxy', action: verb, input: { ...input, only: nodesOf(steps, leftOut) } }),
  });
}

function previewOf(verb: Verb, { input, nodes }: PreviewInput<HAProxySettings, FrontendInput>): Preview {
  const { group, frontend, only } = input;
  const { ready, leftOut } = socketNodes(nodes, { group, only, unread: verb === 'resume' });
  const found = ready.flatMap(({ node, stats }): Target[] => {
    const row = frontendOf(stats, frontend);
    return row ? [{ node, stats, row }] : [];
  });
  const targets = found.filter((target) => isMeant(verb, target));
  const grave = verb === 'pause' ? graveNotes(targets) : [];
  const button = verb === 'pause' ? `Pause ${frontend}` : `Resume ${frontend}`;
  return {
    title: `${button} on ${nodeWords((targets.length > 0 ? targets : found).map(({ node }) => node))}`,
    button,
    summary: targets.length === 0 ? '' : summaryWords(verb, frontend, targets),
    friction: grave.length > 0 ? 'type' : 'ask',
    typed: grave.length > 0 ? frontend : null,
    notes: [...grave, ...plainNotes(verb)],
    steps: targets.map((target) => stepOf(verb, target)),
    leftOut,
    refusal: targets.length > 0 ? null : refusalWords(verb, input, found, leftOut),
    instead: null,
  };
}

/** What was last read of a node in doubt says nothing of how it is now. */
function isMeant(verb: Verb, { node, row }: Target): boolean {
  if (verb === 'pause') return isOpen(row);
  return row.state.word === 'paused' || (node.doubt !== null && row.state.word !== 'stopped');
}

function isOpen({ state }: StatsRow): boolean {
  return state.word === 'open' || state.word === 'full';
}

function graveNotes(targets: readonly Target[]): Note[] {
  const last = targets.filter(
    ({ stats, row }) => !stats.rows.some((one) => one !== row && one.kind === 'frontend' && isOpen(one) && !answersItself(one)),
  );
  const own = targets.filter(({ row }) => answersItself(row));
  return [
    ...(own.length > 0
      ? [
          {
            status: 'critical' as const,
            words: `it answers for HAProxy itself, as a statistics page does, on ${nodeWords(own.map(({ node }) => node))}: Vigil may not be able to read it any more, nor to prove this`,
          },
        ]
      : []),
    ...(last.length > 0
      ? [
          {
            status: 'critical' as const,
            words: `no other frontend for clients is open on ${nodeWords(last.map(({ node }) => node))}: it would take no clients at all`,
          },
        ]
      : []),
  ];
}

/** Requests that HAProxy answers itself are those to a statistics page or a monitor; a version that does not count them may have one. */
function answersItself(row: StatsRow): boolean {
  return figure(row, 'requestsIntercepted') !== 0 && row.mode !== 'tcp';
}

function plainNotes(verb: Verb): Note[] {
  return verb === 'pause'
    ? [
        { status: 'ok', words: 'connections that are open go on being served, for as long as their clients keep them' },
        { status: 'ok', words: 'a reload resumes it' },
      ]
    : [];
}

function summaryWords(verb: Verb, frontend: string, targets: readonly Target[]): string {
  const where = nodeWords(targets.map(({ node }) => node));
  if (verb === 'resume') return `${frontend} takes new connections again on ${where}.`;
  const counts = targets.map(({ row }) => figure(row, 'sessions'));
  const open = counts.includes(null)
    ? 'those that are open go on'
    : `the ${counts.reduce<number>((sum, one) => sum + (one ?? 0), 0)} open now go on`;
  return `${frontend} refuses new connections on ${where}; ${open}.`;
}

function refusalWords(verb: Verb, { frontend }: FrontendInput, found: readonly Target[], leftOut: Preview['leftOut']): string {
  const [first] = found;
  if (first)
    return `${frontend} cannot be ${verb === 'pause' ? 'paused' : 'resumed'}: it says ${listWords(found.map(({ row }) => row.state.said))}`;
  const reasons = leftOut.map(({ node, why }) => `${why} (${node})`);
  return reasons.length > 0 ? `nothing can be sent: ${listWords(reasons)}` : `there is no frontend ${frontend}`;
}

function stepOf(verb: Verb, { node, row }: Target): Step {
  const detail: FrontendDetail = { frontend: row.proxy, verb };
  const at = { group: node.group, node: node.node, target: row.proxy, row: row.id };
  return { ...at, commands: [commandOf(detail)], before: row.state.word, wanted: verb === 'pause' ? 'paused' : 'open', detail };
}

function orderOf(action: Verb, steps: readonly Step[]) {
  const [first] = steps;
  if (!first) return null;
  return { system: 'haproxy', action, input: { group: first.group, frontend: detailOf(first).frontend, only: nodesOf(steps, []) } };
}

function commandOf({ frontend, verb }: FrontendDetail): string {
  return `${verb === 'pause' ? 'disable' : 'enable'} frontend ${frontend}`;
}

function frontendOf({ rows }: Stats, frontend: string): StatsRow | undefined {
  return rows.find(({ kind, proxy }) => kind === 'frontend' && proxy === frontend);
}

// The engine hands back only what the preview made.
function detailOf(step: Step): FrontendDetail {
  return step.detail as FrontendDetail;
}

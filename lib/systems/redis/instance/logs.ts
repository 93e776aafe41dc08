import * as z from 'zod';
import { formatCount } from '../../../format/number.ts';
import type { InfoAnswer, LatencyAnswer, SlowCommand, SlowlogAnswer } from '../model-asked.ts';
import { NODE_INPUT } from './input.ts';
import { onOne } from './on-one.ts';
import { saysSo, tellOne } from './send.ts';

const schema = z.strictObject(NODE_INPUT);
type Input = z.output<typeof schema>;
const EXAMPLE = '{ "group": "sessions", "node": "cache1" }';
const ON = { schema, example: EXAMPLE };

/** Forgets the slow commands that are kept. Proved by their ids, which go on counting: none of those before is there any more. */
export const slowlogReset = onOne<Input, SlowlogAnswer, { newest: number }>({
  ...ON,
  name: 'slowlog-reset',
  question: { name: 'slowlog-masked', input: () => null },
  names: ({ node }) => ({ title: `Clear the slow log of ${node}`, button: 'Clear the slow log' }),
  preview({ input, answer, step }) {
    const { count } = answer;
    const commands = keptNow(answer);
    const many = count ?? commands.length;
    if (many === 0) return { isDone: true, refusal: `the slow log of ${input.node} is empty already` };
    const newest = commands.reduce((highest, { id }) => Math.max(highest, id), 0);
    return {
      summary: `Forgets ${count === null ? 'at least ' : ''}${counted(many, 'slow command')} that ${input.node} keeps. What they tell is lost, but for those that Vigil was told of by now: it shows them on until it is started again.`,
      steps: [
        step({
          target: 'slow log',
          commands: ['SLOWLOG RESET'],
          before: 'kept',
          wanted: 'empty',
          detail: { newest },
        }),
      ],
    };
  },
  send: (actor, _, signal) => tellOne(actor, ['SLOWLOG', 'RESET'], { signal, taken: saysSo }),
  prove({ newest }, { answer }) {
    const commands = keptNow(answer);
    const old = commands.filter(({ id }) => id <= newest).length;
    if (old > 0) return { is: 'not proved', words: `${counted(old, 'entry', 'entries')} of before are still there` };
    return {
      is: 'proved',
      words:
        commands.length === 0 ? 'the slow log is empty' : `the slow log has nothing of before, and ${formatCount(commands.length)} new`,
    };
  },
});

/** What the node itself told this time: the newest ones, as ids only grow. The others are remembered by Vigil, whatever the node forgot. */
function keptNow({ commands, toldCount }: SlowlogAnswer): SlowCommand[] {
  return commands.slice(0, toldCount);
}

/** Forgets the latency events that are kept. Proved by their times, which are of the clock of the node. */
export const latencyReset = onOne<Input, LatencyAnswer, { newestAt: number }>({
  ...ON,
  name: 'latency-reset',
  question: { name: 'latency', input: () => null },
  names: ({ node }) => ({ title: `Clear the latency events of ${node}`, button: 'Clear latency events' }),
  preview({ input, answer: { events }, step }) {
    if (events.length === 0) return { isDone: true, refusal: `${input.node} keeps no latency events` };
    const newestAt = events.reduce((newest, { at }) => Math.max(newest, at), 0);
    return {
      summary: `Forgets what ${input.node} keeps of ${counted(events.length, 'latency event')}, its longest times too. What they tell is lost.`,
      steps: [
        step({
          target: 'latency events',
          commands: ['LATENCY RESET'],
          before: 'kept',
          wanted: 'none',
          detail: { newestAt },
        }),
      ],
    };
  },
  send: (actor, _, signal) => tellOne(actor, ['LATENCY', 'RESET'], { signal, taken: saysSo }),
  prove({ newestAt }, { answer: { events } }) {
    const old = events.filter(({ at }) => at <= newestAt).length;
    if (old > 0) return { is: 'not proved', words: `${counted(old, 'event')} of before are still there` };
    return {
      is: 'proved',
      words: events.length === 0 ? 'no latency events are kept' : `nothing of before is kept, and ${formatCount(events.length)} new`,
    };
  },
});

/** What INFO counts since the start, or since it was cleared. */
type Counts = { commands: number; sentBytes: number };

/** Sets the counters of INFO to zero. Rates are over two readings and leave out the one in which a counter falls. */
export const statsReset = onOne<Input, InfoAnswer, Counts>({
  ...ON,
  name: 'stats-reset',
  question: { name: 'info', input: () => null },
  names: ({ node }) => ({ title: `Reset the statistics of ${node}`, button: 'Reset statistics' }),
  preview({ input, answer, step }) {
    const counts = countsOf(answer);
    if (counts === null)
      return { refusal: `${input.node} does not tell how many commands it has carried out, so that a reset could not be proved` };
    return {
      summary: `Sets the counters of ${input.node} to zero: commands (${formatCount(counts.commands)} by now), hits and misses, evicted and expired keys, rejected connections, command statistics.`,
      notes: [
        { status: 'warning', words: 'others that watch it by these counters see them fall' },
        { status: 'ok', words: 'rates here are empty until two readings after it are there' },
      ],
      steps: [step({ target: 'statistics', commands: ['CONFIG RESETSTAT'], before: 'counted', wanted: 'zero', detail: counts })],
    };
  },
  send: (actor, _, signal) => tellOne(actor, ['CONFIG', 'RESETSTAT'], { signal, taken: saysSo }),
  prove(before, { answer }) {
    const now = countsOf(answer);
    if (now === null) return { is: 'not proved', words: 'it does not tell how many commands it has carried out' };
    const hasFallen = now.commands < before.commands || now.sentBytes < before.sentBytes;
    const words = `${formatCount(now.commands)} commands counted, ${formatCount(before.commands)} before`;
    return { is: hasFallen ? 'proved' : 'not proved', words };
  },
});

function countsOf({ sections }: InfoAnswer): Counts | null {
  const fields = sections.flatMap((section) => section.fields);
  const figure = (name: string): number | null => {
    const value = fields.find((field) => field.name === name)?.value;
    return typeof value === 'number' ? value : null;
  };
  const [commands, sentBytes] = [figure('total_commands_processed'), figure('total_net_output_bytes')];
  return commands === null || sentBytes === null ? null : { commands, sentBytes };
}

function counted(number: number, one: string, many = `${one}s`): string {
  return `${formatCount(number)} ${number === 1 ? one : many}`;
}

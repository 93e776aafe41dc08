import * as z from 'zod';
import type { StateWord } from './model.ts';

/** Where a server can be put: out of rotation but for clients held to it, out whole, back once its checks pass, back at once. */
export const AIMS = ['drain', 'maintenance', 'return', 'ready'] as const;
export type Aim = (typeof AIMS)[number];

/** What can be told a server besides: its checks off and on, its health forced, the same of its agent, and an end to its sessions. */
export const DEEDS = [
  ...(['checks-off', 'checks-on', 'force-up', 'force-nolb', 'force-down'] as const),
  ...(['agent-off', 'agent-on', 'agent-up', 'agent-down', 'kill-sessions'] as const),
] as const;
export type Deed = (typeof DEEDS)[number];

/** What can be put back as it was: sessions cannot. */
export type Undone = Exclude<Deed, 'kill-sessions'>;

/** One command of the statistics page, in words. */
export type Command =
  | ('drain' | 'maintenance' | 'ready' | 'health down' | 'health up' | 'health no new sessions')
  | ('checks off' | 'checks on' | 'agent checks off' | 'agent checks on' | 'agent up' | 'agent down' | 'cut sessions');

type NodeRef = { group: string; node: string };

/**
 * One server: in one backend of one group, or everywhere it is found. Without a server, all of a backend, or of the whole group. `only` narrows it to some instances; null is
 * no narrowing.
 */
export type ServerInput = { server: string | null; backend: string | null; group: string | null; only: NodeRef[] | null };

/** Servers on single instances, each with where it is to be put. */
export type RestoreInput<To = Aim> = { targets: RestoreTarget<To>[] };
export type RestoreTarget<To = Aim> = NodeRef & { backend: string; server: string; to: To };

/** What sending one step needs of it. */
export type Sendable = { backend: string; server: string; commands: Command[] };

/** What a step carries for send, prove and undo. Plain data. */
export type StepDetail = Sendable & {
  aim: Aim;
  before: StateWord;
  /** Asked by an agent check, which may undo it. */
  hasAgent: boolean;
};

export type ReadInput<Input> = { ok: true; input: Input } | { ok: false; message: string };

/** The most commands that one order comes to: what undoes it must go into one request. */
export const MOST_STEPS = 500;

const MOST_TARGETS = 2_000;
/** Above this many an undo names the servers by place and not one by one. */
const MOST_LISTED = 50;
const MOST_NODES = 500;

const name = z
  .string({ error: 'is not a text' })
  .min(1, { error: 'is empty' })
  .max(200, { error: 'is longer than 200 characters' })
  .refine((value) => !/\p{Cc}/u.test(value), { error: 'holds a control character' });

const serverSchema = z
  .strictObject({
    server: name.nullable().default(null),
    backend: name.nullable().default(null),
    group: name.nullable().default(null),
    only: z
      .array(z.strictObject({ group: name, node: name }))
      .min(1)
      .max(MOST_NODES)
      .nullable()
      .default(null),
  })
  .refine(({ backend, group }) => backend === null || group !== null, {
    error: 'is named without a group, and backends of two groups may bear one name: name the group too',
    path: ['backend'],
  });

const placeSchema = { group: name, backend: name };

function listSchema<To extends string>(ends: readonly To[]) {
  const to = z.enum(ends);
  const one = z.strictObject({ ...placeSchema, node: name, server: name, to });
  const many = z.strictObject({ ...placeSchema, nodes: z.array(name).min(1).max(MOST_NODES), servers: z.array(name).min(1), to });
  return z
    .strictObject({ targets: z.array(one).min(1).max(MOST_TARGETS).optional(), sets: z.array(many).min(1).max(MOST_TARGETS).optional() })
    .refine(({ targets, sets }) => targets !== undefined || sets !== undefined, { error: 'is missing', path: ['targets'] })
    .refine(({ sets = [] }) => countPacked(sets) <= MOST_TARGETS, { error: `name more than ${MOST_TARGETS} servers`, path: ['sets'] })
    .transform(({ targets = [], sets = [] }) => ({ targets: [...targets, ...sets.flatMap(unpack)] }));
}

type Packed<To> = { group: string; backend: string; nodes: string[]; servers: string[]; to: To };

// Before they are unpacked: a short request can name a great many.
function countPacked(sets: readonly Packed<string>[]): number {
  return sets.reduce((sum, { nodes, servers }) => sum + nodes.length * servers.length, 0);
}

function unpack<To>({ group, backend, nodes, servers, to }: Packed<To>): RestoreTarget<To>[] {
  return nodes.flatMap((node) => servers.map((server) => ({ group, node, backend, server, to })));
}

/** The input that names these targets, as short as it can be said: a request holds only so much. */
export function packTargets<To extends string>(targets: RestoreTarget<To>[]): { targets: RestoreTarget<To>[] } | { sets: Packed<To>[] } {
  if (targets.length <= MOST_LISTED) return { targets };
  const onNode = Map.groupBy(targets, ({ group, node, backend, to }) => JSON.stringify([group, backend, to, node]));
  const ofNodes = [...onNode.values()].map((alike) => ({ alike, servers: alike.map(({ server }) => server) }));
  const together = Map.groupBy(ofNodes, ({ alike: [first], servers }) =>
    JSON.stringify([first?.group, first?.backend, first?.to, servers]),
  );
  const sets = [...together.values()].flatMap((same) => {
    const first = same[0]?.alike[0];
    if (!first) return [];
    const { group, backend, to } = first;
    return [{ group, backend, to, nodes: same.flatMap(({ alike }) => alike[0]?.node ?? []), servers: same[0]?.servers ?? [] }];
  });
  return { sets };
}

const restoreSchema = listSchema(AIMS);
const restoreDeedsSchema = listSchema(DEEDS.filter((deed) => deed !== 'kill-sessions'));

/** Reads the input of all orders that name a server, a backend or a group. */
export function readServerInput(raw: unknown): ReadInput<ServerInput> {
  const example =
    '{ "server": "web03" }, with "group", or with "group" and "backend", where not all of them are meant; without "server", all of that backend or group';
  const read = readBy(serverSchema, raw, example);
  if (!read.ok || read.input.server !== null || read.input.group !== null) return read;
  return { ok: false, message: `server: is missing, and so is the group of which all servers would be meant; send ${example}` };
}

/** Reads the input of restore. */
export function readRestoreInput(raw: unknown): ReadInput<RestoreInput> {
  return readBy(restoreSchema, raw, listExample(AIMS));
}

/** Reads the input of restore-checks. */
export function readRestoreDeedsInput(raw: unknown): ReadInput<RestoreInput<Undone>> {
  return readBy(restoreDeedsSchema, raw, listExample(DEEDS.filter((deed) => deed !== 'kill-sessions')));
}

function listExample(ends: readonly string[]): string {
  return `{ "targets": [{ "group", "node", "backend", "server", "to" }] }, where "to" is one of ${ends.join(', ')}`;
}

function readBy<Input>(schema: z.ZodType<Input>, raw: unknown, example: string): ReadInput<Input> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return { ok: true, input: parsed.data };
  const issue = parsed.error.issues[0];
  const place = issue === undefined || issue.path.length === 0 ? 'the input' : issue.path.map(String).join('.');
  return { ok: false, message: `${place}: ${issue?.message ?? 'cannot be read'}; send ${example}` };
}

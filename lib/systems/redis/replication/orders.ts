import * as z from 'zod';

/** A node by its group and name. */
export type NodeRef = { group: string; node: string };

export type NodesInput = { nodes: NodeRef[] };
/** Which node is to follow which other one of its group. */
export type Move = NodeRef & { from: string };
export type MovesInput = { moves: Move[] };
/** The instances of a machine; all that are configured to live there where none are named. */
export type HostInput = { host: string; nodes: NodeRef[] | null };

type ReadInput<Input> = { ok: true; input: Input } | { ok: false; message: string };

const MOST_NODES = 200;

const name = z
  .string({ error: 'is not a text' })
  .min(1, { error: 'is empty' })
  .max(200, { error: 'is longer than 200 characters' })
  .refine((value) => !/\p{Cc}/u.test(value), { error: 'holds a control character' });

const node = z.strictObject({ group: name, node: name });
const nodes = z.array(node).min(1).max(MOST_NODES);
const isOnce = (listed: readonly NodeRef[]): boolean =>
  new Set(listed.map((each) => JSON.stringify([each.group, each.node]))).size === listed.length;

const nodesSchema = z.strictObject({ nodes: nodes.refine(isOnce, { error: 'names one node twice' }) });
const movesSchema = z.strictObject({
  moves: z
    .array(z.strictObject({ group: name, node: name, from: name }))
    .min(1)
    .max(MOST_NODES)
    .refine(isOnce, { error: 'names one node twice' }),
});
const hostSchema = z.strictObject({ host: name, nodes: nodes.nullable().default(null) });

/** Reads which nodes are to be promoted. */
export function readNodes(raw: unknown): ReadInput<NodesInput> {
  return read(nodesSchema, raw, 'send {"nodes": [{"group": "sessions", "node": "redis2"}]}');
}

/** The same for one node alone. */
export function readOneNode(raw: unknown): ReadInput<NodesInput> {
  const found = readNodes(raw);
  if (!found.ok || found.input.nodes.length === 1) return found;
  return { ok: false, message: 'this is done with one node at a time: name one' };
}

/** Reads which nodes are to follow which others. */
export function readMoves(raw: unknown): ReadInput<MovesInput> {
  return read(movesSchema, raw, 'send {"moves": [{"group": "sessions", "node": "redis1", "from": "redis2"}]}');
}

/** Reads the machine that is to be vacated. */
export function readHost(raw: unknown): ReadInput<HostInput> {
  return read(hostSchema, raw, 'send {"host": "web01"}');
}

function read<Input>(schema: z.ZodType<Input>, raw: unknown, usage: string): ReadInput<Input> {
  const found = schema.safeParse(raw);
  if (found.success) return { ok: true, input: found.data };
  const [issue] = found.error.issues;
  const where = issue?.path.join('.') ?? '';
  return { ok: false, message: `${where === '' ? 'the input' : where} ${issue?.message ?? 'is not understood'}: ${usage}` };
}

import * as z from 'zod';
import type { StateWord } from './model.ts';

/** Where a server can be put: out of rotation but for clients held to it, out whole, back once its checks pass, back at once. */
export const AIMS = ['drain', 'maintenance', 'return', 'ready'] as const;
export type Aim = (typeof AIMS)[number];

/** One command of the statistics page, in words. */
export type Command = 'drain' | 'maintenance' | 'ready' | 'health down';

type NodeRef = { group: string; node: string };

/** One server: in one backend of one group, or everywhere it is found. `only` narrows it to some instances; null is no narrowing. */
export type ServerInput = { server: string; backend: string | null; group: string | null; only: NodeRef[] | null };

/** Servers on single instances, each with where it is to be put. */
export type RestoreInput = { targets: RestoreTarget[] };
export type RestoreTarget = NodeRef & { backend: string; server: string; to: Aim };

/** What a step carries for send, prove and undo. Plain data. */
export type StepDetail = {
  backend: string;
  server: string;
  aim: Aim;
  commands: Command[];
  before: StateWord;
  /** Asked by an agent check, which may undo it. */
  hasAgent: boolean;
};

export type ReadInput<Input> = { ok: true; input: Input } | { ok: false; message: string };

const MOST_TARGETS = 2_000;
const MOST_NODES = 500;

const name = z
  .string({ error: 'is not a text' })
  .min(1, { error: 'is empty' })
  .max(200, { error: 'is longer than 200 characters' })
  .refine((value) => !/\p{Cc}/u.test(value), { error: 'holds a control character' });

const serverSchema = z
  .strictObject({
    server: name,
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

const restoreSchema = z.strictObject({
  targets: z
    .array(z.strictObject({ group: name, node: name, backend: name, server: name, to: z.enum(AIMS) }))
    .min(1)
    .max(MOST_TARGETS),
});

/** Reads the input of drain, maintenance, return and ready. */
export function readServerInput(raw: unknown): ReadInput<ServerInput> {
  return read(serverSchema, raw, '{ "server": "web03" }, with "group", or with "group" and "backend", where not all of them are meant');
}

/** Reads the input of restore. */
export function readRestoreInput(raw: unknown): ReadInput<RestoreInput> {
  return read(
    restoreSchema,
    raw,
    `{ "targets": [{ "group", "node", "backend", "server", "to" }] }, where "to" is one of ${AIMS.join(', ')}`,
  );
}

function read<Input>(schema: z.ZodType<Input>, raw: unknown, example: string): ReadInput<Input> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return { ok: true, input: parsed.data };
  const issue = parsed.error.issues[0];
  const place = issue === undefined || issue.path.length === 0 ? 'the input' : issue.path.map(String).join('.');
  return { ok: false, message: `${place}: ${issue?.message ?? 'cannot be read'}; send ${example}` };
}

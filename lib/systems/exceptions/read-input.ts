import * as z from 'zod';
import { MOST_NAMED } from './model-clear.ts';
import { SEARCHED, SORTS } from './model-list.ts';

const MOST_PAGE = 1_000_000;
const text = (max: number) =>
  z
    .string()
    .max(max)
    // A NUL cannot stand in a text of PostgreSQL.
    .refine((value) => !value.includes('\0'));
const at = z.int().min(0).max(8_640_000_000_000_000);
const id = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

/** Keys of shapes with commas between them, up to a hundred. */
const SHAPE_LIST = /^[\da-f]{16}(,[\da-f]{16}){0,99}$/;

export const GUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
export const guid = z.string().regex(GUID);
export const guids = z.array(guid).min(1).max(MOST_NAMED);

export const errorFilter = z.strictObject({
  team: text(100).nullable(),
  app: text(50).nullable(),
  machine: text(50).nullable(),
  type: text(100).nullable(),
  category: text(100).nullable(),
  host: text(100).nullable(),
  url: text(500).nullable(),
  shape: z.string().regex(SHAPE_LIST).nullable(),
  search: text(500).nullable(),
  searchIn: z.array(z.enum(SEARCHED)).min(1).max(SEARCHED.length),
  seenFrom: at.nullable(),
  seenTo: at.nullable(),
  protected: z.enum(['any', 'only', 'none']),
  deleted: z.enum(['none', 'only', 'any']),
});

const upToId = id.nullable();
export const listInput = z.strictObject({
  filter: errorFilter,
  order: z.strictObject({ by: z.enum(SORTS), isDescending: z.boolean() }),
  page: z.int().min(0).max(MOST_PAGE),
  upToId,
});
export const countInput = z.strictObject({ filter: errorFilter, upToId });
export const newerInput = z.strictObject({ filter: errorFilter, aboveId: id });
export const trendInput = z.strictObject({ filter: errorFilter, step: z.enum(['minute', 'hour', 'day']), steps: z.int().min(1).max(400) });
export const guidInput = z.strictObject({ guid });
export const statesInput = z.strictObject({ guids });
export const clearingInput = z.strictObject({ filter: errorFilter });
export const clearInput = z.strictObject({ filter: errorFilter, upToId: id, asOf: at, rows: z.int().min(1) });
export const restoreInput = z.strictObject({ clearId: z.string().max(100) });
export const deedInput = z.strictObject({ store: z.string().max(100), guids });

/** Reads what was sent by a schema. The message says where it does not fit. */
export function readBy<Input>(schema: z.ZodType<Input>): (raw: unknown) => { ok: true; input: Input } | { ok: false; message: string } {
  return (raw) => {
    const read = schema.safeParse(raw);
    if (read.success) return { ok: true, input: read.data };
    const [first] = read.error.issues;
    const place = first?.path.join('.') ?? '';
    return { ok: false, message: `the input does not fit${place === '' ? '' : ` at ${place}`}: ${first?.message ?? 'it is none'}` };
  };
}

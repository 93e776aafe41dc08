import { z } from 'zod';
import type { AuditRecord } from './record.ts';

const where = { group: z.string(), node: z.string(), target: z.string() };
const sent = z.looseObject({ is: z.enum(['taken', 'refused', 'not sent', 'no answer']), answer: z.string() });
const action = { id: z.string(), system: z.string() };
const wordsOrNull = z.string().nullable();
const result = z.enum(['confirmed', 'partial', 'sent, not confirmed', 'refused']);

const entry = z.discriminatedUnion('kind', [
  z.looseObject({
    kind: z.literal('asked'),
    ...action,
    ...{ action: z.string(), title: z.string(), reason: wordsOrNull, until: z.number().nullable() },
    steps: z.array(z.looseObject({ ...where, row: z.string(), commands: z.array(z.string()), before: z.string(), wanted: z.string() })),
    leftOut: z.array(z.looseObject({ group: z.string(), node: z.string(), why: z.string() })),
  }),
  z.looseObject({ kind: z.literal('answered'), ...action, ...where, sent }),
  z.looseObject({
    kind: z.literal('ended'),
    ...action,
    result,
    words: z.string(),
    steps: z.array(z.looseObject({ ...where, sent, before: z.string(), after: z.string(), isConfirmed: z.boolean() })),
  }),
  z.looseObject({ kind: z.literal('lost'), ...action, words: z.string() }),
  z.looseObject({
    kind: z.literal('refused'),
    ...{ id: wordsOrNull, system: wordsOrNull, action: z.string(), title: z.string(), words: z.string(), times: z.number() },
  }),
  z.looseObject({
    kind: z.literal('attention'),
    ...{ what: z.string(), systems: z.array(z.string()).min(1), subject: z.string(), words: z.string() },
    ...{ reason: wordsOrNull, until: z.number().nullable() },
  }),
  z.looseObject({
    kind: z.literal('timer'),
    ...{ what: z.string(), id: z.string(), system: z.string(), title: z.string(), words: z.string() },
    ...{ reason: wordsOrNull, dueAt: z.number(), result: result.nullable() },
  }),
  z.looseObject({
    kind: z.literal('job'),
    ...{ what: z.string(), id: z.string(), system: z.string(), title: z.string(), words: z.string() },
  }),
  z.looseObject({
    kind: z.literal('seen'),
    ...{ system: z.string(), group: z.string(), node: z.string() },
    what: z.string(),
    words: z.string(),
  }),
  z.looseObject({ kind: z.literal('access'), what: z.string(), words: z.string(), times: z.number() }),
  z.looseObject({ kind: z.literal('started'), words: z.string() }),
]);

const said = z.strictObject({
  at: z.number(),
  by: z.looseObject({
    is: z.enum(['anonymous', 'user', 'token', 'vigil']),
    name: z.string(),
    address: z.string(),
    session: wordsOrNull,
    timer: z.looseObject({ id: z.string(), setAt: z.number(), dueAt: z.number() }).optional(),
  }),
  entry,
});

const record = said.extend({ seq: z.int().positive(), prev: z.string(), hash: z.string() });

/** What a record says, without its place in the chain. */
export type Said = Pick<AuditRecord, 'at' | 'by' | 'entry'>;

/** True for plain data that has all that is read of a record again; what an entry may hold besides is not looked at. */
export function isAuditRecord(value: unknown): value is AuditRecord {
  return record.safeParse(value).success;
}

/** The same for what a record is to say. */
export function isSaid(value: unknown): value is Said {
  return said.safeParse(value).success;
}

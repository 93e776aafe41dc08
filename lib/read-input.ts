import type * as z from 'zod';

/** Reads the input of an action or a question by its schema, and says in words what is wrong with it and what to send. */
export function readInput<Input>(
  schema: z.ZodType<Input>,
  raw: unknown,
  example: string,
): { ok: true; input: Input } | { ok: false; message: string } {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return { ok: true, input: parsed.data };
  const issue = parsed.error.issues[0];
  const place = issue === undefined || issue.path.length === 0 ? 'the input' : issue.path.map(String).join('.');
  return { ok: false, message: `${place}: ${issue?.message ?? 'cannot be read'}; send ${example}` };
}

import * as z from 'zod';

/** A name as an index can have: nothing in it asks for several. */
const INDEX_NAME = /^[^*?,"<>|\\/#\s_+-][^*?,"<>|\\/#\s]*$/;

export const nothing = z.null();
export const NO_INPUT = 'no input';

export const indexInput = z.strictObject({ index: z.string().max(255).regex(INDEX_NAME) });

/** The id of a member, as the cluster gives it; a name would be a pattern. */
export const memberId = z.string().regex(/^[A-Za-z0-9_-]{10,40}$/);
export const memberInput = z.strictObject({ id: memberId });

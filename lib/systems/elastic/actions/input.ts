import * as z from 'zod';

/** Names as they are configured or as the cluster has them: they are only ever compared, or put into a path whole. */
const place = z.string().min(1).max(255);

/** A name as an index can have: nothing in it means several. */
const index = z
  .string()
  .max(255)
  .regex(/^[^*?,"<>|\\/#\s_+-][^*?,"<>|\\/#\s]*$/, { error: 'is no name of one index' });

export const GROUP_INPUT = { group: place };
export const MEMBER_INPUT = {
  group: place,
  member: z
    .string()
    .min(1)
    .max(255)
    .regex(/^[^,*]+$/, { error: 'holds a comma or an asterisk, which would mean several members' }),
};
export const INDEX_INPUT = { group: place, index };

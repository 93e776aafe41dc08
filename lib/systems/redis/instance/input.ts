import * as z from 'zod';

/** Names of a group and of a node as they are configured: they are only ever compared. */
const place = z.string().min(1).max(200);

/** Which instance is meant. */
export const NODE_INPUT = { group: place, node: place };
export type NodeInput = { group: string; node: string };

/** What somebody typed that goes to a server as one argument: what it holds is never a command. */
export const text = (most: number) =>
  z
    .string({ error: 'is not a text' })
    .min(1, { error: 'is empty' })
    .max(most, { error: `is longer than ${most} characters` });

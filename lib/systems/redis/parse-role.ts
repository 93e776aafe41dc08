import { ParseError } from '../../failure.ts';
import type { RedisRole } from './model.ts';

/** The answer to ROLE, as far as it is used: `said` is the state of the link of a replica, empty of a master. */
export type RoleAnswer = { role: RedisRole; said: string };

/** Reads ROLE (redis.io/commands/role): a list that begins with the role. Throws ParseError for anything else, and for a Sentinel. */
export function parseRole(answer: unknown): RoleAnswer {
  const [role, , , said] = Array.isArray(answer) ? (answer as unknown[]) : [];
  if (role === 'master') return { role: 'master', said: '' };
  if (role === 'slave' && typeof said === 'string' && said !== '') return { role: 'replica', said };
  if (role === 'sentinel')
    throw new ParseError('this is a Sentinel, not a data node: name it under sentinels:, and the Redis servers themselves as nodes');
  throw new ParseError('not the answer to ROLE', JSON.stringify(answer ?? null)?.slice(0, 400));
}

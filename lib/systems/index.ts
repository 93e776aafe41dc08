import type { System } from '../system.ts';
import { elastic } from './elastic/index.ts';
import { exceptions } from './exceptions/index.ts';
import { haproxy } from './haproxy/index.ts';
import { redis } from './redis/index.ts';
import { sql } from './sql/index.ts';

/** Every system that Vigil knows. */
export const systems: readonly System[] = [haproxy, redis, sql, elastic, exceptions];

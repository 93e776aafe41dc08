import type { SqlOrder } from './orders.ts';

/** To the process of the SQL Servers: first the password of its login, then orders. */
export type ToServers = { is: 'start'; user: string; password: string } | { is: 'order'; id: number; told: SqlOrder };

/** From it: the port of each instance once all listen, and how each order went; `error` is null when it was carried out. */
export type FromServers = { is: 'ready'; ports: Record<string, number> } | { is: 'done'; id: number; error: string | null };

import type { FigureSpec } from '../../history.ts';
import type { Reading } from '../../reading.ts';
import type { RedisInfo } from './model.ts';

/** How one node is doing, by its own word. */
export const KEY_FIGURES: readonly FigureSpec[] = [
  { name: 'Commands', unit: '/s', meaning: 'Commands carried out a second, by the word of the node' },
  { name: 'Memory', unit: 'B', meaning: 'Bytes that the node uses for its data and for itself (used_memory)' },
  { name: 'Clients', unit: '', meaning: 'Connections of clients that are open, without those of replicas' },
];

/** Their values in the newest reading. */
export function keyValues([newest]: readonly Reading<RedisInfo>[]): (number | null)[] {
  const { opsPerSecond = null, memory, clients = null } = newest?.value ?? {};
  return [opsPerSecond, memory?.usedBytes ?? null, clients];
}

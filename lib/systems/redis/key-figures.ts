import type { Reading } from '../../reading.ts';
import type { KeyFigure } from '../../system.ts';
import type { RedisInfo } from './model.ts';

/** How one node is doing, by its own word. */
export function keyFigures([newest]: readonly Reading<RedisInfo>[]): KeyFigure[] {
  const { opsPerSecond = null, memory, clients = null } = newest?.value ?? {};
  return [
    { name: 'Commands', unit: '/s', value: opsPerSecond },
    { name: 'Memory', unit: ' MB', value: memory === undefined ? null : memory.usedBytes / 1e6 },
    { name: 'Clients', unit: '', value: clients },
  ];
}

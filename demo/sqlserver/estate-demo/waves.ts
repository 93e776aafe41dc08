import type { Estate } from '../model/estate.ts';
import { setWriteRate } from '../model/orders-data.ts';
import { SQL_CLUSTERS } from './layout.ts';

/** Those that are written slower than this go on steadily: their waves would be seen by nobody. Bytes a second. */
const LEAST_RATE = 50_000;

/** Makes visitors come and go: what is written to the busy databases swings by up to two fifths around its rate. `now` is epoch ms. */
export function swing(estate: Estate, now: number): void {
  for (const { name, databases } of SQL_CLUSTERS.flatMap(({ groups }) => groups)) {
    for (const [index, { name: database, writeRate }] of databases.entries()) {
      if (writeRate < LEAST_RATE) continue;
      const slow = Math.sin(now / 41_000 + index);
      const quick = Math.sin(now / 7_300 + index * 2.1);
      setWriteRate(estate, { group: name, database }, Math.round(writeRate * (1 + 0.25 * slow + 0.15 * quick)), now);
    }
  }
}

import { benchBoards } from './boards.ts';
import { benchChange } from './change.ts';
import { benchElastic } from './elastic.ts';
import { benchExceptions } from './exceptions.ts';
import { benchFeed } from './feed.ts';
import { benchParse } from './haproxy-parse.ts';
import { benchHistory } from './history.ts';
import { benchNodes } from './nodes.ts';
import { benchPage } from './page.ts';
import { benchPrometheus } from './prometheus.ts';
import { benchRedis } from './redis.ts';
import { benchRedisKeys } from './redis-keys.ts';
import { benchSeries } from './series.ts';
import { benchShapes } from './shapes.ts';
import { benchSignIn } from './sign-in.ts';
import { benchSql } from './sql.ts';
import { benchSqlGroups } from './sql-groups.ts';
import { benchStreams } from './streams.ts';
import { benchWeight } from './weight.ts';

const BENCHES: ReadonlyMap<string, () => Promise<void>> = new Map([
  ['parse', benchParse],
  ['change', benchChange],
  ['feed', benchFeed],
  ['nodes', benchNodes],
  ['streams', benchStreams],
  ['prometheus', benchPrometheus],
  ['redis', benchRedis],
  ['page', benchPage],
  ['weight', benchWeight],
  ['sign-in', benchSignIn],
  ['redis-keys', benchRedisKeys],
  ['history', benchHistory],
  ['sql', benchSql],
  ['sql-groups', benchSqlGroups],
  ['series', benchSeries],
  ['boards', benchBoards],
  ['elastic', benchElastic],
  ['shapes', benchShapes],
  ['exceptions', benchExceptions],
]);

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !BENCHES.has(name));
if (unknown.length > 0) {
  console.error(`no such benchmark: ${unknown.join(', ')}; there are ${[...BENCHES.keys()].join(', ')}`);
  process.exit(2);
}
// One after another: two at a time would measure each other.
for (const [name, bench] of BENCHES) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n== ${name}`);
  await bench();
}

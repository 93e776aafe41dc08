import { expect, test } from 'vitest';
import { compileGlob } from '#lib/systems/redis/keys/glob.ts';
import { seeded } from '#test/act/audit/entries.ts';
import { openPlain, sendAll } from './key-filler.ts';
import { REDIS, startRedis } from './redis-process.ts';

const NAMES = 400;
const PATTERNS = 600;

/** Texts of few different characters, so that many patterns match something. */
function randomText(random: () => number, letters: string, longest: number): string {
  return Array.from({ length: 1 + Math.floor(random() * longest) }, () => letters.charAt(Math.floor(random() * letters.length))).join('');
}

test.skipIf(REDIS === null)('a pattern matches what it matches in a real Redis (fixed seed)', async () => {
  const random = seeded(6);
  const names = [...new Set(Array.from({ length: NAMES }, () => randomText(random, 'abc-]^\\\xff', 6)))];
  const patterns = [...new Set(Array.from({ length: PATTERNS }, () => randomText(random, 'abc**?[[]^--\\\\\xff', 8)))];
  const redis = await startRedis();
  const connection = await openPlain(redis.port);
  try {
    await sendAll(
      connection,
      names.map((name) => ['SET', name, '1']),
    );
    let matched = 0;
    for (const pattern of patterns) {
      const [found] = await connection.ask([['KEYS', pattern]]);
      const matches = compileGlob(pattern);
      const ours = names.filter((name) => matches(name));
      expect(ours.toSorted(), JSON.stringify(pattern)).toEqual((found as string[]).toSorted());
      matched += ours.length;
    }
    expect(matched).toBeGreaterThan(PATTERNS);
  } finally {
    connection.close();
    await redis.stop();
  }
});

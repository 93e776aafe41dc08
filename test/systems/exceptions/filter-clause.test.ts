import { describe, expect, test } from 'vitest';
import { DIALECTS, type Dialect } from '#lib/io/database.ts';
import type { Reach } from '#lib/systems/exceptions/filter-clause.ts';
import { type ErrorFilter, NO_FILTER } from '#lib/systems/exceptions/model-list.ts';
import { countStatement } from '#lib/systems/exceptions/statements-list.ts';
import { tableOf } from '#lib/systems/exceptions/table.ts';
import { containing, wildcards } from '#lib/systems/exceptions/words.ts';
import { seeded } from '#test/act/audit/entries.ts';

const reach = (filter: Partial<ErrorFilter>, over: Partial<Reach> = {}): Reach => ({
  ...{ filter: { ...NO_FILTER, deleted: 'any', ...filter }, apps: null, ids: null, fromId: 0, upToId: null, rollupMs: 600_000, ...over },
});

/** The condition as the database is sent it, on one line, and the values beside it. */
function clauseOf(dialect: Dialect, given: Reach): [string, unknown[]] {
  const { text, values } = countStatement(tableOf({ dialect, table: { schema: null, name: 'Errors' } }), given);
  return [(text.split(' WHERE ')[1] ?? '').replace(/\s+/g, ' '), values.map(({ type, value }) => `${type} ${value}`)];
}

describe('a filter in the words of each database, with its values beside it:', () => {
  test.each<[string, Reach, Readonly<Record<Dialect, string>>, string[]]>([
    [
      'an application',
      reach({ app: `O'Core "x"` }),
      {
        sqlserver: '[Id] >= @p1 AND [ApplicationName] = @p2',
        postgresql: '"Id" >= $1 AND "ApplicationName" = $2',
        mysql: '`Id` >= ? AND `ApplicationName` = ?',
      },
      ['int 0', `text O'Core "x"`],
    ],
    [
      'none of the applications of groups',
      reach({}, { apps: { names: ['Core', 'Chat'], isNot: true } }),
      {
        sqlserver: '[Id] >= @p1 AND [ApplicationName] NOT IN (@p2, @p3)',
        postgresql: '"Id" >= $1 AND "ApplicationName" NOT IN ($2, $3)',
        mysql: '`Id` >= ? AND `ApplicationName` NOT IN (?, ?)',
      },
      ['int 0', 'text Core', 'text Chat'],
    ],
    [
      'what is protected and not deleted',
      reach({ deleted: 'none', protected: 'only' }),
      {
        sqlserver: '[Id] >= @p1 AND [DeletionDate] IS NULL AND [IsProtected] = @p2',
        postgresql: '"Id" >= $1 AND "DeletionDate" IS NULL AND "IsProtected" = $2',
        mysql: '`Id` >= ? AND `DeletionDate` IS NULL AND `IsProtected` = ?',
      },
      ['int 0', 'bool true'],
    ],
    [
      'a time until which it was seen',
      reach({ seenTo: 60_000 }),
      {
        sqlserver: '[Id] >= @p1 AND [CreationDate] < @p2 AND COALESCE([LastLogDate], [CreationDate]) < @p3',
        postgresql: '"Id" >= $1 AND "CreationDate" < $2 AND COALESCE("LastLogDate", "CreationDate") < $3',
        mysql: '`Id` >= ? AND `CreationDate` < ? AND COALESCE(`LastLogDate`, `CreationDate`) < ?',
      },
      ['int 0', 'time 60000', 'time 60000'],
    ],
    [
      'a machine, a type, a category and a host',
      reach({ machine: 'WEB1', type: 'T', category: 'C', host: 'h' }, { fromId: 7, upToId: 9 }),
      {
        sqlserver: '[Id] >= @p1 AND [Id] <= @p2 AND [MachineName] = @p3 AND [Type] = @p4 AND [Category] = @p5 AND [Host] = @p6',
        postgresql: '"Id" >= $1 AND "Id" <= $2 AND "MachineName" = $3 AND "Type" = $4 AND "Category" = $5 AND "Host" = $6',
        mysql: '`Id` >= ? AND `Id` <= ? AND `MachineName` = ? AND `Type` = ? AND `Category` = ? AND `Host` = ?',
      },
      ['int 7', 'int 9', 'text WEB1', 'text T', 'text C', 'text h'],
    ],
    [
      'a search in two columns, whatever it holds',
      reach({ search: '50% [a_b]!', searchIn: ['message', 'url'] }),
      {
        sqlserver: `[Id] >= @p1 AND ([Message] LIKE @p2 ESCAPE '!' OR [Url] LIKE @p3 ESCAPE '!')`,
        postgresql: `"Id" >= $1 AND ("Message" ILIKE $2 ESCAPE '!' OR "Url" ILIKE $3 ESCAPE '!')`,
        mysql: "`Id` >= ? AND (`Message` LIKE ? ESCAPE '!' OR `Url` LIKE ? ESCAPE '!')",
      },
      ['int 0', 'text %50!% ![a!_b!]!!%', 'text %50!% ![a!_b!]!!%'],
    ],
    [
      'paths that begin alike',
      reach({ url: '/q_1/*' }),
      {
        sqlserver: `[Id] >= @p1 AND [Url] LIKE @p2 ESCAPE '!'`,
        postgresql: `"Id" >= $1 AND "Url" ILIKE $2 ESCAPE '!'`,
        mysql: "`Id` >= ? AND `Url` LIKE ? ESCAPE '!'",
      },
      ['int 0', 'text /q!_1/%'],
    ],
  ])('%s', (_name, given, clauses, values) => {
    for (const dialect of DIALECTS) expect([dialect, ...clauseOf(dialect, given)]).toEqual([dialect, clauses[dialect], values]);
  });

  test('a time before there was any is held against the beginning of time, and not against one before it', () => {
    expect(clauseOf('mysql', reach({ seenFrom: 1_000 }))[1]).toEqual(['int 0', 'time 0', 'time 1000']);
  });
});

/** What each database makes of a pattern behind LIKE … ESCAPE '!', by its manual: SQL Server alone knows sets in brackets. */
function likes(dialect: Dialect, pattern: string): RegExp {
  const tokens = pattern.match(dialect === 'sqlserver' ? /!.|\[[^\]]*\]|./gsu : /!.|./gsu) ?? [];
  return new RegExp(`^${tokens.map(sourceOf).join('')}$`, 'su');
}

function sourceOf(token: string): string {
  if (token === '%') return '.*';
  if (token === '_') return '.';
  if (token.startsWith('[') && token.length > 1) return `[${RegExp.escape(token.slice(1, -1))}]`;
  return RegExp.escape(token.length > 1 && token.startsWith('!') ? token.slice(1) : token);
}

describe.each(DIALECTS)('on %s', (dialect) => {
  const SIGNS = ['%', '_', '[', ']', '!', '\\', '^', '-', "'", '"', '`', '*', 'a', 'b', ' ', '🔥', 'ש', '\n', '.'];
  const some = (random: () => number, most: number): string =>
    Array.from({ length: Math.floor(random() * most) }, () => SIGNS[Math.floor(random() * SIGNS.length)]).join('');

  test('a search finds what holds it as it is written, and nothing else, in two thousand random texts', () => {
    for (let seed = 1; seed <= 2_000; seed += 1) {
      const random = seeded(seed);
      const [sought, text] = [some(random, 4), some(random, 12)];
      expect([seed, sought, text, likes(dialect, containing(sought)).test(text)]).toEqual([seed, sought, text, text.includes(sought)]);
      expect([seed, likes(dialect, containing(sought)).test(`${text}${sought}${text}`)]).toEqual([seed, true]);
    }
  });

  test('a path with * finds its parts in their order, from its beginning to its end', () => {
    for (let seed = 1; seed <= 1_000; seed += 1) {
      const random = seeded(seed);
      const parts = [some(random, 3), some(random, 3), some(random, 3)].map((part) => part.replaceAll('*', 'c'));
      const pattern = likes(dialect, wildcards(parts.join('*')));
      expect([seed, pattern.test(parts.join(some(random, 6)))]).toEqual([seed, true]);
      expect([seed, pattern.test(`x${parts.join('y')}`)]).toEqual([seed, parts[0] === '']);
    }
  });
});

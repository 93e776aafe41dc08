import type { Dialect } from '../../io/database.ts';
import type { Misfit } from '../../section.ts';
import { disorder, items, type OrderRule, type Place, repeats, valueAt, withoutRepeats } from '../../section-check.ts';
import { APPLICATION_LIMIT_ORDER, LIMIT_ORDER } from './config-limits.ts';
import { address, PORTS, TABLES, table } from './config-overrides.ts';
import { TIME_ORDER } from './config-times.ts';

const ORDER: readonly OrderRule[] = [...TIME_ORDER, ...LIMIT_ORDER, ...APPLICATION_LIMIT_ORDER];

/** What no single value of the section can tell: what is named twice, one table read twice, what is missing and in the wrong order. Looks at whatever is readable of a broken section. */
export function checkExceptions(raw: unknown): Misfit[] {
  const section: Place = { path: ['exceptions'], raw };
  const stores = items(section, 'stores');
  return withoutRepeats([
    ...repeats(stores, 'name', { read: text, words: (first) => `is the name of ${first} too: give each store a name of its own` }),
    ...stores.flatMap((store) => missing(store, section)),
    ...twice(stores, section),
    ...[section, ...stores].flatMap(namedTwice),
    ...stores.flatMap((store) => ORDER.flatMap((rule) => disorder(rule, [store, section]))),
    ...[section, ...stores].flatMap((level) =>
      items(level, 'groups').flatMap((group) => LIMIT_ORDER.flatMap((rule) => disorder(rule, [group]))),
    ),
    ...stores.flatMap((store) => applicationsIn(store, section)),
  ]);
}

/** Limits of single applications that are in the wrong order, with what they inherit. What is inherited alone is told where it stands. */
function applicationsIn(store: Place, section: Place): Misfit[] {
  const ofAll = [store, section].map(({ path, raw }): Place => ({ path, raw: { limits: valueAt(raw, ['applicationLimits']) } }));
  const byName = Map.groupBy([...items(store, 'applications'), ...items(section, 'applications')], ({ raw }) =>
    lowerCase(valueAt(raw, ['name'])),
  );
  return [...byName.values()].flatMap((own) =>
    LIMIT_ORDER.flatMap((rule) => disorder(rule, [...own, ...ofAll])).filter(({ path }) =>
      own.some((place) => place.path.every((part, at) => path[at] === part)),
    ),
  );
}

const NEEDED: readonly { key: string; fix: string }[] = [
  { key: 'product', fix: 'says nowhere which database it is: add product: sqlserver, postgresql or mysql, which is MariaDB too' },
  { key: 'database', fix: 'says nowhere in which database its table is: add database: Exceptions' },
];

function missing(store: Place, section: Place): Misfit[] {
  if (typeof store.raw !== 'object' || store.raw === null) return [];
  return NEEDED.filter(({ key }) => [store, section].every(({ raw }) => valueAt(raw, [key]) === undefined)).map(({ fix }) => ({
    path: store.path,
    message: fix,
  }));
}

/** Two stores that are one table: it would be counted twice. */
function twice(stores: readonly Place[], section: Place): Misfit[] {
  const first = new Set<string>();
  return stores.flatMap((store) => {
    const of = (key: string): unknown => valueAt(store.raw, [key]) ?? valueAt(section.raw, [key]);
    const read = address.safeParse(of('address'));
    if (!read.success) return [];
    const product = of('product');
    const dialect = Object.hasOwn(PORTS, String(product)) ? (product as Dialect) : null;
    const port = read.data.port ?? (dialect === null ? null : PORTS[dialect]);
    const named = { ...(dialect === null ? {} : TABLES[dialect]), ...written(table.safeParse(of('table')).data) };
    const key = JSON.stringify([read.data.host, port, of('database'), named.schema, named.name]);
    if (!first.has(key)) {
      first.add(key);
      return [];
    }
    return [
      {
        path: [...store.path, 'address'],
        message: 'is the address, database and table of another store too, which would be counted twice: take one of the two out',
      },
    ];
  });
}

/** What is written of a table, without what is not. */
function written(table: { schema: string | null; name: string } | undefined): { schema?: string; name?: string } {
  return { ...(table?.schema ? { schema: table.schema } : {}), ...(table ? { name: table.name } : {}) };
}

function namedTwice(level: Place): Misfit[] {
  return [
    ...repeats(items(level, 'groups'), 'name', {
      read: text,
      words: (first) => `is the name of ${first} too: give each group a name of its own`,
    }),
    ...repeats(items(level, 'applications'), 'name', { read: lowerCase, words: (first) => `is ${first} too: put the two together` }),
  ];
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function lowerCase(value: unknown): string | null {
  return typeof value === 'string' ? value.toLowerCase() : null;
}

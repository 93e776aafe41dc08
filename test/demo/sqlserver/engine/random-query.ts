/** Random queries in what T-SQL and SQLite have in common. */
export type Random = (below: number) => number;

/** Numbers that are the same for the same seed. */
export function seeded(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

type Maker = () => string;

/** A maker of queries over the tables t, u and v, each with id, k, n (numbers) and s (text). */
export function queryMaker(random: Random): () => string {
  const oneOf = <T>(all: readonly T[]): T => {
    const found = all[random(all.length)];
    if (found === undefined) throw new TypeError('nothing to choose from');
    return found;
  };
  const make = (all: readonly Maker[]): string => oneOf(all)();

  const number = (tables: string[]): string =>
    make([
      () => `${oneOf(tables)}.n`,
      () => `${oneOf(tables)}.k`,
      () => `${oneOf(tables)}.id`,
      () => String(random(50)),
      () => `(${number(tables)} + ${number(tables)})`,
      () => `(${number(tables)} - ${number(tables)})`,
      () => `(${number(tables)} % 7)`,
      () => `(${number(tables)} / 3)`,
      () => `ABS(${number(tables)})`,
      () => `COALESCE(${oneOf(tables)}.n, ${random(9)})`,
      () => `CASE WHEN ${condition(tables, 1)} THEN ${number(tables)} ELSE ${number(tables)} END`,
      () => `NULLIF(${number(tables)}, ${random(5)})`,
    ]);

  const condition = (tables: string[], depth = 0): string =>
    make([
      () => `${number(tables)} ${oneOf(['<', '>', '=', '<>', '<=', '>='])} ${number(tables)}`,
      () => `${oneOf(tables)}.n IS ${oneOf(['', 'NOT '])}NULL`,
      () => `${oneOf(tables)}.s ${oneOf(['LIKE', 'NOT LIKE'])} '${oneOf(['a%', '%b', '_', '%'])}'`,
      () => `${oneOf(tables)}.k ${oneOf(['IN', 'NOT IN'])} (1, 2, ${random(7)})`,
      () => `${oneOf(tables)}.n BETWEEN ${random(200)} AND ${random(700)}`,
      ...(depth > 1
        ? []
        : [
            () => `(${condition(tables, depth + 1)} ${oneOf(['AND', 'OR'])} ${condition(tables, depth + 1)})`,
            () => `NOT (${condition(tables, depth + 1)})`,
            () => `EXISTS (SELECT 1 FROM v z WHERE z.k = ${oneOf(tables)}.k AND ${condition(['z'], 2)})`,
            () => `${oneOf(tables)}.k ${oneOf(['IN', 'NOT IN'])} (SELECT z.k FROM v z WHERE ${condition(['z'], 2)})`,
          ]),
    ]);

  const text = (tables: string[]): string =>
    make([() => `${oneOf(tables)}.s`, () => `'${oneOf(['a', 'b', 'zz'])}'`, () => `LOWER(${oneOf(tables)}.s)`]);

  const aggregate = (tables: string[]): string =>
    make([
      () => 'COUNT(*)',
      () => `COUNT(${oneOf(tables)}.n)`,
      () => `SUM(${number(tables)})`,
      () => `MIN(${number(tables)})`,
      () => `MAX(${oneOf(tables)}.s)`,
      () => `COUNT(DISTINCT ${oneOf(tables)}.k)`,
      () => `SUM(CASE WHEN ${condition(tables, 1)} THEN 1 ELSE 0 END)`,
    ]);

  const windowed = (tables: string[]): string => {
    const ids = tables.map((table) => `${table}.id`).join(', ');
    return make([
      () => `ROW_NUMBER() OVER (PARTITION BY ${oneOf(tables)}.k ORDER BY ${ids})`,
      () => `RANK() OVER (ORDER BY ${oneOf(tables)}.k)`,
      () => `DENSE_RANK() OVER (ORDER BY ${oneOf(tables)}.k DESC)`,
      () => `SUM(${oneOf(tables)}.n) OVER (PARTITION BY ${oneOf(tables)}.k)`,
      () => `SUM(${oneOf(tables)}.n) OVER (ORDER BY ${oneOf(tables)}.k)`,
      () => `MAX(${oneOf(tables)}.n) OVER (ORDER BY ${ids} ROWS BETWEEN 2 PRECEDING AND 1 FOLLOWING)`,
      () => `LAG(${oneOf(tables)}.n) OVER (ORDER BY ${ids})`,
      () => `LEAD(${oneOf(tables)}.n, 2, -1) OVER (PARTITION BY ${oneOf(tables)}.s ORDER BY ${ids})`,
      () => `NTILE(3) OVER (ORDER BY ${ids})`,
      () => `FIRST_VALUE(${oneOf(tables)}.n) OVER (PARTITION BY ${oneOf(tables)}.k ORDER BY ${ids})`,
      () => 'COUNT(*) OVER ()',
    ]);
  };

  const from = (): { text: string; tables: string[] } => {
    if (random(6) === 0) return { text: `(SELECT * FROM t WHERE ${condition(['t'])}) t`, tables: ['t'] };
    const tables = ['t'];
    let joined = 't';
    for (let at = 0; at < random(3); at += 1) {
      const alias = `x${at}`;
      const on = `${alias}.k = ${oneOf(tables)}.k${random(3) === 0 ? ` AND ${condition([...tables, alias], 2)}` : ''}`;
      joined += ` ${oneOf(['JOIN', 'LEFT JOIN', 'RIGHT JOIN', 'FULL JOIN'])} ${oneOf(['u', 'v', 't'])} ${alias} ON ${on}`;
      tables.push(alias);
    }
    return { text: joined, tables };
  };

  return () => {
    const { text: source, tables } = from();
    const where = random(3) > 0 ? ` WHERE ${condition(tables)}` : '';
    const ids = tables.map((table) => `${table}.id`).join(', ');
    const grouped = (): string => {
      const keys = [...new Set([`${oneOf(tables)}.k`, ...(random(2) ? [`${oneOf(tables)}.s`] : [])])].join(', ');
      const having = random(3) === 0 ? ` HAVING COUNT(*) > ${random(3)}` : '';
      return `SELECT ${keys}, ${aggregate(tables)} AS p, ${aggregate(tables)} AS q FROM ${source}${where} GROUP BY ${keys}${having}`;
    };
    const combined = (): string => {
      const other = `${oneOf(['UNION', 'UNION ALL', 'EXCEPT', 'INTERSECT'])} SELECT v.k, v.n, v.s FROM v WHERE ${condition(['v'])}`;
      return `SELECT ${number(tables)}, ${number(tables)}, ${text(tables)} FROM ${source}${where} ${other}`;
    };
    const correlated = (): string => {
      const inner = `(SELECT MAX(z.n) FROM u z WHERE z.k = ${oneOf(tables)}.k)`;
      return `SELECT ${random(2) ? 'DISTINCT ' : ''}${number(tables)} AS e, ${text(tables)} AS s, ${inner} AS m FROM ${source}${where}`;
    };
    return make([
      grouped,
      () => `SELECT ${aggregate(tables)} AS p, ${aggregate(tables)} AS q FROM ${source}${where}`,
      () => `SELECT ${ids}, ${windowed(tables)} AS w, ${number(tables)} AS e FROM ${source}${where}`,
      () =>
        `WITH c AS (SELECT t.k AS k, ${aggregate(['t'])} AS a FROM t GROUP BY t.k) SELECT v.id, c.k, c.a FROM v LEFT JOIN c ON c.k = v.k`,
      combined,
      correlated,
    ]);
  };
}

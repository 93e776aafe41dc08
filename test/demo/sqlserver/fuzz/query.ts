import { aggregate, listed, number, optional, other, type Piece, script, twin } from './piece.ts';
import { type Room, Scalars } from './scalars.ts';
import { type Scope, scopeOf, together } from './scope.ts';

/** A script to run in both engines. Where the order of its rows is told in full, it has to be the same. */
export type Query = { script: Piece; isOrdered: boolean };

type Source = { from: Piece; scope: Scope };

const ROOM: Room = { depth: 3, mayAsk: true };
const INSIDE: Room = { depth: 2, mayAsk: false };

/** Makes random scripts over the tables t, u and v (see tables.ts). */
export class Queries extends Scalars {
  next(): Query {
    return this.pick([
      () => this.#plain(),
      () => this.#plain(),
      () => this.#distinct(),
      () => this.#grouped(),
      () => this.#grouped(),
      () => this.#total(),
      () => this.#windowed(),
      () => this.#combined(),
      () => this.#common(),
      () => this.#recursive(),
      () => this.#change(),
    ])();
  }

  #table(alias: string): Source {
    return { from: other`${this.pick(['t', 'u', 'v'])} ${alias}`, scope: scopeOf(alias) };
  }

  /** A table, or what stands in for one. */
  #one(alias: string): Source {
    const at = (name: string): string => `${alias}.${name}`;
    if (this.random(6)) return this.#table(alias);
    if (this.random(2)) {
      const inner = this.#table('i');
      const where = optional` WHERE ${this.condition(inner.scope, INSIDE)}`;
      return { from: other`(SELECT * FROM ${inner.from}${where}) ${alias}`, scope: scopeOf(alias) };
    }
    const rows = Array.from({ length: 1 + this.random(4) }, (_, id) => ({ id, k: this.random(5), s: this.pick(["'a'", "'Bc'", 'NULL']) }));
    const ours = `(VALUES ${rows.map(({ id, k, s }) => `(${id}, ${k}, ${id}.5, ${s})`).join(', ')}, (9, 9, 0.25, 'z')) ${alias}(id, k, d, s)`;
    const all = [...rows.map((row) => ({ ...row, d: `${row.id}.5` })), { id: 9, k: 9, d: '0.25', s: "'z'" }];
    const lite = all.map(({ id, k, d, s }) => `SELECT ${id} AS id, ${k} AS k, ${d} AS d, ${s} COLLATE NOCASE AS s`);
    return {
      from: other`${twin(ours, `(${lite.join(' UNION ALL ')}) ${alias}`)}`,
      scope: { ids: [at('id')], number: [at('id'), at('k')], amount: [at('d')], text: [at('s')], moment: [] },
    };
  }

  #source(): Source {
    const first = this.#table('t0');
    const sources = [first];
    let from = first.from;
    for (const alias of ['t1', 't2'].slice(0, this.random(3))) {
      const next = this.#one(alias);
      const scope = together([...sources.map((one) => one.scope), next.scope]);
      const how = this.pick(['JOIN', 'INNER JOIN', 'LEFT JOIN', 'LEFT JOIN', 'RIGHT JOIN', 'FULL JOIN', 'CROSS JOIN']);
      const key = other`${alias}.k = ${this.pick(sources.flatMap((one) => [...one.scope.number]))}`;
      const on = this.random(3) ? optional`` : optional` AND ${this.condition(scope, INSIDE)}`;
      from = how === 'CROSS JOIN' ? other`${from} CROSS JOIN ${next.from}` : other`${from} ${how} ${next.from} ON ${key}${on}`;
      sources.push(next);
    }
    const scope = together(sources.map((one) => one.scope));
    return this.random(6) === 0 ? this.#applied({ from, scope }) : { from, scope };
  }

  /** APPLY of an aggregate: SQLite has it as a subquery wherever it is named. */
  #applied({ from, scope }: Source): Source {
    const asked = `${this.pick(['MAX', 'MIN', 'SUM', 'COUNT'])}(z.n)`;
    const key = this.pick(scope.number);
    const ours = other`${from} ${this.pick(['CROSS', 'OUTER'])} APPLY (SELECT ${asked} AS m FROM v z WHERE z.k = ${key}) ap`;
    const subquery = `(SELECT ${asked} FROM v z WHERE z.k = ${key})`;
    this.#applies = subquery;
    return { from: other`${twin(ours, from)}`, scope: { ...scope, number: [...scope.number, 'ap.m'] } };
  }

  #applies: string | null = null;

  /** What SQLite is to read in place of the column of an APPLY. */
  #whole(made: Piece): Piece {
    const subquery = this.#applies;
    this.#applies = null;
    return subquery === null ? made : withApplied(made, subquery);
  }

  #where(scope: Scope): Piece {
    return this.random(2) ? optional` WHERE ${this.condition(scope, ROOM)}` : optional``;
  }

  /** Some columns, each with a name, of every type. */
  #items(scope: Scope, room: Room): Piece[] {
    const makers = [
      () => this.number(scope, room),
      () => this.text(scope, room),
      () => this.amount(scope, room),
      () => this.moment(scope, room),
      () => number`CASE WHEN ${this.condition(scope, room)} THEN 1 ELSE 0 END`,
    ];
    return Array.from({ length: 1 + this.random(3) }, (_, at) => other`${this.pick(makers)()} AS c${at}`);
  }

  #page(): { top: Piece; page: Piece } {
    const count = 1 + this.random(6);
    // The two stand or fall together: neither is optional.
    if (this.random(3) === 0) return { top: other`${twin(`TOP (${count}) `, '')}`, page: other`${twin('', ` LIMIT ${count}`)}` };
    if (this.random(4) > 0) return { top: optional``, page: optional`` };
    const from = this.random(4);
    const words = twin(` OFFSET ${from} ROWS FETCH NEXT ${count} ROWS ONLY`, ` LIMIT ${count} OFFSET ${from}`);
    return { top: optional``, page: optional`${words}` };
  }

  #plain(): Query {
    const { from, scope } = this.#source();
    const items = this.#items(scope, ROOM);
    const named = items.map((_, at) => optional`c${at}${this.pick(['', ' DESC', ' ASC'])}, `);
    const order = other` ORDER BY ${listed(this.random(2) ? named : [], '')}${scope.ids.join(', ')}`;
    const { top, page } = this.#page();
    const made = script`SELECT ${top}${scope.ids.join(', ')}, ${listed(items)} FROM ${from}${this.#where(scope)}${order}${page}`;
    return { script: this.#whole(made), isOrdered: true };
  }

  #distinct(): Query {
    const { from, scope } = this.#source();
    const items = this.#items(scope, INSIDE);
    const order = optional` ORDER BY ${items.map((_, at) => `${at + 1}${this.pick(['', ' DESC'])}`).join(', ')}`;
    return { script: this.#whole(script`SELECT DISTINCT ${listed(items)} FROM ${from}${this.#where(scope)}${order}`), isOrdered: false };
  }

  #aggregate(scope: Scope): Piece {
    const [whole, part, words] = [this.number(scope, INSIDE), this.amount(scope, INSIDE), this.text(scope, INSIDE)];
    const average = twin(number`AVG(${whole})`, number`CAST(AVG(${whole}) AS INTEGER)`);
    const joined = twin(
      aggregate`STRING_AGG(${words}, '-') WITHIN GROUP (ORDER BY ${words})`,
      aggregate`STRING_AGG(${words}, '-' ORDER BY ${words})`,
    );
    return this.pick([
      aggregate`COUNT(*)`,
      aggregate`COUNT(${this.pick([whole, part, words])})`,
      aggregate`COUNT(DISTINCT ${this.pick([whole, words])})`,
      aggregate`SUM(${this.pick(['', 'DISTINCT '])}${whole})`,
      aggregate`SUM(${part})`,
      aggregate`${average}`,
      aggregate`${this.pick(['MIN', 'MAX'])}(${this.pick([whole, part, words])})`,
      aggregate`${this.pick(['MIN', 'MAX'])}(${this.pick(scope.moment.length ? scope.moment : scope.number)})`,
      aggregate`SUM(CASE WHEN ${this.condition(scope, INSIDE)} THEN 1 ELSE 0 END)`,
      aggregate`${joined}`,
    ]);
  }

  #grouped(): Query {
    const { from, scope } = this.#source();
    const keys = [this.pick(scope.number), this.pick(scope.text), `${this.pick(scope.number)} % 3`, ...scope.moment.slice(0, 1)];
    const chosen = [...new Set(Array.from({ length: 1 + this.random(2) }, () => this.pick(keys)))];
    const counted = other`${this.#aggregate(scope)} AS p, ${this.#aggregate(scope)} AS q`;
    const having = optional` HAVING ${this.pick([number`COUNT(*)`, number`COUNT(${this.pick(scope.text)})`, number`MAX(${this.pick(scope.number)})`])} > ${this.random(3)}`;
    const tail = other` GROUP BY ${chosen.join(', ')}${this.random(2) ? having : ''}`;
    const order = optional` ORDER BY ${chosen.map((_, at) => `${at + 1}${this.pick(['', ' DESC'])}`).join(', ')}`;
    const made = script`SELECT ${chosen.map((key, at) => `${key} AS g${at}`).join(', ')}, ${counted} FROM ${from}${this.#where(scope)}${tail}${order}`;
    return { script: this.#whole(made), isOrdered: false };
  }

  #total(): Query {
    const { from, scope } = this.#source();
    const items = Array.from({ length: 1 + this.random(3) }, (_, at) => other`${this.#aggregate(scope)} AS a${at}`);
    const having = this.random(4) ? other`` : other` HAVING COUNT(*) > ${this.random(3)}`;
    return { script: this.#whole(script`SELECT ${listed(items)} FROM ${from}${this.#where(scope)}${having}`), isOrdered: false };
  }

  #windowed(): Query {
    const { from, scope } = this.#source();
    const [value, ids] = [this.pick(scope.number), scope.ids.join(', ')];
    const part = this.random(2) ? `PARTITION BY ${this.pick([...scope.number, ...scope.text])} ` : '';
    const peers = `ORDER BY ${this.pick([...scope.number, ...scope.text])}${this.pick(['', ' DESC'])}`;
    const frame = this.pick(['2 PRECEDING AND 1 FOLLOWING', 'UNBOUNDED PRECEDING AND CURRENT ROW', '1 FOLLOWING AND UNBOUNDED FOLLOWING']);
    const over = `${this.pick(['SUM', 'MAX', 'MIN', 'COUNT'])}(${value})`;
    const made = this.pick([
      `ROW_NUMBER() OVER (${part}ORDER BY ${ids})`,
      `${this.pick(['RANK', 'DENSE_RANK'])}() OVER (${part}${peers})`,
      `${over} OVER (${part})`,
      `${over} OVER (${part}${peers})`,
      `${over} OVER (${part}ORDER BY ${ids} ROWS BETWEEN ${frame})`,
      `${this.pick(['LAG', 'LEAD'])}(${value}${this.pick(['', ', 2', ', 1, -1'])}) OVER (${part}ORDER BY ${ids})`,
      `NTILE(${1 + this.random(4)}) OVER (${part}ORDER BY ${ids})`,
      `${this.pick(['FIRST_VALUE', 'LAST_VALUE'])}(${value}) OVER (${part}ORDER BY ${ids})`,
    ]);
    const item = other`${this.number(scope, INSIDE)} AS e`;
    const whole = script`SELECT ${ids}, ${made} AS w, ${item} FROM ${from}${this.#where(scope)} ORDER BY ${ids}`;
    return { script: this.#whole(whole), isOrdered: true };
  }

  #combined(): Query {
    const { from, scope } = this.#source();
    const [left, right] = [scope, scopeOf('x')];
    const items = (of: Scope): Piece => other`${this.number(of, INSIDE)} AS a, ${this.text(of, INSIDE)} AS b`;
    const how = this.pick(['UNION', 'UNION ALL', 'EXCEPT', 'INTERSECT']);
    const second = other`SELECT ${items(right)} FROM ${this.pick(['t', 'u', 'v'])} x${this.#where(right)}`;
    const made = script`SELECT ${items(left)} FROM ${from}${this.#where(left)} ${how} ${second}${optional` ORDER BY a, b`}`;
    return { script: this.#whole(made), isOrdered: false };
  }

  #common(): Query {
    const inner = this.#table('i');
    const first = other`c AS (SELECT i.k AS k, ${this.#aggregate(inner.scope)} AS a FROM ${inner.from}${this.#where(inner.scope)} GROUP BY i.k)`;
    const second = other`e AS (SELECT c.k + 1 AS k, COUNT(*) AS a FROM c WHERE c.k ${this.pick(['> 1', 'IS NOT NULL'])} GROUP BY c.k + 1)`;
    const of = scopeOf('t0');
    const scope = { ...of, number: [...of.number, 'c.k', 'e.k', 'e.a'] };
    const joins = other`${this.pick(['LEFT JOIN', 'JOIN'])} c ON c.k = t0.k ${this.pick(['LEFT JOIN', 'FULL JOIN'])} e ON e.k = c.k`;
    const from = other`${this.#table('t0').from} ${joins}`;
    const items = other`${listed(this.#items(scope, INSIDE))}, c.a AS ca`;
    return {
      script: script`WITH ${first}, ${second} SELECT t0.id, c.k, e.k, ${items} FROM ${from}${this.#where(scope)}`,
      isOrdered: false,
    };
  }

  #recursive(): Query {
    const { from, scope } = this.#table('t0');
    const step = this.pick(['n + 1', 'n * 2', 'n + 3']);
    const made = `r(n) AS (SELECT ${1 + this.random(2)} AS n UNION ALL SELECT ${step} FROM r WHERE n < ${this.random(20)})`;
    const whole = { ...scope, number: [...scope.number, 'r.n'], ids: [...scope.ids, 'r.n'] };
    const items = listed(this.#items(whole, INSIDE));
    const on = other`r.n = ${this.pick(scope.number)}`;
    const join = other`${from} ${this.pick(['JOIN', 'LEFT JOIN', 'RIGHT JOIN'])} r ON ${on}`;
    const words = other`WITH ${twin('', 'RECURSIVE ')}${made}`;
    return { script: script`${words} SELECT t0.id, r.n, ${items} FROM ${join}${this.#where(whole)}`, isOrdered: false };
  }

  /** A change, and what is there after it. What is asked about is never the table that is changed. */
  #change(): Query {
    const own = scopeOf('t');
    const bare: Scope = { ids: ['id'], number: ['id', 'k', 'n'], amount: ['d', 'f'], text: ['s'], moment: ['w'] };
    const where = optional` WHERE ${this.condition(bare, { depth: 2, mayAsk: false })}`;
    const set = other`n = ${this.number(bare, INSIDE)}, k = n, s = CASE WHEN ${this.condition(bare, INSIDE)} THEN s ELSE 'q' END`;
    const from = other`FROM u t WHERE ${this.condition(own, INSIDE)}`;
    const way = this.pick(['id', 'id DESC', 'k, id', 's DESC, id']);
    const count = 1 + this.random(5);
    const first = twin(`TOP (${count}) `, '');
    const some = other` WHERE id IN (SELECT ${first}id FROM t${where} ORDER BY ${way}${twin('', ` LIMIT ${count}`)})`;
    const page = twin(` OFFSET 1 ROWS FETCH NEXT ${count} ROWS ONLY`, ` LIMIT ${count} OFFSET 1`);
    const change = this.pick([
      other`UPDATE t SET ${set}${some}`,
      other`DELETE FROM t${some}`,
      other`DELETE FROM t WHERE id IN (SELECT id FROM t ORDER BY ${way}${page})`,
      other`UPDATE t SET ${set} WHERE id IN (${listed(Array.from({ length: count }, () => number`${1 + this.random(14)}`))})`,
      other`UPDATE t SET ${set}${where}`,
      other`DELETE FROM t${where}`,
      other`INSERT INTO t (id, k, n, s) SELECT t.id + 100, ${this.number(own, INSIDE)}, t.n, t.s ${from}`,
    ]);
    return { script: script`${change}; SELECT id, k, n, s, d, f, w FROM t ORDER BY id`, isOrdered: true };
  }
}

function withApplied(piece: Piece, subquery: string): Piece {
  const parts = piece.parts.map((part) => {
    if (typeof part === 'string') return part.includes('ap.m') ? twin(part, part.replaceAll('ap.m', subquery)) : part;
    if ('kind' in part) return withApplied(part, subquery);
    const lite = typeof part.lite === 'string' ? part.lite.replaceAll('ap.m', subquery) : withApplied(part.lite, subquery);
    return twin(part.ours, lite);
  });
  return { ...piece, parts };
}

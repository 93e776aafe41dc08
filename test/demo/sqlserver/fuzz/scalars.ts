import { amount, condition, listed, moment, number, type Piece, text, twin } from './piece.ts';
import { oneOf, type Random } from './random.ts';
import type { Scope } from './scope.ts';

/** Patterns in which ! takes its meaning from a sign. */
const ESCAPED = ['%!%%', '%!_', 'a!%_', '!!%', '%!_%b%', '_!%%'];

/** How much deeper a piece may go, and whether it may ask other tables: an aggregate may not. */
export type Room = { depth: number; mayAsk: boolean };

type Maker = () => Piece;

const deeper = ({ depth, mayAsk }: Room): Room => ({ depth: depth - 1, mayAsk });
/** Compared without regard to case, as the stand-in's collation has it. */
const NO_CASE = twin('', ' COLLATE NOCASE');
const SECONDS = { second: 1, minute: 60, hour: 3600, day: 86_400 };

/** Makes the expressions of random queries. Numbers stay small, so that nothing overflows, and nothing is divided by what may be 0. */
export class Scalars {
  readonly random: Random;

  constructor(random: Random) {
    this.random = random;
  }

  pick<T>(all: readonly T[]): T {
    return oneOf(this.random, all);
  }

  #make(leaves: readonly Maker[], branches: readonly Maker[], room: Room): Piece {
    return room.depth > 0 && this.random(3) > 0 ? this.pick(branches)() : this.pick(leaves)();
  }

  number(scope: Scope, room: Room): Piece {
    const one = (): Piece => this.number(scope, deeper(room));
    const leaves = [() => number`${this.pick(scope.number)}`, () => number`${this.pick(scope.number)}`, () => number`${this.random(50)}`];
    const branches = [
      () => number`(${one()} ${this.pick(['+', '-'])} ${one()})`,
      () => number`(${one()} * ${this.random(4)})`,
      () => number`(${one()} ${this.pick(['/', '%'])} ${1 + this.random(7)})`,
      () => number`(${one()} / NULLIF(${this.pick(scope.number)}, 0))`,
      () => number`ABS(${one()})`,
      () => number`SIGN(${one()})`,
      () => number`(- ${one()})`,
      () => number`(${one()} ${this.pick(['&', '|'])} ${this.random(16)})`,
      () => number`COALESCE(${this.pick(scope.number)}, ${one()})`,
      () => number`${twin('ISNULL', 'IFNULL')}(${this.pick(scope.number)}, ${one()})`,
      () => number`NULLIF(${one()}, ${this.random(5)})`,
      () => number`CASE WHEN ${this.condition(scope, deeper(room))} THEN ${one()} ELSE ${one()} END`,
      () => number`CASE ${one()} WHEN ${this.random(4)} THEN ${one()} WHEN ${this.pick(scope.number)} THEN ${one()} END`,
      () => number`IIF(${this.condition(scope, deeper(room))}, ${one()}, ${one()})`,
      () => number`CAST(${this.amount(scope, deeper(room))} AS ${twin('int', 'INTEGER')})`,
      () => number`${twin('LEN', 'LENGTH')}(${this.text(scope, deeper(room))})`,
      () => this.#place(scope, room),
      () => this.#ofMoment(scope, room),
      () => this.#ofMoment(scope, room),
      ...(room.mayAsk ? [() => number`(SELECT ${this.pick(['MAX', 'MIN', 'SUM', 'COUNT'])}(q.n) FROM u q WHERE q.k = ${one()})`] : []),
    ];
    return this.#make(leaves, branches, room);
  }

  /** Where one text begins in another: SQLite has the arguments the other way about, and minds the case. */
  #place(scope: Scope, room: Room): Piece {
    const [own, wanted] = [this.text(scope, deeper(room)), this.pick(['a', 'b', 'bc'])];
    return number`${twin(number`CHARINDEX('${wanted}', ${own})`, number`INSTR(LOWER(${own}), '${wanted}')`)}`;
  }

  /** A part of a moment, or how many borders of a kind lie between two. */
  #ofMoment(scope: Scope, room: Room): Piece {
    const own = this.moment(scope, deeper(room));
    if (this.random(2)) {
      const [word, format] = this.pick([
        ['YEAR', '%Y'],
        ['MONTH', '%m'],
        ['DAY', '%d'],
      ] as const);
      return number`${twin(number`${word}(${own})`, number`CAST(strftime('${format}', ${own}) AS INTEGER)`)}`;
    }
    const [unit, seconds] = this.pick(Object.entries(SECONDS));
    const to = this.moment(scope, deeper(room));
    const since = (at: Piece): Piece => number`(CAST(strftime('%s', ${at}) AS INTEGER) / ${seconds})`;
    return number`${twin(number`DATEDIFF(${unit}, ${own}, ${to})`, number`(${since(to)} - ${since(own)})`)}`;
  }

  /** A decimal or a float, always a multiple of a small power of a half: both have it exactly. */
  amount(scope: Scope, room: Room): Piece {
    const one = (): Piece => this.amount(scope, deeper(room));
    const leaf = (): Piece => amount`${this.pick(scope.amount)}`;
    const branches = [
      () => amount`(${one()} ${this.pick(['+', '-'])} ${one()})`,
      () => amount`(${one()} + ${this.number(scope, deeper(room))})`,
      () => amount`(${leaf()} * ${this.random(4)})`,
      () => amount`(${leaf()} / ${this.pick([2, 4])}${twin('', '.0')})`,
      () => amount`ABS(${one()})`,
      () => amount`FLOOR(${one()})`,
      () => amount`CEILING(${one()})`,
      () => amount`COALESCE(${leaf()}, ${one()})`,
      () => amount`CASE WHEN ${this.condition(scope, deeper(room))} THEN ${one()} ELSE ${one()} END`,
      () => amount`CAST(${this.number(scope, deeper(room))} AS ${twin(this.pick(['float', 'decimal(12, 3)']), 'REAL')})`,
    ];
    return this.#make([leaf, leaf, () => amount`${this.random(9)}.${this.pick(['25', '5', '75'])}`], branches, room);
  }

  /** A text without spaces, whose case does not count. */
  text(scope: Scope, room: Room): Piece {
    const one = (): Piece => this.text(scope, deeper(room));
    const leaf = (): Piece => text`${this.pick(scope.text)}`;
    const branches = [
      () => text`(${one()} ${twin('+', '||')} ${one()}${NO_CASE})`,
      () => text`(${this.pick(['UPPER', 'LOWER'])}(${one()})${NO_CASE})`,
      () => text`(REPLACE(LOWER(${one()}), '${this.pick(['a', 'b', 'bc'])}', '${this.pick(['', 'x', 'ab'])}')${NO_CASE})`,
      () => text`(${twin('SUBSTRING', 'SUBSTR')}(${one()}, ${1 + this.random(3)}, ${this.random(4)})${NO_CASE})`,
      () => this.#end(one()),
      () => text`(CONCAT(${one()}, ${one()}, ${leaf()})${NO_CASE})`,
      () => text`(COALESCE(${leaf()}, ${one()})${NO_CASE})`,
      () => text`(NULLIF(${leaf()}, '${this.pick(['a', 'AB'])}')${NO_CASE})`,
      () => text`(CASE WHEN ${this.condition(scope, deeper(room))} THEN ${one()} ELSE ${one()} END${NO_CASE})`,
      () => text`(CAST(ABS(${this.number(scope, deeper(room))}) AS ${twin('varchar(12)', 'TEXT')})${NO_CASE})`,
    ];
    return this.#make([leaf, leaf, () => text`('${this.pick(['a', 'B', 'ab', '', 'zz'])}'${NO_CASE})`], branches, room);
  }

  #end(own: Piece): Piece {
    const count = 1 + this.random(3);
    if (this.random(2)) return text`(${twin(text`LEFT(${own}, ${count})`, text`SUBSTR(${own}, 1, ${count})`)}${NO_CASE})`;
    return text`(${twin(text`RIGHT(${own}, ${count})`, text`SUBSTR(${own}, -${count})`)}${NO_CASE})`;
  }

  moment(scope: Scope, room: Room): Piece {
    const leaf = (): Piece => moment`${this.pick(scope.moment)}`;
    const added = (): Piece => {
      const [unit, own] = [this.pick(['second', 'minute', 'hour', 'day', 'month', 'year']), this.moment(scope, deeper(room))];
      const count = this.random(80) - 40;
      return moment`${twin(moment`DATEADD(${unit}, ${count}, ${own})`, moment`datetime(${own}, '${count} ${unit}', 'floor')`)}`;
    };
    const chosen = (): Piece => moment`COALESCE(${leaf()}, ${this.moment(scope, deeper(room))})`;
    const written = `'2024-0${1 + this.random(9)}-${this.pick(['01', '15', '29'])} ${this.pick(['00:00:00', '12:34:56'])}'`;
    const literal = (): Piece => moment`CAST(${written} AS ${twin('datetime2(0)', 'TEXT')})`;
    return this.#make([leaf, leaf, literal], [added, added, chosen], room);
  }

  condition(scope: Scope, room: Room): Piece {
    const one = (): Piece => this.condition(scope, deeper(room));
    const value = (): Piece => this.number(scope, deeper(room));
    const compare = (): string => this.pick(['<', '>', '=', '<>', '<=', '>=']);
    const no = (): string => this.pick(['', 'NOT ']);
    const words = (): Piece => this.text(scope, deeper(room));
    const leaves = [
      () => condition`${value()} ${compare()} ${value()}`,
      () => condition`${this.amount(scope, deeper(room))} ${compare()} ${this.amount(scope, deeper(room))}`,
      () => condition`${words()} ${compare()} ${words()}`,
      () => condition`${this.moment(scope, deeper(room))} ${compare()} ${this.moment(scope, deeper(room))}`,
      () => condition`${this.pick([value, words])()} IS ${no()}NULL`,
      () => this.#like(words(), no()),
      () => condition`${value()} ${no()}IN (${this.#few(scope)})`,
      () => condition`${words()} ${no()}IN ('a', 'AB', ${words()})`,
      () => condition`${this.pick(scope.text)} ${no()}IN ('a', 'B_', 'zb'${this.pick(['', ', NULL'])})`,
      () => condition`${this.pick(scope.number)} = ${this.random(6)}`,
      () => condition`${this.pick(scope.text)} ${no()}LIKE '${this.pick(ESCAPED)}' ESCAPE '!'`,
      () => condition`${value()} ${no()}BETWEEN ${value()} AND ${value()}`,
      () => condition`${words()} ${no()}BETWEEN 'a' AND ${words()}`,
    ];
    const branches = [
      () => condition`(${one()} ${this.pick(['AND', 'OR'])} ${one()})`,
      () => condition`NOT (${one()})`,
      ...(room.mayAsk ? this.#asking(scope, room) : []),
    ];
    return this.#make(leaves, branches, room);
  }

  /** Some numbers to be among; NULL makes NOT IN unknown. */
  #few(scope: Scope): Piece {
    const one = (): Piece =>
      number`${this.pick([this.random(7), this.random(7), this.pick(scope.number), ...(this.random(4) ? [] : ['NULL'])])}`;
    return listed(Array.from({ length: 1 + this.random(3) }, one));
  }

  #like(own: Piece, no: string): Piece {
    const pattern = this.pick(['a%', '%b', '_', '%', '_b%', '%a%', 'ab', '', '%a%b%', 'a%b', '%a_b%', '%%', '_%b', '%b%b']);
    if (this.random(3)) return condition`${own} ${no}LIKE '${pattern}'`;
    const [like, glob] = this.pick([
      ['[ab]%', '[ab]*'],
      ['[^a]%', '[^a]*'],
      ['%[b-z]', '*[b-z]'],
      ['_[^x-z]', '?[^x-z]'],
    ] as const);
    return condition`${twin(condition`${own} ${no}LIKE '${like}'`, condition`LOWER(${own}) ${no}GLOB '${glob}'`)}`;
  }

  #asking(scope: Scope, room: Room): Maker[] {
    const of = { ids: ['z.id'], number: ['z.k', 'z.n', 'z.id'], amount: ['z.d'], text: ['z.s'], moment: ['z.w'] };
    const all = { ...of, number: [...of.number, ...scope.number], text: [...of.text, ...scope.text] };
    const within = (): Piece => this.condition(this.pick([of, all]), { depth: room.depth - 1, mayAsk: false });
    const no = (): string => this.pick(['', 'NOT ']);
    const value = (): Piece => this.number(scope, deeper(room));
    return [
      () => condition`${no()}EXISTS (SELECT 1 FROM v z WHERE ${within()})`,
      () => condition`${no()}EXISTS (SELECT z.k FROM v z WHERE z.k = ${value()} AND ${within()})`,
      () => condition`${value()} ${no()}IN (SELECT z.k FROM v z WHERE ${within()})`,
      () => condition`${this.text(scope, deeper(room))} ${no()}IN (SELECT z.s FROM v z WHERE ${within()})`,
      () => condition`${value()} ${this.pick(['<', '='])} (SELECT COUNT(*) FROM v z WHERE ${within()})`,
    ];
  }
}

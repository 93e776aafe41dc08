import { ParseError } from '../../failure.ts';

type Fields = Readonly<Record<string, unknown>>;

const NOTHING: Fields = {};
const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/**
 * An object of an answer in JSON. What it does not hold, and what is null there, is null; a value of another kind is a ParseError that says where it stands. Numbers and truths may be written as
 * texts, as settings and all that comes from _cat are.
 */
export class JsonPart {
  readonly where: string;
  readonly #fields: Fields;

  /** Throws ParseError for what is no object. */
  constructor(value: unknown, where: string) {
    if (!isObject(value)) throw new ParseError(`${where || 'the answer'} is no JSON object`, shown(value));
    this.#fields = value;
    this.where = where;
  }

  /** What it holds by that name; undefined where it holds nothing so called. */
  value(name: string): unknown {
    return Object.hasOwn(this.#fields, name) ? this.#fields[name] : undefined;
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#fields, name);
  }

  /** The object by that name, empty where there is none. */
  part(name: string): JsonPart {
    return new JsonPart(this.value(name) ?? NOTHING, this.#at(name));
  }

  /** The object by that name, without which the answer tells nothing. */
  neededPart(name: string): JsonPart {
    return new JsonPart(this.#needed(name, this.value(name) ?? null), this.#at(name));
  }

  /** The objects in the list by that name, none where there is no list. */
  list(name: string): JsonPart[] {
    const value = this.value(name) ?? [];
    if (!Array.isArray(value)) throw this.#wrong(name, 'no list', value);
    return value.map((one) => new JsonPart(one, `${this.#at(name)}.*`));
  }

  /** The list by that name, without which the answer tells nothing. */
  neededList(name: string): JsonPart[] {
    this.#needed(name, this.value(name) ?? null);
    return this.list(name);
  }

  /** All that it holds, each of which is an object. */
  entries(): [name: string, part: JsonPart][] {
    const where = this.#at('*');
    return Object.entries(this.#fields).map(([name, value]) => [name, new JsonPart(value, where)]);
  }

  names(): string[] {
    return Object.keys(this.#fields);
  }

  text(name: string): string | null {
    const value = this.value(name) ?? null;
    if (value === null || typeof value === 'string') return value;
    throw this.#wrong(name, 'no text', value);
  }

  /** The texts in the list by that name, none where there is no list. One text that stands there alone is a list of one. */
  texts(name: string): string[] {
    const value = this.value(name) ?? [];
    const list: unknown[] = Array.isArray(value) ? value : [value];
    return list.map((one) => {
      if (typeof one === 'string') return one;
      throw this.#wrong(name, 'no list of texts', value);
    });
  }

  number(name: string): number | null {
    const value = this.value(name) ?? null;
    if (value === null) return null;
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    if (typeof value === 'string' && NUMBER.test(value)) return Number(value);
    throw this.#wrong(name, 'not a number', value);
  }

  /** A number that is never below zero. What is below stands for what is not known: files that Windows does not limit, the load of its processors. */
  count(name: string): number | null {
    const value = this.number(name);
    return value === null || value < 0 ? null : value;
  }

  flag(name: string): boolean | null {
    const value = this.value(name) ?? null;
    if (value === null || typeof value === 'boolean') return value;
    if (value === 'true' || value === 'false') return value === 'true';
    throw this.#wrong(name, 'neither true nor false', value);
  }

  /** A text without which the answer tells nothing. */
  neededText(name: string): string {
    return this.#needed(name, this.text(name));
  }

  /** A count without which the answer tells nothing. */
  neededCount(name: string): number {
    return this.#needed(name, this.count(name));
  }

  #needed<T>(name: string, value: T | null): T {
    if (value === null) throw new ParseError(`${this.#at(name)} is not in the answer`, shown(this.#fields));
    return value;
  }

  #at(name: string): string {
    return this.where === '' ? name : `${this.where}.${name}`;
  }

  #wrong(name: string, what: string, value: unknown): ParseError {
    return new ParseError(`${this.#at(name)} is ${what}`, shown(value));
  }
}

/** The objects of an answer that is a list of them. Throws ParseError for another. */
export function readList(value: unknown): JsonPart[] {
  if (!Array.isArray(value)) throw new ParseError('the answer is no list', shown(value));
  return value.map((one) => new JsonPart(one, '*'));
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// The beginning of a text is enough to know it by, and an answer may be long.
function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.slice(0, 400);
}

const MASK = '***';

/** A value that must never be printed. Every way of turning it into text gives `***`; only `reveal()` gives the value, at the moment it is sent. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** True for a Secret and for nothing that only looks like one. */
  static is(value: unknown): value is Secret {
    return typeof value === 'object' && value !== null && #value in value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }

  [Symbol.toPrimitive](): string {
    return MASK;
  }

  // What console.log and util.inspect ask for, at any depth and with showHidden.
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return MASK;
  }
}

import type { Action } from '../acting.ts';
import { Listeners } from '../listeners.ts';
import type { Mark } from './outcome.ts';

/** An action that ended, as far as marks go: the steps of an audit row will do. */
export type PastAction = {
  id: string | null;
  at: number;
  by: { name: string };
  system: string | null;
  action: string;
  reason: string | null;
  until: number | null;
  steps: readonly { group: string; node: string; row: string; wanted: string; isConfirmed: boolean }[];
};

/** What was put out of service by whom and why, one mark a row of a node, until it is put back through this door. */
export class Marks {
  readonly #marks = new Map<string, Mark>();
  readonly #listeners: Listeners<string>;
  readonly #onError: (error: unknown) => void;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
    this.#listeners = new Listeners(onError);
  }

  list(): readonly Mark[] {
    return [...this.#marks.values()];
  }

  /** Called with the system whose marks changed. Answers with the way to stop it. */
  subscribe(listener: (system: string) => void): () => void {
    return this.#listeners.add(listener);
  }

  /** Takes up marks that stood before a restart. */
  takeUp(marks: readonly Mark[]): void {
    for (const mark of marks) this.#marks.set(keyOf(mark), mark);
    for (const system of new Set(marks.map(({ system }) => system))) this.#listeners.tell(system);
  }

  /** Takes in an action that ended. Only what was confirmed sets or clears a mark. Never throws: what was sent must be told, whatever becomes of its marks. */
  settle(past: PastAction, effect: Action<unknown, unknown, unknown>['marks']): void {
    const { id, system } = past;
    if (id === null || system === null || !effect) return;
    try {
      const confirmed = past.steps.filter(({ isConfirmed }) => isConfirmed);
      const changed = confirmed.filter((step) => this.#settleStep({ ...past, id, system }, step, effect(step.wanted)));
      if (changed.length > 0) this.#listeners.tell(system);
    } catch (error) {
      this.#onError(error);
    }
  }

  /** True where that changes anything. */
  #settleStep(past: PastAction & { id: string; system: string }, step: PastAction['steps'][number], effect: 'set' | 'clear'): boolean {
    const { id, system, action, by, at, reason, until } = past;
    const { group, node, row, wanted } = step;
    const key = keyOf({ system, group, node, row });
    if (effect === 'clear') return this.#marks.delete(key);
    this.#marks.set(key, { system, group, node, row, action, wanted, by: by.name, at, reason, until, id });
    return true;
  }
}

function keyOf({ system, group, node, row }: Pick<Mark, 'system' | 'group' | 'node' | 'row'>): string {
  return JSON.stringify([system, group, node, row]);
}

import type { InFlight, NodeView, Step } from '../acting.ts';
import { madeAt } from './proof.ts';

/** One step on its way. `sentAt` is when its sending ended (epoch ms), null until then. */
export type Flight = { system: string; step: Step; sentAt: number | null };

/** The steps on their way, of all orders: guards count each target as if its step had worked, until a reading made after the sending tells what it came to. */
export class Flights {
  readonly #flying = new Set<Flight>();

  begin(system: string, steps: readonly Step[]): Flight[] {
    const flights = steps.map((step): Flight => ({ system, step, sentAt: null }));
    for (const flight of flights) this.#flying.add(flight);
    return flights;
  }

  /** Its sending ended at `at`; a reading made after that will tell. */
  sent(flight: Flight, at: number): void {
    flight.sentAt = at;
  }

  /** Nothing was changed by it, or a reading told what it came to. */
  end(flight: Flight): void {
    this.#flying.delete(flight);
  }

  /** True where nothing is in flight at all. */
  isEmpty(): boolean {
    return this.#flying.size === 0;
  }

  /** What is in flight in a system, given its newest readings. What those tell already is forgotten. */
  list(system: string, views: readonly NodeView[]): InFlight[] {
    const ofSystem = [...this.#flying].filter((flight) => flight.system === system);
    for (const flight of ofSystem) if (isTold(flight, views)) this.#flying.delete(flight);
    return ofSystem.filter((flight) => this.#flying.has(flight)).map(({ step }) => describe(step));
  }
}

function isTold({ step, sentAt }: Flight, views: readonly NodeView[]): boolean {
  if (sentAt === null) return false;
  const newest = views.find(({ group, node }) => group === step.group && node === step.node)?.newest ?? null;
  return newest !== null && madeAt(newest) > sentAt;
}

function describe({ group, node, target, wanted }: Step): InFlight {
  return { group, node, target, wanted };
}

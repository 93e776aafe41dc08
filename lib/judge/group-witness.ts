import type { InFlight } from '../acting.ts';
import { type Finding, type Found, type NodeEvent, toldInUtc } from '../finding.ts';
import type { Verdict } from '../status.ts';
import type { GroupSpec, System, WitnessInput, WitnessMark, WitnessNode } from '../system.ts';
import { settleSince } from './since.ts';

/** What a group's witness is given besides the readings. */
export type Given = {
  nodes: readonly WitnessNode<unknown>[];
  marks: readonly WitnessMark[];
  inFlight: readonly InFlight[];
  events: readonly NodeEvent[];
};

/** What the witness of one group found last, and since when. */
export class GroupWitness {
  readonly #system: System;
  readonly #group: GroupSpec<unknown>;
  #findings: readonly Finding[] = [];
  /** Two nodes were read twice before: what is found from now on was not so before. */
  #hasLooked = false;

  constructor(system: System, group: GroupSpec<unknown>) {
    this.#system = system;
    this.#group = group;
  }

  findings(): readonly Finding[] {
    return this.#findings;
  }

  /** Looks again; true where what is found is not just what was found before. */
  look(given: Given, now: number): boolean {
    const before = this.#findings;
    const standing = new Set(before.map(({ id }) => id));
    const verdicts = new Map(before.map(({ id, verdict }) => [id, verdict]));
    const found = this.#ask({ ...given, standing, now });
    this.#findings = found.map((one) => this.#settle(one, verdicts.get(one.id), now));
    this.#hasLooked ||= given.nodes.filter(({ windows }) => Object.values(windows).some((window) => window.length > 1)).length > 1;
    return JSON.stringify(before) !== JSON.stringify(this.#findings);
  }

  // A mistake in the rules of one system must neither stop the engine nor pass for agreement.
  #ask(input: WitnessInput<unknown>): Found[] {
    try {
      return this.#system.witness?.(input) ?? [];
    } catch (error) {
      return [this.#ownError(error, input)];
    }
  }

  #ownError(error: unknown, { nodes, now }: WitnessInput<unknown>): Found {
    const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return {
      ...{ id: 'own error', kind: 'own error', title: "Vigil's own error", subject: this.#group.title, place: '', host: null },
      judged: { status: 'unknown', since: null },
      told: [`Vigil's own error while comparing its nodes: ${words}`],
      ...{ nodes: nodes.map(({ node }) => node), probe: this.#system.knock, rows: [], followsRows: false, observedAt: now },
    };
  }

  #settle({ judged, ...found }: Found, before: Verdict | undefined, now: number): Finding {
    const reason = toldInUtc(found.told);
    const verdict = settleSince(before, { ...judged, reason }, now, !this.#hasLooked);
    return { ...found, system: this.#system.name, group: this.#group.name, verdict };
  }
}

import type { InFlight } from '../acting.ts';
import { type Finding, type Found, type NodeEvent, toldInUtc, type WitnessChange } from '../finding.ts';
import type { Verdict } from '../status.ts';
import { type GroupSpec, knockOf, type System, type WitnessInput, type WitnessMark, type WitnessNode } from '../system.ts';
import { settleSince } from './since.ts';

/** What a group's witness is given besides the readings. */
export type Given = {
  nodes: readonly WitnessNode<unknown>[];
  marks: readonly WitnessMark[];
  inFlight: readonly InFlight[];
  events: readonly NodeEvent[];
};

/** A finding, and the same as text, by which a later one is compared with it. */
type Standing = { finding: Finding; text: string };

/** What the witness of one group found last, and since when. */
export class GroupWitness {
  readonly #system: System;
  readonly #group: GroupSpec<unknown>;
  #standing: ReadonlyMap<string, Standing> = new Map();
  /** When something that was wrong was last found to be so no longer (epoch ms). */
  #rightedAt: number | null = null;
  /** Two nodes were read twice before: what is found from now on was not so before. */
  #hasLooked = false;

  constructor(system: System, group: GroupSpec<unknown>) {
    this.#system = system;
    this.#group = group;
  }

  findings(): readonly Finding[] {
    return [...this.#standing.values()].map(({ finding }) => finding);
  }

  /** When something that was wrong was last found to be so no longer (epoch ms); null where that never was. */
  rightedAt(): number | null {
    return this.#rightedAt;
  }

  /** Looks again, and tells what is found otherwise than before; what is found again just as it was stays the very same object. */
  look(given: Given, now: number): Pick<WitnessChange, 'findings' | 'gone'> {
    const before = this.#standing;
    const found = this.#ask({ ...given, standing: new Set(before.keys()), now });
    const after = found.map((one): [string, Standing] => [one.id, this.#stand(one, before.get(one.id), now)]);
    this.#standing = new Map(after);
    if ([...before].some(([id, one]) => isWrong(one) && !isWrong(this.#standing.get(id)))) this.#rightedAt = now;
    this.#hasLooked ||= given.nodes.filter(({ windows }) => Object.values(windows).some((window) => window.length > 1)).length > 1;
    return {
      findings: after.filter(([id, one]) => before.get(id) !== one).map(([, { finding }]) => finding),
      gone: [...before.keys()].filter((id) => !this.#standing.has(id)),
    };
  }

  #stand(found: Found, before: Standing | undefined, now: number): Standing {
    const finding = this.#settle(found, before?.finding.verdict, now);
    const text = JSON.stringify(finding);
    return before?.text === text ? before : { finding, text };
  }

  // A mistake in the rules of one system must neither stop the engine nor pass for agreement.
  #ask(input: WitnessInput<unknown>): Found[] {
    try {
      const found = this.#system.witness?.(input) ?? [];
      // One would take the place of the other, and not be told.
      if (new Set(found.map(({ id }) => id)).size < found.length) throw new Error('two findings of one id');
      return found;
    } catch (error) {
      return [this.#ownError(error, input)];
    }
  }

  // It is as old as the readings of its one probe: nodes of which another is asked have none of that. Where all are such, it is the one of the first.
  #ownError(error: unknown, input: WitnessInput<unknown>): Found {
    const knocks = new Map(input.nodes.map((node) => [node, knockOf(this.#system, node.settings)]));
    const all = [...knocks.values()];
    const probe = all.includes(this.#system.knock) ? this.#system.knock : (all[0] ?? this.#system.knock);
    const nodes = input.nodes.filter((node) => knocks.get(node) === probe);
    const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return {
      ...{ id: 'own error', kind: 'own error', title: "Vigil's own error", subject: this.#group.title, place: '', host: null },
      judged: { status: 'unknown', since: null },
      told: [`Vigil's own error while comparing its nodes: ${words}`],
      ...{ nodes: nodes.map(({ node }) => node), probe, rows: [], followsRows: false },
    };
  }

  #settle({ judged, ...found }: Found, before: Verdict | undefined, now: number): Finding {
    const reason = toldInUtc(found.told);
    const verdict = settleSince(before, { ...judged, reason }, now, !this.#hasLooked);
    return { ...found, system: this.#system.name, group: this.#group.name, verdict };
  }
}

function isWrong(standing: Standing | undefined): boolean {
  return standing !== undefined && standing.finding.verdict.status !== 'ok';
}

import type { InFlight } from '../acting.ts';
import { type Finding, type Found, type NodeEvent, type Told, toldInUtc, type WitnessChange } from '../finding.ts';
import type { Judged, Verdict } from '../status.ts';
import { type GroupSpec, knockOf, type System, type WitnessInput, type WitnessMark, type WitnessNode } from '../system.ts';
import type { EarlierBoard } from './earlier.ts';
import { resumeSince, settleSince } from './since.ts';
import { isUnsaid, LastRead, unreadOf } from './unread-findings.ts';

/** What a group's witness is given besides the readings. */
export type Given = {
  nodes: readonly WitnessNode<unknown>[];
  marks: readonly WitnessMark[];
  inFlight: readonly InFlight[];
  events: readonly NodeEvent[];
};

/** A finding, the same as text, by which a later one is compared with it, and as its nodes proved it last. */
type Standing = { finding: Finding; text: string; proved: Found };

/** What is said of a finding now, and the finding as its nodes proved it last. */
type Telling = { told: Told; proved: Found };

type Place = { system: string; group: string };

/** What is found again within this time of the start was found all the time. */
const PROVED_AGAIN_MS = 120_000;

/** What the witness of one group found last, and since when. */
export class GroupWitness {
  readonly #system: System;
  readonly #group: GroupSpec<unknown>;
  #standing: ReadonlyMap<string, Standing> = new Map();
  /** When something that was wrong was last found to be so no longer (epoch ms). */
  #rightedAt: number | null = null;
  /** Two nodes were read twice before: what is found from now on was not so before. */
  #hasLooked = false;
  #firstLookAt: number | null = null;
  readonly #earlier: EarlierBoard | null;
  readonly #lastRead = new LastRead();

  /** Goes on from what was found before this start, where that is known. */
  constructor(system: System, group: GroupSpec<unknown>, earlier: EarlierBoard | null = null) {
    this.#system = system;
    this.#group = group;
    this.#earlier = earlier;
  }

  findings(): readonly Finding[] {
    return [...this.#standing.values()].map(({ finding }) => finding);
  }

  /** When something that was wrong was last found to be so no longer (epoch ms); null where that never was. */
  rightedAt(): number | null {
    return this.#rightedAt;
  }

  /**
   * Looks again, and tells what is found otherwise than before; what is found again just as it was stays the very same object. What was wrong and cannot be looked at again, because nodes of
   * it are not read, stays with its words.
   */
  look(given: Given, now: number): Pick<WitnessChange, 'findings' | 'gone'> {
    this.#firstLookAt ??= now;
    const before = this.#standing;
    const found = this.#ask({ ...given, standing: new Set(before.keys()), now });
    const after = this.#withUnread(found, given.nodes).map(({ told, proved }): [string, Standing] => {
      const { id } = proved;
      return [id, this.#stand({ told, proved }, before.get(id), now)];
    });
    this.#standing = new Map(after);
    if ([...before].some(([id, one]) => isWrong(one) && !isWrong(this.#standing.get(id)))) this.#rightedAt = now;
    this.#hasLooked ||= given.nodes.filter(({ windows }) => Object.values(windows).some((window) => window.length > 1)).length > 1;
    return {
      findings: after.filter(([id, one]) => before.get(id) !== one).map(([, { finding }]) => finding),
      gone: [...before.keys()].filter((id) => !this.#standing.has(id)),
    };
  }

  /** What is found now, and what was wrong before and cannot be looked at; that nothing is known of it is said by the latter. */
  #withUnread(found: readonly Found[], nodes: Given['nodes']): Telling[] {
    this.#lastRead.look(nodes);
    const proved = [...this.#standing.values()].map((one) => one.proved);
    const unread = unreadOf(proved, found, nodes);
    const kept = unread.map((one) => ({ proved: one, told: this.#lastRead.tell(one, nodes) }));
    return [...found.filter((one) => !isUnsaid(one, unread)).map((one) => ({ proved: one, told: one.told })), ...kept];
  }

  #stand({ told, proved }: Telling, before: Standing | undefined, now: number): Standing {
    const finding = this.#settle({ ...proved, told }, before?.finding.verdict, now);
    const text = JSON.stringify(finding);
    return before?.text === text ? before : { finding, text, proved };
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
    const place = { system: this.#system.name, group: this.#group.name };
    const own = { ...judged, reason };
    const verdict = this.#goOn({ ...place, id: found.id }, before, own, now) ?? settleSince(before, own, now, !this.#hasLooked);
    return { ...found, ...place, verdict };
  }

  /** What goes on from before this start, or came to be so in between; null where that is not to be told. What needs several readings to be proved again was so before all the same. */
  #goOn(finding: Place & { id: string }, before: Verdict | undefined, judged: Judged, now: number): Verdict | null {
    if (!this.#earlier || (before && before.status !== 'unknown') || before?.status === judged.status) return null;
    const was = this.#earlier.finding(finding);
    const isAgain = was?.status === judged.status && now - (this.#firstLookAt ?? now) < PROVED_AGAIN_MS;
    if (!isAgain && (before || this.#hasLooked)) return null;
    return resumeSince(was, judged, { from: this.#earlier.at, to: now });
  }
}

function isWrong(standing: Standing | undefined): boolean {
  return standing !== undefined && standing.finding.verdict.status !== 'ok';
}

import type { Subject } from './judge/judge.ts';
import type { Note } from './notes.ts';
import { type Estate, type NodeAt, nodeParts, type Part, selfParts } from './parts.ts';
import { type Source, sourceId } from './reading.ts';

/** What a refresh found: nodes that came, and those that are gone with the ids of their sources. One that is asked otherwise now is gone and came. */
export type Turnover = { came: Kept[]; gone: { source: Source; ids: readonly string[] }[] };

/** A node with its parts. */
type Kept = { at: NodeAt; parts: readonly Part[] };

/** Every source that the engine runs, in the order in which they are shown: those of the estates as they are now, and Vigil's own. */
export class LiveParts {
  readonly #estates: readonly Estate[];
  readonly #notes: readonly Note[];
  readonly #own = selfParts();
  #nodes: ReadonlyMap<string, Kept> = new Map();
  #byId: ReadonlyMap<string, Part> = new Map();
  #sources: readonly Source[] = [];

  constructor(estates: readonly Estate[], notes: readonly Note[]) {
    this.#estates = estates;
    this.#notes = notes;
    this.refresh();
  }

  get(id: string): Part | undefined {
    return this.#byId.get(id);
  }

  nodes(): NodeAt[] {
    return [...this.#nodes.values()].map(({ at }) => at);
  }

  subjects(): Subject[] {
    return [...this.#byId.values()].map(({ subject }) => subject);
  }

  sources(): readonly Source[] {
    return this.#sources;
  }

  /** To be called when the nodes of an estate are other ones. What did not change stays the very same object. */
  refresh(): Turnover {
    const before = this.#nodes;
    this.#nodes = new Map(this.#estates.flatMap(placesIn).map((at) => [keyOf(at), this.#keep(at, before.get(keyOf(at)))]));
    const parts = [...[...this.#nodes.values()].flatMap((kept) => kept.parts), ...this.#own];
    this.#byId = new Map(parts.map((part) => [sourceId(part.card.source), part]));
    this.#sources = parts.map(({ card }) => card.source);
    const isSame = (one: Kept, other: Kept | undefined): boolean => one.at.node.settings === other?.at.node.settings;
    return {
      gone: [...before].flatMap(([key, kept]) => (isSame(kept, this.#nodes.get(key)) ? [] : goneOf(kept))),
      came: [...this.#nodes].flatMap(([key, kept]) => (isSame(kept, before.get(key)) ? [] : [kept])),
    };
  }

  #keep(at: NodeAt, before: Kept | undefined): Kept {
    return before?.at.node === at.node ? before : { at, parts: nodeParts(at, this.#notes) };
  }
}

function placesIn({ system, groups }: Estate): NodeAt[] {
  return groups.flatMap((group) => group.nodes.map((node) => ({ system, group, node })));
}

function keyOf({ system, group, node }: NodeAt): string {
  return `${system.name}/${group.name}/${node.name}`;
}

function goneOf({ parts }: Kept): Turnover['gone'] {
  const [first] = parts;
  return first ? [{ source: first.card.source, ids: parts.map(({ card }) => sourceId(card.source)) }] : [];
}

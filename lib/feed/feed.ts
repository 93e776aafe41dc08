import type { Mark } from '../act/outcome.ts';
import { type Attention, attentionIn } from '../attention/attention.ts';
import type { Finding, NodeEvent, WitnessChange } from '../finding.ts';
import type { HostCard } from '../hosts.ts';
import type { Judge } from '../judge/judge.ts';
import { type Source, sourceId } from '../reading.ts';
import { type Timer, timersIn } from '../timers.ts';
import {
  type AttentionEvent,
  type Change,
  type FindingsEvent,
  HEARTBEAT_MS,
  type HeartbeatEvent,
  type MarksEvent,
  type ProbeRow,
  type ServerTime,
  type SnapshotEvent,
  type TimersEvent,
} from './events.ts';

/**
 * One open stream. `views` are the systems of which it is sent anything, `viewer` names for whom it is. `unsentBytes` is what it has not taken yet;
 * `end` closes it for good.
 */
export type Subscriber = {
  viewer: string;
  views: ReadonlySet<string>;
  send(bytes: Buffer): void;
  unsentBytes(): number;
  end(): void;
};

type Options = {
  boot: string;
  build: string;
  judge: Judge;
  /** All sources, in the order in which they are shown. */
  sources: () => readonly Source[];
  compose: (source: Source) => ProbeRow;
  /** What was done to targets and why, of all systems. */
  marks: () => readonly Mark[];
  /** What the witnesses find, and what happened to nodes lately, of all systems. */
  findings: () => readonly Finding[];
  events: () => readonly NodeEvent[];
  /** What is acknowledged and planned, of all systems. */
  attention: () => Attention;
  /** What waits to be done, and what became of it, of all systems. */
  timers: () => readonly Timer[];
  /** The hosts of the configuration that may be named to somebody who may view these systems. */
  hosts: (views: ReadonlySet<string>) => readonly HostCard[];
};

/** A browser this far behind is cut off, or by this part of its snapshot where that is more: it comes back and gets a snapshot, and nothing is skipped. */
const MOST_UNSENT_BYTES = 256 * 1024;
const MOST_UNSENT_SHARE = 1 / 4;

/** How much a stream may have unsent. `now` is more than `most` while its snapshot, which may itself be large, is not through. */
type Room = { now: number; most: number };

/** Sends every change, serialised once, to every open stream of somebody who may view its system. Of a system that nobody looks at only the changes are counted. */
export class Feed {
  readonly #options: Options;
  readonly #subscribers = new Map<Subscriber, Room>();
  readonly #seqs = new Map<string, number>();
  /** What was sent of each row of each source, as text: the next change is what differs from it. Of sources that nobody looks at nothing is kept. */
  readonly #sent = new Map<string, Map<string, string>>();
  #heartbeat: NodeJS.Timeout | undefined;
  #unsubscribe: () => void = () => {};

  constructor(options: Options) {
    this.#options = options;
  }

  start(): void {
    this.#unsubscribe = this.#options.judge.subscribe((source) => this.#changed(source));
    this.#heartbeat = setInterval(() => this.#broadcast(this.#heartbeatBytes(), null), HEARTBEAT_MS);
  }

  /** Ends every stream. */
  stop(): void {
    this.#unsubscribe();
    clearInterval(this.#heartbeat);
    for (const subscriber of this.#subscribers.keys()) subscriber.end();
    this.#subscribers.clear();
  }

  /** Sends the snapshot and from then on every change. Answers with the way to leave. */
  join(subscriber: Subscriber): () => void {
    const snapshot = this.#snapshotBytes(subscriber);
    subscriber.send(snapshot);
    this.#subscribers.set(subscriber, roomFor(snapshot, 0));
    return () => this.#leave(subscriber);
  }

  subscriberCount(): number {
    return this.#subscribers.size;
  }

  /** To be called when sources came or went: everybody gets a new snapshot, and what is kept of those that are gone is freed. */
  sourcesChanged(gone: readonly string[]): void {
    for (const id of gone) this.#sent.delete(id);
    for (const subscriber of [...this.#subscribers.keys()]) {
      const snapshot = this.#snapshotBytes(subscriber);
      const unsent = subscriber.unsentBytes();
      this.#send(subscriber, snapshot);
      if (this.#subscribers.has(subscriber)) this.#subscribers.set(subscriber, roomFor(snapshot, unsent));
    }
  }

  /** All probe rows as of now, in the order in which they are shown. */
  probes(): ProbeRow[] {
    return this.#options.sources().map(this.#options.compose);
  }

  /** Everything that is told but the rows, of all systems, as of now. */
  shown(): Pick<SnapshotEvent, 'probes' | 'marks' | 'findings' | 'events' | 'attention' | 'timers' | 'hosts'> {
    const { marks, findings, events, attention, timers, hosts } = this.#options;
    const all = new Set(this.#options.sources().map(({ system }) => system));
    const told = { marks: [...marks()], findings: [...findings()], events: [...events()], timers: [...timers()] };
    return { probes: this.probes(), ...told, attention: attention(), hosts: [...hosts(all)] };
  }

  #changed(source: Source): void {
    const event = this.#head(source.system);
    if (!this.#isSeen(source.system)) return;
    const change = this.#change(source);
    const head = JSON.stringify(event);
    this.#broadcast(encode('change', `${head.slice(0, -1)},"change":${change}}`), source.system);
  }

  /** To be called when a mark of this system came, changed or went. */
  marksChanged(system: string): void {
    const head = this.#head(system);
    if (!this.#isSeen(system)) return;
    const event: MarksEvent = { ...head, marks: this.#options.marks().filter((mark) => mark.system === system) };
    this.#broadcast(encode('marks', JSON.stringify(event)), system);
  }

  /** To be called when the witness of a group finds something else, or something happened to its nodes. */
  findingsChanged({ system, ...change }: WitnessChange): void {
    const head = this.#head(system);
    if (!this.#isSeen(system)) return;
    const event: FindingsEvent = { ...head, ...change };
    this.#broadcast(encode('findings', JSON.stringify(event)), system);
  }

  /** To be called when anything was acknowledged or planned, or is so no longer. */
  attentionChanged(): void {
    const attention = this.#options.attention();
    const head = { ...this.#time(), boot: this.#options.boot };
    this.#tellEach((views) =>
      encode('attention', JSON.stringify({ ...head, attention: attentionIn(attention, views) } satisfies AttentionEvent)),
    );
  }

  /** To be called when a timer came, changed or went. */
  timersChanged(): void {
    const timers = this.#options.timers();
    const head = { ...this.#time(), boot: this.#options.boot };
    this.#tellEach((views) => encode('timers', JSON.stringify({ ...head, timers: timersIn(timers, views) } satisfies TimersEvent)));
  }

  /** To everybody what he may view of it, serialised once for those who may view the same. */
  #tellEach(bytesFor: (views: ReadonlySet<string>) => Buffer): void {
    const encoded = new Map<string, Buffer>();
    for (const { views } of this.#subscribers.keys()) {
      const key = [...views].join();
      if (!encoded.has(key)) encoded.set(key, bytesFor(views));
    }
    for (const subscriber of [...this.#subscribers.keys()]) {
      const bytes = encoded.get([...subscriber.views].join());
      if (bytes) this.#send(subscriber, bytes);
    }
  }

  /** Of one more event about a system. */
  #head(system: string): ServerTime & { boot: string; system: string; seq: number } {
    const seq = (this.#seqs.get(system) ?? 0) + 1;
    this.#seqs.set(system, seq);
    return { ...this.#time(), boot: this.#options.boot, system, seq };
  }

  #isSeen(system: string): boolean {
    for (const { views } of this.#subscribers.keys()) if (views.has(system)) return true;
    return false;
  }

  /** Whoever looks next is sent a snapshot: nothing that is kept for comparing outlives the last one who looked. */
  #leave(subscriber: Subscriber): void {
    this.#subscribers.delete(subscriber);
    for (const source of this.#options.sources()) if (!this.#isSeen(source.system)) this.#sent.delete(sourceId(source));
  }

  /** The rows of a source as text, by their ids. */
  #rowTexts(id: string): Map<string, string> {
    return new Map([...this.#options.judge.judgement(id).rows.values()].map((row) => [row.id, JSON.stringify(row)]));
  }

  /** The change as JSON, its rows serialised once for comparing and for sending. */
  #change(source: Source): string {
    const id = sourceId(source);
    const before = this.#sent.get(id) ?? new Map<string, string>();
    const after = this.#rowTexts(id);
    const changed = [...after].flatMap(([row, text]) => (before.get(row) === text ? [] : [text]));
    const gone = [...before.keys()].filter((row) => !after.has(row));
    this.#sent.set(id, after);
    const rest: Omit<Change, 'rows'> = { probe: withNewestPoints(this.#options.compose(source)), gone };
    return `${JSON.stringify(rest).slice(0, -1)},"rows":[${changed.join(',')}]}`;
  }

  #snapshotBytes({ viewer, views }: Subscriber): Buffer {
    const { boot, build, compose, marks, findings, events, attention, timers, hosts } = this.#options;
    const isSeen = ({ system }: { system: string }): boolean => views.has(system);
    const sources = this.#options.sources().filter(isSeen);
    const head = {
      ...{ ...this.#time(), boot, build, viewer, seqs: Object.fromEntries([...this.#seqs].filter(([system]) => views.has(system))) },
      ...{ probes: sources.map(compose), marks: marks().filter(isSeen) },
      ...{ findings: findings().filter(isSeen), events: events().filter(isSeen) },
      ...{ attention: attentionIn(attention(), views), timers: timersIn(timers(), views), hosts: hosts(views) },
    };
    const rows = sources.flatMap((source) => {
      const id = sourceId(source);
      const texts = this.#sent.get(id) ?? this.#rowTexts(id);
      this.#sent.set(id, texts);
      return [`${JSON.stringify(id)}:[${[...texts.values()].join(',')}]`];
    });
    return encode('snapshot', `${JSON.stringify(head).slice(0, -1)},"rows":{${rows.join(',')}}}`);
  }

  #heartbeatBytes(): Buffer {
    const event: HeartbeatEvent = { ...this.#time(), boot: this.#options.boot };
    return encode('heartbeat', JSON.stringify(event));
  }

  #time(): ServerTime {
    return this.#options.judge.moment();
  }

  /** To those who may view the system; to all without one. */
  #broadcast(bytes: Buffer, system: string | null): void {
    for (const subscriber of [...this.#subscribers.keys()])
      if (system === null || subscriber.views.has(system)) this.#send(subscriber, bytes);
  }

  #send(subscriber: Subscriber, bytes: Buffer): void {
    const { now, most } = this.#subscribers.get(subscriber) ?? { now: 0, most: 0 };
    const unsent = subscriber.unsentBytes();
    if (unsent <= most) this.#subscribers.set(subscriber, { now: most, most });
    if (unsent <= now) {
      subscriber.send(bytes);
    } else {
      this.#leave(subscriber);
      subscriber.end();
    }
  }
}

// What a large estate changes in a second is more than what a small one holds: cut off for that, a browser would be sent one snapshot after another and never get through.
function roomFor({ length }: Buffer, unsent: number): Room {
  const most = Math.max(MOST_UNSENT_BYTES, length * MOST_UNSENT_SHARE);
  return { now: unsent + length + most, most };
}

// Sixty points of each figure with every reading would be most of what is sent.
function withNewestPoints(probe: ProbeRow): ProbeRow {
  return { ...probe, keyFigures: probe.keyFigures.map((figure) => ({ ...figure, trend: figure.trend.slice(-1) })) };
}

function encode(event: string, json: string): Buffer {
  return Buffer.from(`event: ${event}\ndata: ${json}\n\n`);
}

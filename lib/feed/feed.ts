import type { Mark } from '../act/outcome.ts';
import { type Attention, attentionIn } from '../attention/attention.ts';
import type { Finding, NodeEvent } from '../finding.ts';
import type { HostCard } from '../hosts.ts';
import type { Judge } from '../judge/judge.ts';
import { type Source, sourceId } from '../reading.ts';
import {
  type AttentionEvent,
  type Change,
  type FindingsEvent,
  HEARTBEAT_MS,
  type HeartbeatEvent,
  type MarksEvent,
  type ProbeRow,
  type ServerTime,
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
  sources: readonly Source[];
  compose: (source: Source) => ProbeRow;
  /** What was done to targets and why, of all systems. */
  marks: () => readonly Mark[];
  /** What the witnesses find, and what happened to nodes lately, of all systems. */
  findings: () => readonly Finding[];
  events: () => readonly NodeEvent[];
  /** What is acknowledged and planned, of all systems. */
  attention: () => Attention;
  /** The hosts of the configuration that may be named to somebody who may view these systems. */
  hosts: (views: ReadonlySet<string>) => readonly HostCard[];
};

/** A browser this far behind is cut off: it comes back and gets a snapshot, and nothing is skipped. */
const MOST_UNSENT_BYTES = 256 * 1024;

/** Sends every change, serialised once, to every open stream of somebody who may view its system. */
export class Feed {
  readonly #options: Options;
  /** Each with how much it may have unsent: its snapshot, which may itself be large, counts until it is through. */
  readonly #subscribers = new Map<Subscriber, number>();
  readonly #seqs = new Map<string, number>();
  /** What was sent of each row of each source, as text: the next change is what differs from it. */
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
    this.#subscribers.set(subscriber, snapshot.length + MOST_UNSENT_BYTES);
    return () => this.#subscribers.delete(subscriber);
  }

  subscriberCount(): number {
    return this.#subscribers.size;
  }

  /** All probe rows as of now, in the order in which they are shown. */
  probes(): ProbeRow[] {
    return this.#options.sources.map(this.#options.compose);
  }

  #changed(source: Source): void {
    const change = this.#change(source);
    const head = JSON.stringify(this.#head(source.system));
    this.#broadcast(encode('change', `${head.slice(0, -1)},"change":${change}}`), source.system);
  }

  /** To be called when a mark of this system came, changed or went. */
  marksChanged(system: string): void {
    const event: MarksEvent = { ...this.#head(system), marks: this.#options.marks().filter((mark) => mark.system === system) };
    this.#broadcast(encode('marks', JSON.stringify(event)), system);
  }

  /** To be called when the witnesses of this system find something else, or something happened to its nodes. */
  findingsChanged(system: string): void {
    const { findings, events } = this.#options;
    const isOwn = (one: { system: string }): boolean => one.system === system;
    const event: FindingsEvent = { ...this.#head(system), findings: findings().filter(isOwn), events: events().filter(isOwn) };
    this.#broadcast(encode('findings', JSON.stringify(event)), system);
  }

  /** To be called when anything was acknowledged or planned, or is so no longer. */
  attentionChanged(): void {
    const attention = this.#options.attention();
    const head = { ...this.#time(), boot: this.#options.boot };
    const encoded = new Map<string, Buffer>();
    for (const { views } of this.#subscribers.keys()) {
      const key = [...views].join();
      const event: AttentionEvent = { ...head, attention: attentionIn(attention, views) };
      if (!encoded.has(key)) encoded.set(key, encode('attention', JSON.stringify(event)));
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

  /** The change as JSON, its rows serialised once for comparing and for sending. */
  #change(source: Source): string {
    const id = sourceId(source);
    const before = this.#sent.get(id) ?? new Map<string, string>();
    const after = new Map<string, string>();
    const changed: string[] = [];
    for (const row of this.#options.judge.judgement(id).rows.values()) {
      const text = JSON.stringify(row);
      after.set(row.id, text);
      if (before.get(row.id) !== text) changed.push(text);
    }
    const gone = [...before.keys()].filter((row) => !after.has(row));
    this.#sent.set(id, after);
    const rest: Omit<Change, 'rows'> = { probe: withNewestPoints(this.#options.compose(source)), gone };
    return `${JSON.stringify(rest).slice(0, -1)},"rows":[${changed.join(',')}]}`;
  }

  #snapshotBytes({ viewer, views }: Subscriber): Buffer {
    const { boot, build, compose, marks, findings, events, attention, hosts } = this.#options;
    const isSeen = ({ system }: { system: string }): boolean => views.has(system);
    const sources = this.#options.sources.filter(isSeen);
    const head = {
      ...{ ...this.#time(), boot, build, viewer, seqs: Object.fromEntries([...this.#seqs].filter(([system]) => views.has(system))) },
      ...{ probes: sources.map(compose), marks: marks().filter(isSeen) },
      ...{ findings: findings().filter(isSeen), events: events().filter(isSeen) },
      ...{ attention: attentionIn(attention(), views), hosts: hosts(views) },
    };
    const rows = sources.flatMap((source) => {
      const id = sourceId(source);
      const texts = this.#sent.get(id);
      return texts ? [`${JSON.stringify(id)}:[${[...texts.values()].join(',')}]`] : [];
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
    const allowed = this.#subscribers.get(subscriber) ?? 0;
    const unsent = subscriber.unsentBytes();
    if (unsent <= MOST_UNSENT_BYTES) this.#subscribers.set(subscriber, MOST_UNSENT_BYTES);
    if (unsent <= allowed) {
      subscriber.send(bytes);
    } else {
      this.#subscribers.delete(subscriber);
      subscriber.end();
    }
  }
}

// Sixty points of each figure with every reading would be most of what is sent.
function withNewestPoints(probe: ProbeRow): ProbeRow {
  return { ...probe, keyFigures: probe.keyFigures.map((figure) => ({ ...figure, trend: figure.trend.slice(-1) })) };
}

function encode(event: string, json: string): Buffer {
  return Buffer.from(`event: ${event}\ndata: ${json}\n\n`);
}

import type { SnapshotEvent } from '#lib/feed/events.ts';
import type { FromTab, Loss, ToTab } from './messages.ts';
import { hasJumped, hear, localTicks, type RemoteClock, serverNow, setClock } from './remote-clock.ts';
import { applyNews, fromSnapshot, type Replica } from './replica.ts';
import { openStream, type Stream, type StreamEvent } from './stream.ts';

export type Tab = (message: ToTab) => void;

/** Holds the one stream of this browser and passes it on to its tabs. Runs in a SharedWorker, or in the tab itself where there are none. */
export class Hub {
  readonly #tabs = new Set<Tab>();
  readonly #unproved = new Set<string>();
  readonly #stream: Stream;
  #replica: Replica | null = null;
  #clock: RemoteClock | null = null;
  #doubtBefore = 0;
  #lost: Loss | null = null;

  constructor(url: string) {
    this.#stream = openStream(url, (event) => this.#take(event));
  }

  /** Takes a message of a tab; `tab` is how to answer it. */
  receive(tab: Tab, message: FromTab): void {
    switch (message.kind) {
      case 'hello':
        this.#welcome(tab, message.viewer);
        return;
      case 'prove':
        // A tab that asks a second time is already waited for, and must not end the connection that will answer it.
        if (this.#unproved.has(message.number)) return;
        // A connection asked for earlier proves nothing about now. Of several tabs that wake together the last one's connection serves them all.
        this.#unproved.add(message.number);
        this.#reopen();
        return;
      case 'bye':
        this.#tabs.delete(tab);
        return;
    }
  }

  close(): void {
    this.#stream.close();
  }

  #welcome(tab: Tab, viewer: string): void {
    this.#tabs.add(tab);
    const clock = this.#clock;
    const snapshot = this.#snapshot();
    // Somebody signed in or out since the stream was opened: it is still that of who was there before.
    const isOther = snapshot !== null && snapshot.viewer !== viewer;
    if (isOther || this.#lost?.remedy || (clock && hasJumped(clock, localTicks()))) this.#reopen();
    else if (clock && snapshot) tab({ kind: 'snapshot', event: snapshot, proves: [], heardMs: clock.heardMs, sentMs: Date.now() });
    if (this.#lost) tab({ kind: 'lost', ...this.#lost, sentMs: Date.now() });
  }

  /** What is known, under the server's time as estimated now: never younger than it is. */
  #snapshot(): SnapshotEvent | null {
    if (!this.#replica || !this.#clock) return null;
    const { boot, build, viewer, seqs, probes, rows, marks, findings, events, attention, timers, hosts } = this.#replica;
    const event = { now: serverNow(this.#clock, localTicks()), doubtBefore: this.#doubtBefore };
    return {
      ...event,
      boot,
      build,
      viewer,
      seqs: { ...seqs },
      probes: [...probes],
      rows: Object.fromEntries(Object.entries(rows).map(([id, own]) => [id, [...own]])),
      marks: [...marks],
      findings: [...findings],
      events: [...events],
      attention,
      timers: [...timers],
      hosts: [...hosts],
    };
  }

  #take(taken: StreamEvent): void {
    if (taken.kind === 'lost') {
      this.#lost = { reason: taken.reason, retryInMs: taken.retryInMs, remedy: taken.remedy };
      this.#pass({ ...taken, sentMs: Date.now() });
      return;
    }
    this.#lost = null;
    this.#doubtBefore = taken.event.doubtBefore;
    if (taken.kind === 'snapshot') this.#takeSnapshot(taken);
    else this.#takeNews(taken);
  }

  #takeSnapshot({ event, asked }: Extract<StreamEvent, { kind: 'snapshot' }>): void {
    const ticks = localTicks();
    // The machine slept, or its clock was set, while the answer was under way: it may be from before.
    if (hasJumped(setClock(event.now, asked), ticks)) {
      this.#reopen();
      return;
    }
    this.#replica = fromSnapshot(event);
    this.#clock = setClock(event.now, ticks);
    this.#pass({ kind: 'snapshot', event, proves: [...this.#unproved], heardMs: event.now, sentMs: Date.now() });
    this.#unproved.clear();
  }

  #takeNews(taken: Extract<StreamEvent, { kind: 'change' | 'marks' | 'findings' | 'attention' | 'timers' | 'heartbeat' }>): void {
    const ticks = localTicks();
    if (!this.#clock || !this.#replica || hasJumped(this.#clock, ticks)) {
      this.#reopen();
      return;
    }
    this.#clock = hear(this.#clock, taken.event.now, ticks);
    if (taken.kind === 'heartbeat') {
      this.#pass({ kind: 'heartbeat', event: taken.event, sentMs: Date.now() });
      return;
    }
    const next = applyNews(this.#replica, taken.event);
    if (next === null) {
      this.#reopen();
      return;
    }
    this.#replica = next;
    this.#pass({ ...taken, sentMs: Date.now() });
  }

  #reopen(): void {
    this.#stream.reopen();
  }

  #pass(message: ToTab): void {
    for (const tab of this.#tabs) tab(message);
  }
}

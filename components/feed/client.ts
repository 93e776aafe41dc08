import type { Mark } from '#lib/act/outcome.ts';
import { type Attention, NO_ATTENTION } from '#lib/attention/attention.ts';
import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import type { Finding, NodeEvent } from '#lib/finding.ts';
import type { HostCard } from '#lib/hosts.ts';
import type { Moment } from '#lib/reading.ts';
import type { Timer } from '#lib/timers.ts';
import type { Feed } from './feed.ts';
import { type Line, openLine } from './line.ts';
import type { Loss, ToTab } from './messages.ts';
import { hasJumped, hear, type LocalTicks, localTicks, type RemoteClock, serverNow, setClock, silentMs } from './remote-clock.ts';
import { applyNews, fromSnapshot, type Replica } from './replica.ts';

/** Whether what is shown comes from Vigil now. `past`: it is the board of another moment, and does not tick. */
export type Link =
  | { state: 'connecting' }
  | { state: 'live' }
  | { state: 'past' }
  | { state: 'silent'; why: Silence; silentMs: number; retryInMs: number | null; reason: string; remedy: Remedy };

/** The rows of the newest reading of every source, by its id. */
export type RowsById = Readonly<Record<string, readonly LiveRow[]>>;

/** Nothing comes; a clock jumped or the tab slept, so that ages cannot be told; a change was missed; or what comes is for somebody else. */
type Silence = 'not heard' | 'clocks disagree' | 'missed' | 'other viewer';

/** What somebody can do himself about a silent feed. */
type Remedy = 'sign in' | 'load again' | null;

/** Two missed heartbeats. */
const SILENT_MS = 4_000;
const TICK_MS = 1_000;
/** Without any word for this long the line itself is taken for dead and opened again. */
const DEAD_LINE_MS = 15_000;

const NO_PROBES: readonly ProbeRow[] = [];
const NO_ROWS: readonly LiveRow[] = [];
const NO_MARKS: readonly Mark[] = [];
const NO_FINDINGS: readonly Finding[] = [];
const NO_EVENTS: readonly NodeEvent[] = [];
const NO_TIMERS: readonly Timer[] = [];
const NO_HOSTS: readonly HostCard[] = [];
const NO_ROWS_AT_ALL: RowsById = {};

const FOREIGN = { why: 'other viewer', reason: 'this browser signed in or out since the page was loaded', remedy: 'load again' } as const;

/** What one tab knows of now: the replica, the server's clock, and whether either is in doubt. Tells its listeners, and never acts on the server. */
export class FeedClient implements Feed {
  readonly #viewer: string;
  readonly #openLine: typeof openLine;
  readonly #listeners = new Set<() => void>();
  #line: Line | null = null;
  #replica: Replica | null = null;
  #clock: RemoteClock | null = null;
  #doubtBefore = 0;
  /** The number under which proof was asked for; while it is set, nothing that was read is trusted. `why` is what raised the doubt. */
  #doubt: { number: string; why: Silence } | null = null;
  #askedProofMs = 0;
  #lost: (Loss & { untilMs: number }) | null = null;
  /** What comes is sent to somebody else: another tab of this browser signed in or out. */
  #isForeign = false;
  #lastWordMs = 0;
  #ticker: ReturnType<typeof setInterval> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #snapshot: { moment: Moment; link: Link } = { moment: { now: 0, doubtBefore: Number.POSITIVE_INFINITY }, link: { state: 'connecting' } };

  /** `viewer` is for whom the page was drawn (Viewer.key). */
  constructor(viewer: string, open: typeof openLine = openLine) {
    this.#viewer = viewer;
    this.#openLine = open;
  }

  /** Opens the line and begins to tick. Answers with the way to stop. */
  start(): () => void {
    this.#open();
    this.#ticker = setInterval(() => this.#tick(), TICK_MS);
    const stopListening = this.#watchPage();
    return () => {
      clearInterval(this.#ticker);
      clearTimeout(this.#silence);
      stopListening();
      this.#line?.close();
    };
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  probes = (): readonly ProbeRow[] => this.#replica?.probes ?? NO_PROBES;
  rows = (id: string): readonly LiveRow[] => this.#replica?.rows[id] ?? NO_ROWS;
  allRows = (): RowsById => this.#replica?.rows ?? NO_ROWS_AT_ALL;
  marks = (): readonly Mark[] => this.#replica?.marks ?? NO_MARKS;
  findings = (): readonly Finding[] => this.#replica?.findings ?? NO_FINDINGS;
  events = (): readonly NodeEvent[] => this.#replica?.events ?? NO_EVENTS;
  attention = (): Attention => this.#replica?.attention ?? NO_ATTENTION;
  timers = (): readonly Timer[] => this.#replica?.timers ?? NO_TIMERS;
  hosts = (): readonly HostCard[] => this.#replica?.hosts ?? NO_HOSTS;
  build = (): string | null => this.#replica?.build ?? null;
  /** Which run of the server this is known from; null before the first snapshot. */
  boot = (): string | null => this.#replica?.boot ?? null;
  /** The server's time in the last event that came in time; null before there is one. Nothing but events moves it. */
  heardAt = (): number | null => this.#clock?.heardMs ?? null;
  moment = (): Moment => this.#snapshot.moment;
  link = (): Link => this.#snapshot.link;

  #open(): void {
    this.#line?.close();
    this.#lastWordMs = localTicks().steadyMs;
    this.#line = this.#openLine(this.#viewer, (message) => this.#take(message));
  }

  #take(message: ToTab): void {
    const ticks = localTicks();
    this.#lastWordMs = ticks.steadyMs;
    if (message.kind === 'lost') {
      this.#lost = { ...message, untilMs: ticks.steadyMs + message.retryInMs };
      this.#tell(ticks);
      return;
    }
    this.#lost = null;
    this.#doubtBefore = message.event.doubtBefore;
    if (this.#clock && hasJumped(this.#clock, ticks)) this.#askForProof('clocks disagree');
    if (message.kind === 'snapshot') this.#takeSnapshot(message, ticks);
    else this.#takeNews(message, ticks);
    this.#tell(ticks);
  }

  #takeSnapshot({ event, proves, heardMs, sentMs }: Extract<ToTab, { kind: 'snapshot' }>, ticks: LocalTicks): void {
    this.#isForeign = event.viewer !== this.#viewer;
    if (this.#isForeign) return;
    this.#replica = fromSnapshot(event);
    if (this.#doubt !== null && !proves.includes(this.#doubt.number)) return;
    this.#doubt = null;
    // The time the message lay in this tab's queue has passed for the server too.
    this.#clock = { ...setClock(event.now + Math.max(0, ticks.wallMs - sentMs), ticks), heardMs };
  }

  #takeNews(message: Exclude<ToTab, { kind: 'snapshot' | 'lost' }>, ticks: LocalTicks): void {
    if (this.#isForeign || !this.#clock || !this.#replica) return;
    if (this.#doubt === null) this.#clock = hear(this.#clock, message.event.now, ticks);
    if (message.kind === 'heartbeat') return;
    const next = applyNews(this.#replica, message.event);
    if (next === null) this.#askForProof('missed');
    else this.#replica = next;
  }

  /** From now on nothing is trusted, until a snapshot comes over a connection that was made after this. */
  #askForProof(why: Silence): void {
    if (this.#doubt !== null) return;
    this.#doubt = { number: crypto.getRandomValues(new Uint32Array(2)).join('-'), why };
    this.#sendDoubt();
  }

  #sendDoubt(): void {
    if (this.#doubt === null) return;
    this.#askedProofMs = localTicks().steadyMs;
    this.#line?.send({ kind: 'prove', number: this.#doubt.number });
  }

  #tick(): void {
    const ticks = localTicks();
    // A server that is heard, but only too late, is asked again too: its events or this estimate of its time are wrong.
    if (this.#clock && hasJumped(this.#clock, ticks)) this.#askForProof('clocks disagree');
    else if (this.#clock && silentMs(this.#clock, ticks) > DEAD_LINE_MS) this.#askForProof('not heard');
    const isLineDead = ticks.steadyMs - this.#lastWordMs > DEAD_LINE_MS;
    if (isLineDead) this.#open();
    if (isLineDead || ticks.steadyMs - this.#askedProofMs > DEAD_LINE_MS) this.#sendDoubt();
    this.#tell(ticks);
  }

  #tell(ticks: LocalTicks): void {
    this.#snapshot = { moment: this.#moment(ticks), link: this.#link(ticks) };
    for (const listener of this.#listeners) listener();
    clearTimeout(this.#silence);
    if (!this.#clock) return;
    const left = SILENT_MS - silentMs(this.#clock, ticks);
    if (left >= 0) this.#silence = setTimeout(() => this.#tell(localTicks()), left + 1);
  }

  #moment(ticks: LocalTicks): Moment {
    if (!this.#clock) return { now: ticks.wallMs, doubtBefore: Number.POSITIVE_INFINITY };
    const isTrusted = !this.#isForeign && this.#doubt === null && silentMs(this.#clock, ticks) <= SILENT_MS;
    return { now: serverNow(this.#clock, ticks), doubtBefore: isTrusted ? this.#doubtBefore : Number.POSITIVE_INFINITY };
  }

  #link(ticks: LocalTicks): Link {
    const silent = this.#clock ? silentMs(this.#clock, ticks) : 0;
    if (this.#isForeign) return { state: 'silent', silentMs: silent, retryInMs: null, ...FOREIGN };
    if (!this.#clock)
      return this.#lost ? { state: 'silent', why: 'not heard', silentMs: 0, ...this.#retry(ticks) } : { state: 'connecting' };
    // After a jump nobody can tell how long the silence lasted; only a connection that is lost is known to be so.
    const isJump = this.#doubt?.why === 'clocks disagree' && this.#lost === null;
    if (silent > SILENT_MS && !isJump) return { state: 'silent', why: 'not heard', silentMs: silent, ...this.#retry(ticks) };
    if (this.#doubt !== null) return { state: 'silent', silentMs: silent, retryInMs: null, remedy: null, ...doubted(this.#doubt.why) };
    return { state: 'live' };
  }

  #retry(ticks: LocalTicks): { retryInMs: number | null; reason: string; remedy: Remedy } {
    if (!this.#lost) return { retryInMs: null, reason: 'the connection is open and nothing comes over it', remedy: null };
    const { untilMs, reason, remedy } = this.#lost;
    return { retryInMs: Math.max(0, untilMs - ticks.steadyMs), reason, remedy };
  }

  /** A page that is frozen, or kept by the browser for going back, must not come back looking fresh: it is in doubt before it sleeps. */
  #watchPage(): () => void {
    const doubt = (): void => {
      this.#askForProof('clocks disagree');
      this.#tell(localTicks());
    };
    const wake = (): void => {
      this.#doubt = null;
      doubt();
    };
    const onShow = (event: PageTransitionEvent): void => {
      if (event.persisted) wake();
    };
    // A page that goes for good says so; one that is kept is in doubt from here on.
    const onHide = (event: PageTransitionEvent): void => {
      if (event.persisted) doubt();
      else this.#line?.close();
    };
    const onLook = (): void => this.#tick();
    document.addEventListener('freeze', doubt);
    document.addEventListener('resume', wake);
    window.addEventListener('pagehide', onHide);
    window.addEventListener('pageshow', onShow);
    document.addEventListener('visibilitychange', onLook);
    return () => {
      document.removeEventListener('freeze', doubt);
      document.removeEventListener('resume', wake);
      window.removeEventListener('pagehide', onHide);
      window.removeEventListener('pageshow', onShow);
      document.removeEventListener('visibilitychange', onLook);
    };
  }
}

function doubted(why: Silence): { why: Silence; reason: string } {
  switch (why) {
    case 'clocks disagree':
      return { why, reason: 'a clock jumped or this tab slept; asking again' };
    case 'missed':
      return { why, reason: 'a change was missed on the way; asking again' };
    case 'not heard':
    case 'other viewer':
      return { why, reason: 'asking again' };
  }
}

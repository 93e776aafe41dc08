import type { AuditRecord } from '../../act/audit/record.ts';
import type { IssueNews } from '../../attention/watch.ts';
import type { Clock } from '../../clock.ts';
import type { WitnessChange } from '../../finding.ts';
import { formatAge } from '../../format/age.ts';
import type { Judge, JudgedRow, Transition } from '../../judge/judge.ts';
import type { Part } from '../../parts.ts';
import { type Source, sourceId } from '../../reading.ts';
import type { History, NewEvent } from '../history/history.ts';
import { AuditEvents } from './audit-events.ts';
import { eventAt, NOWHERE } from './event.ts';
import { type FindingTurn, FindingTurns } from './finding-turns.ts';
import { IssueTurns } from './issue-turns.ts';
import { NodeHappenings } from './node-happenings.ts';
import { NodeStatuses } from './node-statuses.ts';
import { groundOfRow, type RowTurn, rowEvents, turnedRows } from './row-turns.ts';

type Listen<News> = (listener: (news: News) => void) => () => void;

type Options = {
  history: Pick<History, 'addEvent'>;
  clock: Clock;
  judge: Pick<Judge, 'judgement' | 'subscribe' | 'onTransition'>;
  parts: { get(id: string): Pick<Part, 'card' | 'subject' | 'system'> | undefined };
  /** What was so before this (epoch ms) is no news: the last board before this start, or the start. */
  watchedSince: number;
  onFindings: Listen<WitnessChange>;
  onIssues: Listen<IssueNews>;
  onRecord: Listen<AuditRecord>;
  onError: (error: unknown) => void;
};

/** `forget` is for a node that is gone, with the ids of its sources; `stop` writes what waits, and that Vigil was stopped. */
export type EventRecorder = { forget(source: Source, ids: readonly string[]): void; stop(): void };

const TICK_MS = 1_000;

/** Rows and findings wait so long for those that turn with them, and for an issue that tells of them all. */
const GATHERED_MS = 2_000;

/** A ground that an issue told of tells of its rows for so long. */
const TOLD_MS = 10_000;

type Rows = ReadonlyMap<string, JudgedRow>;

/** Writes down what happens: to nodes, rows, groups and Vigil itself, and what people do. What an issue tells of is not told again row by row. */
export function recordEvents(options: Options): EventRecorder {
  const recorder = new Recorder(options);
  const { judge, onFindings, onIssues, onRecord, onError } = options;
  recorder.began();
  const safely =
    <News>(take: (news: News) => void) =>
    (news: News): void => {
      try {
        take(news);
      } catch (error) {
        onError(error);
      }
    };
  const stops = [
    judge.subscribe(safely((source) => recorder.judged(source))),
    judge.onTransition(safely((transition) => recorder.turned(transition))),
    onFindings(safely((change) => recorder.found(change))),
    onIssues(safely((news) => recorder.issues(news))),
    onRecord(safely((record) => recorder.record(record))),
  ];
  const timer = setInterval(
    safely(() => recorder.tick()),
    TICK_MS,
  );
  return {
    forget: (source, ids) => recorder.forget(source, ids),
    stop() {
      clearInterval(timer);
      for (const stop of stops) stop();
      safely(() => recorder.ended())(null);
    },
  };
}

class Recorder {
  readonly #options: Options;
  readonly #nodes: NodeStatuses;
  readonly #findings: FindingTurns;
  readonly #issues: IssueTurns;
  readonly #happenings = new NodeHappenings();
  readonly #audit = new AuditEvents();
  readonly #rows = new Map<string, Rows>();
  readonly #told = new Map<string, number>();
  #rowTurns: RowTurn[] = [];
  #findingTurns: FindingTurn[] = [];
  #gatheredSince: number | null = null;
  #jumps: number;

  constructor(options: Options) {
    this.#options = options;
    const { clock, watchedSince, parts } = options;
    this.#nodes = new NodeStatuses(watchedSince);
    this.#findings = new FindingTurns(watchedSince);
    this.#issues = new IssueTurns(watchedSince, (id) => parts.get(id)?.card.source);
    this.#jumps = clock.jumps();
  }

  began(): void {
    this.#addOwn('Vigil was started');
  }

  ended(): void {
    this.tick(true);
    this.#addOwn('Vigil was stopped');
  }

  judged(source: Source): void {
    const id = sourceId(source);
    const part = this.#options.parts.get(id);
    const after = this.#options.judge.judgement(id).rows;
    const before = this.#rows.get(id);
    if (before === after || !part?.system || part.subject.isAside) return;
    this.#rows.set(id, after);
    if (!before) return;
    const { system } = part;
    const turns = turnedRows(source, { before, after }, { at: this.#options.clock.now(), subjectOf: (row) => system.subjectOf(row) });
    if (turns.length === 0) return;
    this.#rowTurns.push(...turns);
    this.#gather();
  }

  turned(transition: Transition): void {
    const part = this.#options.parts.get(sourceId(transition.source));
    // Of Vigil itself its issue tells.
    if (part?.system) this.#nodes.take(transition, part.subject.vital, this.#options.clock.now());
  }

  found(change: WitnessChange): void {
    const now = this.#options.clock.now();
    if (change.events) this.#happenings.take(change, change.events, now);
    const turns = this.#findings.take(change, now);
    if (turns.length === 0) return;
    this.#findingTurns.push(...turns);
    this.#gather();
  }

  issues(news: IssueNews): void {
    const now = this.#options.clock.now();
    for (const { grounds } of [...news.found, ...news.over]) for (const { id } of grounds) this.#told.set(id, now);
    this.#add(this.#issues.take(news));
  }

  record(record: AuditRecord): void {
    const event = this.#audit.take(record);
    if (event) this.#add([event]);
  }

  tick(isLast = false): void {
    const now = this.#options.clock.now();
    this.#add(this.#nodes.drain());
    this.#add(this.#happenings.drain(now, isLast));
    if (this.#gatheredSince !== null && (isLast || now - this.#gatheredSince >= GATHERED_MS)) this.#tellGathered();
    for (const [ground, at] of this.#told) if (now - at > TOLD_MS) this.#told.delete(ground);
    this.#tellJump();
  }

  forget(source: Source, ids: readonly string[]): void {
    this.#nodes.forget(source);
    for (const id of ids) this.#rows.delete(id);
  }

  #gather(): void {
    this.#gatheredSince ??= this.#options.clock.now();
  }

  #tellGathered(): void {
    const untold = this.#rowTurns.filter((turn) => !this.#told.has(groundOfRow(turn)));
    const found = this.#findingTurns.filter(({ grounds }) => !grounds.some((ground) => this.#told.has(ground)));
    this.#rowTurns = [];
    this.#findingTurns = [];
    this.#gatheredSince = null;
    this.#add([...rowEvents(untold), ...found.map(({ event }) => event)]);
  }

  #tellJump(): void {
    const { clock } = this.#options;
    const jump = clock.lastJump();
    if (clock.jumps() === this.#jumps || !jump) return;
    this.#jumps = clock.jumps();
    const way = jump.byMs > 0 ? 'ahead, or the machine slept' : 'back';
    this.#addOwn(`The clock of this machine jumped ${formatAge(Math.abs(jump.byMs))} ${way}`, jump.at);
  }

  #addOwn(words: string, at = this.#options.clock.now()): void {
    const moment = Math.round(at);
    this.#add([eventAt(NOWHERE, { at: moment, until: moment, kind: 'vigil', subject: 'Vigil', words })]);
  }

  #add(events: readonly NewEvent[]): void {
    for (const event of events) this.#options.history.addEvent(event);
  }
}

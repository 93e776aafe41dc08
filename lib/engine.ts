import type { ActingSystem } from './act/actors.ts';
import type { AskNode } from './act/asking.ts';
import type { Audit } from './act/audit/audit.ts';
import { type Door, openDoor } from './act/door.ts';
import type { Mark } from './act/outcome.ts';
import type { AuditSink } from './act/sink.ts';
import { viewNodes } from './act/views.ts';
import type { NodeView } from './acting.ts';
import { Desk } from './attention/desk.ts';
import type { IssueFiles } from './attention/issue-files.ts';
import type { StateFile } from './attention/state-file.ts';
import { startWatching, type Watching } from './attention/watching.ts';
import type { Clock } from './clock.ts';
import { type Core, type CoreOptions, type Meters, startCore } from './core.ts';
import { type Costs, watchCosts } from './costs.ts';
import type { KeptFound } from './discovery/found-file.ts';
import { liveEstates } from './discovery/live-estates.ts';
import { type Members, watchMembers } from './discovery/members.ts';
import { type Examiner, openExaminer } from './doctor/examiner.ts';
import type { Feed } from './feed/feed.ts';
import type { WitnessChange } from './finding.ts';
import { JobKeeper, type JobSystem } from './jobs/keeper.ts';
import type { RunFiles } from './jobs/run-files.ts';
import type { Judge } from './judge/judge.ts';
import type { Witnesses } from './judge/witnesses.ts';
import { Listeners } from './listeners.ts';
import type { Turnover } from './live-parts.ts';
import { type Note, type NotePlace, notesOf, type TitledNote } from './notes.ts';
import type { Estate, Part } from './parts.ts';
import type { Selection } from './poll/poller.ts';
import { openQuestions, type Questions } from './poll/questions.ts';
import { createReadAgain, type ReadAgain } from './poll/read-again.ts';
import { SELF } from './poll/self.ts';
import { sourceId } from './reading.ts';
import { type Recording, startRecording } from './recording.ts';
import { boardMoment } from './roll-up.ts';
import type { History } from './state/history/history.ts';
import type { KeptFile } from './state/kept-file.ts';
import type { RowHistory } from './store/row-trends.ts';
import type { Store } from './store/store.ts';
import type { GroupSpec, System } from './system.ts';
import type { LookUp } from './timers/give-order.ts';
import { startTimers, type Timing } from './timers/keeping.ts';
import type { KeptTimers } from './timers/state-file.ts';

export type Engine = {
  boot: string;
  clock: Clock;
  feed: Feed;
  judge: Judge;
  witnesses: Witnesses;
  /** The door for actions. */
  actions: Door;
  /** The watch of issues, and what is acknowledged and planned. */
  watching: Watching;
  /** What Vigil does by itself at a time that somebody set. */
  timing: Timing;
  /** The names of the configured systems, in the order of the configuration. */
  systems: readonly string[];
  /** The same, and Vigil's own: everything that the feed tells of. */
  sources: readonly string[];
  pollNow(selection: Selection): number;
  readAgain: ReadAgain;
  /** What is asked of a node only when somebody looks. */
  questions: Questions;
  /** Which rights Vigil has at each node. */
  examiner: Examiner;
  /** What runs long, and what came of it. */
  jobs: JobKeeper;
  /** What was. */
  history: History;
  /** Every node of a system that can be acted on, with its newest reading and whether that can be trusted now. */
  views(system: string): NodeView[];
  /** Everything the newest reading of a source holds on one row; null when nothing was read or the row is not in it. */
  figures(id: string, row: string): { observedAt: number; figures: object | null } | null;
  /** The last values of the rows of a source; null before its first reading, and where nothing of rows is kept. */
  rowHistory(id: string): RowHistory | null;
  /** What people wrote of a place and of what it stands in, the nearest first; null where no such place is configured. */
  notes(place: NotePlace): TitledNote[] | null;
  /** What watching costs, as of now. */
  costs(): Costs;
  stop(): Promise<void>;
};

type Options = CoreOptions & {
  /** Names this run of Vigil. */
  boot: string;
  /** Where actions are written down before they are sent. */
  audit: AuditSink & Pick<Audit, 'onRecord'>;
  /** Where what is acknowledged and planned is kept. */
  attention: StateFile;
  /** Where is kept which issues are open, and which are over. */
  issues: IssueFiles;
  /** Where what came of jobs is kept. */
  runFiles: RunFiles;
  /** Where the nodes that were discovered are kept. */
  discovered: KeptFile<KeptFound>;
  /** How often a board is kept where no status becomes another (ms). */
  boardEveryMs: number;
  /** Where timers are kept, who those are who set them, and how near they may be due (SOONEST_MS, except in tests). */
  timers: { file: KeptFile<KeptTimers>; lookUp: LookUp; soonestMs?: number };
};

/** Starts polling, judging, the feed and the door for actions. */
export function startEngine(given: Options): Engine {
  const options = { ...given, estates: liveEstates(given.estates) };
  const { estates, audit, boot, onError } = options;
  const later: { door: Door | null; timing: Timing | null; members: Members | null } = { door: null, timing: null, members: null };
  const desk = new Desk({ clock: options.clock, file: options.attention, audit, onError });
  const core = startCore(options, boot, {
    marks: () => later.door?.marks() ?? [],
    inFlight: (system) => later.door?.inFlight(system) ?? [],
    attention: () => desk.attention(),
    timers: () => later.timing?.keeper.timers() ?? [],
    found: () => [...(later.timing?.findings() ?? []), ...(later.members?.findings() ?? [])],
  });
  const { clock, store, judge, witnesses, feed, poller, parts } = core;
  const readAgain = createReadAgain({ poller, store, clock, probeOf: (system) => actingProbe(estates, system) });
  const views = (system: string): NodeView[] => viewsOf(core, { estates, name: system, marks: later.door?.marks() ?? [] });
  const questions = openQuestions({ estates, clock, connectionOf: (node) => poller.connectionOf(node) });
  const examiner = openExaminer({ estates, clock, meters: core.meters });
  const ask = askerOf(questions, clock);
  const door = openDoor({ systems: actingSystems(estates, core.meters), views, readAgain, ask, audit, clock, onError });
  const jobs = new JobKeeper({ systems: jobSystems(estates, core.meters), views, audit, files: options.runFiles, clock, onError });
  const costs = watchCosts({ clock, store, estates, meters: core.meters });
  later.door = door;
  const stops = [door.onMarks((system) => feed.marksChanged(system)), door.onMarks((system) => witnesses.marksChanged(system))];
  const gone: Gone = new Listeners(onError);
  const members = startDiscovery(core, { door, gone }, options);
  const { timing, watching, onFindings } = startBeside(core, { desk, door, members }, options);
  Object.assign(later, { timing, members });
  const onRecord = audit.onRecord;
  const recording = startRecording(core, { ...options, onFindings, onIssues: watching.onIssues, onRecord });
  gone.add(({ source, ids }) => recording.forget(source, ids));
  const systems = estates.map(({ system }) => system.name);
  return {
    ...{ boot, clock, feed, judge, witnesses, actions: door, watching, timing, questions, examiner, jobs },
    ...{ history: options.history, systems, sources: [...systems, SELF.system], readAgain, views },
    pollNow: (selection) => poller.pollNow(selection),
    costs: () => costs.read(),
    figures: (id, row) => readFigures(store, parts.get(id), row),
    rowHistory: (id) => core.histories.read(id),
    notes: (place) => titledNotes(estates, options.notes, place),
    stop: () => stopAll(core, { door, members, watching, timing, questions, examiner, jobs, recording, costs, stops }),
  };
}

/** Nodes that come and go while Vigil runs. */
function startDiscovery(
  { judge, witnesses, feed, refresh }: Core,
  { door, gone }: { door: Door; gone: Gone },
  { estates, hosts, discovered: file, onError }: Options,
): Members {
  const onChange = (): void => {
    for (const turned of refresh().gone) {
      door.nodeGone(turned.source);
      gone.tell(turned);
    }
  };
  const nodesOf = (system: System, group: GroupSpec<unknown>) => witnesses.nodesOf(system, group);
  const members = watchMembers({ estates, hosts, judge, nodesOf, onChange, file, onError });
  members.onFound((change) => feed.findingsChanged(change));
  return members;
}

/** How the door asks what an action wants to know: past the cache, with a failure in words. */
function askerOf(questions: Questions, clock: Clock): AskNode {
  return async ({ system, group, node, question, input }) => {
    const at = { group, node, question };
    const found = questions.find({ system, ...at });
    const asked = found.is === 'question' ? found.ask(input, { isFresh: true }) : found;
    if ('words' in asked) return { ...at, observedAt: clock.now(), answer: null, failure: asked.words };
    const { observedAt, answer, failure } = await asked;
    return failure === null ? { ...at, observedAt, answer, failure } : { ...at, observedAt, answer: null, failure: failure.message };
  };
}

/** What goes on beside the readings: what Vigil does at its time, and the watch of issues. */
function startBeside(
  { clock, judge, witnesses, feed }: Core,
  { desk, door, members }: { desk: Desk; door: Door; members: Members },
  { timers, estates, hosts, issues, audit, onError }: Options,
): { timing: Timing; watching: Watching; onFindings: (listener: (change: WitnessChange) => void) => () => void } {
  const timing = startTimers({ ...timers, estates, clock, audit, door, feed, onError });
  const found = {
    findings: () => [...witnesses.findings(), ...timing.findings(), ...members.findings()],
    subscribe: (listener: (change: WitnessChange) => void) => {
      const stops = [witnesses.subscribe(listener), timing.onFound(listener), members.onFound(listener)];
      return () => stops.forEach((stop) => void stop());
    },
  };
  return {
    timing,
    watching: startWatching({ estates, hosts, judge, witnesses: found, feed, desk, issues, onError }),
    onFindings: found.subscribe,
  };
}

/** Told of nodes that are gone, with the ids of their sources. */
type Gone = Listeners<Turnover['gone'][number]>;

type Around = {
  door: Door;
  members: Members;
  watching: Watching;
  timing: Timing;
  questions: Questions;
  examiner: Examiner;
  jobs: JobKeeper;
  recording: Recording;
  costs: { stop(): void };
  stops: readonly (() => void)[];
};

async function stopAll(
  { stopWatching, poller, feed, witnesses, judge }: Core,
  { door, members, watching, timing, questions, examiner, jobs, recording, costs, stops }: Around,
): Promise<void> {
  await Promise.all([door.stop(), members.stop(), timing.stop(), watching.stop(), jobs.stop()]);
  // Before anything that it tells of is stopped.
  await recording.stop();
  for (const stop of stops) stop();
  stopWatching();
  questions.stop();
  examiner.stop();
  costs.stop();
  await poller.stop();
  feed.stop();
  witnesses.stop();
  judge.stop();
}

function actingSystems(estates: readonly Estate[], meters: Meters): ActingSystem[] {
  return estates.flatMap(({ system: { name, acting }, groups }) => {
    const meter = meters.get(name);
    return acting && meter ? [{ name, acting, meter, nodes: () => nodesOf(groups) }] : [];
  });
}

function jobSystems(estates: readonly Estate[], meters: Meters): JobSystem[] {
  return estates.flatMap(({ system: { name, jobs = [] } }) => {
    const meter = meters.get(name);
    return meter && jobs.length > 0 ? [{ name, jobs, meter }] : [];
  });
}

function nodesOf(groups: Estate['groups']): { group: string; node: string; settings: unknown }[] {
  return groups.flatMap((group) => group.nodes.map(({ name, settings }) => ({ group: group.name, node: name, settings })));
}

function actingProbe(estates: readonly Estate[], name: string): string {
  const found = estates.find(({ system }) => system.name === name)?.system;
  return found?.acting?.probe ?? found?.knock ?? '';
}

/** Judged by the moment of the board: while Vigil itself is in trouble nothing that was read can be acted on. */
function viewsOf(
  { store, judge, feed }: Core,
  { estates, name, marks }: { estates: readonly Estate[]; name: string; marks: readonly Mark[] },
): NodeView[] {
  const estate = estates.find(({ system }) => system.name === name);
  if (!estate?.system.acting) return [];
  const moment = boardMoment(feed.probes(), judge.moment());
  return viewNodes(estate, { read: (id) => store.read(id), marks, moment });
}

function readFigures(store: Store, part: Part | undefined, row: string): { observedAt: number; figures: object | null } | null {
  if (!part?.system) return null;
  const newest = store.read(sourceId(part.card.source)).window[0];
  if (!newest) return null;
  return { observedAt: newest.observedAt, figures: part.system.figures({ probe: part.card.source.probe, newest, row }) };
}

function titledNotes(estates: readonly Estate[], notes: readonly Note[], place: NotePlace): TitledNote[] | null {
  const estate = estates.find(({ system }) => system.name === place.system);
  const group = estate?.groups.find(({ name }) => name === place.group);
  const node = group?.nodes.find(({ name }) => name === place.node);
  if (!estate || (place.group !== null && !group) || (place.node !== null && !node)) return null;
  const titles = { system: estate.system.title, group: group?.title ?? '', node: node?.name ?? '' };
  return notesOf(notes, place).map(({ level, text }) => ({ level, title: titles[level], text }));
}

import { onTestFinished } from 'vitest';
import type { Estate } from '#demo/sqlserver/model/estate.ts';
import { type Failure, toFailure } from '#lib/failure.ts';
import type { Finding } from '#lib/finding.ts';
import { NO_METER } from '#lib/io/meter.ts';
import { GroupWitness } from '#lib/judge/group-witness.ts';
import type { Reading } from '#lib/reading.ts';
import { Secret } from '#lib/secret.ts';
import { type Status, worst } from '#lib/status.ts';
import { type GroupSpec, probesOf, type Row } from '#lib/system.ts';
import type { AgInfo, Beat, LogInfo, WindowsCluster } from '#lib/systems/sql/ag/model.ts';
import type { SeedingInfo } from '#lib/systems/sql/ag/model-seeding.ts';
import { replicaVerdict } from '#lib/systems/sql/ag/replica-verdict.ts';
import { databaseRow } from '#lib/systems/sql/ag/rows.ts';
import { sqlSection } from '#lib/systems/sql/config.ts';
import { sql } from '#lib/systems/sql/index.ts';
import type { ServerInfo } from '#lib/systems/sql/model.ts';
import { type Clock, LOGIN, type StandIns, serveEstate } from './stand-ins.ts';

/** How often everybody is asked. */
export const INTERVAL_MS = 10_000;
/** Two nodes are never asked at the same moment. */
const APART_MS = 70;
/** More than any answer takes; a probe that is known to hang is given less. */
const DEADLINE_MS = 15_000;

type Values = { server: ServerInfo; ag: AgInfo; logs: LogInfo; cluster: WindowsCluster | null; seeding: SeedingInfo; heartbeat: Beat };
type ProbeName = keyof Values;

/** What a node told, newest first, and how the last attempt at each probe went. */
class NodeSeen {
  readonly settings: unknown;
  readonly connection: unknown;
  readonly windows = new Map<string, Reading<unknown>[]>();
  readonly failures = new Map<string, Failure | null>();
  /** When each probe was asked last, epoch ms. */
  readonly askedAt = new Map<string, number>();

  constructor(settings: unknown) {
    this.settings = settings;
    this.connection = sql.connect(settings, NO_METER);
  }

  failure(probe: ProbeName): Failure | null {
    return this.failures.get(probe) ?? null;
  }

  /** The newest value of a probe; throws where there is none. */
  newest<Name extends ProbeName>(probe: Name): Values[Name] {
    const [reading] = this.windows.get(probe) ?? [];
    if (!reading) throw new Error(`no reading of ${probe}: ${this.failure(probe)?.message}`);
    // What the probe of that name made.
    return reading.value as Values[Name];
  }

  /** The rows of a probe as the status rules judge them now. */
  rows(probe: ProbeName, now: number): Row[] {
    return this.judge(probe, now)?.rows ?? [];
  }

  judge(probe: ProbeName, now: number) {
    const window = this.windows.get(probe) ?? [];
    return window.length === 0 ? null : sql.status({ probe, window, settings: this.settings, now });
  }
}

/** A board over an estate: Vigil's own probes ask it over the wire, on the clock of the estate, and its rules judge what comes back. */
export class Watch {
  readonly estate: Estate;
  readonly clock: Clock;
  readonly standIns: StandIns;
  /** How long a probe may take, ms, as "node probe". */
  readonly deadlines = new Map<string, number>();
  readonly #nodes = new Map<string, NodeSeen>();
  readonly #witness: GroupWitness;
  readonly #group: GroupSpec<unknown>;

  constructor({ estate, clock, standIns, group }: { estate: Estate; clock: Clock; standIns: StandIns; group: GroupSpec<unknown> }) {
    this.estate = estate;
    this.clock = clock;
    this.standIns = standIns;
    this.#group = group;
    this.#witness = new GroupWitness(sql, group);
    for (const { name, settings } of group.nodes) this.#nodes.set(name, new NodeSeen(settings));
  }

  get now(): number {
    return this.clock.now;
  }

  node(name: string): NodeSeen {
    const found = this.#nodes.get(name);
    if (!found) throw new Error(`no node ${name}`);
    return found;
  }

  /** Everybody is asked, an interval after the last time, as often as told; `after` each time. */
  async rounds(times: number, after?: () => void): Promise<void> {
    for (let round = 0; round < times; round += 1) {
      this.clock.now += INTERVAL_MS - APART_MS * this.#nodes.size;
      for (const [name, node] of this.#nodes) {
        const due = probesOf(sql, node.settings).filter((probe) => this.#isDue(node, probe));
        await Promise.all(due.map((probe) => this.#ask(name, node, probe)));
        this.clock.now += APART_MS;
      }
      this.#look();
      after?.();
    }
  }

  findings(): readonly Finding[] {
    return this.#witness.findings();
  }

  /** What is found and is not well, as "critical NY-SQL02: stuck". */
  troubles(): string[] {
    const wrong = this.findings().filter(({ verdict }) => verdict.status !== 'ok');
    return wrong.map(({ verdict, subject, kind }) => `${verdict.status} ${subject}: ${kind}`);
  }

  /** The words of the findings of a kind about a subject. */
  words(kind: string, subject?: string): string {
    const found = this.findings().filter((one) => one.kind === kind && (subject === undefined || one.subject === subject));
    return found.map(({ verdict }) => verdict.reason).join('\n');
  }

  /** What the board shows for a database of a group at a node: the worst of its own row and of what is proved of it. A row that was not read just now is "stale" or worse and never well. */
  shown(node: string, group: string, database: string): Status {
    const seen = this.node(node);
    if (seen.failure('ag') !== null) return 'stale';
    const row = seen.rows('ag', this.now).find(({ id }) => id === databaseRow(group, database));
    const isPrimary = seen
      .newest('ag')
      .groups.some((one) => one.name === group && one.replicas.some((own) => own.isLocal && own.role === 'primary'));
    const { status, counts } = replicaVerdict(this.findings(), { node, group, databases: [database] });
    // A primary is well by being written to, so that nothing need be proved of it.
    const isUntold = isPrimary && counts['not known'] === 1 && !this.findings().some(({ kind }) => kind === 'two primaries');
    return worst([row?.judged.status ?? 'unknown', ...(isUntold ? [] : [status])]);
  }

  /** What changes slowly is asked less often than the rest, as the engine does. */
  #isDue({ askedAt, settings }: NodeSeen, probe: (typeof sql.probes)[number]): boolean {
    const last = askedAt.get(probe.name);
    return last === undefined || this.now - last >= probe.times(settings).intervalMs - INTERVAL_MS / 2;
  }

  async #ask(name: string, node: NodeSeen, probe: (typeof sql.probes)[number]): Promise<void> {
    const observedAt = this.now;
    node.askedAt.set(probe.name, observedAt);
    const source = { system: sql.name, group: this.#group.name, node: name, probe: probe.name };
    try {
      const signal = AbortSignal.timeout(this.deadlines.get(`${name} ${probe.name}`) ?? DEADLINE_MS);
      const { value, producedAt } = probe.parse(await probe.fetch(node.connection, signal));
      const before = node.windows.get(probe.name) ?? [];
      node.windows.set(probe.name, [{ value, observedAt, producedAt, source }, ...before].slice(0, probe.keep));
      node.failures.set(probe.name, null);
    } catch (error) {
      node.failures.set(probe.name, toFailure(error, { node: `${this.#group.name}/${name}`, question: probe.question }));
    }
  }

  /** As the engine gives it to the witness: nothing of a probe that failed just now. */
  #look(): void {
    const nodes = [...this.#nodes].map(([node, { settings, windows, failures }]) => ({
      ...{ node, settings },
      windows: Object.fromEntries([...windows].map(([probe, window]) => [probe, failures.get(probe) ? [] : window])),
    }));
    this.#witness.look({ nodes, marks: [], inFlight: [], events: [] }, this.now);
  }
}

type WatchOptions = {
  rights?: Readonly<Record<string, readonly string[]>>;
  settings?: object;
  nodes?: readonly string[];
};

/** Serves an estate and begins to watch it as a cluster whose nodes are called as its instances. `from` is when, epoch ms. */
export async function watch(estate: Estate, from: number, { rights = {}, settings = {}, nodes }: WatchOptions = {}): Promise<Watch> {
  const clock = { now: from };
  const standIns = await serveEstate(estate, clock, rights);
  const read = { user: LOGIN.user, password: new Secret(LOGIN.password) };
  const section = sqlSection.read({
    ...{ encrypt: false, read, ...settings },
    clusters: [
      {
        name: 'estate',
        nodes: (nodes ?? [...standIns.ports.keys()]).map((name) => ({ name, address: `127.0.0.1:${standIns.ports.get(name)}` })),
      },
    ],
  });
  const group = section.ok ? section.groups[0] : undefined;
  if (!group) throw new Error('the section was refused');
  const watching = new Watch({ estate, clock, standIns, group });
  onTestFinished(() => {
    for (const { name } of group.nodes) sql.close(watching.node(name).connection);
  });
  return watching;
}

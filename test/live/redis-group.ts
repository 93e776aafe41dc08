import { toFailure } from '#lib/failure.ts';
import type { Found } from '#lib/finding.ts';
import { NO_METER } from '#lib/io/meter.ts';
import { NOTHING_OBSERVED, type Observed } from '#lib/reading.ts';
import { judgeProbe, type Verdict } from '#lib/status.ts';
import { begin, finish, type Outcome } from '#lib/store/observe.ts';
import { type ProbeJudgement, probesOf, type WitnessNode } from '#lib/system.ts';
import { redisSection } from '#lib/systems/redis/config.ts';
import { redis } from '#lib/systems/redis/index.ts';

/** Reads the nodes of a group as the poller does, all at once, and asks the witness what they prove together. */
export type GroupReader = {
  round(): Promise<Found[]>;
  /** What each question of each node came to when it was last answered, by node and question. */
  judged(): [asked: string, ProbeJudgement][];
  /** What stands on the board of each data node now, by its name: by its last reading, by how the last attempt went, and by its age. */
  verdicts(): Record<string, Verdict>;
  close(): void;
};

/** Shorter than an interval and a timeout make it, so that no test waits for 10 s. */
const STALE_AFTER_MS = 3_000;
const TIMEOUT_MS = 1_000;

/** A reader of the Redis servers on some loopback ports, called by the names that are given; `group` is what else is written of them. A node that gives no answer is none that can be heard. */
export function openGroup(ports: Readonly<Record<string, number>>, group: object = {}): GroupReader {
  const nodes = Object.entries(ports).map(([name, port]) => ({ name, address: `127.0.0.1:${port}` }));
  const section = redisSection.read({ groups: [{ name: 'live', timeout: '1s', nodes, ...group }] });
  if (!section.ok) throw new Error(section.misfits.map(({ message }) => message).join('; '));
  const asked = (section.groups[0]?.nodes ?? []).flatMap(({ name, settings }) => {
    const connection = redis.connect(settings, NO_METER);
    return probesOf(redis, settings).map((probe): Asked => ({ name, settings, probe, connection, observed: NOTHING_OBSERVED }));
  });
  let standing: ReadonlySet<string> = new Set();
  return {
    async round() {
      const each = await Promise.all(asked.map(async (one) => ({ ...one, readings: await read(one) })));
      const given = [...Map.groupBy(each, ({ name }) => name)].map(([node, own]): WitnessNode<unknown> => {
        const windows = Object.fromEntries(own.map(({ probe, readings }) => [probe.name, readings]));
        return { node, settings: own[0]?.settings, windows };
      });
      const found = redis.witness?.({ nodes: given, marks: [], inFlight: [], events: [], standing, now: Date.now() }) ?? [];
      standing = new Set(found.map(({ id }) => id));
      return found;
    },
    judged() {
      const said = asked.filter(({ observed }) => observed.window.length > 0);
      return said.map(({ name, probe, observed: { window }, settings }): [string, ProbeJudgement] => [
        `${name} ${probe.name}`,
        redis.status({ probe: probe.name, window, settings, now: Date.now() }),
      ]);
    },
    verdicts: () => Object.fromEntries(asked.filter(({ probe }) => probe.name === 'info').map((one) => [one.name, verdictOf(one)])),
    close() {
      for (const { connection } of asked) redis.close(connection);
    },
  };
}

type Asked = { name: string; settings: unknown; probe: (typeof redis.probes)[number]; connection: unknown; observed: Observed<unknown> };

async function attempt({ name, probe, connection }: Asked, at: number): Promise<Outcome<unknown>> {
  const tookMs = () => Date.now() - at;
  try {
    const { value } = probe.parse(await probe.fetch(connection, AbortSignal.timeout(TIMEOUT_MS)));
    const source = { system: 'redis', group: 'live', node: name, probe: probe.name };
    return { at, tookMs: tookMs(), reading: { value, observedAt: at, producedAt: null, source }, failure: null };
  } catch (error) {
    return { at, tookMs: tookMs(), reading: null, failure: toFailure(error, { node: `live/${name}`, question: probe.question }) };
  }
}

/** Its readings, and none where the last attempt failed. */
async function read(one: Asked): Promise<Observed<unknown>['window']> {
  const at = Date.now();
  one.observed = finish(begin(one.observed, at, false), await attempt(one, at), one.probe.keep);
  return one.observed.failing === null ? one.observed.window : [];
}

function verdictOf({ settings, probe, observed }: Asked): Verdict {
  const { window } = observed;
  const now = Date.now();
  const { status, reason } = redis.status({ probe: probe.name, window, settings, now }).judged;
  const verdict = window.length === 0 ? null : { status, reason, since: { at: now, how: 'before' as const } };
  return judgeProbe(
    { ...observed, newest: window[0] ?? null, verdict, vital: true, staleAfterMs: STALE_AFTER_MS },
    { now, doubtBefore: 0 },
  );
}

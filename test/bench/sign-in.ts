import { setTimeout as pause } from 'node:timers/promises';
import { backendsOf, startManyServers } from '#test/e2e/many-servers.ts';
import type { Vigil } from '#test/e2e/vigil-process.ts';
import { until } from '#test/fakes/until.ts';
import { INTERVAL_MS, withEstate } from './estate.ts';
import { processorSeconds, spread } from './figures.ts';

const BACKENDS = backendsOf(5, 20);
const NODES = 2;
const MEASURE_MS = 20_000;
const TRIES_PER_SECOND = 100;
const READ_WITHIN_MS = 20_000;

/** How the tries ended, by status and words. */
type Endings = Map<string, number>;

/** Prints what a hundred wrong passwords a second do to the polls: how late they come, how long they take, and what the process uses. */
export async function benchSignIn(): Promise<void> {
  const start = () => startManyServers(BACKENDS);
  await withEstate(
    Array.from({ length: NODES }, () => start),
    async (vigil) => {
      await until('all are read', async () => (await vigil.board()).probes.every(({ successes }) => successes > 1), READ_WITHIN_MS);
      console.log(
        `${NODES} HAProxy nodes of ${BACKENDS.length * 20} servers, each polled every ${INTERVAL_MS} ms; wrong passwords at ${TRIES_PER_SECOND} a second:`,
      );
      await measure('nobody tries', vigil, () => Promise.resolve(new Map()));
      await measure('one name from one address', vigil, () => flood(vigil, () => 'ann'));
      await measure('another name each time', vigil, (turn) => flood(vigil, () => `name-${turn}-${Math.random()}`));
    },
  );
}

async function measure(what: string, vigil: Vigil, work: (turn: number) => Promise<Endings>): Promise<void> {
  const polls = new Map<number, number>();
  const watching = watchPolls(vigil, polls);
  const before = { at: performance.now(), used: processorSeconds(vigil.pid()) };
  const [endings] = await Promise.all([work(before.at), pause(MEASURE_MS)]);
  const seconds = (performance.now() - before.at) / 1_000;
  const share = ((processorSeconds(vigil.pid()) - before.used) / seconds) * 100;
  watching.stop();
  await watching.ended;
  const times = [...polls.keys()].toSorted((a, b) => a - b);
  const late = times.slice(1).map((at, i) => Math.abs(at - (times[i] ?? at) - INTERVAL_MS));
  console.log(`  ${what}: ${share.toFixed(0)} % of one core`);
  console.log(
    `    ${times.length} polls of one node, off their second by ${spread(late, [0.5, 0.99])}; took ${spread([...polls.values()], [0.5, 0.99])}`,
  );
  for (const [words, count] of endings) console.log(`    ${count} × ${words}`);
}

/** Notes when the first node was asked and how long that took, as often as that changes. */
function watchPolls(vigil: Vigil, polls: Map<number, number>): { stop(): void; ended: Promise<void> } {
  let isOver = false;
  const look = async (): Promise<void> => {
    while (!isOver) {
      const attempt = (await vigil.board()).probes.find(({ source }) => source.node === 'lb1')?.attempt;
      if (attempt) polls.set(attempt.at, attempt.tookMs);
      await pause(INTERVAL_MS / 4);
    }
  };
  const stop = (): void => {
    isOver = true;
  };
  return { stop, ended: look() };
}

/** Sends wrong passwords at their rate, whether or not they are answered in time. */
async function flood(vigil: Vigil, nameOf: () => string): Promise<Endings> {
  const first = await fetch(`${vigil.url}/api/auth/csrf`);
  const { csrfToken }: { csrfToken: string } = await first.json();
  const cookie = first.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0] ?? '')
    .join('; ');
  const endings: Endings = new Map();
  const tries: Promise<void>[] = [];
  const note = (words: string): void => void endings.set(words, (endings.get(words) ?? 0) + 1);
  for (const endAt = performance.now() + MEASURE_MS; performance.now() < endAt; ) {
    tries.push(tryOnce(vigil, { csrfToken, cookie, name: nameOf() }).then(note, (error: unknown) => note(String(error))));
    await pause(1_000 / TRIES_PER_SECOND);
  }
  await Promise.all(tries);
  return endings;
}

async function tryOnce(vigil: Vigil, { csrfToken, cookie, name }: { csrfToken: string; cookie: string; name: string }): Promise<string> {
  const response = await fetch(`${vigil.url}/api/auth/callback/credentials`, {
    method: 'POST',
    headers: { cookie, origin: vigil.url, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ csrfToken, name, password: 'wrong', json: 'true' }),
  });
  const body: { url?: string; error?: { message: string } } = await response.json();
  const words = body.error?.message ?? (body.url ? new URL(body.url).searchParams.get('error') : null) ?? 'let in';
  return `${response.status} ${words.replace(/\d+/g, 'n')}`;
}

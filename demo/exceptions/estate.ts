import { errorOf, type WrittenError } from './errors.ts';
import { KINDS, type Kind } from './kinds.ts';
import { pick, seeded } from './random.ts';
import { type ErrorStore, type StoreLogins, startMariadbStore, startPostgresqlStore, startStandInStore } from './stores.ts';

/** What can be told to the applications that log errors. */
export type ErrorOrder = { order: 'burst'; app: string; type: string; seconds: number };

/** The stores of the demo: real databases as far as they are installed, and a pretended SQL Server. */
export type ExceptionStores = { stores: readonly ErrorStore[]; order(told: ErrorOrder): Promise<void>; stop(): Promise<void> };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const DAYS = 14;
/** An application that logs all day long, and fell silent so long ago. */
const STEADY: Kind = {
  ...{ app: 'Tag Engine', type: 'System.TimeoutException', source: 'StackOverflow.TagEngine', weight: 0, status: 0, url: '' },
  message: 'The tag engine did not refresh within its timeout (00:00:{n})',
  frames: ['at StackOverflow.TagEngine.Refresher.<Run>d__8.MoveNext() in C:\\Build\\src\\TagEngine\\Refresher.cs:line 88'],
};
const LATELY_MS = 20 * 60_000;
const SILENT_MS = 70 * 60_000;
const STEADY_EVERY_MS = 4 * 60_000;
/** One of some hundred is protected, some were deleted. */
const PROTECTED_SHARE = 0.004;
const DELETED_SHARE = 0.08;
/** How far apart rows of the past are, and how often an error is logged now: a row of the past stands for as many as came in its time. */
const NEW_YORK = { rowEveryMs: 9 * 60_000, errorEveryMs: 16_000 };
const ELSEWHERE = { rowEveryMs: 40 * 60_000, errorEveryMs: 60_000 };
type Rhythm = typeof NEW_YORK;
const WRITE_EVERY_MS = 4_000;
const BURST_EVERY_MS = 500;

/** Starts them, fills them with two weeks of errors, and goes on logging. */
export async function startExceptionStores(logins: StoreLogins): Promise<ExceptionStores> {
  const started = await Promise.all([
    startPostgresqlStore({ name: 'ny', title: 'New York' }, logins),
    startMariadbStore({ name: 'co', title: 'Colorado' }, logins),
    startStandInStore({ name: 'ldn', title: 'London' }, logins),
  ]);
  const stores = started.filter((store) => store !== null);
  const random = seeded(stores[0]?.port ?? 1);
  const [main, ...others] = stores;
  if (main) await main.table.insert(pastErrors(random, NEW_YORK, true));
  for (const other of others) await other.table.insert(pastErrors(random, ELSEWHERE, false));
  let bursting: { kind: Kind; until: number } | null = null;
  const writing = new Set<Promise<unknown>>();
  const write = (store: ErrorStore, errors: WrittenError[]): void => {
    // A store that was killed or frozen to see what Vigil says is no trouble of the demo.
    const done = store.table.insert(errors).catch(() => undefined);
    writing.add(done);
    void done.finally(() => writing.delete(done));
  };
  const trickle = setInterval(() => {
    for (const store of stores) {
      const { errorEveryMs } = store === main ? NEW_YORK : ELSEWHERE;
      if (random() < WRITE_EVERY_MS / errorEveryMs) write(store, [errorOf({ kind: pickKind(random), at: Date.now(), random })]);
    }
  }, WRITE_EVERY_MS);
  const burst = setInterval(() => {
    if (bursting === null || !main) return;
    if (Date.now() > bursting.until) bursting = null;
    else write(main, [errorOf({ kind: bursting.kind, at: Date.now(), random, DuplicateCount: 1 + Math.floor(random() * 3) })]);
  }, BURST_EVERY_MS);
  return {
    stores,
    async order({ app, type, seconds }) {
      const kind = KINDS.find((one) => one.app === app && one.type.endsWith(type));
      if (!kind) throw new Error(`${app} throws no ${type}`);
      bursting = seconds === 0 ? null : { kind, until: Date.now() + seconds * 1_000 };
    },
    async stop() {
      clearInterval(trickle);
      clearInterval(burst);
      await Promise.all(writing);
      await Promise.all(stores.map((store) => store.stop()));
    },
  };
}

function pickKind(random: () => number): Kind {
  const bag = KINDS.flatMap((kind) => new Array<Kind>(kind.weight).fill(kind));
  return pick(bag, random);
}

function pastErrors(random: () => number, { rowEveryMs, errorEveryMs }: Rhythm, hasSteady: boolean): WrittenError[] {
  const now = Date.now();
  const errors: WrittenError[] = [];
  for (let at = now - DAYS * DAY_MS; at < now; at += rowEveryMs * (0.5 + random())) {
    // What would have come just now in one row would look like a burst.
    const count = at > now - LATELY_MS ? 1 : 1 + Math.floor((random() * 2 * rowEveryMs) / errorEveryMs);
    errors.push(
      errorOf({
        ...{
          kind: pickKind(random),
          at,
          random,
          DuplicateCount: count,
          LastLogDate: count === 1 ? null : Math.min(now, at + Math.floor(random() * 500_000)),
        },
        ...{
          IsProtected: random() < PROTECTED_SHARE,
          DeletionDate: random() < DELETED_SHARE && at < now - DAY_MS ? Math.min(now, at + DAY_MS) : null,
        },
      }),
    );
  }
  if (hasSteady)
    for (let at = now - DAYS * DAY_MS; at < now - SILENT_MS; at += STEADY_EVERY_MS * (0.7 + 0.6 * random()))
      errors.push(errorOf({ kind: STEADY, at, random }));
  return errors.toSorted((a, b) => a.CreationDate - b.CreationDate);
}

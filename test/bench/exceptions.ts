import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { errorOf } from '#demo/exceptions/errors.ts';
import { KINDS } from '#demo/exceptions/kinds.ts';
import { pick, seeded } from '#demo/exceptions/random.ts';
import { type RunningStore, startPostgresqlStore } from '#demo/exceptions/stores.ts';
import { NO_METER } from '#lib/io/meter.ts';
import { Secret } from '#lib/secret.ts';
import type { AnyQuestion } from '#lib/system.ts';
import { runClear } from '#lib/systems/exceptions/clear/run-clear.ts';
import { exceptionsSection } from '#lib/systems/exceptions/config.ts';
import type { StoreNode } from '#lib/systems/exceptions/connection.ts';
import { exceptions } from '#lib/systems/exceptions/index.ts';
import type { ClearingAnswer } from '#lib/systems/exceptions/model-clear.ts';
import { type ErrorFilter, NO_FILTER } from '#lib/systems/exceptions/model-list.ts';
import { spread } from './figures.ts';

const ROWS = Number(process.env.VIGIL_BENCH_ERRORS ?? 1_000_000);
const TEMPLATES = 1_000;
const DAYS = 90;
const DAY_MS = 86_400_000;
const TRIES = 20;
const ASK_MS = 600_000;
/** What no store has by itself: for texts that stand anywhere (as its owner; the extension comes with PostgreSQL), and to count without reading the rows. */
const INDEXES = [
  'CREATE EXTENSION pg_trgm',
  'CREATE INDEX texts ON "Errors" USING gin ("Message" gin_trgm_ops, "Url" gin_trgm_ops, "Type" gin_trgm_ops, "Host" gin_trgm_ops)',
  'CREATE INDEX counts ON "Errors" ("ApplicationName", "Id") INCLUDE ("IsProtected", "DuplicateCount", "CreationDate", "LastLogDate") WHERE "DeletionDate" IS NULL',
  'VACUUM ANALYZE "Errors"',
];
const LOGINS = { reader: { user: 'vigil', password: 'look' }, admin: { user: 'vigil_act', password: 'act' } };

/** A store of a million errors of 90 days in PostgreSQL with the indexes that the library makes: lists, searches and counts as a page asks for them, polls when nothing changed, and a clearing of all of it. */
export async function benchExceptions(): Promise<void> {
  const store = await startPostgresqlStore({ name: 'ny', title: 'New York' }, LOGINS);
  if (store === null) return console.log('PostgreSQL is not installed: not measured');
  try {
    await fill(store);
    await measure(store);
  } finally {
    await store.stop();
  }
}

/** A thousand errors, written again and again by the database itself at other times and under other ids. */
async function fill({ table }: RunningStore): Promise<void> {
  const random = seeded(3);
  const now = Date.now();
  const began = performance.now();
  await table.insert(Array.from({ length: TEMPLATES }, () => errorOf({ kind: pick(KINDS, random), at: now - DAYS * DAY_MS, random })));
  const columns = [
    'ApplicationName',
    'MachineName',
    'Type',
    'IsProtected',
    'Host',
    'Url',
    'HTTPMethod',
    'IPAddress',
    'Source',
    'Message',
    'Detail',
    'StatusCode',
  ];
  const copied = [...columns, 'FullJson', 'ErrorHash', 'DuplicateCount', 'Category'].map((name) => `"${name}"`).join(', ');
  const copies = Math.ceil(ROWS / TEMPLATES);
  const at = `"CreationDate" + (n::float8 / ${copies}) * interval '${DAYS} days'`;
  const from = `(SELECT * FROM "Errors" ORDER BY "Id" LIMIT ${TEMPLATES}) AS t, generate_series(1, ${copies - 1}) AS n`;
  for (const order of [
    `INSERT INTO "Errors" ("GUID", "CreationDate", ${copied}) SELECT gen_random_uuid(), ${at}, ${copied} FROM ${from} ORDER BY n`,
    'VACUUM ANALYZE "Errors"',
  ])
    await table.order(order);
  console.log(`${ROWS} rows written in ${((performance.now() - began) / 1_000).toFixed(0)} s`);
}

async function measure(store: RunningStore): Promise<void> {
  const login = ({ user, password }: typeof LOGINS.reader) => ({ user, password: new Secret(password) });
  const place = { product: store.dialect, address: `127.0.0.1:${store.port}`, database: store.database, encrypt: false };
  const read = exceptionsSection.read({
    stores: [
      { name: 'ny', ...place, read: login(LOGINS.reader), act: login(LOGINS.admin), groups: [{ name: 'qa', applications: ['Q&A'] }] },
    ],
  });
  if (!read.ok) throw new Error(read.misfits.map(({ message }) => message).join('; '));
  const connection = exceptions.connect(read.groups[0]?.nodes[0]?.settings, NO_METER);
  try {
    for (const probe of exceptions.probes) {
      console.log(
        `poll ${probe.name}, the first: ${(await timed(() => probe.fetch(connection, AbortSignal.timeout(ASK_MS)))).toFixed(0)} ms`,
      );
      console.log(`poll ${probe.name}, nothing changed: ${await times(() => probe.fetch(connection, AbortSignal.timeout(ASK_MS)))}`);
    }
    await measureQuestions(connection);
    for (const order of INDEXES) console.log(`${order}: ${((await timed(() => store.table.order(order))) / 1_000).toFixed(0)} s`);
    console.log('with these indexes:');
    await measureQuestions(connection);
    await measureClearing(store, connection);
  } finally {
    exceptions.close(connection);
  }
}

async function measureQuestions(connection: ReturnType<typeof exceptions.connect>): Promise<void> {
  const since = Date.now() - DAY_MS;
  const page = (filter: Partial<ErrorFilter>) => ({
    filter: { ...NO_FILTER, ...filter },
    order: { by: 'lastSeen', isDescending: true },
    page: 0,
    upToId: null,
  });
  const questions: readonly [string, string, object][] = [
    ['first page by shape, 24 h', 'shapes', page({ seenFrom: since })],
    ['first page by error, 24 h', 'list', page({ seenFrom: since })],
    ['first page by error, of all time', 'list', page({})],
    ['first page of an application, 7 days', 'list', page({ app: 'Chat', seenFrom: Date.now() - 7 * DAY_MS })],
    ['search in message, 24 h', 'list', page({ seenFrom: since, search: 'timeout' })],
    ['search in message, of all time', 'list', page({ search: 'nobody wrote this' })],
    ['search in stacks, 7 days', 'list', page({ seenFrom: Date.now() - 7 * DAY_MS, search: 'TagEngine', searchIn: ['detail'] })],
    ['count, 24 h', 'count', { filter: { ...NO_FILTER, seenFrom: since }, upToId: null }],
    ['count, of all time', 'count', { filter: NO_FILTER, upToId: null }],
    ['count of a group, 7 days', 'count', { filter: { ...NO_FILTER, team: 'qa', seenFrom: Date.now() - 7 * DAY_MS }, upToId: null }],
  ];
  for (const [words, name, input] of questions) {
    const question = questionNamed(name);
    console.log(`${words}: ${await times(() => question.fetch(connection, input, AbortSignal.timeout(ASK_MS)))}`);
  }
}

/** All of it is cleared in batches, while an application logs an error ten times a second. */
async function measureClearing({ table }: RunningStore, connection: ReturnType<typeof exceptions.connect>): Promise<void> {
  const random = seeded(5);
  const filter = { ...NO_FILTER, seenTo: Date.now() };
  const ask = questionNamed('clearing');
  const counted = (await ask.fetch(connection, { filter }, AbortSignal.timeout(ASK_MS))) as ClearingAnswer;
  const [upToId, asOf, rows] = [counted.upToId, counted.asOf, counted.rows];
  const waits: number[] = [];
  const ended = new AbortController();
  const writing = (async () => {
    while (!ended.signal.aborted) {
      const error = errorOf({ kind: pick(KINDS, random), at: Date.now(), random });
      waits.push(await timed(() => table.insert([error])));
      await pause(100);
    }
  })();
  // The connection of a store is what its own system made of its settings.
  const { settings } = connection as StoreNode;
  const run = { settings, input: { filter, upToId, asOf, rows }, by: 'bench', signal: ended.signal, meter: NO_METER, now: Date.now };
  let words = '';
  const took = await timed(async () => {
    ({ words } = await runClear({ ...run, tell: () => undefined }));
  });
  ended.abort();
  await writing;
  console.log(`clearing: ${words} It took ${(took / 1_000).toFixed(0)} s; who logged meanwhile waited ${spread(waits, [0.5, 0.95])}`);
}

function questionNamed(name: string): AnyQuestion {
  const question = exceptions.questions?.find((one) => one.name === name);
  if (!question) throw new Error(`no question ${name}`);
  return question as AnyQuestion;
}

async function timed(deed: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await deed();
  return performance.now() - began;
}

async function times(deed: () => Promise<unknown>): Promise<string> {
  const took: number[] = [];
  for (let n = 0; n < TRIES; n += 1) took.push(await timed(deed));
  return spread(took, [0.5, 0.95]);
}

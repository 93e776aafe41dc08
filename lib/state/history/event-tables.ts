import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { z } from 'zod';
import { EVENT_KINDS, type HistoryEvent } from '../../history.ts';
import { STATUSES } from '../../status.ts';
import type { EventQuery, NewEvent } from './history.ts';
import type { Checked, Migration } from './table.ts';

/** Events of which the moment is known less closely than this are looked for apart: there are few, and they may begin long before a period that they reach into. */
const LONG_MS = 3_600_000;
const MOST_WRONG = 100;

// AUTOINCREMENT: a page is asked for by the number of the last event of the page before, so numbers never come again.
export const EVENT_MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    run: `CREATE TABLE event (
      id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, until INTEGER NOT NULL, kind TEXT NOT NULL, systems TEXT NOT NULL, system TEXT NOT NULL,
      "group" TEXT NOT NULL, node TEXT NOT NULL, subject TEXT NOT NULL, status TEXT, words TEXT NOT NULL, "by" TEXT, "key" TEXT, link TEXT) STRICT;
      CREATE INDEX event_at ON event (at);
      CREATE INDEX event_long ON event (until) WHERE until - at > ${LONG_MS};`,
  },
];

const row = z.object({
  ...{ id: z.number(), at: z.number(), until: z.number(), kind: z.enum(EVENT_KINDS) },
  systems: z.string().transform((text) => z.array(z.string()).parse(JSON.parse(text))),
  ...{ system: z.string(), group: z.string(), node: z.string(), subject: z.string() },
  ...{ status: z.enum(STATUSES).nullable(), words: z.string(), by: z.string().nullable() },
  ...{ key: z.string().nullable(), link: z.string().nullable() },
});

const kept: z.ZodType<HistoryEvent> = row.transform(({ key, link, ...event }) => ({
  ...event,
  ...(key === null ? {} : { key }),
  ...(link === null ? {} : { link }),
}));

/** What happened. Events are told newest first, and those of one moment in the order in which they were put in, the last one first. */
export class EventTables {
  readonly #database: DatabaseSync;
  readonly #insert: StatementSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#insert = database.prepare(
      'INSERT INTO event (at, until, kind, systems, system, "group", node, subject, status, words, "by", "key", link) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    );
  }

  append(events: readonly NewEvent[]): void {
    for (const { at, until, kind, systems, system, group, node, subject, status, words, by, key = null, link = null } of events)
      this.#insert.run(at, until, kind, JSON.stringify(systems), system, group, node, subject, status, words, by, key, link);
  }

  /** A page of the events that reach into a period (both ends belong to it), newest first. */
  read(query: EventQuery): readonly HistoryEvent[] {
    const short = this.#page('at BETWEEN $from - $long AND $to AND until >= $from', query);
    const long = this.#page(`until - at > ${LONG_MS} AND until >= $from AND at < $from - $long AND at <= $to`, query);
    return [...short, ...long].slice(0, query.limit);
  }

  oldestAt(): number | null {
    return z.number().nullable().parse(this.#database.prepare('SELECT min(at) AS at FROM event').get()?.at);
  }

  dropBefore(at: number): void {
    this.#database.prepare('DELETE FROM event WHERE at < ? AND until < ?').run(at, at);
  }

  check(): Checked {
    const wrong: string[] = [];
    let count = 0;
    for (const row of this.#database.prepare('SELECT * FROM event ORDER BY id').iterate()) {
      count += 1;
      const trouble = troubleOf(row);
      if (trouble !== null && wrong.length < MOST_WRONG) wrong.push(`Event ${row.id}: ${trouble}.`);
    }
    return { counts: [['events', count]], wrong };
  }

  #page(period: string, query: EventQuery): HistoryEvent[] {
    const { where, values } = conditions(query);
    const sql = `SELECT * FROM event WHERE ${[period, ...where].join(' AND ')} ORDER BY at DESC, id DESC LIMIT $limit`;
    const all = { $from: query.from, $to: query.to, $long: LONG_MS, $limit: query.limit, ...values };
    return this.#database
      .prepare(sql)
      .all(all)
      .map((row) => kept.parse(row));
  }
}

type Conditions = { where: string[]; values: Record<string, SQLInputValue> };

function conditions({ kinds, views, system, group, node, text, before }: EventQuery): Conditions {
  const all: [is: boolean, sql: string, values: Record<string, SQLInputValue>][] = [
    [kinds.length > 0, 'kind IN (SELECT value FROM json_each($kinds))', { $kinds: JSON.stringify(kinds) }],
    [
      true,
      'NOT EXISTS (SELECT 1 FROM json_each(systems) WHERE value NOT IN (SELECT value FROM json_each($views)))',
      { $views: JSON.stringify(views) },
    ],
    [system !== null, '(system = $system OR EXISTS (SELECT 1 FROM json_each(systems) WHERE value = $system))', { $system: system }],
    [group !== null, '"group" = $group', { $group: group }],
    [node !== null, 'node = $node', { $node: node }],
    [
      text !== null && text !== '',
      `(subject || char(10) || words || char(10) || "group" || '/' || node || char(10) || coalesce("by", '')) LIKE $text ESCAPE '\\'`,
      { $text: `%${(text ?? '').replace(/[\\%_]/g, '\\$&')}%` },
    ],
    [before !== null, '(at, id) < (SELECT at, id FROM event WHERE id = $before)', { $before: before }],
  ];
  const wanted = all.filter(([is]) => is);
  return { where: wanted.map(([, sql]) => sql), values: Object.assign({}, ...wanted.map(([, , values]) => values)) };
}

function troubleOf(row: Record<string, unknown>): string | null {
  try {
    const { at, until } = kept.parse(row);
    return at <= until ? null : `it ended (${until}) before it began (${at})`;
  } catch (error) {
    const issue = error instanceof z.ZodError ? error.issues[0] : null;
    return issue ? `${issue.path.join('.')}: ${issue.message}` : String(error);
  }
}

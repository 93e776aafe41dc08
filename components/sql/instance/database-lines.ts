import type { Finding } from '#lib/finding.ts';
import { isWorse, type Status, worst } from '#lib/status.ts';
import type { BackupView, DatabaseView } from '#lib/systems/sql/instance/model.ts';
import { rank } from '../ag/judge.ts';
import type { InstanceLine, ToldRow } from './line.ts';

/** How something is, and why it is not ok: empty where it is. */
export type Stand = { status: Status; reason: string };

/** How bad it is that the newest backup of the data, and of the log, is too old; null where it is not. */
export type Late = { data: Status | null; log: Status | null };

/** A database with its backups; `backup` is null where nothing is told of them. `why` tells all that is not ok. */
export type DatabaseLine = {
  name: string;
  database: DatabaseView['database'];
  status: Status;
  why: string;
  backup: (Stand & { of: BackupView['backup']; late: Late }) | null;
};

/** Which of the two answers can be relied on. */
type Trust = { databases: boolean; backups: boolean };

/** The databases of an instance, worst first and then by name. What was found of a row over all instances may make it worse and never better. */
export function databaseLines({ told }: InstanceLine, findings: readonly Finding[], trust: Trust): DatabaseLine[] {
  const backups = new Map((told.backups?.rows ?? []).map((one) => [one.view.backup.database, one]));
  const lines = (told.databases?.rows ?? []).map((one): DatabaseLine => {
    const { database } = one.view;
    const own = standOf(one, findings, trust.databases);
    const said = backups.get(database.name);
    const backup =
      said === undefined ? null : { ...standOf(said, findings, trust.backups), of: said.view.backup, late: lateOf(said, findings) };
    const why = [own, backup].flatMap((stand) => (stand === null || stand.reason === '' ? [] : [stand.reason])).join('; ');
    return { name: database.name, database, status: worst([own.status, ...(backup ? [backup.status] : [])]), why, backup };
  });
  return lines.toSorted((a, b) => rank(a.status) - rank(b.status) || a.name.localeCompare(b.name, 'en', { numeric: true }));
}

/** Which of its backups is too old, by its own row and by what was found over all instances. */
function lateOf({ row, view }: ToldRow<BackupView>, findings: readonly Finding[]): Late {
  const of = (what: keyof Late): Status | null => {
    const about = findings.filter(({ id, rows }) => id.includes(`backup ${what} `) && rows.some((one) => one.row === row.id));
    const all = [...(view.late[what] === null ? [] : [view.late[what]]), ...about.map(({ verdict }) => verdict.status)];
    const known = all.filter((status) => status !== 'ok');
    return known.length === 0 ? null : worst(known);
  };
  return { data: of('data'), log: of('log') };
}

/** How a row is now: what it said while that can be relied on, stale beyond that unless it was worse. */
export function standOf({ row }: ToldRow<unknown>, findings: readonly Finding[], isTrusted: boolean): Stand {
  const { verdict } = row;
  const own: Status = isTrusted || isWorse(verdict.status, 'stale') ? verdict.status : 'stale';
  const about = findings.filter(({ rows, verdict: found }) => found.status !== 'ok' && rows.some((one) => one.row === row.id));
  const reasons = [
    ...(own === 'ok' ? [] : [own === 'stale' ? `not read now, was ${verdict.status}` : verdict.reason]),
    ...about.map((finding) => finding.verdict.reason),
  ];
  return { status: worst([own, ...about.map((finding) => finding.verdict.status)]), reason: reasons.join('; ') };
}

import written from './catalogue.json' with { type: 'json' };
import { isGone, isSince, type Release } from './release.ts';

export type CatalogueKind = 'dmv' | 'catalog' | 'msdb' | 'tvf' | 'proc' | 'function';
/** `type` as SQL Server's documentation writes it, with a length where the documentation leaves it out. */
export type CatalogueColumn = { name: string; type: string; isNullable: boolean };
/**
 * One object as a release has it. `requires` is the server permission without which the object answers error 300, or the right on an object of msdb ("SELECT on msdb.dbo.backupset") without which it answers 229; null where everybody may ask, or where rows are left out silently.
 */
export type CatalogueEntry = {
  name: string;
  kind: CatalogueKind;
  permission: string;
  requires: string | null;
  params: readonly CatalogueColumn[];
  columns: readonly CatalogueColumn[];
};

type Written = { kind: string; since?: string; permission: string; params?: string[]; columns: string[] };

const ENTRIES: Readonly<Record<string, Written>> = written;
const KINDS: readonly CatalogueKind[] = ['dmv', 'catalog', 'msdb', 'tvf', 'proc', 'function'];
const COLUMN = /^(.+?) ([a-z][a-z0-9_]*(?:\([a-z0-9,]+\))?)( not null| null)?(?: since (.+?))?(?: until (.+))?$/;
const PARAM = /^(.+) ([a-z][a-z0-9_]*(?:\([a-z0-9,]+\))?)$/;
/** Server-wide views that raise an error; text of the documentation: "A (2019 and earlier) / B (2022+)". Views that show the caller's own session instead are told further on and do not match. */
const REFUSES = /^(VIEW SERVER STATE) \(2019 and earlier\) \/ (VIEW SERVER [A-Z]+ STATE) \(2022\+\)$/;
const kept = new Map<string, ReadonlyMap<string, CatalogueEntry>>();

/** Every documented object that a release has, by its name in lower case ("sys.databases", "msdb.dbo.backupset"), with the columns that the release has. */
export function catalogueOf(release: Release): ReadonlyMap<string, CatalogueEntry> {
  const known = kept.get(release.productVersion);
  if (known) return known;
  const made = new Map<string, CatalogueEntry>();
  for (const [name, entry] of Object.entries(ENTRIES)) {
    if (isSince(release, entry.since ?? null)) made.set(name.toLowerCase(), entryOf(name, entry, release));
  }
  kept.set(release.productVersion, made);
  return made;
}

/** The names of all documented objects, of whatever version. */
export function cataloguedNames(): string[] {
  return Object.keys(ENTRIES);
}

function entryOf(name: string, entry: Written, release: Release): CatalogueEntry {
  const kind = KINDS.find((each) => each === entry.kind);
  if (!kind) throw new Error(`stand-in: the catalogue has ${name} as a ${entry.kind}`);
  return {
    name,
    kind,
    permission: entry.permission,
    requires: requiredBy(name, entry.permission, release),
    params: (entry.params ?? []).map((text) => paramOf(name, text)),
    columns: entry.columns.map((text) => columnOf(name, text, release)).filter((column) => column !== null),
  };
}

function requiredBy(name: string, permission: string, release: Release): string | null {
  if (permission.startsWith('SELECT on the msdb table')) return `SELECT on ${name}`;
  const found = REFUSES.exec(permission);
  if (!found) return null;
  return (Number(release.year) >= 2022 ? found[2] : found[1]) ?? null;
}

function columnOf(of: string, text: string, release: Release): CatalogueColumn | null {
  const [, name, type, nullable, since, until] = COLUMN.exec(text) ?? [];
  if (name === undefined || type === undefined)
    throw new Error(`stand-in: the catalogue has a column of ${of} that nobody can read: ${text}`);
  if (!isSince(release, since ?? null) || isGone(release, until ?? null)) return null;
  return { name, type: lengthened(type), isNullable: nullable !== ' not null' };
}

/** Words of statements (KILL, DBCC) and of procedures are kept as they are: they have no columns of a table. */
function paramOf(of: string, text: string): CatalogueColumn {
  const [, name, type] = PARAM.exec(text) ?? [];
  if (name === undefined || type === undefined)
    throw new Error(`stand-in: the catalogue has a parameter of ${of} that nobody can read: ${text}`);
  return { name, type: lengthened(type), isNullable: true };
}

/** A length that the documentation leaves out would be 1 in T-SQL; the widest is what the server really has. */
function lengthened(type: string): string {
  if (type === 'nvarchar') return 'nvarchar(4000)';
  if (type === 'varbinary') return 'varbinary(8000)';
  return type === 'binary' ? 'binary(8)' : type;
}

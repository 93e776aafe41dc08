/** The major version of SQL Server by its year of release: 12 is 2014, 13 is 2016, 14 is 2017, 15 is 2019, 16 is 2022. */
export const OLDEST_MAJOR = 12;

/** The right that a statement takes: up to 2019, and from 2022 on, where VIEW SERVER STATE was split. Null where everybody who may sign in may ask it. */
export type Right = { before2022: string; from2022: string } | null;

/**
 * One SELECT as it is sent. Of several of one name the one with the highest `since` (major version) that the server has is taken; `editions` are the EngineEdition numbers that know
 * it, null for all that can be watched. Each gives exactly one set of rows.
 */
export type SqlStatement<Name extends string = string> = {
  name: Name;
  since: number;
  editions: readonly number[] | null;
  right: Right;
  text: string;
};

/** A row as the driver gives it: bigint and decimals cast to text as text, a local datetime as a Date whose UTC fields are the clock of the server, datetimeoffset as the moment it is. */
export type SqlRow = Readonly<Record<string, unknown>>;

/** The rows of each statement, by its name. */
export type SqlSets<Name extends string> = Readonly<Record<Name, readonly SqlRow[]>>;

export const SERVER_STATE: Right = { before2022: 'VIEW SERVER STATE', from2022: 'VIEW SERVER PERFORMANCE STATE' };
/** Of a statement that joins a view of states with one of definitions. */
export const STATE_AND_DEFINITION: Right = {
  before2022: 'VIEW SERVER STATE and VIEW ANY DEFINITION',
  from2022: 'VIEW SERVER PERFORMANCE STATE and VIEW ANY DEFINITION',
};
export const ANY_DEFINITION: Right = { before2022: 'VIEW ANY DEFINITION', from2022: 'VIEW ANY DEFINITION' };

/** The statements for a server of this major version and edition: one of each name, in the order in which the names first appear. */
export function statementsFor<Name extends string>(
  all: readonly SqlStatement<Name>[],
  { major, edition }: { major: number; edition: number },
): SqlStatement<Name>[] {
  const names = [...new Set(all.map(({ name }) => name))];
  return names.flatMap((name) => {
    const fitting = all.filter((one) => one.name === name && one.since <= major && (one.editions?.includes(edition) ?? true));
    const newest = fitting.toSorted((a, b) => b.since - a.since)[0];
    return newest ? [newest] : [];
  });
}

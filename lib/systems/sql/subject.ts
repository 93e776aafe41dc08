import type { RowSubject } from '../../system.ts';
import type { AgDatabaseView, AgReplicaView, LogView, WindowsClusterView } from './ag/model.ts';

type SqlRow = AgReplicaView | AgDatabaseView | LogView | WindowsClusterView;

/** Where a row stands among availability groups; `databaseId` is null for the row of a group itself. */
export type AgRow = { group: string; groupId: string; databaseId: string | null };

/** What a row is about: a group on a node heads its databases there; a database goes by the same name wherever it is; anything else is about its node. */
export function subjectOf(row: { value: object }): RowSubject {
  const nobody = { heads: null, under: null, host: null };
  const value = asSqlRow(row);
  switch (value?.kind) {
    case 'ag': {
      const name = value.group.name;
      return { ...nobody, name, alike: value.group.id, heads: value.group.id };
    }
    case 'ag database':
      return { ...nobody, name: value.own.name, alike: `${value.groupId}/${value.own.id}`, under: value.groupId };
    case 'log':
      return { ...nobody, name: `log of ${value.file.database}`, alike: `log ${value.file.database}` };
    case 'windows cluster': {
      const name = value.cluster?.name ?? 'Windows cluster';
      return { ...nobody, name, alike: `cluster ${name}` };
    }
    case undefined:
      return { ...nobody, name: 'server', alike: 'server' };
  }
}

/** The place of a row among availability groups; null for one that is of none. */
export function agRowOf(row: { value: object }): AgRow | null {
  const value = asSqlRow(row);
  if (value?.kind === 'ag') return { group: value.group.name, groupId: value.group.id, databaseId: null };
  if (value?.kind === 'ag database') return { group: value.group, groupId: value.groupId, databaseId: value.own.id };
  return null;
}

/** The rows of the system are what its status rules made: they are told apart by their kind. */
function asSqlRow({ value }: { value: object }): SqlRow | null {
  const kinds: readonly unknown[] = ['ag', 'ag database', 'log', 'windows cluster'];
  return 'kind' in value && kinds.includes(value.kind) ? (value as SqlRow) : null;
}

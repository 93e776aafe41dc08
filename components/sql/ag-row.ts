import type { LiveRow } from '#lib/feed/events.ts';
import type { AgDatabaseView, AgReplicaView } from '#lib/systems/sql/ag/model.ts';

/** Where a row stands among availability groups; `databaseId` is null for the row of a group itself. */
export type AgRow = { group: string; groupId: string; databaseId: string | null };

/** The place of a row among availability groups; null for one that is of none. */
export function agRowOf({ value }: Pick<LiveRow, 'value'>): AgRow | null {
  if (isGroup(value)) return { group: value.group.name, groupId: value.group.id, databaseId: null };
  if (isDatabase(value)) return { group: value.group, groupId: value.groupId, databaseId: value.own.id };
  return null;
}

// The rows of the system are what its status rules made, and are told apart by their kind.
function isGroup(value: object): value is AgReplicaView {
  return 'kind' in value && value.kind === 'ag';
}

function isDatabase(value: object): value is AgDatabaseView {
  return 'kind' in value && value.kind === 'ag database';
}

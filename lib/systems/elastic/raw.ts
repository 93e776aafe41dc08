import type { Teller } from './model.ts';

/** What servers answered, unread: JSON as it came, which may be anything. One type for each probe. */

export type RawOwn = { root: unknown; state: unknown };
export type RawHealth = Teller & { root: unknown; health: unknown };
export type RawLoad = Teller & { stats: unknown };
export type RawMembers = Teller & { info: unknown };
/** `shutdown` is null where it cannot be asked there. It tells members by their ids: `names` holds what their names are (`nodes.*.name`), null where that was not asked. */
export type RawAllocation = Teller & { settings: unknown; allocation: unknown; shutdown: unknown; names?: unknown };
/** `table` was read at `readAt`; while the state is the same it is the very object that was read then. */
export type RawShards = Teller & { state: unknown; table: unknown; readAt: number };
/** `recovery` is null where the health says that nothing moves. */
export type RawRecoveries = Teller & { health: unknown; recovery: unknown };
export type RawIndices = Teller & { health: unknown };
export type RawVolume = Teller & { stats: unknown };
export type RawPart = { is: 'told'; body: unknown } | { is: 'untold'; why: string };
/** `errors` are the life cycles in error. Of OpenSearch `policies` holds two answers: `policies`, and the `explain` of them. */
export type RawUpkeep = Teller & { policies: RawPart; errors: RawPart };
export type RawReport = Teller & { report: unknown };

import type { Step } from '../../../acting.ts';

/** The role that a node is to have by its own word before anything is sent to it. */
type Role = 'master' | 'replica';

/** What a step is to its send, proof, rescue and undo. Other nodes are named as in the configuration, of the same group. */
export type Detail =
  | { is: 'check'; role: Role; asksSentinels: boolean }
  | { is: 'pause' }
  | { is: 'wait'; master: string }
  /** `paused` is the old master whose writes are held meanwhile; null where it gives no answer. */
  | { is: 'promote'; paused: string | null; old: string | null }
  | { is: 'follow'; host: string; port: number; from: string; isOldMaster: boolean; before: string | null }
  | { is: 'resume' }
  | { is: 'failover'; host: string; port: number; to: string }
  | { is: 'see master'; old: string }
  | { is: 'sentinel'; set: string }
  | { is: 'see replica' };

/** The detail of a step that this system made. */
export function detailOf({ detail }: Pick<Step, 'detail'>): Detail {
  return detail as Detail;
}

import type { ClusterView, HoldingView, IdentityView, MemberView, OwnView, SettingsView } from './model.ts';
import type {
  IndexView,
  IndicatorView,
  LifecycleView,
  PolicyView,
  Recovery,
  RecoveryView,
  Shard,
  ShardView,
  TableView,
  TotalView,
  VolumeView,
} from './model-data.ts';

/** The rows of a cluster: what they show, and their ids. Safe in the browser. */

/** The value of any row of this system. */
export type ElasticView =
  | OwnView
  | ClusterView
  | MemberView
  | IdentityView
  | SettingsView
  | HoldingView
  | TableView
  | ShardView
  | RecoveryView
  | IndexView
  | VolumeView
  | TotalView
  | PolicyView
  | LifecycleView
  | IndicatorView;

/** The ids of rows: of a member and its holding by its name, of an index by its name, of a copy of a shard. */
export const OWN_ROW = 'own';

export const CLUSTER_ROW = 'cluster';

export const SETTINGS_ROW = 'settings';

export const TABLE_ROW = 'table';

export const TOTAL_ROW = 'total';

export const memberRow = (name: string): string => `member/${name}`;

export const indexRow = (name: string): string => `index/${name}`;

export const policyRow = (name: string): string => `policy/${name}`;

export const lifecycleRow = (index: string): string => `lifecycle/${index}`;

export const indicatorRow = (name: string): string => `indicator/${name}`;

/** Copies of one shard that stand alike are told apart by their place in the table, `turn`. */
export const shardRow = ({ index, number, isPrimary }: Pick<Shard, 'index' | 'number' | 'isPrimary'>, turn = 0): string =>
  `shard/${index}/${number}/${isPrimary ? 'p' : 'r'}${turn === 0 ? '' : turn}`;

export const recoveryRow = ({ index, number, to }: Pick<Recovery, 'index' | 'number' | 'to'>): string =>
  `recovery/${index}/${number}/${to ?? ''}`;

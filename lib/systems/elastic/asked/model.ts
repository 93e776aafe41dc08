/** The words and types of what is asked of a cluster when somebody looks. Safe in the browser. Unknown is null everywhere; times are epoch ms, sizes bytes. */

export const TASKS = 'tasks';
export const TASKS_MASKED = 'tasks-masked';
export const PENDING = 'pending';
export const SETTINGS = 'settings';
export const ALIASES = 'aliases';
export const DATA_STREAMS = 'data-streams';
export const TEMPLATES = 'templates';
export const INDEX = 'index';
export const MEMBER = 'member';
export const MEMBER_SHARDS = 'member-shards';
export const HOT_THREADS = 'hot-threads';

/**
 * A task that runs now. `id` is that by which it is cancelled ("node:number"); `member` the name of the node it runs on. `description` may hold what was searched for: null where it is not to be
 * seen. `parent` is the id of the task that it is a part of.
 */
export type Task = {
  id: string;
  member: string;
  action: string;
  description: string | null;
  startedAt: number | null;
  runsMs: number | null;
  isCancellable: boolean;
  isCancelled: boolean;
  parent: string | null;
};

/** `isMasked`: descriptions are left out. `unanswered` are the members that did not tell. Tasks that are parts of others are counted and not listed. */
export type TasksAnswer = { tasks: Task[]; parts: number; unanswered: number; isMasked: boolean };

export type PendingTask = { order: number; priority: string; source: string; waitsMs: number | null; isExecuting: boolean | null };
export type PendingAnswer = { tasks: PendingTask[] };

/** A setting that somebody wrote, and where. A value that may be a secret is "***". */
export type WrittenLine = { name: string; value: string; at: 'persistent' | 'transient' };
export type SettingsAnswer = { settings: WrittenLine[] };

export type AliasOf = { index: string; isWriteIndex: boolean | null; hasFilter: boolean };
export type Alias = { name: string; indices: AliasOf[] };
export type AliasesAnswer = { aliases: Alias[] };

export type DataStream = {
  name: string;
  indices: string[];
  generation: number | null;
  status: string | null;
  template: string | null;
  policy: string | null;
};
/** `why` says in words why there are none to be told. */
export type DataStreamsAnswer = { streams: DataStream[]; why: string | null };

export type Template = {
  name: string;
  kind: 'index' | 'component' | 'legacy';
  patterns: string[];
  priority: number | null;
  version: number | null;
  parts: string[];
  isForStreams: boolean;
};
export type TemplatesAnswer = { templates: Template[] };

/** One copy of a shard of an index. */
export type IndexCopy = {
  number: number;
  isPrimary: boolean;
  state: string;
  member: string | null;
  docs: number | null;
  bytes: number | null;
};
export type SettingLine = { name: string; value: string };
/** `fields` counts those of its mapping, null where that could not be read. `copies` are those that a member told of; `wantedCopies` is how many the index is to have. */
export type IndexAnswer = {
  name: string;
  uuid: string | null;
  createdAt: number | null;
  aliases: Alias[];
  stream: string | null;
  settings: SettingLine[];
  blocks: string[];
  fields: number | null;
  wantedCopies: number | null;
  copies: IndexCopy[];
};

export type FileSystem = {
  path: string;
  mount: string | null;
  type: string | null;
  totalBytes: number | null;
  availableBytes: number | null;
};
export type HeapPool = { name: string; usedBytes: number | null; maxBytes: number | null };
export type MemberAnswer = {
  id: string;
  name: string;
  version: string | null;
  build: string | null;
  roles: string[];
  attributes: SettingLine[];
  addresses: SettingLine[];
  machine: SettingLine[];
  java: SettingLine[];
  fileSystems: FileSystem[];
  heapPools: HeapPool[];
  plugins: SettingLine[];
  settings: SettingLine[];
};

export type HeldShard = { index: string; number: number; isPrimary: boolean; state: string; to: string | null };
export type MemberShardsAnswer = { shards: HeldShard[] };

export const THREAD_TYPES = ['cpu', 'wait', 'block', 'mem'] as const;
export type ThreadType = (typeof THREAD_TYPES)[number];
/** As it is told, for people. */
export type HotThreadsAnswer = { type: ThreadType; text: string };

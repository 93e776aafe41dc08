/** What the questions of this part are answered with. Safe in the browser; units as in model.ts. */

/** "clerks": who holds memory, largest first. */
export type ClerksAnswer = {
  totalBytes: number;
  clerks: readonly { type: string; title: string | null; bytes: number; percent: number }[];
};

/** "connections" (needs the right to details): how many there are by who signed in, from where and at which isolation. */
export type ConnectionsAnswer = {
  total: number;
  groups: readonly {
    login: string | null;
    host: string | null;
    program: string | null;
    isolation: string;
    connections: number;
    reads: number | null;
    writes: number | null;
    lastLoginAt: number | null;
  }[];
};

/** "counters": every performance counter by its type, from two samples `overMs` apart. `value` is null where there was nothing to divide by. */
export type CountersAnswer = {
  overMs: number;
  counters: readonly {
    object: string;
    counter: string;
    instance: string;
    how: 'now' | 'per second' | 'percent' | 'average' | 'in between';
    value: number | null;
  }[];
};

/** "trace-flags": those that are on for everybody. */
export type TraceFlagsAnswer = { flags: readonly { flag: number; isOn: boolean; isGlobal: boolean }[] };

/** "error-log" (needs the right to details): the newest lines first; lines of one moment and process are one entry. */
export type ErrorLogAnswer = { entries: readonly { at: number; process: string; text: string }[]; isCut: boolean };

/** "tempdb": its files as they are now, and who fills it. */
export type TempdbAnswer = {
  totalBytes: number;
  freeBytes: number;
  userObjectBytes: number;
  internalObjectBytes: number;
  versionStoreBytes: number;
  mixedExtentBytes: number;
  files: readonly {
    name: string;
    path: string;
    type: string;
    sizeBytes: number;
    growthBytes: number | null;
    growthPercent: number | null;
  }[];
};

/** "recent-backups": the newest that were made on this instance, newest first. */
export type RecentBackupsAnswer = {
  backups: readonly {
    database: string;
    type: string;
    startedAt: number | null;
    finishedAt: number | null;
    bytes: number | null;
    compressedBytes: number | null;
    isCopyOnly: boolean | null;
    device: string | null;
  }[];
};

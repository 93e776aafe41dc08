/**
 * What the settings of sp_configure are on a new server (Server configuration options). Where two are named, a version or the setup chooses. What depends on the machine, as the processors
 * and the memory that the setup proposes, is none of these: `max degree of parallelism` and `max server memory` are proposed by the setup from 2019 on.
 */
const USUAL: Readonly<Record<string, readonly number[]>> = {
  'access check cache bucket count': [0],
  'access check cache quota': [0],
  'ad hoc distributed queries': [0],
  'affinity i/o mask': [0],
  'affinity mask': [0],
  'affinity64 i/o mask': [0],
  'affinity64 mask': [0],
  'agent xps': [0, 1],
  'allow polybase export': [0],
  'allow updates': [0],
  'automatic soft-numa disabled': [0],
  'backup checksum default': [0],
  'backup compression default': [0],
  'blocked process threshold (s)': [0],
  'c2 audit mode': [0],
  'clr enabled': [0],
  'clr strict security': [1],
  'contained database authentication': [0],
  'cost threshold for parallelism': [5],
  'cross db ownership chaining': [0],
  'cursor threshold': [-1],
  'database mail xps': [0],
  'default full-text language': [1033],
  'default language': [0],
  'default trace enabled': [1],
  'disallow results from triggers': [0],
  'external scripts enabled': [0],
  'filestream access level': [0],
  'fill factor (%)': [0],
  'ft crawl bandwidth (max)': [100],
  'ft crawl bandwidth (min)': [0],
  'ft notify bandwidth (max)': [100],
  'ft notify bandwidth (min)': [0],
  'hadoop connectivity': [0],
  'in-doubt xact resolution': [0],
  'index create memory (kb)': [0],
  'lightweight pooling': [0],
  locks: [0],
  'max full-text crawl range': [4],
  'max text repl size (b)': [65_536],
  'max worker threads': [0],
  'media retention': [0],
  'min memory per query (kb)': [1_024],
  // The one is written, the other in use.
  'min server memory (mb)': [0, 16],
  'nested triggers': [1],
  'network packet size (b)': [4_096],
  'ole automation procedures': [0],
  'open objects': [0],
  'optimize for ad hoc workloads': [0],
  'ph timeout (s)': [60],
  'polybase enabled': [0],
  'precompute rank': [0],
  'priority boost': [0],
  'query governor cost limit': [0],
  'query wait (s)': [-1],
  'recovery interval (min)': [0],
  'remote access': [1],
  'remote admin connections': [0],
  'remote data archive': [0],
  'remote login timeout (s)': [10],
  'remote proc trans': [0],
  'remote query timeout (s)': [600],
  'replication xps': [0],
  'scan for startup procs': [0],
  'server trigger recursion': [1],
  'set working set size': [0],
  'show advanced options': [0],
  'smo and dmo xps': [1],
  'tempdb metadata memory-optimized': [0],
  'transform noise words': [0],
  'two digit year cutoff': [2_049],
  'user connections': [0],
  'user options': [0],
  xp_cmdshell: [0],
};

/** Those that the setup of a version proposes by the machine; before it they had one default. */
const PROPOSED: Readonly<Record<string, { from: number; before: readonly number[] }>> = {
  'max degree of parallelism': { from: 15, before: [0] },
  'max server memory (mb)': { from: 15, before: [2_147_483_647] },
};

/** What a setting is on a new server of this major version; null where that depends on the machine or is not known. */
export function usualOf(setting: string, major: number): readonly number[] | null {
  const name = setting.toLowerCase();
  const proposed = Object.hasOwn(PROPOSED, name) ? PROPOSED[name] : undefined;
  if (proposed) return major >= proposed.from ? null : proposed.before;
  return Object.hasOwn(USUAL, name) ? (USUAL[name] ?? null) : null;
}

'use client';
import type { ProbeRow } from '#lib/feed/events.ts';
import { formatAge } from '#lib/format/age.ts';
import { formatBytes } from '#lib/format/bytes.ts';
import { formatCount, formatRate, NO_VALUE } from '#lib/format/number.ts';
import type { Moment } from '#lib/reading.ts';
import type { RedisView } from '#lib/systems/redis/model.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { useBoardTime } from '../../reading/board-context.tsx';
import { type Line, Part } from '../../reading/said-part.tsx';
import type { NodeLine } from '../node-line.ts';
import { addressOf } from '../tree.ts';
import { claimWords, databaseWords, knownUntil, roleWords, savingWords, upWords } from '../words.ts';

/** What the instance said of itself last, each part with its age and hatched where that is too old. */
export function Summary({ line: { probe, view } }: { line: NodeLine }) {
  const { board } = useBoardTime();
  if (view === null) return <p className="figures note">It was never read: nothing is known of it.</p>;
  const parts: [string, Line[]][] = [
    ['Role, by its own word', roleLines(view, probe, board)],
    ['Memory', memoryLines(view)],
    ['Clients and commands', clientLines(view)],
    ['Persistence', persistenceLines(view, board.now)],
    [`Keys per database, ${formatCount(view.keys)} in all`, databaseLines(view)],
    ...(view.replicas.length > 0 ? [['What it says of its replicas: hearsay', replicaLines(view)] satisfies [string, Line[]]] : []),
  ];
  return (
    <div className="figures">
      <div className="groups">
        {parts.map(([title, lines]) => (
          <Part key={title} title={title} lines={lines} probe={probe} isOld={!isReliedOn(probe, board)} />
        ))}
      </div>
    </div>
  );
}

function roleLines(view: RedisView, probe: ProbeRow, board: Moment): Line[] {
  const { link } = view;
  const up: Line = ['up', upWords(view, probe, board)];
  if (link === null) return [['role', roleWords(view)], ['offset', formatCount(view.offset)], up];
  return [
    ['role', roleWords(view)],
    ['master', addressOf(link)],
    ['link', `${link.isUp ? 'up' : 'down'}${link.said ? `, ${link.said}` : ''}`],
    ...(view.downSince === null ? [] : [['down for', formatAge(Math.max(0, knownUntil(probe, board) - view.downSince))] satisfies Line]),
    ['silence of its master', link.lastIoSeconds === null ? NO_VALUE : `${formatCount(link.lastIoSeconds)} s`],
    ['received and not carried out', formatBytes(unapplied(view))],
    up,
  ];
}

function unapplied({ link }: RedisView): number | null {
  return link === null || link.readOffset === null || link.appliedOffset === null ? null : link.readOffset - link.appliedOffset;
}

function memoryLines({ memory, forkRoomBytes, evictedPerSecond }: RedisView): Line[] {
  return [
    ['used', formatBytes(memory.usedBytes)],
    ['limit (maxmemory)', memory.maxBytes === null ? 'none' : formatBytes(memory.maxBytes)],
    ['when it is full', memory.policy ?? NO_VALUE],
    ['peak', formatBytes(memory.peakBytes)],
    ['resident', formatBytes(memory.residentBytes)],
    ['fragmentation', memory.fragmentation === null ? NO_VALUE : memory.fragmentation.toFixed(2)],
    ['room for a fork', formatBytes(forkRoomBytes)],
    ['evicted per s', formatRate(evictedPerSecond)],
  ];
}

function clientLines({ clients, maxClients, blockedClients, rejected, opsPerSecond, hitRatio, ...view }: RedisView): Line[] {
  return [
    ['connected', `${formatCount(clients)} of at most ${formatCount(maxClients)}`],
    ['blocked', formatCount(blockedClients)],
    ['rejected', rejected === null ? NO_VALUE : `${formatCount(rejected.count)} in ${formatAge(rejected.overMs)}`],
    ['commands per s', formatRate(opsPerSecond)],
    ['in and out per s', `${formatBytes(view.netInPerSecond)}, ${formatBytes(view.netOutPerSecond)}`],
    ['reads that found their key', hitRatio === null ? NO_VALUE : `${formatRate(hitRatio * 100)}%`],
  ];
}

function persistenceLines({ persistence, loading }: RedisView, now: number): Line[] {
  const { rdb, aof } = persistence;
  return [
    ['last writes', savingWords(persistence, now)],
    ['RDB', rdb.isSaving ? 'is saving' : rdb.isOk ? 'last one ok, or none yet' : 'last one failed'],
    ['changes since', formatCount(rdb.changesSince)],
    ['AOF', !aof.isEnabled ? 'off' : aof.isWriteOk && aof.isRewriteOk ? 'on, last writes ok' : 'on, last writes failed'],
    ...(loading === null ? [] : [['loading', `${formatFigureOf(loading.percent)}`] satisfies Line]),
  ];
}

function formatFigureOf(percent: number | null): string {
  return percent === null ? 'its data' : `${formatRate(percent)}%`;
}

function databaseLines({ databases }: RedisView): Line[] {
  if (databases.length === 0) return [['all', 'no keys']];
  return databases.map(({ name, title, keys, expires, averageTtlMs }) => [
    databaseWords({ name, title }),
    `${formatCount(keys)}${expires === null ? '' : `, ${expires === keys && keys > 0 ? 'all' : formatCount(expires)} expire`}${averageTtlMs === null ? '' : `, mean ${formatAge(averageTtlMs)}`}`,
  ]);
}

function replicaLines({ replicas }: RedisView): Line[] {
  return replicas.map((claim) => [addressOf(claim), claimWords(claim)]);
}

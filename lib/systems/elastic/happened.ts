import type { Happening } from '../../finding.ts';
import type { Reading } from '../../reading.ts';
import type { StatusInput } from '../../system.ts';
import { happenedToMembers } from './happened-members.ts';
import { HEALTH, type HealthInfo, LOAD, OWN, type OwnInfo } from './model.ts';
import type { LoadWindow } from './past.ts';
import type { ElasticSettings } from './settings.ts';

/** What happened to a node, or to the cluster, between its two newest readings (newest first), by its own word: given each window once, each happening is told once. */
export function happenedTo({ probe, window }: Pick<StatusInput<ElasticSettings>, 'probe' | 'window'>): Happening[] {
  const [newest, before] = window;
  if (newest === undefined || before === undefined) return [];
  // The engine hands back what the probe of that name made, of the load as pastLoad leaves it.
  if (probe === LOAD) return happenedToMembers(window as unknown as LoadWindow);
  const words = wordsOf(probe, newest, before);
  // One line: events of one node at one time are one.
  return words.length === 0 ? [] : [{ from: before.observedAt, to: newest.observedAt, words: words.join(', ') }];
}

function wordsOf(probe: string, newest: Reading<unknown>, before: Reading<unknown>): string[] {
  if (probe === OWN) return ownWords(newest.value as OwnInfo, before.value as OwnInfo);
  return probe === HEALTH ? identityWords(newest.value as HealthInfo, before.value as HealthInfo) : [];
}

function ownWords(now: OwnInfo, was: OwnInfo): string[] {
  return [
    ...(now.name === was.name ? [] : [`answers as ${now.name} and no longer as ${was.name}`]),
    ...identityWords(now, was),
    ...masterWords(now, was),
  ];
}

function masterWords({ masterId: now }: OwnInfo, { masterId: was }: OwnInfo): string[] {
  if (now === was) return [];
  if (now === null) return ['knows no elected master any more'];
  return [was === null ? 'knows an elected master again' : 'follows another elected master'];
}

function identityWords({ uuid: now }: { uuid: string | null }, { uuid: was }: { uuid: string | null }): string[] {
  return now === was || now === null || was === null ? [] : ['is of another cluster (its cluster_uuid is another)'];
}

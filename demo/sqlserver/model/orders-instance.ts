import { hardenedBytes, writeAt } from './copy.ts';
import { type Ailment, type Estate, type Instance, instanceOf, type Load, localReplicas } from './estate.ts';
import { relink } from './links.ts';
import { goOnWriting } from './orders-roles.ts';

/** A server stops: what it was primary of is written no further, and nobody hears it. */
export function stopInstance(estate: Estate, name: string, now: number): void {
  const instance = instanceOf(estate, name);
  for (const { replica } of localReplicas(estate.groups, name)) {
    for (const copy of replica.copies) if (copy.isWriting) writeAt(copy, 0, now);
  }
  instance.isUp = false;
  for (const { group } of localReplicas(estate.groups, name)) relink(estate, group, now);
}

/** A server starts: counters begin at 0, its replicas are what the cluster takes them for, and what they missed comes over. */
export function startInstance(estate: Estate, name: string, now: number): void {
  const instance = instanceOf(estate, name);
  instance.isUp = true;
  instance.startedAt = now;
  instance.frozen = null;
  const replicas = localReplicas(estate.groups, name);
  for (const copy of [...instance.own, ...replicas.flatMap(({ replica }) => replica.copies)]) {
    copy.written = { bytes: 0, from: hardenedBytes(copy, now) };
  }
  for (const { group, replica } of replicas) {
    if (replica.role === 'PRIMARY') goOnWriting(group, replica, now);
    relink(estate, group, now);
  }
}

/** The HADR views of a server stop being updated: they go on to answer what they last held, while log is written and received as before. */
export function freezeHadrViews(estate: Estate, name: string, now: number): void {
  const groups = localReplicas(estate.groups, name).map(({ group }) => group);
  instanceOf(estate, name).frozen = { at: now, groups: structuredClone(groups) };
}

/** The HADR views of a server move again. */
export function thawHadrViews(estate: Estate, name: string): void {
  instanceOf(estate, name).frozen = null;
}

/** A view or function of a server ("sys.dm_os_sys_info") is slow, hangs until the client cancels, or is refused; null makes it well. */
export function ail(estate: Estate, name: string, view: string, ailment: Ailment | null): void {
  const { ailments } = instanceOf(estate, name);
  if (ailment) ailments.set(view.toLowerCase(), ailment);
  else ailments.delete(view.toLowerCase());
}

/** The clock of a server's host jumps: from now on it is `skewMs` ahead of the estate's. */
export function setClock(estate: Estate, name: string, skewMs: number): void {
  instanceOf(estate, name).clockSkewMs = skewMs;
}

/** Something fills a volume by `bytesPerSecond` from now on; 0 ends it. */
export function fillVolume(
  estate: Estate,
  on: { instance: string; volume: keyof Instance['volumes'] },
  bytesPerSecond: number,
  now: number,
): void {
  const volume = instanceOf(estate, on.instance).volumes[on.volume];
  volume.usedBytes = usedBytes(volume, now);
  volume.at = now;
  volume.fillBytesPerSecond = bytesPerSecond;
}

/** What is used of a volume at a moment, in bytes: never more than it has. */
export function usedBytes(volume: Instance['volumes']['data'], now: number): number {
  return Math.min(volume.totalBytes, Math.floor(volume.usedBytes + (Math.max(0, now - volume.at) * volume.fillBytesPerSecond) / 1000));
}

/** A server has other work from now on. */
export function setLoad(estate: Estate, name: string, load: Partial<Load>): void {
  Object.assign(instanceOf(estate, name).load, load);
}

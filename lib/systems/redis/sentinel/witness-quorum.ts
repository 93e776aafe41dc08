import type { Found } from '../../../finding.ts';
import { foundBySentinels, heardOf, saidBy, type Watch, type Watcher, watcherNames } from './witness-parties.ts';

/** Whether enough Sentinels are there for a failover, counted by those that Vigil hears itself; and those that the others do not know. */
export function findQuorum(watch: Watch): Found[] {
  return [...findTooFew(watch), ...findUnknown(watch)];
}

function findTooFew(watch: Watch): Found[] {
  const heard = heardOf(watch);
  const watched = heard.flatMap((watcher) => saidBy(watcher, watch)?.watched ?? []);
  if (watched.length === 0) return [];
  const usable = heard.filter((watcher) => {
    const said = saidBy(watcher, watch);
    return said?.watched != null && said.tilt === null;
  });
  const quorum = Math.max(...watched.map((set) => set.quorum));
  const known = Math.max(...watched.map(({ others }) => others + 1));
  const majority = Math.floor(known / 2) + 1;
  const configured = watch.watchers.length;
  const needed = Math.max(quorum, majority);
  if (usable.length > needed || (usable.length === needed && usable.length === configured)) return [];
  const have = `${usable.length} of ${configured} Sentinels are heard and able to act`;
  const rule = `${quorum} have to agree that the master is down (quorum) and ${majority} of ${known} to elect who promotes`;
  const isEnough = usable.length === needed;
  return [
    foundBySentinels({
      ...(isEnough
        ? { id: 'no sentinel to spare', kind: 'no spare', title: 'No Sentinel to spare', status: 'warning' as const }
        : { id: 'no quorum', kind: 'no quorum', title: 'No quorum', status: 'critical' as const }),
      about: heard,
      told: `${have}${without(watch, usable)}; ${rule}: ${isEnough ? 'when one more is lost, no failover is possible' : 'no failover is possible'}`,
    }),
  ];
}

function without({ watchers }: Watch, usable: readonly Watcher[]): string {
  const lost = watchers.filter((watcher) => !usable.includes(watcher));
  return lost.length === 0 ? '' : `, ${watcherNames(lost)} ${lost.length === 1 ? 'is' : 'are'} not`;
}

/** By its id, which each says of itself; so it is only told of one that is heard and says it. */
function findUnknown(watch: Watch): Found[] {
  const heard = heardOf(watch);
  return heard.flatMap((watcher) => {
    const id = saidBy(watcher, watch)?.id ?? null;
    const strangers = heard.filter((other) => {
      const set = saidBy(other, watch)?.watched ?? null;
      return other !== watcher && set !== null && !set.sentinels.some((one) => one.runId === id);
    });
    if (id === null || strangers.length === 0 || saidBy(watcher, watch)?.watched === null) return [];
    const told = `${watcherNames(strangers)} ${strangers.length === 1 ? 'does' : 'do'} not know ${watcher.node}: it has no vote there, and may watch another master`;
    return [
      foundBySentinels({
        ...{ id: `unknown ${watcher.node}`, kind: 'unknown sentinel', title: 'Not known to the others', status: 'warning' },
        ...{ about: [watcher], by: strangers, told },
      }),
    ];
  });
}

import type { Found } from '../../../finding.ts';
import { formatAddress } from '../address.ts';
import type { Party } from '../witness-parties.ts';
import { couldBe } from '../witness-tree.ts';
import type { SentinelClaim } from './model.ts';
import { foundBySentinels, heardOf, saidBy, type Watch, type Watcher, watcherNames } from './witness-parties.ts';

/** Whom a Sentinel names as the master: a node of the group, an address that is none, or one that may be a node that is configured by another name. */
type Named = { watcher: Watcher; epoch: number; address: string; party: Party | null; isPerhaps: boolean };

/** What the Sentinels that are heard name as the master, against what the nodes are by their own word: another one, two at once, or nobody's master at all. */
export function findNamed(watch: Watch): Found[] {
  const named = namedIn(watch);
  const masters = watch.parties.filter(({ readings }) => readings[watch.place]?.value.role === 'master');
  return [...findMisnamed(named, masters, watch), ...findDisagreement(named), ...findUnwatched(named, masters, watch)];
}

function namedIn(watch: Watch): Named[] {
  return heardOf(watch).flatMap((watcher) => {
    const watched = saidBy(watcher, watch)?.watched ?? null;
    if (watched === null) return [];
    const { master, configEpoch } = watched;
    const party = partyAt(master, watch);
    const isPerhaps = party === null && watch.parties.some((one) => couldBe(one, master, watch.place));
    return [{ watcher, epoch: configEpoch, address: formatAddress(master), party, isPerhaps }];
  });
}

// By its run id it is known even where the Sentinel calls it by another address than we do.
function partyAt({ host, port, runId }: SentinelClaim, { parties, place }: Watch): Party | null {
  const byRun = runId === null ? undefined : parties.find(({ readings }) => readings[place]?.value.runId === runId);
  return byRun ?? parties.find(({ settings: { address } }) => address.host === host && address.port === port) ?? null;
}

function findMisnamed(named: readonly Named[], masters: readonly Party[], { place }: Watch): Found[] {
  return [...Map.groupBy(named, ({ address }) => address)].flatMap(([address, own]) => {
    const [{ party, isPerhaps } = { party: null, isPerhaps: false }] = own;
    const about = own.map(({ watcher }) => watcher);
    const why = whyNot({ party, isPerhaps, masters, place });
    if (why === null) return [];
    const told = `${names(about)} ${called(party, address)} as the master, ${why}: whoever asks a Sentinel is sent there`;
    const status = isPerhaps ? 'unknown' : 'critical';
    return [foundBySentinels({ id: `named ${address}`, kind: 'misnamed', title: 'Another master', status, told, about })];
  });
}

type Claimed = { party: Party | null; isPerhaps: boolean; masters: readonly Party[]; place: number };

/** Why the node that is named is not the master, by the nodes' own words; null where nothing proves that. */
function whyNot({ party, isPerhaps, masters, place }: Claimed): string | null {
  const [only, ...more] = masters;
  const truth = only && more.length === 0 ? `while ${only.node} is, by its own word` : '';
  if (isPerhaps) return 'which may be a node here by another name: write its address as the Sentinels have it';
  if (party === null) return `which is no node of this group${truth && `, ${truth}`}`;
  const said = party.readings[place]?.value;
  if (said?.role === 'replica') return `which is a replica by its own word${truth && `, ${truth}`}`;
  return said === undefined && truth !== '' ? `which is not read now, ${truth}` : null;
}

/** Clients are told two masters. */
function findDisagreement(named: readonly Named[]): Found[] {
  const told = [...Map.groupBy(named, ({ party, address }) => party?.node ?? address)];
  if (told.length < 2) return [];
  const newest = Math.max(...named.map(({ epoch }) => epoch));
  const words = told.map(([, own]) => {
    const [{ party, address, epoch } = { party: null, address: '', epoch: 0 }] = own;
    const isNewest = own.some((one) => one.epoch === newest);
    return `${names(own.map(({ watcher }) => watcher))} ${called(party, address)} (epoch ${epoch}${isNewest ? ', the newest' : ''})`;
  });
  return [
    foundBySentinels({
      ...{ id: 'sentinels disagree', kind: 'disagreement', title: 'Sentinels disagree', status: 'critical' },
      about: named.map(({ watcher }) => watcher),
      told: `${words.join(', ')}: clients are sent to different masters`,
    }),
  ];
}

function findUnwatched(named: readonly Named[], masters: readonly Party[], watch: Watch): Found[] {
  const [master, ...more] = masters;
  const heard = heardOf(watch);
  if (!master || more.length > 0 || heard.length === 0) return [];
  if (named.some(({ party, isPerhaps }) => party === master || isPerhaps)) return [];
  const told = `is the master by its own word, and none of the Sentinels that are heard (${watcherNames(heard)}) watches it: nothing takes its place when it goes down`;
  return [
    foundBySentinels({
      ...{ id: `unwatched ${master.node}`, kind: 'unwatched', title: 'Not watched', status: 'warning' },
      ...{ about: heard, master, told },
    }),
  ];
}

function names(watchers: readonly Watcher[]): string {
  return `${watcherNames(watchers)} ${watchers.length === 1 ? 'names' : 'name'}`;
}

function called(party: Party | null, address: string): string {
  return party === null ? address : party.node;
}

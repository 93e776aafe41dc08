import type { Told } from '../../../finding.ts';
import { formatAge } from '../../../format/age.ts';
import { formatBytes } from '../../../format/bytes.ts';
import type { Status } from '../../../status.ts';
import type { AgLimits } from './limits.ts';
import { lsnWords } from './lsn.ts';
import type { Lsn } from './model.ts';
import type { Class, Classed, Proof } from './witness-classes.ts';
import { listed, many } from './witness-words.ts';

/** What is said of a class of databases. `since` (epoch ms) where it was seen. */
export type Telling = { status: Status; title: string; since: number | null; told: Told };

/** The class of a proof, by the limits of the node. */
export function classOf({ proof }: Classed, { behindWarningSeconds, behindCriticalSeconds }: AgLimits): Class {
  if (proof.is === 'unknown') return 'not known';
  if (proof.is !== 'moving') return proof.is;
  const limits = [behindWarningSeconds, behindCriticalSeconds].filter((one) => one !== null);
  if (limits.some((limit) => proof.behindMs >= limit * 1_000)) return 'behind';
  // Without anything that it has reached it is not told how far it is behind.
  return proof.isAll ? 'not known' : 'moving';
}

/** Whom the databases are of: `all` is how many the replica has in the group, `primary` the node that they follow, `isPrimary` where they are that node's own. */
export type Whose = { all: number; primary: string; isPrimary: boolean; limits: AgLimits };

/** The words for the databases of one class, none of them empty. What is well is told in the same words from poll to poll; what is not, with its numbers. */
export function tell(kind: Class, classed: readonly Classed[], whose: Whose): Telling {
  const who = whoIs(classed, whose.all);
  const are = classed.length === 1 ? 'is' : 'are';
  switch (kind) {
    case 'moving':
      return well('Moving', `${who} ${are} moving: positions that ${whose.primary} had before are passed`);
    case 'idle':
      return well('Idle, proved', `${who} ${are} idle, proved: positions and log of ${whose.primary} stand, and they are reached`);
    case 'stuck':
      return tellStuck(classed, who, whose);
    case 'frozen':
      return tellFrozen(classed, who);
    case 'suspended':
      return tellSuspended(classed, who, whose);
    case 'seeding':
      return {
        status: 'warning',
        title: 'Not there yet',
        since: null,
        told: [`${who} ${[...new Set(proofs(classed, 'seeding').map(({ why }) => why))].join('; or ')}`],
      };
    case 'standing still':
      return tellStanding(classed, who, whose);
    case 'behind':
      return tellBehind(classed, who, whose);
    case 'not known':
      return {
        status: 'unknown',
        title: 'Not known',
        since: null,
        told: [
          `${who}: not known whether ${whose.isPrimary ? 'what it says of itself is so' : `what ${whose.primary} has is there`}: ${whys(classed)}`,
        ],
      };
  }
}

function well(title: string, words: string): Telling {
  return { status: 'ok', title, since: null, told: [words] };
}

function whoIs(classed: readonly Classed[], all: number): string {
  const names = classed.map(({ database: { name } }) => name);
  return classed.length === all && all > 1 ? `all ${many(all, 'database')}` : listed(names.toSorted());
}

function proofs<Is extends Proof['is']>(classed: readonly Classed[], is: Is): Extract<Proof, { is: Is }>[] {
  return classed.map(({ proof }) => proof).filter((proof): proof is Extract<Proof, { is: Is }> => proof.is === is);
}

function tellStuck(classed: readonly Classed[], who: string, { primary }: Whose): Telling {
  const found = classed.flatMap(({ database: { name }, proof }) => (proof.is === 'stuck' ? [{ name, ...proof.proof }] : []));
  const [worst] = found.toSorted((a, b) => (b.bytes ?? 0) - (a.bytes ?? 0));
  const numbers = worst
    ? `${worst.name} stands at ${place(worst.copyAt)} for at least ${formatAge(worst.forMs)} while ${primary} is at ${place(worst.primaryAt)}${wrote(worst.bytes)}`
    : '';
  const since = sinceAll(found.map((one) => one.since));
  const get = classed.length === 1 ? 'gets' : 'get';
  const told = [
    `${who} ${get} nothing, whatever the health says. ${numbers}. Look at the endpoint, the network and the error log of both; what is not sent keeps the log of ${primary} from being emptied`,
  ];
  return { status: 'critical', title: 'Stuck', since, told };
}

function tellFrozen(classed: readonly Classed[], who: string): Telling {
  const found = proofs(classed, 'frozen').map(({ proof }) => proof);
  const bytes = found.reduce((sum, { growth }) => sum + growth.bytes, 0);
  const times = Math.max(0, ...found.map(({ growth }) => growth.times));
  const since = sinceAll(found.map((one) => (one.isAllKept ? null : one.since)));
  const meanwhile = times === 0 ? '' : `, while ${formatBytes(bytes)} were written to the log files meanwhile`;
  const told = [
    `what it says of ${who} no longer changes, in any position${meanwhile}. Its view is frozen, and no health, lag or queue in it can be believed. Look at its error log, and restart the endpoint or the instance`,
  ];
  return { status: 'critical', title: 'Frozen view', since, told };
}

function tellSuspended(classed: readonly Classed[], who: string, { primary }: Whose): Telling {
  const found = proofs(classed, 'suspended');
  const isByUser = found.every((one) => one.isByUser);
  const by = [...new Set(found.map(({ reason }) => reason?.replace(/^suspend from /, 'by ') ?? 'nobody says by whom'))].join(', ');
  const bytes = found.map((one) => one.bytes).filter((one) => one !== null);
  const wrote =
    bytes.length === 0
      ? ''
      : `; ${primary} wrote ${formatBytes(bytes.reduce((sum, one) => sum + one, 0))} to the logs over the readings that are kept`;
  return {
    ...{ status: isByUser ? 'warning' : 'critical', title: 'Suspended', since: null },
    told: [
      `data movement of ${who} is suspended (${by})${wrote}: lag and queues stand and say nothing. Resume it (ALTER DATABASE … SET HADR RESUME)`,
    ],
  };
}

function tellStanding(classed: readonly Classed[], who: string, { primary }: Whose): Telling {
  const found = classed.flatMap(({ database: { name }, proof }) => (proof.is === 'standing still' ? [{ name, ...proof }] : []));
  const [worst] = found.toSorted((a, b) => b.forMs - a.forMs);
  const numbers = worst
    ? `${worst.name} is at ${place(worst.copyAt)} and ${primary} at ${place(worst.primaryAt)}, both for at least ${formatAge(worst.forMs)}`
    : '';
  const are = classed.length === 1 ? 'is' : 'are';
  return {
    ...{ status: 'warning', title: 'Behind, standing still', since: null },
    told: [
      `${who} ${are} behind and standing still: ${numbers}. ${primary} rests, so that nothing written since tells whether anything still arrives; what is missing should have arrived by now. Look at the connection of both`,
    ],
  };
}

function tellBehind(classed: readonly Classed[], who: string, { primary, limits }: Whose): Telling {
  const [worst] = proofs(classed, 'moving').toSorted((a, b) => b.behindMs - a.behindMs);
  const { behindWarningSeconds: warning, behindCriticalSeconds: critical } = limits;
  const behindMs = worst?.behindMs ?? 0;
  const isCritical = critical !== null && behindMs >= critical * 1_000;
  const limit = isCritical ? `critical limit is ${critical}` : `warning limit is ${warning}`;
  const be = classed.length === 1 ? 'is' : 'are';
  const far = classed.length === 1 ? `by at least ${formatAge(behindMs)}` : `the worst by at least ${formatAge(behindMs)}`;
  return {
    ...{ status: isCritical ? 'critical' : 'warning', title: 'Behind', since: null },
    told: [`${who} ${be} behind ${primary}, ${far}: the ${limit} s`],
  };
}

function whys(classed: readonly Classed[]): string {
  const words = classed.map(({ proof }) => {
    if (proof.is === 'unknown') return proof.why;
    return 'it moves, and has less than all that is kept of the primary';
  });
  return [...new Set(words)].join('; ');
}

function place(lsn: Lsn | null): string {
  return lsn === null ? 'a position that is not told' : lsnWords(lsn);
}

function wrote(bytes: number | null): string {
  return bytes === null ? '' : `, ${formatBytes(bytes)} written to its log meanwhile`;
}

/** The earliest; null where one is not known. */
function sinceAll(since: readonly (number | null)[]): number | null {
  const known = since.filter((one) => one !== null);
  return known.length === 0 || known.length < since.length ? null : Math.min(...known);
}

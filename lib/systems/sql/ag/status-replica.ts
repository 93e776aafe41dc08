import { formatUtc } from '../../../format/time.ts';
import type { Judged } from '../../../status.ts';
import type { AgDatabase, AgGroup, AgReplica, ConnectError } from './model.ts';
import { say, summed } from './status-words.ts';

/**
 * The verdict on a replica by its own word: role, connection, operation, health. What it says of others is not looked at, and what says HEALTHY makes nothing better: an empty group is
 * not known to be well. `databases` are its own.
 */
export function judgeReplica(
  group: Pick<AgGroup, 'primaryReplica' | 'replicas' | 'isDistributed'>,
  own: AgReplica | null,
  databases: readonly AgDatabase[],
): Judged {
  if (own === null) return say('unknown', 'lists the group and tells nothing of a replica of its own');
  const isData = own.mode !== 'configuration only' && !group.isDistributed;
  const troubles = [
    ...judgeRole(own, group.primaryReplica),
    ...judgeConnection(own),
    ...judgeOperation(own, isData),
    ...(isData ? judgeHealth(own, databases) : []),
    ...(isData && databases.length === 0 ? [say('unknown', 'has no database of this group: there is nothing to be judged')] : []),
  ];
  return summed(troubles) ?? say('ok', roleWords(own));
}

/** "secondary, synchronous, automatic failover". */
export function roleWords({ role, mode, failoverMode }: Pick<AgReplica, 'role' | 'mode' | 'failoverMode'>): string {
  return [role ?? 'role not known', mode, failoverMode === null ? null : `${failoverMode} failover`]
    .filter((one) => one !== null)
    .join(', ');
}

function judgeRole({ name, role, mode }: AgReplica, primary: string | null): Judged[] {
  if (role === null) return [say('unknown', 'does not tell its role')];
  if (role === 'resolving') return [say('critical', 'resolving: it is neither primary nor secondary, and its databases cannot be used')];
  return [
    ...(primary === null ? [say('warning', 'knows no primary of the group: it cannot reach the cluster, or there is none')] : []),
    ...(role === 'primary' && primary !== null && primary.toLowerCase() !== name.toLowerCase()
      ? [say('warning', `is the primary by its role, and names ${primary} as that`)]
      : []),
    ...(mode === null ? [say('unknown', 'does not tell its availability mode, against which its state is judged')] : []),
  ];
}

function judgeConnection({ role, isConnected, lastConnectError }: AgReplica): Judged[] {
  if (role === 'primary' || isConnected === true) return [];
  if (isConnected === null) return [say('unknown', 'does not tell whether it is connected to the primary')];
  return [say('critical', `not connected to the primary${errorWords(lastConnectError)}`)];
}

/** The last error may be an old one: it is told with its time and never alone. */
function errorWords(error: ConnectError | null): string {
  if (error === null) return '';
  const at =
    error.at === null
      ? ''
      : ` at ${formatUtc(error.at)}${error.mayBeOff ? ' (or an hour off: its clock may have been changed since)' : ''}`;
  return `; its last error in connecting${at} was ${error.number}${error.description === '' ? '' : `: ${error.description}`}`;
}

const TURNING = ['pending', 'pending failover'];

function judgeOperation({ operationalState, recoveryHealth, joinState }: AgReplica, isData: boolean): Judged[] {
  const found: Judged[] = [];
  if (operationalState === null) {
    if (isData) found.push(say('unknown', 'does not tell its operational state'));
  } else if (TURNING.includes(operationalState)) found.push(say('warning', `operational state ${operationalState}`));
  else if (operationalState !== 'online') found.push(say('critical', `operational state ${operationalState}`));
  if (recoveryHealth === 'online in progress') found.push(say('warning', 'at least one of its joined databases is not online'));
  if (joinState === 'not joined') found.push(say('critical', 'has not joined the group: it gets nothing'));
  return found;
}

function judgeHealth({ syncHealth }: AgReplica, databases: readonly AgDatabase[]): Judged[] {
  if (syncHealth === 'healthy') return [];
  if (syncHealth === null) return [say('unknown', 'does not tell its synchronization health')];
  const ill = databases.filter((one) => one.syncHealth !== 'healthy');
  const isWanted = ill.length > 0 && ill.every(isSuspendedByUser);
  const many = `${ill.length} of ${databases.length} databases`;
  if (isWanted) return [say('warning', `${syncHealth}: ${many} suspended by a user`)];
  return [say(syncHealth === 'not healthy' ? 'critical' : 'warning', `${syncHealth} by its own word: ${many}`)];
}

/** SUSPEND_FROM_USER: somebody did it by hand. */
export function isSuspendedByUser({ isSuspended, suspendReason }: Pick<AgDatabase, 'isSuspended' | 'suspendReason'>): boolean {
  return isSuspended === true && suspendReason === 'suspend from user';
}

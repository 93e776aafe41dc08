import { sharing } from '../sharing.ts';
import type { AgInfo, LogInfo } from './model.ts';

/**
 * What is kept of a reading of the groups once there is a newer one: what the node says of itself. What a primary says of the databases of others is looked at in its newest reading alone, and
 * is most of it. What stands in the reading before too is taken from there.
 */
export function pastAg(value: AgInfo, older: AgInfo | undefined): AgInfo {
  const groups = value.groups.map((group) => ({ ...group, databases: group.databases.filter(({ isLocal }) => isLocal) }));
  return sharing({ ...value, groups }, older);
}

/** What is kept of a reading of the logs once there is a newer one: all of it, with what stands in the reading before too taken from there. */
export function pastLogs(value: LogInfo, older: LogInfo | undefined): LogInfo {
  return sharing(value, older);
}

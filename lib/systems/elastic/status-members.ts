import type { Reading } from '../../reading.ts';
import type { ProbeJudgement } from '../../system.ts';
import type { IdentityView, MembersInfo } from './model.ts';
import { memberRow } from './rows.ts';
import { counted, listed, say } from './status-words.ts';

/** Who is in the cluster, by the newest reading. Several versions at once are as they should be while the cluster is being upgraded, and no longer. */
export function judgeMembers([newest]: readonly [Reading<MembersInfo>, ...unknown[]]): ProbeJudgement {
  const { members } = newest.value;
  const rows = members.map((member) => {
    const value: IdentityView = { kind: 'identity', ...member };
    return { id: memberRow(member.name), judged: say('ok', member.version ?? 'its version is not told'), value };
  });
  const versions = [...new Set(members.flatMap(({ version }) => version ?? []))].toSorted();
  if (members.length === 0) return { judged: say('unknown', 'no member told who it is'), rows };
  if (versions.length > 1) return { judged: say('warning', `members of several versions: ${listed(versions)}`), rows };
  return { judged: say('ok', `${counted(members.length, 'member')}${versions[0] === undefined ? '' : ` of ${versions[0]}`}`), rows };
}

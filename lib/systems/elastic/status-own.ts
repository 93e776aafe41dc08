import type { Reading } from '../../reading.ts';
import type { Judged } from '../../status.ts';
import type { ProbeJudgement } from '../../system.ts';
import type { OwnInfo, OwnView } from './model.ts';
import { OWN_ROW } from './rows.ts';
import type { ElasticSettings } from './settings.ts';
import { say, summed } from './status-words.ts';

/** Judges what one URL says of itself, by its newest reading. Whether it agrees with the others is what the group proves together. */
export function judgeOwn([newest]: readonly [Reading<OwnInfo>, ...unknown[]], { name, urls }: ElasticSettings): ProbeJudgement {
  const { value } = newest;
  const judged = judge(value);
  const view: OwnView = { kind: 'own', ...value, node: name, address: urls[0]?.url ?? '' };
  return { judged, rows: [{ id: OWN_ROW, judged, value: view }] };
}

function judge({ uuid, masterId, name, clusterName, stateVersion }: OwnInfo): Judged {
  const troubles = [
    ...(uuid === null ? [say('critical', 'it has never been in a cluster: it has none of its data, and takes none')] : []),
    ...(masterId === null
      ? [say('critical', 'it knows no elected master: nothing is written through it, and what it answers may be old')]
      : []),
  ];
  const state = stateVersion === null ? '' : `, has state ${stateVersion}`;
  return summed(troubles, `answers as ${name} of ${clusterName}${state}`);
}

import type { ProbeRow } from '#lib/feed/events.ts';
import type { Part } from '#lib/issues/issue.ts';
import { LOAD } from '#lib/systems/elastic/model.ts';
import type { ElasticView } from '#lib/systems/elastic/rows.ts';
import { judgeVouched } from '#lib/vouch.ts';
import { type Findable, lower, saysOf } from '../finding/findable.ts';
import { memberPath } from './paths.ts';
import { rolesWords } from './words.ts';

/** The members of all clusters by the names under which these list them, as the newest answer on their load tells of them. */
export function findMembers(parts: readonly Part[]): Findable[] {
  return parts
    .filter(({ probe }) => probe.source.system === 'elastic' && probe.source.probe === LOAD)
    .flatMap(({ probe, rows }) => rows.flatMap((row) => memberFindable(probe, row)));
}

function memberFindable(probe: ProbeRow, { value, verdict }: Part['rows'][number]): Findable[] {
  // The rows of this system are what its status rules made.
  const view = value as ElasticView;
  if (view.kind !== 'member') return [];
  const { group } = probe.source;
  return [
    {
      id: `member ${group}/${view.name}`,
      name: view.name,
      about: `${probe.systemTitle} member, ${probe.groupTitle}: ${rolesWords(view.roles)}`,
      names: lower([view.name]),
      words: lower([probe.systemTitle, probe.groupTitle, group, 'member', view.host, view.ip, ...view.roles]),
      leads: { to: 'path', path: memberPath(group, view.name) },
      look: ({ board }) => {
        const own = judgeVouched(verdict, probe, board);
        return { status: own.status, says: saysOf(own), oldest: probe };
      },
    },
  ];
}

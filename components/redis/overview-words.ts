import { formatCount } from '#lib/format/number.ts';
import { subjectOf } from '#lib/systems/redis/subject.ts';
import type { SystemWords } from '../overview/system-words.ts';
import { INFO, viewOf } from './node-line.ts';
import { nodePath } from './paths.ts';
import { SENTINEL } from './sentinel/sentinel-line.ts';

/** Reasons that follow the name of the node; the others are sentences of their own. */
const PREDICATES = /^(has|receives|knows|agrees|answers|is|does) /;
const STATES = /^(copying|loading) /;

/** How the overview speaks of Redis. */
export const redisWords: SystemWords = {
  path: '/redis',
  pageOfNode: nodePath,
  node: { one: 'node', many: 'nodes' },
  contents: {
    head: 'Roles',
    of(parts) {
      const data = parts.filter(({ probe }) => probe.source.probe === INFO);
      const views = data.flatMap(({ rows }) => rows.map(viewOf));
      const unread = data.filter(({ rows }) => rows.length === 0).length;
      const sentinels = parts.filter(({ probe }) => probe.source.probe === SENTINEL).length;
      if (views.length === 0) return 'not read yet';
      const masters = views.filter(({ role }) => role === 'master').length;
      const replicas = views.length - masters;
      return [
        ...[counted(masters, 'master'), counted(replicas, 'replica')],
        ...(unread === 0 ? [] : [`${formatCount(unread)} never read`]),
        ...(sentinels === 0 ? [] : [counted(sentinels, 'Sentinel')]),
      ].join(', ');
    },
  },
  subjectOf: (row) => subjectOf(viewOf(row)),
  says: (reason) => (PREDICATES.test(reason) ? ` ${reason}` : STATES.test(reason) ? ` is ${reason}` : `: ${reason}`),
  where: () => '',
  under: (rows) => counted(rows.length, 'node'),
  filter: (group, rows) => {
    const [one, ...more] = rows.map((row) => viewOf(row).name);
    return one === undefined || more.length > 0 ? `group:${group}` : `group:${group} node:${one}`;
  },
  place: { one: 'group', many: 'groups' },
  role: () => null,
  pageOf: () => '/redis',
};

function counted(count: number, word: string): string {
  return `${formatCount(count)} ${word}${count === 1 ? '' : 's'}`;
}

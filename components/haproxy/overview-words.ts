import { formatCount } from '#lib/format/number.ts';
import type { RowRole } from '#lib/hosts/host.ts';
import type { RowView } from '#lib/systems/haproxy/model.ts';
import { isInside, subjectOf } from '#lib/systems/haproxy/subject.ts';
import type { SystemWords } from '../overview/system-words.ts';
import { viewOf } from './lines.ts';
import { serverPath } from './paths.ts';
import { summarise } from './summary.ts';
import { stateWords, takesTraffic } from './words.ts';

/** Reasons that say what a row is; the others are sentences of their own. */
const PREDICATES = /^(down|failing|draining|out of|in (service|maintenance)|paused|stopped|full|waiting|up)\b/;

/** How the overview speaks of HAProxy. */
export const haproxyWords: SystemWords = {
  path: '/haproxy',
  pageOfNode: null,
  node: { one: 'instance', many: 'instances' },
  contents: {
    head: 'Servers up',
    of(parts, board) {
      const { servers, up, unchecked, oldestMs } = summarise(parts, board);
      if (oldestMs === null) return 'not read yet';
      if (servers === 0) return 'no servers';
      return `${formatCount(up)} of ${formatCount(servers)}${unchecked > 0 ? `, ${formatCount(unchecked)} not checked` : ''}`;
    },
  },
  subjectOf: (row) => subjectOf(viewOf(row)),
  says: (reason) => (PREDICATES.test(reason) ? ` is ${reason}` : `: ${reason}`),
  where(rows) {
    const [one, ...more] = [
      ...new Set(
        rows
          .map(viewOf)
          .filter(isInside)
          .map(({ proxy }) => proxy),
      ),
    ];
    if (one === undefined) return '';
    return more.length === 0
      ? `in ${one}`
      : `in ${more.length + 1} proxies: ${[one, ...more].slice(0, NAMES).join(', ')}${more.length >= NAMES ? '…' : ''}`;
  },
  under(rows) {
    const word = rows.every((row) => viewOf(row).kind === 'server') ? 'server' : 'listener';
    return `${formatCount(rows.length)} ${rows.length === 1 ? word : `${word}s`}`;
  },
  filter(group, rows) {
    const views = rows.map(viewOf);
    const proxies = new Set(views.map(({ proxy }) => proxy));
    const servers = new Set(views.map((view) => (isInside(view) ? view.name : '')));
    const terms = [term('group', group)];
    for (const proxy of proxies.size === 1 ? proxies : []) terms.push(term('proxy', proxy));
    for (const server of servers.size === 1 ? servers : []) if (server !== '') terms.push(term('server', server));
    return terms.join(' ');
  },
  place: { one: 'backend', many: 'backends' },
  pageOf: serverPath,
  role(row) {
    const view = viewOf(row);
    return view.kind === 'server' ? { place: view.proxy, standing: standingOf(view), state: stateWords(view) } : null;
  },
};

const NAMES = 3;

/** Whether HAProxy gives a server new requests. A backup gets them when all others are gone. */
function standingOf({ state, weight, isBackup }: RowView): RowRole['standing'] {
  if (state.word === 'unknown') return 'unknown';
  if (!takesTraffic({ state, weight })) return 'out';
  return isBackup ? 'backup' : 'in';
}

function term(field: string, word: string): string {
  return `${field}:${/\s/.test(word) ? `"${word}"` : word}`;
}

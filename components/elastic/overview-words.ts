import type { LiveRow } from '#lib/feed/events.ts';
import { formatCount } from '#lib/format/number.ts';
import { CLUSTER_NODE, HEALTH } from '#lib/systems/elastic/model.ts';
import type { ElasticView } from '#lib/systems/elastic/rows.ts';
import { subjectOf } from '#lib/systems/elastic/subject.ts';
import type { SystemWords } from '../overview/system-words.ts';
import { clusterPath, ELASTIC_PATH } from './paths.ts';
import { counted, rolesWords } from './words.ts';

/** How the overview speaks of Elasticsearch. */
export const elasticWords: SystemWords = {
  path: ELASTIC_PATH,
  pageOfNode: ({ group }) => clusterPath(group),
  isOnPage: () => true,
  node: { one: 'node', many: 'nodes' },
  nameOfNode: ({ node, groupTitle }) => (node === CLUSTER_NODE ? groupTitle : node),
  figures: ['Unassigned', 'Searches', 'Indexed'],
  contents: {
    head: 'Cluster',
    of(parts) {
      const asked = parts.filter(({ probe }) => probe.source.probe === HEALTH && probe.source.node === CLUSTER_NODE);
      const views = asked.flatMap(({ rows }) => rows.map(viewOf)).flatMap((view) => (view.kind === 'cluster' ? [view] : []));
      if (views.length === 0) return 'not read yet';
      const sum = (of: (view: (typeof views)[number]) => number) => views.reduce((all, view) => all + of(view), 0);
      const unread = asked.length - views.length;
      return [
        [...new Set(views.map(({ color }) => color))].join(', '),
        counted(
          sum(({ nodes }) => nodes),
          'member',
        ),
        counted(
          sum(({ shards }) => shards.active),
          'shard',
        ),
        ...(unread === 0 ? [] : [`${formatCount(unread)} never read`]),
      ].join(', ');
    },
  },
  subjectOf: (row) => subjectOf(viewOf(row)),
  says,
  where: () => '',
  under: (rows) => counted(rows.length, 'row'),
  filter: (group, rows) => {
    const [one, ...more] = [...new Set(rows.flatMap((row) => memberIn(row) ?? []))];
    return one === undefined || more.length > 0 ? `cluster:${group}` : `cluster:${group} member:${one}`;
  },
  place: { one: 'member', many: 'members' },
  role: (row) => {
    const view = viewOf(row);
    return view.kind === 'member' ? { place: view.name, standing: 'in', state: rolesWords(view.roles) } : null;
  },
  pageOf: (name) => `${ELASTIC_PATH}?${new URLSearchParams({ q: `host:${name}` })}`,
};

/** The rows of this system are what its status rules made. */
function viewOf({ value }: Pick<LiveRow, 'value'>): ElasticView {
  return value as ElasticView;
}

function memberIn(row: LiveRow): string | null {
  const view = viewOf(row);
  return view.kind === 'member' || view.kind === 'holding' || view.kind === 'identity' ? view.name : null;
}

/** Reasons follow the name of what they are of, or are a sentence of their own. */
function says(reason: string): string {
  if (/^(has|does|knows|lists|tells|is|stands|says|answers) /.test(reason)) return ` ${reason}`;
  return /^(red|yellow|missing)\b/.test(reason) ? ` is ${reason}` : `: ${reason}`;
}

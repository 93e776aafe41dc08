import type { ProbeRow } from '#lib/feed/events.ts';
import { formatAge } from '#lib/format/age.ts';
import type { Issue } from '#lib/issues/issue.ts';
import type { Moment } from '#lib/reading.ts';
import { nodeKey } from '#lib/roll-up.ts';
import { sentence } from '#lib/text/sentence.ts';
import { count, hiddenWords } from './counting-words.ts';
import type { IssueWords } from './issue-words.ts';
import { neededOf, neededWords } from './needed-words.ts';
import { wordsOf } from './systems.ts';

/** Names beyond this many are counted. */
const NAMED = 6;

/** What is said of one cause for several nodes: who, how many, for how long, and which. */
export function causeWordsOf(issue: Issue, board: Moment): IssueWords {
  const { verdict, hidden } = issue;
  const needed = new Set(neededOf(issue));
  const lost = issue.symptoms.filter((symptom) => !needed.has(symptom));
  const nodes = [...new Map(lost.map(({ probe }) => [nodeKey(probe.source), probe])).values()];
  const { subject, says, path } = causeWords(issue, nodes, board);
  const evidence = [...likely(issue), sentence(namesWords(nodes)), hiddenWords(hidden), neededWords(issue)].filter(Boolean).join(' ');
  return { subject, says, status: verdict.status, evidence, path };
}

function causeWords(issue: Issue, nodes: readonly ProbeRow[], { now }: Moment): Pick<IssueWords, 'subject' | 'says' | 'path'> {
  const { source, host, groupTitle } = issue.head.probe;
  const since = `for ${formatAge(now - issue.verdict.since.at)}`;
  const hosts = new Set(nodes.map((probe) => probe.host ?? nodeKey(probe.source)));
  switch (issue.is) {
    case 'network':
      return {
        subject: "Vigil's own network",
        says: `: none of its ${count(nodes.length, 'node')} on ${count(hosts.size, 'machine')} can be reached ${since}`,
        path: '/pollers',
      };
    case 'poller':
      return { subject: "Vigil's poller", says: ` has not asked ${count(nodes.length, 'node')} in time`, path: '/pollers' };
    case 'host':
      return {
        subject: host ?? source.node,
        says: `: none of the ${count(nodes.length, 'node')} on it can be reached ${since}`,
        path: `/hosts/${encodeURIComponent(host ?? source.node)}`,
      };
    case 'group': {
      const { path, node } = wordsOf(source.system);
      const place = encodeURIComponent(`${source.system}/${source.group}`);
      return { subject: groupTitle, says: `: none of its ${count(nodes.length, node)} can be reached ${since}`, path: `${path}#${place}` };
    }
    case 'vigil':
    case 'node':
    case 'row':
    case 'finding':
      throw new Error(`an issue of the kind ${issue.is} has words of its own`);
  }
}

function likely({ is }: Issue): string[] {
  return is === 'network' ? ['That is more likely its own network than all of them at once.'] : [];
}

/** "HAProxy, Public: ny-lb05, ny-lb06; Internal: ny-lb03". */
function namesWords(nodes: readonly ProbeRow[]): string {
  const shown = nodes.slice(0, NAMED);
  const bySystem = Map.groupBy(shown, ({ systemTitle }) => systemTitle);
  const systems = [...bySystem].map(([title, own]) => {
    const groups = [...Map.groupBy(own, ({ groupTitle }) => groupTitle)];
    return `${title}, ${groups.map(([group, members]) => `${group}: ${members.map(({ source }) => source.node).join(', ')}`).join('; ')}`;
  });
  const more = nodes.length - shown.length;
  return [...systems, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

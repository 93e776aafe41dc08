import { type Told, toldInUtc } from '#lib/finding.ts';
import type { Issue } from '#lib/issues/issue.ts';
import { nodeKey } from '#lib/roll-up.ts';
import { sentence } from '#lib/text/sentence.ts';
import { listed } from './counting-words.ts';
import type { IssueWords } from './issue-words.ts';
import { wordsOf } from './systems.ts';

/** What is said of something that nodes prove together: what it is about, what each side says, and the way to its rows. */
export function findingWords({ head, symptoms, verdict }: Issue): IssueWords {
  const { source, systemTitle, groupTitle } = head.probe;
  if (!head.witnessed) throw new Error('an issue of the kind finding without a finding');
  const { finding } = head.witnessed;
  const words = wordsOf(source.system);
  const rows = symptoms.flatMap(({ witnessed }) => witnessed?.rows ?? []);
  const told: Told = [finding.place === '' ? ': ' : ` in ${finding.place}: `, ...finding.told];
  const evidence = [finding.title, [systemTitle, groupTitle, `on ${listed([...finding.nodes])}`].join(', ')].map(sentence).join(' ');
  const search = new URLSearchParams({ q: words.filter(source.group, rows) });
  const isOfNode = words.isOnPage !== undefined && rows.length > 0 && !words.isOnPage(rows);
  const onPage = `${words.path}?${search}#${encodeURIComponent(nodeKey(source))}`;
  const path = isOfNode && words.pageOfNode ? words.pageOfNode(source) : onPage;
  return { subject: finding.subject, says: toldInUtc(told), status: verdict.status, evidence, path, told };
}

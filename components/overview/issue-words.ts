import { isSilence } from '#lib/failure.ts';
import type { ProbeRow } from '#lib/feed/events.ts';
import { type Told, toldInUtc } from '#lib/finding.ts';
import { formatAge } from '#lib/format/age.ts';
import { formatCount } from '#lib/format/number.ts';
import type { Issue, Symptom } from '#lib/issues/issue.ts';
import { freshness, type Moment } from '#lib/reading.ts';
import { nodeKey } from '#lib/roll-up.ts';
import { STATUSES, type StatusCounts } from '#lib/status.ts';
import { sentence } from '#lib/text/sentence.ts';
import { causeWordsOf } from './cause-words.ts';
import { count, hiddenWords, listed } from './counting-words.ts';
import { findingWords } from './finding-words.ts';
import { neededOf, neededWords } from './needed-words.ts';
import { nameOfNode, pathOfNode, wordsOf } from './systems.ts';

/**
 * An issue in words: `subject` and what follows it make the first sentence, `status` and `evidence` stand below. `path` is where it is to be seen. `told` says the same as
 * `says`, for those who write moments in a zone of their own.
 */
export type IssueWords = { subject: string; says: string; status: string; evidence: string; path: string; told?: Told };

/** What is said of an issue. `probes` are all there are: the peers of a node that is silent are told too. */
export function issueWords(issue: Issue, probes: readonly ProbeRow[], board: Moment): IssueWords {
  switch (issue.is) {
    case 'vigil':
      return vigilWords(issue);
    case 'node':
      return nodeWords(issue, probes, board);
    case 'network':
    case 'poller':
    case 'host':
    case 'group':
      return causeWordsOf(issue, board);
    case 'row':
      return rowWords(issue);
    case 'finding':
      return findingWords(issue);
  }
}

function vigilWords({ head, symptoms, hidden, verdict }: Issue): IssueWords {
  const nodes = new Set(symptoms.filter(({ probe }) => probe.scope === 'node').map(({ probe }) => nodeKey(probe.source)));
  const isOwn = head.probe.scope === 'board';
  const affected = nodes.size === 0 ? 'Nothing else is in doubt by it.' : `Puts ${count(nodes.size, 'node')} in doubt${rowsWords(hidden)}.`;
  const says = isOwn ? `: ${head.probe.question}, ${verdict.reason}` : ': what it read is in doubt until it is read again';
  return { subject: 'Vigil itself', says, status: verdict.status, evidence: affected, path: '/pollers' };
}

function rowsWords(hidden: StatusCounts): string {
  const { ok, maintenance } = hidden;
  const words = [...(ok > 0 ? [`${formatCount(ok)} ok`] : []), ...(maintenance > 0 ? [`${formatCount(maintenance)} out on purpose`] : [])];
  return words.length > 0 ? `, with ${count(ok + maintenance, 'row')}, when last read ${words.join(', ')}` : '';
}

function nodeWords(issue: Issue, probes: readonly ProbeRow[], board: Moment): IssueWords {
  const { head, verdict, hidden } = issue;
  const { source, verdict: was } = head.probe;
  const evidence = [sentence(placeWords(head)), hiddenWords(hidden), neededWords(issue), peerWords(head, probes, board)]
    .filter(Boolean)
    .join(' ');
  const status = verdict.status === 'stale' && was ? `stale, was ${was.status}` : verdict.status;
  const path = pathOfNode(source);
  return { subject: nameOfNode(head.probe), says: nodeSays(head, board), status, evidence, path };
}

function nodeSays({ probe, verdict }: Symptom, { now }: Moment): string {
  const failure = probe.attempt?.failure;
  if (!failure)
    return probe.newest === null || verdict.status !== 'stale'
      ? `: ${verdict.reason}`
      : ` was not read for ${formatAge(now - probe.newest.observedAt)}`;
  if (isSilence(failure) && probe.newest) return ` has not answered for ${formatAge(now - (probe.failing?.since ?? now))}`;
  return `: ${isSilence(failure) ? verdict.reason : failure.message}`;
}

function peerWords({ probe }: Symptom, probes: readonly ProbeRow[], board: Moment): string {
  const { system, group, node } = probe.source;
  const peers = probes.filter(({ source }) => source.system === system && source.group === group && source.node !== node);
  const all = new Set(peers.map(({ source }) => source.node));
  if (all.size === 0) return '';
  const answering = new Set(peers.filter((peer) => isAnswering(peer, board)).map(({ source }) => source.node));
  const [one] = answering;
  if (one === undefined) return 'No other node of its group answers.';
  return answering.size === 1 ? `Its peer ${one} answers.` : `${answering.size} of its ${all.size} peers answer.`;
}

function isAnswering(probe: ProbeRow, board: Moment): boolean {
  return !probe.attempt?.failure && freshness(probe.newest, probe.staleAfterMs, board).is === 'fresh';
}

function rowWords(issue: Issue): IssueWords {
  const { head, verdict } = issue;
  const { source } = head.probe;
  const words = wordsOf(source.system);
  const needed = new Set(neededOf(issue));
  const symptoms = issue.symptoms.filter((symptom) => !needed.has(symptom));
  const subject = head.row?.subject.name ?? source.node;
  const rows = symptoms.flatMap(({ row }) => (row ? [row.live] : []));
  const isAlike = ({ row }: Symptom) => row?.subject.alike === head.row?.subject.alike;
  const own = symptoms.filter(isAlike).flatMap(({ row }) => (row ? [row.live] : []));
  const under = symptoms.filter((symptom) => !isAlike(symptom)).flatMap(({ row }) => (row ? [row.live] : []));
  const evidence = [
    [placeWords(head), words.where(own), `on ${nodesWords(symptoms.filter(({ row }) => row !== null))}`].filter(Boolean).join(', '),
    ...(under.length > 0 ? [`stands for ${words.under(under)} in it`] : []),
    ...new Set(
      symptoms.flatMap(({ witnessed }) => (witnessed ? [`${witnessed.finding.title}: ${toldInUtc(witnessed.finding.told)}`] : [])),
    ),
  ];
  const search = new URLSearchParams({ q: words.filter(source.group, rows) });
  const onPage = `${words.path}?${search}#${encodeURIComponent(nodeKey(source))}`;
  const path = words.pageOfNode && !words.isOnPage?.(rows) ? words.pageOfNode(source) : onPage;
  const said = [...evidence.map(sentence), neededWords(issue)].filter(Boolean).join(' ');
  return { subject, says: words.says(verdict.reason), status: verdict.status, evidence: said, path };
}

/** "lb05 and lb06"; where they do not agree: "lb05 (critical), lb06 (warning)". */
function nodesWords(symptoms: readonly Symptom[]): string {
  const heads = Map.groupBy(symptoms, ({ probe }) => probe.source.node);
  const nodes = [...heads].map(([node, own]) => ({
    node,
    status: STATUSES.find((status) => own.some(({ verdict }) => verdict.status === status)),
  }));
  const isOne = new Set(nodes.map(({ status }) => status)).size === 1;
  return isOne ? listed(nodes.map(({ node }) => node)) : nodes.map(({ node, status }) => `${node} (${status})`).join(', ');
}

function placeWords({ probe: { systemTitle, groupTitle } }: Symptom): string {
  return `${systemTitle}, ${groupTitle}`;
}

'use client';
import Link from 'next/link';
import { worsened } from '#lib/finding.ts';
import type { Part } from '#lib/issues/issue.ts';
import { rollUp } from '#lib/roll-up.ts';
import { useIssues } from '../issues/issues-context.tsx';
import { arrangeGroups } from '../reading/arrange.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { GroupLine } from './group-line.tsx';
import { headOf } from './sum-figures.ts';
import type { SystemWords } from './system-words.ts';
import { wordsOf } from './systems.ts';

/** More key figures than these stand closer. */
const ROOMY = 3;

/** One system: a line for each of its groups. */
export function SystemPanel({ system, parts }: { system: string; parts: readonly Part[] }) {
  const { board } = useBoardTime();
  const words = wordsOf(system);
  const probes = parts.map(({ probe }) => probe);
  const { findings } = useIssues();
  const own = findings.filter((finding) => finding.system === system);
  const status = worsened(rollUp(probes, board).verdict.status, own);
  const title = probes[0]?.systemTitle ?? system;
  const heads = headsOf(parts, words);
  return (
    <section className="panel system" aria-label={title}>
      <table className={heads.length > ROOMY ? 'close' : undefined}>
        <thead>
          <tr>
            <th className="sys">
              <StatusShape status={status} label={status} />
              <Link href={words.path} prefetch={false}>
                {title}
              </Link>
            </th>
            <th className="c-nodes">{capital(words.node.many)}</th>
            <th className="c-contents">{words.contents.head}</th>
            {heads.map((head) => (
              <th key={head} className="n c-figure">
                {head}
              </th>
            ))}
            <th className="n c-asof">As of</th>
          </tr>
        </thead>
        <tbody>
          {arrangeGroups(probes).map((group) => (
            <GroupLine key={group.key} group={group} heads={heads} parts={parts.filter(({ probe }) => probe.source.group === group.name)} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The key figures that any node of the system tells, in the order in which it tells them; of a system that tells many only those that it names. */
function headsOf(parts: readonly Part[], { figures }: Pick<SystemWords, 'figures'>): string[] {
  const told = parts.flatMap(({ probe }) => probe.keyFigures);
  const shown = told.filter(({ name }) => figures === undefined || figures.includes(name));
  return [...new Set(shown.map(headOf))];
}

function capital(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}

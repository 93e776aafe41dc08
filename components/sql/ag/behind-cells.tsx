'use client';
import { toldInUtc } from '#lib/finding.ts';
import { formatAge } from '#lib/format/age.ts';
import { sentence } from '#lib/text/sentence.ts';
import { Bytes, None, Seconds } from './cells.tsx';
import { type AgState, type Judging, knownUntil } from './judge.ts';
import { useRead } from './use-read.ts';
import { type Behind, worstBehind } from './worst-behind.ts';

type CellsProps = { state: AgState; judging: Judging };

const KB = 1_024;

/** How far the copies of a group are behind and the lag of the worst, each with the name of the copy and, in its title, how that is known. */
export function BehindCells({ state, judging }: CellsProps) {
  const read = useRead();
  const { isOld, words } = read(state.ag.primary?.node?.ag ?? null);
  const worst = worstBehind(state);
  const tone = isOld ? 'n hatch stale-value' : 'n';
  if (worst?.is === 'proved') {
    const { queueKb, lagSeconds } = worst;
    const by = `by the word of ${state.ag.primary?.name}, and all copies are proved by positions to move or to rest\n${words}`;
    return (
      <>
        <td className={tone} title={queueKb ? `${queueKb.database} at ${queueKb.at}: waits to be sent, ${by}` : words}>
          <Bytes bytes={queueKb === null ? null : queueKb.value * KB} />
          {queueKb === null || queueKb.value === 0 ? null : <span className="from">{queueKb.at}</span>}
        </td>
        <td className={tone} title={lagSeconds ? `${lagSeconds.database} at ${lagSeconds.at}, ${by}` : words}>
          <Seconds seconds={lagSeconds?.value ?? null} />
        </td>
      </>
    );
  }
  const { tone: own, title, text, at } = wordsOf(worst, judging);
  return (
    <>
      <td className="n" title={title}>
        <span className={own === '' ? 'q' : `w ${own}`}>{text}</span>
        {at === '' ? null : <span className="from">{at}</span>}
      </td>
      <td className="n" title={title}>
        <None />
      </td>
    </>
  );
}

type Worded = { tone: string; title: string; text: string; at: string };

function wordsOf(worst: Exclude<Behind, { is: 'proved' }> | null, judging: Judging): Worded {
  if (worst === null) return { tone: '', title: 'It has no copy', text: 'no copy', at: '' };
  if (worst.is === 'not known') return { tone: '', title: sentence(worst.why), text: 'not known', at: worst.at };
  const { kind, finding, copy } = worst;
  const lasts = formatAge(Math.max(0, knownUntil(copy, judging) - finding.verdict.since.at));
  return {
    tone: judging.verdictOf(finding).status,
    title: `${copy.replica.name}: ${toldInUtc(finding.told)}`,
    text: `${kind} ${lasts}`,
    at: copy.replica.name,
  };
}

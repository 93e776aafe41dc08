'use client';
import type { ReactNode } from 'react';
import type { Finding } from '#lib/finding.ts';
import { formatAge } from '#lib/format/age.ts';
import { formatBytes, measureBytes } from '#lib/format/bytes.ts';
import { formatCount, formatRate, NO_VALUE } from '#lib/format/number.ts';
import type { RedisView } from '#lib/systems/redis/model.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { Age } from '../reading/age.tsx';
import { useBoardTime } from '../reading/board-context.tsx';
import { Quantity } from '../ui/quantity.tsx';
import { behindOf } from './behind.ts';
import { MovementCell } from './movement-cell.tsx';
import type { Hearsay, TreeLine } from './tree.ts';
import { claimWords, savingWords, upWords } from './words.ts';

type Line = Extract<TreeLine, { is: 'node' }>;

/** What a node says of itself, in the order of FIGURES. What it does not tell is an en dash and never a zero. */
export function NodeCells({ line, findings }: { line: Line; findings: readonly Finding[] }) {
  const { board } = useBoardTime();
  const { node, said } = line;
  const { view, probe } = node;
  return (
    <>
      <Figure>
        <Age probe={probe} isInRow />
      </Figure>
      <Figure>{view && <Quantity text={formatRate(view.opsPerSecond)} unit="" />}</Figure>
      <Figure>{view && <Quantity text={percent(view.hitRatio)} unit={view.hitRatio === null ? '' : '%'} />}</Figure>
      <MemoryCells view={view} />
      <ClientCells view={view} />
      <Figure title={view?.databases.map(({ name, keys }) => `${name}: ${formatCount(keys)}`).join('\n')}>
        {view && <Quantity text={formatCount(view.keys)} unit="" />}
      </Figure>
      <Figure>{view && <Quantity text={formatRate(view.evictedPerSecond)} unit="" />}</Figure>
      <td>{view ? savingWords(view.persistence, board.now) : <None />}</td>
      <BehindCell line={line} />
      <MovementCell node={node} findings={findings} />
      <Figure>{view?.link ? <Heard seconds={view.link.lastIoSeconds} /> : null}</Figure>
      <SaidCell said={said} />
      <Figure>{view && upWords(view, probe, board)}</Figure>
    </>
  );
}

function MemoryCells({ view }: { view: RedisView | null }) {
  const memory = view?.memory ?? null;
  return (
    <>
      <Figure title={memory?.policy ? `When it is full: ${memory.policy}` : undefined}>
        {memory && (
          <>
            <Quantity {...measureBytes(memory.usedBytes)} />
            {memory.maxBytes === null ? null : <span className="u">/{formatBytes(memory.maxBytes)}</span>}
          </>
        )}
      </Figure>
      <Figure>{memory && <Quantity {...measureBytes(memory.peakBytes)} />}</Figure>
      <Figure>{memory && (memory.fragmentation === null ? NO_VALUE : memory.fragmentation.toFixed(2))}</Figure>
      <Figure>{view && <Quantity {...measureBytes(view.forkRoomBytes)} />}</Figure>
    </>
  );
}

function ClientCells({ view }: { view: RedisView | null }) {
  const most = view?.maxClients ? `of at most ${formatCount(view.maxClients)}` : undefined;
  const over = view?.rejected ? `in the last ${formatAge(view.rejected.overMs)}` : undefined;
  return (
    <>
      <Figure title={most}>{view && <Quantity text={formatCount(view.clients)} unit="" />}</Figure>
      <Figure>{view && <Quantity text={formatCount(view.blockedClients)} unit="" />}</Figure>
      <Figure title={over}>{view && <Quantity text={formatCount(view.rejected?.count ?? null)} unit="" />}</Figure>
    </>
  );
}

function BehindCell({ line: { node, top } }: { line: Line }) {
  const { board } = useBoardTime();
  const behind = behindOf(node, top, board);
  const title =
    behind &&
    `${top.probe.source.node} was at ${formatCount(top.view?.offset ?? null)}, this one had carried out ${formatCount(node.view?.offset ?? null)}`;
  return (
    <Figure title={title ?? undefined}>
      {behind && (
        <>
          <Quantity {...measureBytes(behind.bytes)} />
          {behind.seconds === null ? null : <span className="u">{formatRate(behind.seconds)} s</span>}
        </>
      )}
    </Figure>
  );
}

function Heard({ seconds }: { seconds: number | null }) {
  return seconds === null ? <None /> : <Quantity text={formatCount(seconds)} unit="s" />;
}

function SaidCell({ said }: { said: Hearsay | null }) {
  const { board } = useBoardTime();
  if (said === null)
    return (
      <td>
        <None />
      </td>
    );
  const isNow = isReliedOn(said.by.probe, board);
  return (
    <td className={isNow ? 'q' : 'hatch stale-value'} title={`${said.by.probe.source.node} ${isNow ? 'says' : 'said'} so`}>
      {claimWords(said.claim)}
    </td>
  );
}

function Figure({ title, children }: { title?: string | undefined; children: ReactNode }) {
  return (
    <td className="n" title={title}>
      {children ?? <None />}
    </td>
  );
}

function None() {
  return <span className="q">{NO_VALUE}</span>;
}

function percent(ratio: number | null): string {
  return ratio === null ? NO_VALUE : formatRate(ratio * 100);
}

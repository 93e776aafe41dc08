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
import type { NodeLine } from './node-line.ts';
import { NodeSparkline } from './node-sparkline.tsx';
import type { Hearsay, TreeLine } from './tree.ts';
import { claimWords, databaseWords, savingWords, upWords } from './words.ts';

type Line = Extract<TreeLine, { is: 'node' }>;

/** `isReplicated` is false where what is said of replicas has no column. */
type CellsProps = { line: Line; isReplicated: boolean; findings: readonly Finding[] };

/** What a node says of itself, in the order of FIGURES. What it does not tell is an en dash and never a zero. */
export function NodeCells({ line, isReplicated, findings }: CellsProps) {
  const { board } = useBoardTime();
  const { node } = line;
  const { view, probe } = node;
  return (
    <>
      <Figure>
        <Age probe={probe} isInRow />
      </Figure>
      <Figure>
        {view && (
          <>
            <NodeSparkline node={node} figure="Commands" />
            <Quantity text={formatRate(view.opsPerSecond)} unit="" />
          </>
        )}
      </Figure>
      <Figure>{view && <Quantity text={percent(view.hitRatio)} unit={view.hitRatio === null ? '' : '%'} />}</Figure>
      <MemoryCells node={node} />
      <ClientCells node={node} />
      <Figure title={view?.databases.map((one) => `${databaseWords(one)}: ${formatCount(one.keys)}`).join('\n')}>
        {view && (
          <>
            <Quantity text={formatCount(view.keys)} unit="" />
            {view.databases.length > 1 ? <span className="u">{view.databases.length} dbs</span> : null}
          </>
        )}
      </Figure>
      <Figure>{view && <Quantity text={formatRate(view.evictedPerSecond)} unit="" />}</Figure>
      <Figure>
        {view && (
          <>
            <NodeSparkline node={node} figure="Written" />
            <Quantity {...measureBytes(view.offsetPerSecond)} />
          </>
        )}
      </Figure>
      <td>{view ? savingWords(view.persistence, board.now) : <None />}</td>
      {isReplicated ? <ReplicaCells line={line} findings={findings} /> : null}
      <Figure>{view && upWords(view, probe, board)}</Figure>
    </>
  );
}

function ReplicaCells({ line, findings }: Omit<CellsProps, 'isReplicated'>) {
  const { node, said } = line;
  return (
    <>
      <BehindCell line={line} />
      <MovementCell node={node} findings={findings} />
      <Figure isSpare>{node.view?.link ? <Heard seconds={node.view.link.lastIoSeconds} /> : null}</Figure>
      <SaidCell said={said} />
    </>
  );
}

function MemoryCells({ node }: { node: NodeLine }) {
  const { view } = node;
  const memory = view?.memory ?? null;
  return (
    <>
      <Figure title={memory ? memoryWords(memory) : undefined}>
        {memory && (
          <>
            <NodeSparkline node={node} figure="Memory" />
            <Quantity {...measureBytes(memory.usedBytes)} />
            {memory.maxBytes === null ? null : <span className="u">/{formatBytes(memory.maxBytes)}</span>}
          </>
        )}
      </Figure>
      <Figure isSpare>{memory && <Quantity {...measureBytes(memory.peakBytes)} />}</Figure>
      <Figure>{memory && (memory.fragmentation === null ? NO_VALUE : memory.fragmentation.toFixed(2))}</Figure>
      <Figure isSpare>{view && <Quantity {...measureBytes(view.forkRoomBytes)} />}</Figure>
    </>
  );
}

function ClientCells({ node }: { node: NodeLine }) {
  const { view } = node;
  const most = view?.maxClients ? `of at most ${formatCount(view.maxClients)}` : undefined;
  const over = view?.rejected ? `in the last ${formatAge(view.rejected.overMs)}` : undefined;
  return (
    <>
      <Figure title={most}>
        {view && (
          <>
            <NodeSparkline node={node} figure="Clients" />
            <Quantity text={formatCount(view.clients)} unit="" />
          </>
        )}
      </Figure>
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
          {behind.seconds === null || behind.seconds < 1 ? null : <span className="u">{formatRate(behind.seconds)} s</span>}
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

function memoryWords({ peakBytes, policy }: RedisView['memory']): string {
  return [`peak ${formatBytes(peakBytes)}`, ...(policy ? [`when it is full: ${policy}`] : [])].join('; ');
}

function Figure({ title, isSpare, children }: { title?: string | undefined; isSpare?: true; children: ReactNode }) {
  return (
    <td className={isSpare ? 'n spare' : 'n'} title={title}>
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

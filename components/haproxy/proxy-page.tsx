'use client';
import { useMemo } from 'react';
import { useBoardTime } from '../reading/board-context.tsx';
import { tierRows } from './frontend-lines.ts';
import { HaproxyRoom } from './haproxy-room.tsx';
import { Nobody } from './nobody.tsx';
import { proxyPath } from './paths.ts';
import { ProxyBoard } from './proxy-board.tsx';
import type { Part } from './summary.ts';
import { UnreadNote } from './unread-note.tsx';

const UNSORTED: readonly string[] = [];

/** One proxy over the feed. */
export function ProxyPage({ name }: { name: string }) {
  return (
    <HaproxyRoom title={name} sorted={UNSORTED}>
      {(parts) => <Found name={name} parts={parts} />}
    </HaproxyRoom>
  );
}

function Found({ name, parts }: { name: string; parts: readonly Part[] }) {
  const { board } = useBoardTime();
  const rows = useMemo(() => tierRows(parts, board), [parts, board]);
  const own = rows.filter(({ view }) => view.proxy === name);
  const groups = new Set(own.map(({ group }) => group));
  if (own.length > 0) {
    return (
      <>
        <UnreadNote parts={parts.filter(({ probe }) => groups.has(probe.source.group))} />
        <ProxyBoard name={name} rows={own} />
      </>
    );
  }
  return (
    <Nobody
      name={name}
      what="proxy"
      names={[...new Set(rows.map(({ view }) => view.proxy))]}
      parts={parts}
      pathOf={proxyPath}
      all={{ path: '/haproxy', title: 'All tiers' }}
    />
  );
}

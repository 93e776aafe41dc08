'use client';
import type { ReactNode } from 'react';
import { formatCount } from '#lib/format/number.ts';
import {
  type HeldShard,
  HOT_THREADS,
  type HotThreadsAnswer,
  MEMBER,
  MEMBER_SHARDS,
  type MemberShardsAnswer,
  THREAD_TYPES,
  type ThreadType,
} from '#lib/systems/elastic/asked/model.ts';
import { CLUSTER_NODE, HEALTH } from '#lib/systems/elastic/model.ts';
import { AskedNav, useAskedTab } from '../../asked/asked-nav.tsx';
import { AskedPanel } from '../../asked/asked-panel.tsx';
import type { LongColumn } from '../../asked/long-table.tsx';
import { useUrlWord } from '../../ui/use-url.ts';
import { FilteredTable } from '../cluster/filtered-table.tsx';
import { MemberAnswered } from './member-answered.tsx';

const TABS = [
  { id: 'shards', title: 'Shards', question: MEMBER_SHARDS },
  { id: 'details', title: 'How it was started', question: MEMBER },
  { id: 'hot', title: 'Hot threads', question: HOT_THREADS, hint: 'It is looked at for half a second' },
] as const;

type AskedProps = { group: string; id: string; name: string };

/** What a member is asked now, one thing at a time. Nothing is asked before somebody picks one. */
export function MemberAsked({ group, id, name }: AskedProps) {
  const { tab, pick } = useAskedTab(TABS);
  const [word, setType] = useUrlWord('type');
  const type = THREAD_TYPES.find((one) => one === word) ?? 'cpu';
  const source = { system: 'elastic', group, node: CLUSTER_NODE, probe: HEALTH };
  return (
    <>
      <AskedNav tabs={TABS} picked={tab?.id ?? null} node={name} onPick={pick} />
      {tab === null ? null : (
        <>
          {tab.id === 'hot' ? <Types type={type} onPick={setType} /> : null}
          <AskedPanel
            key={`${tab.id} ${tab.id === 'hot' ? type : ''}`}
            source={source}
            question={tab.question}
            input={tab.id === 'hot' ? { id, type } : { id }}
            title={`${tab.title} of ${name}`}
          >
            {(answer: never) => answerOf(tab.id, answer)}
          </AskedPanel>
        </>
      )}
    </>
  );
}

const TYPE_WORDS: Readonly<Record<ThreadType, string>> = {
  cpu: 'By CPU',
  wait: 'By waiting',
  block: 'By being blocked',
  mem: 'By memory allocated',
};

function Types({ type, onPick }: { type: ThreadType; onPick(type: string): void }) {
  return (
    <div className="crumb">
      <nav className="views" aria-label="Which threads">
        {THREAD_TYPES.map((one) => (
          <button key={one} type="button" aria-current={one === type ? 'page' : undefined} onClick={() => onPick(one === 'cpu' ? '' : one)}>
            {TYPE_WORDS[one]}
          </button>
        ))}
      </nav>
    </div>
  );
}

function answerOf(id: (typeof TABS)[number]['id'], answer: never): ReactNode {
  switch (id) {
    case 'shards':
      return <ShardsAnswered answer={answer} />;
    case 'details':
      return <MemberAnswered answer={answer} />;
    case 'hot':
      return <HotAnswered answer={answer} />;
  }
}

function HotAnswered({ answer: { text } }: { answer: HotThreadsAnswer }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is to be scrolled by the keyboard too
    <pre className="es-text" tabIndex={0}>
      {text}
    </pre>
  );
}

const SHARD_COLUMNS: readonly LongColumn<HeldShard>[] = [
  { id: 'index', head: 'Index', isNumber: false, cell: ({ index }) => <b title={index}>{index}</b>, sortedBy: ({ index }) => index },
  { id: 'number', head: 'Shard', isNumber: true, width: 80, cell: ({ number }) => number, sortedBy: ({ number }) => number },
  {
    id: 'kind',
    head: 'Is',
    isNumber: false,
    width: 90,
    cell: ({ isPrimary }) => (isPrimary ? <b>primary</b> : 'replica'),
    sortedBy: ({ isPrimary }) => (isPrimary ? 0 : 1),
  },
  {
    id: 'state',
    head: 'State',
    isNumber: false,
    width: 220,
    cell: ({ state, to }) => `${state.toLowerCase()}${to === null ? '' : ` to ${to}`}`,
    sortedBy: ({ state }) => state,
  },
];
const SHARD_IDS = SHARD_COLUMNS.map(({ id }) => id);

function ShardsAnswered({ answer: { shards } }: { answer: MemberShardsAnswer }) {
  const primaries = shards.filter(({ isPrimary }) => isPrimary).length;
  return (
    <>
      <p className="note es-note">{formatCount(primaries)} of them primaries</p>
      <FilteredTable
        what="shards"
        columns={SHARD_COLUMNS}
        ids={SHARD_IDS}
        rows={shards}
        keyOf={({ index, number, state }) => `${index} ${number} ${state}`}
        textOf={({ index, state }) => `${index} ${state}`}
        minWidth={640}
      />
    </>
  );
}

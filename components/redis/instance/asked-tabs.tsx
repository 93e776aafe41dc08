'use client';
import type { ReactNode } from 'react';
import type { Source } from '#lib/reading.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { AskedNav, useAskedTab } from '../../asked/asked-nav.tsx';
import { AskedPanel } from '../../asked/asked-panel.tsx';
import { KeysTab } from '../keys/keys-tab.tsx';
import { ClientsAnswered } from './clients-answered.tsx';
import { CommandsAnswered } from './commands-answered.tsx';
import { FieldsAnswered } from './fields-answered.tsx';
import { LatencyAnswered } from './latency-answered.tsx';
import { SettingsAnswered } from './settings-answered.tsx';
import { SlowlogAnswered } from './slowlog-answered.tsx';

type Tab = { id: string; title: string; isMaskable?: true; everyMs?: number };

/**
 * `isMaskable`: who may not see details is given the masked question of that name. The slow log is asked again while somebody looks: what it pushes out in between is remembered
 * and what nobody was told is counted.
 */
const TABS: readonly Tab[] = [
  { id: 'clients', title: 'Clients', isMaskable: true },
  { id: 'slowlog', title: 'Slow log', isMaskable: true, everyMs: 10_000 },
  { id: 'commands', title: 'Commands' },
  { id: 'latency', title: 'Latency' },
  { id: 'memory', title: 'Memory' },
  { id: 'settings', title: 'Settings' },
  { id: 'info', title: 'INFO' },
  { id: 'keys', title: 'Keys' },
];

/** What is asked of the instance now, one thing at a time: which one lives in the address. Nothing is asked before somebody picks one. */
export function AskedTabs({ source }: { source: Source }) {
  const { viewer } = useActions();
  const { tab, pick } = useAskedTab(TABS);
  const mayAll = viewer?.systems.details.includes('redis') ?? false;
  return (
    <>
      <AskedNav tabs={TABS} picked={tab?.id ?? null} node={source.node} onPick={pick} />
      {tab === null ? null : tab.id === 'keys' ? (
        <KeysTab place={source} />
      ) : (
        <AskedPanel
          key={tab.id}
          source={source}
          title={tab.title}
          question={tab.isMaskable && !mayAll ? `${tab.id}-masked` : tab.id}
          everyMs={tab.everyMs}
        >
          {(answer, observedAt) => answerOf(tab.id, answer, { source, observedAt })}
        </AskedPanel>
      )}
    </>
  );
}

/** The answer to a question is what its name says; that the server made it is checked by the types of its question. */
function answerOf(id: string, answer: never, asked: { source: Source; observedAt: number }): ReactNode {
  switch (id) {
    case 'clients':
      return <ClientsAnswered answer={answer} />;
    case 'slowlog':
      return <SlowlogAnswered answer={answer} />;
    case 'commands':
      return <CommandsAnswered answer={answer} />;
    case 'latency':
      return <LatencyAnswered answer={answer} />;
    case 'settings':
      return <SettingsAnswered answer={answer} {...asked} />;
    default:
      return <FieldsAnswered answer={answer} />;
  }
}

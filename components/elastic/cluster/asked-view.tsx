'use client';
import type { ReactNode } from 'react';
import { ALIASES, DATA_STREAMS, PENDING, SETTINGS, TASKS, TASKS_MASKED, TEMPLATES } from '#lib/systems/elastic/asked/model.ts';
import { CLUSTER_NODE, HEALTH } from '#lib/systems/elastic/model.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { AskedPanel } from '../../asked/asked-panel.tsx';
import type { ClusterLine } from '../lines.ts';
import { AliasesAnswered, StreamsAnswered, TemplatesAnswered } from './names-answered.tsx';
import { PendingAnswered, SettingsAnswered, TasksAnswered } from './tasks-answered.tsx';
import type { ViewId } from './views.ts';

type AskedId = Extract<ViewId, 'settings' | 'tasks' | 'pending' | 'aliases' | 'streams' | 'templates'>;

const ASKED: Readonly<Record<AskedId, { question: string; title: string; everyMs?: number }>> = {
  settings: { question: SETTINGS, title: 'Settings that somebody wrote' },
  tasks: { question: TASKS, title: 'Tasks that can run long', everyMs: 10_000 },
  pending: { question: PENDING, title: 'Pending tasks of the master', everyMs: 5_000 },
  aliases: { question: ALIASES, title: 'Aliases' },
  streams: { question: DATA_STREAMS, title: 'Data streams' },
  templates: { question: TEMPLATES, title: 'Templates' },
};

/** What a cluster is asked now, because somebody looks. */
export function AskedView({ cluster, view }: { cluster: ClusterLine; view: AskedId }) {
  const { viewer } = useActions();
  const mayAll = viewer?.systems.details.includes('elastic') ?? false;
  const { question, title, everyMs } = ASKED[view];
  const source = { system: 'elastic', group: cluster.board.name, node: CLUSTER_NODE, probe: HEALTH };
  return (
    <AskedPanel key={view} source={source} title={title} question={view === 'tasks' && !mayAll ? TASKS_MASKED : question} everyMs={everyMs}>
      {(answer: never) => answerOf(view, answer, cluster)}
    </AskedPanel>
  );
}

/** The answer to a question is what its name says; that the server made it is checked by the types of its question. */
function answerOf(view: AskedId, answer: never, cluster: ClusterLine): ReactNode {
  switch (view) {
    case 'settings':
      return <SettingsAnswered answer={answer} />;
    case 'tasks':
      return <TasksAnswered answer={answer} cluster={cluster} />;
    case 'pending':
      return <PendingAnswered answer={answer} />;
    case 'aliases':
      return <AliasesAnswered answer={answer} />;
    case 'streams':
      return <StreamsAnswered answer={answer} />;
    case 'templates':
      return <TemplatesAnswered answer={answer} />;
  }
}

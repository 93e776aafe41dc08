import type { AnyQuestion } from '../../system.ts';
import { aliasesQuestion } from './asked/aliases.ts';
import { dataStreamsQuestion } from './asked/data-streams.ts';
import { explainQuestion } from './asked/explain/question.ts';
import { gridQuestion } from './asked/grid/question.ts';
import { hotThreadsQuestion } from './asked/hot-threads.ts';
import { indexQuestion } from './asked/index-question.ts';
import { memberQuestion } from './asked/member.ts';
import { memberShardsQuestion } from './asked/member-shards.ts';
import { pendingQuestion } from './asked/pending.ts';
import { settingsQuestion } from './asked/settings.ts';
import { tasksQuestions } from './asked/tasks.ts';
import { templatesQuestion } from './asked/templates.ts';

/** What is asked of a cluster when somebody looks. */
export const elasticQuestions: readonly AnyQuestion[] = [
  ...[explainQuestion, gridQuestion],
  ...tasksQuestions,
  ...[pendingQuestion, settingsQuestion, aliasesQuestion, dataStreamsQuestion, templatesQuestion],
  ...[indexQuestion, memberQuestion, memberShardsQuestion, hotThreadsQuestion],
];

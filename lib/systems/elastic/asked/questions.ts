import type { AnyQuestion } from '../../../system.ts';
import { aliasesQuestion } from './aliases.ts';
import { dataStreamsQuestion } from './data-streams.ts';
import { hotThreadsQuestion } from './hot-threads.ts';
import { indexQuestion } from './index-question.ts';
import { memberQuestion } from './member.ts';
import { memberShardsQuestion } from './member-shards.ts';
import { pendingQuestion } from './pending.ts';
import { settingsQuestion } from './settings.ts';
import { tasksQuestions } from './tasks.ts';
import { templatesQuestion } from './templates.ts';

/** What is asked of a cluster when somebody looks. */
export const elasticQuestions: readonly AnyQuestion[] = [
  ...tasksQuestions,
  ...[pendingQuestion, settingsQuestion, aliasesQuestion, dataStreamsQuestion, templatesQuestion],
  ...[indexQuestion, memberQuestion, memberShardsQuestion, hotThreadsQuestion],
];

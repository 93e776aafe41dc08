import type { AnyQuestion } from '../../system.ts';
import { explainQuestion } from './asked/explain/question.ts';
import { gridQuestion } from './asked/grid/question.ts';

/** What is asked of a cluster when somebody looks. */
export const elasticQuestions: readonly AnyQuestion[] = [explainQuestion, gridQuestion];

import { defineSystem } from '../../system.ts';
import { exceptionsActing } from './actions/acting.ts';
import { storeJobs } from './clear/jobs.ts';
import { closeStore, connectStore, type StoreNode } from './connection.ts';
import { storeDoctor } from './doctor.ts';
import { KEY_FIGURES, ROW_SERIES, ROW_TRENDS } from './figures.ts';
import { type ExceptionsView, RECENT } from './model.ts';
import { storeProbes } from './probes.ts';
import { storeQuestions } from './questions.ts';
import type { ExceptionsSettings } from './settings.ts';
import { judgeStore } from './status.ts';
import { subjectOf } from './subject.ts';
import { witnessStore } from './witness.ts';

/** Stores of StackExchange.Exceptional: tables of errors in SQL Server, PostgreSQL, MySQL and MariaDB. */
export const exceptions = defineSystem<ExceptionsSettings, StoreNode>({
  name: 'exceptions',
  title: 'Exceptions',
  knock: RECENT,
  probes: storeProbes,
  keptIn: (settings, folder) => ({ ...settings, keepIn: folder }),
  connect: connectStore,
  close: closeStore,
  status: judgeStore,
  witness: witnessStore,
  keyFigures: KEY_FIGURES,
  rowTrends: ROW_TRENDS,
  rowSeries: ROW_SERIES,
  subjectOf: ({ value }) => subjectOf(value as ExceptionsView),
  // The page shows all that a reading holds.
  figures: () => null,
  questions: storeQuestions,
  jobs: storeJobs,
  acting: exceptionsActing,
  doctor: storeDoctor,
});

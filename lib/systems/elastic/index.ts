import { defineSystem } from '../../system.ts';
import { elasticActing } from './actions/acting.ts';
import { closeElastic, connectElastic, type ElasticNode } from './connection.ts';
import { elasticDoctor } from './doctor.ts';
import { FETCH } from './fetch.ts';
import { KEY_FIGURES, ROW_TRENDS } from './figures.ts';
import { happenedTo } from './happened.ts';
import { OWN } from './model.ts';
import { elasticProbes } from './probes.ts';
import { elasticQuestions } from './questions.ts';
import { ROW_SERIES } from './row-series.ts';
import type { ElasticView } from './rows.ts';
import type { ElasticSettings } from './settings.ts';
import { judgeElastic } from './status.ts';
import { subjectOf } from './subject.ts';
import { witnessCluster } from './witness.ts';

/** Elasticsearch and OpenSearch: every configured URL asked for its own word, and each cluster as a whole at whichever of them answers. */
export const elastic = defineSystem<ElasticSettings, ElasticNode>({
  name: 'elastic',
  title: 'Elasticsearch',
  knock: OWN,
  probes: elasticProbes(FETCH),
  connect: connectElastic,
  close: closeElastic,
  status: judgeElastic,
  witness: witnessCluster,
  happened: happenedTo,
  keyFigures: KEY_FIGURES,
  rowTrends: ROW_TRENDS,
  rowSeries: ROW_SERIES,
  subjectOf: ({ value }) => subjectOf(value as ElasticView),
  // The page shows all that a reading holds.
  figures: () => null,
  questions: elasticQuestions,
  acting: elasticActing,
  doctor: elasticDoctor,
});

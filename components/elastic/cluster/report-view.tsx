'use client';
import { REPORT } from '#lib/systems/elastic/model.ts';
import type { IndicatorView } from '#lib/systems/elastic/model-data.ts';
import { StatusShape } from '../../ui/status-shape.tsx';
import { type ClusterLine, rowsIn } from '../lines.ts';
import { colorStatus } from '../words.ts';
import { ToldPanel } from './told-panel.tsx';

/** What the cluster finds of itself, by subject. */
export function ReportView({ cluster }: { cluster: ClusterLine }) {
  const told = cluster.told.get(REPORT);
  const indicators = rowsIn(told, 'indicator').map(({ view }) => view);
  return (
    <ToldPanel title="Health report" told={told}>
      <ul className="es-report">
        {indicators.map((view) => (
          <Line key={view.name} view={view} />
        ))}
      </ul>
    </ToldPanel>
  );
}

function Line({ view: { name, color, symptom } }: { view: IndicatorView }) {
  const status = color === 'unknown' ? 'unknown' : colorStatus(color);
  return (
    <li>
      <StatusShape status={status} label={status} /> <b>{name.replaceAll('_', ' ')}</b> {symptom ?? ''}
    </li>
  );
}

import type { SeriesGroup, SeriesKey } from '#lib/history.ts';
import { writeKey } from './chart-path.ts';

/** A line that could be added. `is` says how it is akin: the same row of another node, or another row of the same node. */
export type Candidate = { key: SeriesKey; id: string; is: 'node' | 'row' };

/** The same figure elsewhere: on the nodes that are asked the same, those of the same group first; and of the other rows of the same node. */
export function candidatesFor(key: SeriesKey, groups: readonly SeriesGroup[]): Candidate[] {
  const [system, group, , probe] = key.source.split('/');
  const unit = groups.find(({ source }) => source === key.source)?.figures.find(({ name }) => name === key.figure)?.unit;
  const alike = groups.filter(({ source, figures }) => {
    const [ofSystem, , , ofProbe] = source.split('/');
    return (
      ofSystem === system &&
      ofProbe === probe &&
      figures.some((one) => one.name === key.figure && (unit === undefined || one.unit === unit))
    );
  });
  const near = (source: string): number => (source === key.source ? 0 : source.split('/')[1] === group ? 1 : 2);
  const nodes = alike
    .filter(({ rows }) => rows.includes(key.row))
    .sort((a, b) => near(a.source) - near(b.source))
    .map(({ source }) => candidate({ ...key, source }, 'node'));
  const own = alike.find(({ source }) => source === key.source)?.rows ?? [];
  // The node itself has figures of its own, which only bear the same name.
  const rows = key.row === '' ? [] : own.filter((row) => row !== '' && row !== key.row).map((row) => candidate({ ...key, row }, 'row'));
  return [...nodes, ...rows];
}

function candidate(key: SeriesKey, is: Candidate['is']): Candidate {
  return { key, id: writeKey(key), is };
}

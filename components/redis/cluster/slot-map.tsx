'use client';
import { useId } from 'react';
import type { Finding } from '#lib/finding.ts';
import { formatCount } from '#lib/format/number.ts';
import { judgeProbe } from '#lib/status.ts';
import { countSlots, formatRange, SLOTS } from '#lib/systems/redis/cluster/model.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { FindingNote } from '../../findings/finding-note.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';
import { OldestAge } from '../../reading/oldest-age.tsx';
import { StatusShape } from '../../ui/status-shape.tsx';
import { type ClusterLine, ownersOf } from './cluster-line.ts';
import { type Band, bandsOf, bandWords } from './slot-bands.ts';

const TONES = 6;

/** The slots of a cluster by the own word of each master, those that nobody serves in red. `findings` are those about slots and no node. */
export function SlotMap({ title, lines, findings }: { title: string; lines: readonly ClusterLine[]; findings: readonly Finding[] }) {
  const { board } = useBoardTime();
  const owners = ownersOf(lines, board);
  const bands = bandsOf(owners);
  const lost = countSlots(bands.filter(({ is }) => is !== 'served' && is !== 'twice'));
  const twice = countSlots(bands.filter(({ is }) => is === 'twice'));
  const claimed = twice === 0 ? '' : `, ${formatCount(twice)} of them claimed twice`;
  const notes = findings.filter(({ probe, rows, verdict }) => probe === 'cluster' && rows.length === 0 && verdict.status !== 'ok');
  const toneOf = new Map(owners.map(({ node }, index) => [node, (index % TONES) + 1]));
  return (
    <section className="slots" aria-label={`Slots of ${title}`}>
      <p className="q small">
        Slots, by the word of each master for its own: {formatCount(SLOTS - lost)} of {formatCount(SLOTS)} served
        {lost === 0 ? '' : `, ${formatCount(lost)} not`}
        {claimed}; <OldestAge probes={lines.map(({ probe }) => probe)} />
      </p>
      <Bands
        bands={bands}
        toneOf={toneOf}
        label={`${formatCount(SLOTS - lost)} of ${formatCount(SLOTS)} slots are served${claimed}; the list below says by whom`}
      />
      <ul>
        {[...Map.groupBy(bands, bandWords)].map(([words, own]) => (
          <li key={words}>
            <Mark band={own[0]} toneOf={toneOf} /> {words}{' '}
            <span className="q small">
              {formatCount(countSlots(own))}: {own.map(formatRange).join(', ')}
            </span>
          </li>
        ))}
      </ul>
      {lines
        .filter(({ probe }) => !isReliedOn(probe, board))
        .map(({ probe }) => (
          <p key={probe.source.node} className="q small">
            {probe.source.node} is not read for its slots: {judgeProbe(probe, board).reason}
          </p>
        ))}
      {notes.map((finding) => (
        <FindingNote key={finding.id} finding={finding} />
      ))}
    </section>
  );
}

type Toned = { toneOf: ReadonlyMap<string, number> };

function Bands({ bands, toneOf, label }: Toned & { bands: readonly Band[]; label: string }) {
  const hatch = useId();
  return (
    <svg viewBox={`0 0 ${SLOTS} 24`} preserveAspectRatio="none" role="img" aria-label={label}>
      <title>{label}</title>
      <defs>
        {/* Wide, because the map is drawn narrower than it is counted. */}
        <pattern id={hatch} width="240" height="24" patternUnits="userSpaceOnUse">
          <rect width="120" height="24" className="lost" />
        </pattern>
      </defs>
      {/* Those that are lost over the others. */}
      {bands
        .toSorted((a, b) => Number(isLost(a)) - Number(isLost(b)))
        .map((band) => (
          <rect
            key={band.from}
            x={band.from}
            width={band.to - band.from + 1}
            height="24"
            className={toneClass(band, toneOf)}
            style={band.is === 'stale' ? { fill: `url(#${hatch})` } : undefined}
          >
            <title>{`${formatRange(band)}: ${bandWords(band)}`}</title>
          </rect>
        ))}
    </svg>
  );
}

function Mark({ band, toneOf }: Toned & { band: Band | undefined }) {
  if (!band) return null;
  if (band.is === 'stale') return <StatusShape status="stale" label="stale" />;
  const key = <span className={`key ${toneClass(band, toneOf)}`} aria-hidden="true" />;
  if (band.is === 'served') return key;
  return (
    <>
      <StatusShape status="critical" label="critical" />
      {band.is === 'down' ? <> {key}</> : null}
    </>
  );
}

function toneClass({ is, owners }: Band, toneOf: Toned['toneOf']): string {
  const tone = `tone${toneOf.get(owners[0]?.node ?? '') ?? 1}`;
  if (is === 'down') return `${tone} down`;
  return is === 'served' ? tone : 'lost';
}

function isLost({ is }: Band): boolean {
  return is !== 'served' && is !== 'down';
}

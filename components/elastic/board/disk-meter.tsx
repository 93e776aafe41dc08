import { formatBytes } from '#lib/format/bytes.ts';
import { formatCount } from '#lib/format/number.ts';
import type { HoldingView } from '#lib/systems/elastic/model.ts';
import { Quantity } from '../../ui/quantity.tsx';
import { disksOf, markWords } from './disk-marks.ts';

/** How full the disk of a member is, as a bar on which its watermarks are marked. Only what is beyond one has colour. */
export function DiskMeter({ holding }: { holding: HoldingView }) {
  const { used, marks } = disksOf(holding);
  if (used === null) return <span className="q">–</span>;
  const told = marks.length === 0 ? 'no watermark is told' : `watermarks: ${markWords(marks)}`;
  const tone = holding.beyond === null ? '' : holding.beyond === 'flood stage' ? ' critical' : ' warning';
  return (
    <span className="es-disk" title={`${formatBytes(holding.diskAvailableBytes)} of ${formatBytes(holding.diskTotalBytes)} left; ${told}`}>
      <span className={`es-meter${tone}`} aria-hidden="true">
        <i style={{ width: percent(used) }} />
        {marks.map(({ name, ratio }) => (
          <b key={name} style={{ left: percent(ratio) }} />
        ))}
      </span>
      <span className={`pct${holding.beyond === null ? '' : ` w${tone}`}`}>
        <Quantity text={formatCount(Math.floor(used * 100))} unit="%" />
        {holding.beyond === null ? null : <span className="vh"> beyond the watermark {holding.beyond}</span>}
      </span>
    </span>
  );
}

/** A share from 0 to 1 as a bar and in percent; the whole in the title. */
export function ShareMeter({ share, title }: { share: number | null; title?: string | undefined }) {
  if (share === null) return <span className="q">–</span>;
  return (
    <span className="es-disk" title={title}>
      <span className="es-meter" aria-hidden="true">
        <i style={{ width: percent(share) }} />
      </span>
      <span className="pct">
        <Quantity text={formatCount(Math.floor(share * 100))} unit="%" />
      </span>
    </span>
  );
}

function percent(ratio: number): string {
  return `${Math.min(100, Math.max(0, ratio * 100))}%`;
}

'use client';
import { formatCount } from '#lib/format/number.ts';
import { worst } from '#lib/status.ts';
import { rowTone } from '../reading/row-tone.ts';
import { StatusShape } from '../ui/status-shape.tsx';
import type { ProxyLine } from './lines.ts';
import type { Measured } from './stats-row.tsx';

type RestProps = Measured & { lines: readonly ProxyLine[]; span: number; isOpen: boolean; onRest(isOpen: boolean): void };

/** Frontends, and backends without servers: one line for all of them, as long as nothing is the matter with any. */
export function RestRow({ lines, span, isOpen, onRest, measure, index }: RestProps) {
  const status = worst(lines.map((line) => line.status));
  const words = restWords(lines);
  const said = isOpen ? 'Hide' : 'Show';
  return (
    <tr className={`rest ${rowTone(status, status === 'stale')}`} ref={measure ?? null} data-index={index}>
      <td colSpan={span}>
        <span className="line small m">
          {status === 'ok' ? null : <StatusShape status={status} small label={status} />}
          <span>
            {words}.{' '}
            <button type="button" className="link" aria-expanded={isOpen} aria-label={`${said} ${words}`} onClick={() => onRest(!isOpen)}>
              {said}
            </button>
          </span>
        </span>
      </td>
    </tr>
  );
}

function restWords(lines: readonly ProxyLine[]): string {
  const frontends = lines.filter(({ side }) => side === 'frontend').length;
  const backends = lines.length - frontends;
  return [
    ...(frontends > 0 ? [`${formatCount(frontends)} ${frontends === 1 ? 'frontend' : 'frontends'}`] : []),
    ...(backends > 0 ? [`${formatCount(backends)} ${backends === 1 ? 'backend' : 'backends'} without servers`] : []),
  ].join(', ');
}

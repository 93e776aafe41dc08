'use client';
import Link from 'next/link';
import type { ShapeCard } from '#lib/systems/exceptions/model.ts';
import { sentence } from '#lib/text/sentence.ts';
import { useTimeFormat } from '../../display/display-context.tsx';
import { Age } from '../../reading/age.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';
import { storePath } from '../paths.ts';
import type { StoreLine } from '../store-lines.ts';
import { counted, shortType } from '../words.ts';
import { listHref } from './address.ts';
import { FlagChip } from './table-parts.tsx';

const MOST_SHOWN = 50;

/** What kinds of error are new or came back within the last day, each with a way to its errors; and what is not known of that. */
export function FreshShapes({ store }: { store: StoreLine }) {
  const told = store.shapes.store;
  if (told === null) return null;
  const { fresh, behind, trouble } = told.view.reading;
  const { verdict } = told.row;
  return (
    <>
      {verdict.status === 'ok' ? null : <p className={`w ${verdict.status} small ex-told`}>{sentence(verdict.reason)}</p>}
      {behind === 0 && trouble === null ? null : (
        <p className="q small ex-told">
          {behind === 0 ? null : `${counted(behind, 'row')} not sorted into shapes yet: what is new among them is not known. `}
          {trouble === null ? null : sentence(trouble)}
        </p>
      )}
      {fresh.length === 0 ? null : (
        <details className="ex-fresh">
          <summary>
            {summaryOf(fresh)} <span className="q">{store.shapes.probe ? <Age probe={store.shapes.probe} /> : null}</span>
          </summary>
          <ul>
            {fresh.slice(0, MOST_SHOWN).map((shape) => (
              <Fresh key={shape.shape} store={store.name} shape={shape} />
            ))}
          </ul>
          {fresh.length <= MOST_SHOWN ? null : (
            <p className="q small">{counted(fresh.length - MOST_SHOWN, 'shape')} more, the list has them.</p>
          )}
        </details>
      )}
    </>
  );
}

function Fresh({ store, shape }: { store: string; shape: ShapeCard }) {
  const format = useTimeFormat();
  const { own } = useBoardTime();
  const { flag, app, type, message, firstAt, cleared } = shape;
  return (
    <li>
      <FlagChip flag={flag} cleared={cleared} />
      <Link
        className="to"
        href={listHref(storePath(store), { filter: { shape: shape.shape } })}
        prefetch={false}
        title={`${type}: ${message}`}
      >
        <b>{shortType(type)}</b> <bdi>{message}</bdi>
      </Link>
      <span className="m">
        <bdi>{app}</bdi>
      </span>
      <span className="q small">
        {flag === 'regressed' && cleared !== null
          ? `cleared ${cleared.by === null ? '' : `by ${cleared.by} `}${format.moment(cleared.at, own.now)}`
          : `first seen ${format.moment(firstAt, own.now)}`}
      </span>
    </li>
  );
}

function summaryOf(fresh: readonly ShapeCard[]): string {
  const [added, back] = (['new', 'regressed'] as const).map((flag) => fresh.filter((shape) => shape.flag === flag).length);
  const parts = [
    ...(added ? [counted(added, 'new kind of error', 'new kinds of error')] : []),
    ...(back ? [`${counted(back, 'kind')} back after ${back === 1 ? 'it was' : 'they were'} cleared`] : []),
  ];
  return `${parts.join(', ')}, in the last day`;
}

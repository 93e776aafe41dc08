'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { formatAge } from '#lib/format/age.ts';
import { formatCount } from '#lib/format/number.ts';
import type { ClockGap } from '#lib/systems/exceptions/model.ts';
import type { ErrorAnswer } from '#lib/systems/exceptions/model-detail.ts';
import { useTimeFormat } from '../../display/display-context.tsx';
import { Ago } from '../../reading/age.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';
import { When } from '../../reading/when.tsx';
import { listHref } from '../list/address.ts';
import { Marked } from '../list/marked.tsx';
import { FlagChip } from '../list/table-parts.tsx';
import { storePath } from '../paths.ts';
import { CutText } from './long-text.tsx';
import { beginning, visible } from './visible.ts';

const MINUTE_MS = 60_000;
/** So much of a name stands in a link; it stands whole above. */
const MOST_OF_NAME = 100;

/** What it is, in its own words, and what is to be known of its kind. */
export function Title({ answer: { row, shape }, search }: { answer: ErrorAnswer; search: string | null }) {
  const format = useTimeFormat();
  const { own } = useBoardTime();
  return (
    <div className="pad">
      <h2 className="ex-type">
        <CutText text={row.type}>{(shown) => <Marked text={shown} search={search} />}</CutText>
      </h2>
      <p className="ex-msg">
        {row.message === null ? (
          <span className="q">(no message)</span>
        ) : (
          <CutText text={row.message}>{(shown) => <Marked text={shown} search={search} />}</CutText>
        )}
      </p>
      <p className="ex-flags">
        {shape ? <FlagChip flag={shape.flag} cleared={shape.cleared} /> : null}
        {shape?.cleared ? (
          <span>
            cleared <bdi>{shape.cleared.by === null ? 'not through Vigil' : <CutText text={`by ${shape.cleared.by}`} />}</bdi>,{' '}
            {format.moment(shape.cleared.at, own.now)}
          </span>
        ) : null}
        {shape ? (
          <span className="q">its kind first seen {format.moment(shape.firstAt, own.now)}</span>
        ) : (
          <span className="q">in no shape yet</span>
        )}
        {row.isProtected ? <span className="chip">protected</span> : null}
        {row.deletedAt === null ? null : <span className="chip">deleted {format.moment(row.deletedAt, own.now)}</span>}
      </p>
    </div>
  );
}

/** Where, when and how often. Times are by the clock of the machine that logged it. */
export function Facts({ answer: { row, fullUrl, ip, errorHash, isMasked }, clocks }: { answer: ErrorAnswer; clocks: readonly ClockGap[] }) {
  const gap = clocks.find(({ machine }) => machine === row.machine);
  const apart = gap === undefined ? null : clockWords(gap);
  const request = [row.method, fullUrl ?? row.url].filter((part) => part !== null).join(' ');
  return (
    <dl className="ex-meta pad">
      <Fact name="App">
        <CutText text={row.app} />
      </Fact>
      <Fact name="Count">
        {formatCount(row.count)} <span className="q">in this row</span>
      </Fact>
      <Fact name="Machine">
        <CutText text={row.machine} /> <span className="q">of the first</span>
      </Fact>
      <Fact name="Status">{row.status === null ? '–' : String(row.status)}</Fact>
      <Fact name="First">
        <When at={row.firstAt} />
      </Fact>
      <Fact name="Last">
        <When at={row.lastAt} />{' '}
        <span className="q">
          <Ago at={row.lastAt} /> ago
        </span>
      </Fact>
      <Fact name="Host">
        <CutText text={row.host ?? '–'} />
      </Fact>
      <Fact name="Category">
        <CutText text={row.category ?? '–'} />
      </Fact>
      <Fact name="Source">
        <CutText text={row.source ?? '–'} />
      </Fact>
      <Fact name="Address">
        <CutText text={ip ?? (isMasked ? 'hidden' : '–')} />
      </Fact>
      {apart === null ? null : (
        <Fact name="Clocks" isWide>
          <span className="w warning">
            <CutText text={apart} />
          </span>
        </Fact>
      )}
      <Fact name="Request" isWide>
        <span className="mono">
          {request === '' ? (
            '–'
          ) : (
            <CutText text={request}>{(shown) => <Linkified url={fullUrl?.endsWith('…') ? null : fullUrl} text={shown} />}</CutText>
          )}
        </span>
      </Fact>
      <Fact name="Id" isWide>
        <span className="mono">{row.guid}</span> {errorHash === null ? '' : <span className="q">hash {errorHash}</span>}
      </Fact>
    </dl>
  );
}

/** Nearer to each other they are told of as they are. */
const CLOCKS_APART_MS = 2_000;

/** What the times of a machine are to be read with; null where nothing speaks against them. */
function clockWords({ machine, leastMs, mostMs }: ClockGap): string | null {
  if (leastMs >= CLOCKS_APART_MS)
    return `that of ${machine} is ${formatAge(leastMs)} ahead of the store or more: it looks newer than it is`;
  if (mostMs <= -CLOCKS_APART_MS)
    return `errors of ${machine} come ${formatAge(-mostMs)} late or more: they wait in their application, or its clock is behind the store`;
  return null;
}

function Fact({ name, isWide = false, children }: { name: string; isWide?: boolean; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className={isWide ? 'row' : undefined}>
        <bdi>{children}</bdi>
      </dd>
    </>
  );
}

/** A link only where it is an address of the web, and by its own text: it leads where it says. */
export function Linkified({ url, text }: { url: string | null; text: string }) {
  if (url === null || !/^https?:\/\//i.test(url) || !URL.canParse(url)) return text;
  return (
    <a href={url} target="_blank" rel="noopener noreferrer nofollow" title={url}>
      {text}
    </a>
  );
}

/** Lists of what belongs to it. */
export function Related({ store, answer: { row } }: { store: string; answer: ErrorAnswer }) {
  const path = storePath(store);
  const around = { is: 'between' as const, from: row.lastAt - MINUTE_MS, to: row.lastAt + MINUTE_MS };
  return (
    <nav className="ex-related pad" aria-label="Related errors">
      {row.shape === null ? null : (
        <Link href={listHref(path, { filter: { shape: row.shape }, period: { is: 'all' }, by: 'error' })} prefetch={false}>
          Similar
        </Link>
      )}
      <Link href={listHref(path, { filter: { app: row.app }, period: around, by: 'error' })} prefetch={false}>
        <bdi>{visible(beginning(row.app, MOST_OF_NAME))}</bdi> around that minute
      </Link>
      <Link href={listHref(path, { period: around, by: 'error' })} prefetch={false}>
        Everything around that minute
      </Link>
      {row.url === null ? null : (
        <Link
          href={listHref(path, { filter: { url: row.url.replaceAll('*', '') }, period: { is: 'since', words: '7d' }, by: 'error' })}
          prefetch={false}
        >
          Same URL
        </Link>
      )}
      <Link href={listHref(path, { filter: { machine: row.machine }, by: 'error' })} prefetch={false}>
        Same machine
      </Link>
    </nav>
  );
}

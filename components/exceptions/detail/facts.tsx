'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { formatCount } from '#lib/format/number.ts';
import type { ErrorAnswer } from '#lib/systems/exceptions/model-detail.ts';
import { useTimeFormat } from '../../display/display-context.tsx';
import { Ago } from '../../reading/age.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';
import { When } from '../../reading/when.tsx';
import { listHref } from '../list/address.ts';
import { Marked } from '../list/marked.tsx';
import { FlagChip } from '../list/table-parts.tsx';
import { storePath } from '../paths.ts';

const MINUTE_MS = 60_000;

/** What it is, in its own words, and what is to be known of its kind. */
export function Title({ answer: { row, shape }, search }: { answer: ErrorAnswer; search: string | null }) {
  const format = useTimeFormat();
  const { own } = useBoardTime();
  return (
    <div className="pad">
      <h2 className="ex-type">
        <Marked text={row.type} search={search} />
      </h2>
      <p className="ex-msg">
        <Marked text={row.message ?? '(no message)'} search={search} />
      </p>
      <p className="ex-flags">
        {shape ? <FlagChip flag={shape.flag} cleared={shape.cleared} /> : null}
        {shape?.cleared ? (
          <span>
            cleared {shape.cleared.by === null ? 'not through Vigil' : `by ${shape.cleared.by}`}, {format.moment(shape.cleared.at, own.now)}
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
export function Facts({ answer: { row, fullUrl, ip, errorHash } }: { answer: ErrorAnswer }) {
  const request = [row.method, fullUrl ?? row.url].filter((part) => part !== null).join(' ');
  return (
    <dl className="ex-meta pad">
      <Fact name="App">{row.app}</Fact>
      <Fact name="Count">
        {formatCount(row.count)} <span className="q">in this row</span>
      </Fact>
      <Fact name="Machine">
        {row.machine} <span className="q">of the first</span>
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
      <Fact name="Host">{row.host ?? '–'}</Fact>
      <Fact name="Category">{row.category ?? '–'}</Fact>
      <Fact name="Source">{row.source ?? '–'}</Fact>
      <Fact name="Address">{ip ?? 'hidden'}</Fact>
      <Fact name="Request" isWide>
        <span className="mono">{request === '' ? '–' : <Linkified url={fullUrl} text={request} />}</span>
      </Fact>
      <Fact name="Id" isWide>
        <span className="mono">{row.guid}</span> {errorHash === null ? '' : <span className="q">hash {errorHash}</span>}
      </Fact>
    </dl>
  );
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
        {row.app} around that minute
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

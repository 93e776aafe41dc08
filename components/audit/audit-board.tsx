'use client';
import type { Viewer } from '#lib/access/viewer.ts';
import type { AuditFilter } from '#lib/act/audit/row.ts';
import { formatAge } from '#lib/format/age.ts';
import { sentence } from '#lib/text/sentence.ts';
import { useTimeFormat } from '../display/display-context.tsx';
import { useBoardTime } from '../reading/board-context.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { Void } from '../ui/void.tsx';
import type { ReadAudit } from './audit-client.ts';
import { type FilterField, type FilterTexts, isFiltered, NO_FILTER, readFilter, toQuery } from './audit-filter.ts';
import { waitingWords } from './audit-list.ts';
import { AuditTable } from './audit-table.tsx';
import { FilterFields } from './filter-fields.tsx';
import { type Audit, useAudit } from './use-audit.ts';

/** The head is read every 15 s and may take 10: older than this it has been missed. */
const OLD_AFTER_MS = 27_000;

type BoardProps = {
  viewer: Viewer;
  read: ReadAudit;
  texts: FilterTexts;
  onText(field: FilterField, text: string): void;
  open: ReadonlySet<string>;
  onOpen(row: string, isOpen: boolean): void;
};

/** Who did what, when, and how it ended: the newest first. */
export function AuditBoard(props: BoardProps) {
  if (Object.values(props.viewer.systems).every((systems) => systems.length === 0)) return <Forbidden viewer={props.viewer} />;
  return <Allowed {...props} />;
}

function Allowed({ viewer, read, texts, onText, open, onOpen }: BoardProps) {
  const { filter, problems } = readFilter(texts);
  const audit = useAudit(filter, read);
  const clear = () => {
    for (const [field, none] of Object.entries(NO_FILTER)) onText(field as FilterField, none);
  };
  return (
    <>
      <div className="crumb">
        <h1>Audit</h1>
        <AsOf audit={audit} />
        <span className="grow" />
        <Exports filter={filter} />
        <button type="button" className="btn" aria-disabled={audit.isReading} onClick={audit.onRefresh}>
          Refresh
        </button>
      </div>
      <FilterFields texts={texts} problems={problems} onText={onText} onClear={clear} />
      <section className="panel audit" aria-label="Audit">
        <Troubles audit={audit} />
        <Waiting audit={audit} />
        {audit.list ? <AuditTable list={audit.list} open={open} onOpen={onOpen} /> : null}
        {audit.list?.rows.length === 0 ? <Empty texts={texts} isAdmin={viewer.isAdmin} onClear={clear} /> : null}
        {audit.list === null && audit.failed === null ? (
          <Void status="unknown" title="Reading the audit…" isRunning>
            Vigil answers within 10 s.
          </Void>
        ) : null}
        <Foot audit={audit} />
      </section>
    </>
  );
}

function AsOf({ audit: { asOf } }: { audit: Audit }) {
  const { own } = useBoardTime();
  const format = useTimeFormat();
  if (asOf === null) return null;
  const age = own.now - asOf;
  if (age > OLD_AFTER_MS) {
    return (
      <span className="age stale" title={format.describe(asOf)}>
        <StatusShape status="stale" small /> as of {format.moment(asOf, own.now)}, {formatAge(age)} ago
      </span>
    );
  }
  return (
    <span className="age" title={format.describe(asOf)}>
      as of {format.moment(asOf, own.now)}
    </span>
  );
}

function Exports({ filter }: { filter: AuditFilter }) {
  return (
    <span className="small m">
      Export as{' '}
      <a className="link" href={`/live/v1/audit/export?${toQuery(filter, { format: 'csv' })}`} download>
        CSV
      </a>
      ,{' '}
      <a className="link" href={`/live/v1/audit/export?${toQuery(filter, { format: 'jsonl' })}`} download>
        JSON lines
      </a>
    </span>
  );
}

function Troubles({ audit: { failed, trouble, unreadable, list, onRefresh } }: { audit: Audit }) {
  return (
    <>
      {trouble ? (
        <Void status="critical" title="The audit is in trouble">
          {sentence(trouble)} Nothing is done while it cannot be written down.
        </Void>
      ) : null}
      {unreadable > 0 ? (
        <Void
          status="warning"
          title={unreadable === 1 ? 'One line is not as Vigil wrote it' : `${unreadable} lines are not as Vigil wrote them`}
        >
          They are in no row below. Look at the file: a disk that fails, or somebody who changed it.
        </Void>
      ) : null}
      {failed ? (
        <Void
          status={list ? 'warning' : 'critical'}
          title={list ? 'The audit could not be read again' : 'The audit could not be read'}
          action={
            <button type="button" className="btn" onClick={onRefresh}>
              Try again
            </button>
          }
        >
          {sentence(failed)} {list ? 'What stands below is as old as it says.' : ''}
        </Void>
      ) : null}
    </>
  );
}

/** What is new waits here: nothing moves under the mouse. */
function Waiting({ audit: { list, onShow } }: { audit: Audit }) {
  const words = list ? waitingWords(list) : '';
  return (
    <div className="waiting" aria-live="polite">
      {words ? (
        <button type="button" className="btn plain" onClick={onShow}>
          {words}, show
        </button>
      ) : null}
    </div>
  );
}

function Foot({ audit: { list, olderFailed, onOlder } }: { audit: Audit }) {
  if (!list || list.rows.length === 0) return null;
  if (list.next === null) return <p className="foot q small">This is the beginning of what is kept and matches.</p>;
  return (
    <p className="foot">
      <button type="button" className="btn" onClick={onOlder}>
        Older
      </button>
      {olderFailed ? <span className="w critical small">{olderFailed}</span> : null}
    </p>
  );
}

function Empty({ texts, isAdmin, onClear }: { texts: FilterTexts; isAdmin: boolean; onClear(): void }) {
  if (isFiltered(texts)) {
    return (
      <Void
        status="unknown"
        title="Nothing matches"
        action={
          <button type="button" className="btn" onClick={onClear}>
            Clear the filter
          </button>
        }
      >
        Nothing in the audit that you may see has all of this.
      </Void>
    );
  }
  return (
    <Void status="unknown" title="Nothing yet">
      {isAdmin ? 'Nothing is written down so far.' : 'Nothing that you may see is written down so far. Sign-ins are for admins to see.'}
    </Void>
  );
}

function Forbidden({ viewer: { is, name } }: { viewer: Viewer }) {
  return (
    <>
      <div className="crumb">
        <h1>Audit</h1>
      </div>
      <section className="panel">
        <Void status="unknown" title="Not permitted">
          {is === 'anonymous'
            ? 'The audit is for those who are signed in.'
            : `${name} may view no system, and so nothing of the audit. Ask an admin for the right to view.`}
        </Void>
      </section>
    </>
  );
}

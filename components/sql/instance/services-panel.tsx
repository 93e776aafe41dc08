'use client';
import { useMemo } from 'react';
import type { ServiceView } from '#lib/systems/sql/instance/model.ts';
import { isReliedOn } from '#lib/vouch.ts';
import type { LongColumn } from '../../asked/long-table.tsx';
import { OwnTable } from '../../asked/own-table.tsx';
import { Ago } from '../../reading/age.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';
import { StatusShape } from '../../ui/status-shape.tsx';
import { type Stand, standOf } from './database-lines.ts';
import type { Told } from './line.ts';
import { textColumn } from './table-columns.tsx';
import { ToldPanel } from './told-panel.tsx';

type ServiceLine = { service: ServiceView['service']; stand: Stand };

/** The services of the instance as the server itself sees them. */
export function ServicesPanel({ told }: { told: Told<ServiceView> | null }) {
  const { board } = useBoardTime();
  const isTrusted = told !== null && isReliedOn(told.probe, board);
  const lines = useMemo(
    () => (told?.rows ?? []).map((one): ServiceLine => ({ service: one.view.service, stand: standOf(one, [], isTrusted) })),
    [told, isTrusted],
  );
  return (
    <ToldPanel title="Services" told={told}>
      {lines.length === 0 ? (
        <p className="note">It was asked and told of no service.</p>
      ) : (
        <OwnTable label="Services" columns={COLUMNS} rows={lines} keyOf={({ service }) => service.name} minWidth={560} />
      )}
    </ToldPanel>
  );
}

const COLUMNS: readonly LongColumn<ServiceLine>[] = [
  {
    ...{ id: 'name', head: 'Service', isNumber: false },
    cell: ({ service, stand: { status, reason } }) => (
      <span className="cell" title={reason || undefined}>
        <StatusShape status={status} small label={status} /> {service.name}
      </span>
    ),
    sortedBy: ({ service }) => service.name,
  },
  textColumn({ id: 'state', head: 'State', width: 90 }, ({ service }) => service.status),
  textColumn({ id: 'startup', head: 'Startup', width: 90 }, ({ service }) => service.startup),
  textColumn({ id: 'account', head: 'Account', width: 170 }, ({ service }) => service.account),
  {
    ...{ id: 'since', head: 'Up', isNumber: true, width: 90 },
    cell: ({ service }) => <Ago at={service.startedAt} />,
    sortedBy: ({ service }) => service.startedAt,
  },
];

import type { SettingLine } from '#lib/systems/elastic/asked/model.ts';
import type { LongColumn } from '../../asked/long-table.tsx';

/** A name and what it is set to. */
export const SETTING_COLUMNS: readonly LongColumn<SettingLine>[] = [
  {
    id: 'name',
    head: 'Setting',
    isNumber: false,
    width: 360,
    cell: ({ name }) => <span title={name}>{name}</span>,
    sortedBy: ({ name }) => name,
  },
  { id: 'value', head: 'Value', isNumber: false, cell: ({ value }) => <span title={value}>{value}</span>, sortedBy: ({ value }) => value },
];

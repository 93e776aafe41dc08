'use client';
import { useMemo, useState } from 'react';
import { formatCount } from '#lib/format/number.ts';
import type { ConfigurationView, SettingClass } from '#lib/systems/sql/instance/model.ts';
import type { LongColumn } from '../../asked/long-table.tsx';
import { OwnTable } from '../../asked/own-table.tsx';
import { type Told, viewOf } from './line.ts';
import { textColumn } from './table-columns.tsx';
import { ToldPanel } from './told-panel.tsx';
import { settingWords, usualWords } from './words.ts';

type Setting = ConfigurationView['settings'][number];

/** What is not in force yet stands first, then what differs. */
const ORDER: readonly SettingClass[] = ['pending', 'changed', 'not known', 'usual'];

/** The settings of sp_configure against what they are on a new server: what differs, and all on demand. */
export function ConfigurationPanel({ told }: { told: Told<ConfigurationView> | null }) {
  const [isAll, setAll] = useState(false);
  const view = viewOf(told);
  const settings = useMemo(
    () => (view?.settings ?? []).toSorted((a, b) => ORDER.indexOf(a.class) - ORDER.indexOf(b.class) || a.name.localeCompare(b.name)),
    [view],
  );
  const own = settings.filter((setting) => setting.class === 'pending' || setting.class === 'changed');
  const shown = isAll ? settings : own;
  const unknown = settings.filter((setting) => setting.class === 'not known').length;
  return (
    <ToldPanel
      title="Configuration"
      told={told}
      note={`${formatCount(own.length)} of ${formatCount(settings.length)} settings differ from a new server${unknown === 0 ? '' : `, of ${formatCount(unknown)} it is not known`}`}
    >
      {shown.length === 0 ? (
        <p className="note">
          {settings.length === 0 ? 'It was asked and told of no setting.' : 'No setting that is known differs from a new server.'}
        </p>
      ) : (
        <OwnTable label="Settings" columns={COLUMNS} rows={shown} keyOf={({ id }) => id} minWidth={600} />
      )}
      {settings.length > own.length ? (
        <button type="button" className="rest" aria-expanded={isAll} onClick={() => setAll(!isAll)}>
          {isAll ? 'Only what differs' : `Show all ${formatCount(settings.length)} settings`}
        </button>
      ) : null}
    </ToldPanel>
  );
}

const COLUMNS: readonly LongColumn<Setting>[] = [
  {
    ...{ id: 'name', head: 'Setting', isNumber: false },
    cell: ({ name, description, isAdvanced }) => (
      <span title={description ?? undefined}>
        {name}
        {isAdvanced ? <span className="q small"> advanced</span> : null}
      </span>
    ),
    sortedBy: ({ name }) => name,
  },
  {
    ...{ id: 'inUse', head: 'In use', isNumber: true, width: 110 },
    cell: (setting) => (setting.class === 'changed' ? <b>{settingWords(setting.inUse)}</b> : settingWords(setting.inUse)),
    sortedBy: ({ inUse }) => inUse,
  },
  {
    ...{
      id: 'set',
      head: 'Set to',
      isNumber: true,
      width: 110,
      title: 'What it was set to: another value than in use waits for RECONFIGURE or a restart',
    },
    cell: (setting) =>
      setting.class === 'pending' ? (
        <b className="w warning">{settingWords(setting.configured)}, pending</b>
      ) : (
        settingWords(setting.configured)
      ),
    sortedBy: ({ configured }) => configured,
  },
  textColumn({ id: 'usual', head: 'New server', width: 110 }, usualWords),
];

'use client';
import { useMemo } from 'react';
import { formatCount } from '#lib/format/number.ts';
import type { Source } from '#lib/reading.ts';
import type { Setting, SettingsAnswer } from '#lib/systems/redis/model-asked.ts';
import type { LongColumn } from '../../asked/long-table.tsx';
import { SortedTable } from '../../asked/sorted-table.tsx';
import { FilterBox } from '../../ui/filter-box.tsx';
import { useUrlText, useUrlWord } from '../../ui/use-url.ts';
import { SettingButton } from './act/setting-button.tsx';
import { settingsText } from './settings-text.ts';

const text = (value: string) => (value === '' ? <span className="q">empty</span> : value);

const COLUMNS: readonly LongColumn<Setting>[] = [
  { id: 'name', head: 'Setting', isNumber: false, width: 300, cell: ({ name }) => name, sortedBy: ({ name }) => name },
  {
    ...{ id: 'value', head: 'Value', isNumber: false },
    cell: ({ value, isSecret }) => (isSecret ? <span className="q">set, masked ({value})</span> : text(value)),
    sortedBy: ({ value }) => value,
  },
  {
    ...{ id: 'default', head: 'Default', isNumber: false },
    cell: ({ fallback }) => (fallback === null ? <span className="q">not known</span> : text(fallback)),
    sortedBy: ({ fallback }) => fallback,
  },
  {
    ...{ id: 'set', head: 'Set', isNumber: false, width: 70 },
    cell: (setting) => <SettingButton setting={setting} />,
    sortedBy: ({ name }) => name,
  },
];
const IDS = COLUMNS.map(({ id }) => id);

type SettingsProps = { answer: SettingsAnswer; source: Source; observedAt: number };

/** The settings of the instance: where the defaults of its version are known, what differs from them, and all on demand. Secrets never come this far. */
export function SettingsAnswered({ answer: { settings, defaultsOf, version }, source, observedAt }: SettingsProps) {
  const [filter, setFilter] = useUrlText('q');
  const [all, setAll] = useUrlWord('all');
  const isAll = all !== '' || defaultsOf === null;
  const word = filter.trim().toLowerCase();
  const own = useMemo(() => (isAll ? settings : settings.filter(isOwn)), [settings, isAll]);
  const shown = useMemo(() => own.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(word)), [own, word]);
  return (
    <>
      <div className="ask-bar">
        <span className="note">
          {defaultsOf === null
            ? `All ${formatCount(settings.length)}: the defaults of ${version === null ? 'this version' : `Redis ${version}`} are not known here`
            : isAll
              ? `All ${formatCount(settings.length)}`
              : `${formatCount(own.length)} of ${formatCount(settings.length)} differ from the defaults of Redis ${defaultsOf}, or have none`}
        </span>
        {defaultsOf === null ? null : (
          <button type="button" className="btn" onClick={() => setAll(isAll ? '' : '1')}>
            {isAll ? 'Only what differs' : 'Show all'}
          </button>
        )}
        <button type="button" className="btn" onClick={() => download(settings, source, observedAt)}>
          Download, masked
        </button>
        <span className="grow" />
        <FilterBox text={filter} onText={setFilter} placeholder="Filter  ( / )" label="Filter the settings by name or value" />
      </div>
      {shown.length === 0 ? (
        <p className="note none">No setting passes the filter.</p>
      ) : (
        <SortedTable label="Settings" columns={COLUMNS} ids={IDS} rows={shown} keyOf={({ name }) => name} minWidth={640} />
      )}
    </>
  );
}

function isOwn({ value, fallback }: Setting): boolean {
  return fallback === null ? value !== '' : value !== fallback;
}

function download(settings: readonly Setting[], { group, node }: Source, observedAt: number): void {
  const at = new Date(observedAt).toISOString();
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([settingsText(settings, { group, node, at })], { type: 'text/plain' }));
  link.download = `${group}-${node}.conf.txt`;
  link.click();
  URL.revokeObjectURL(link.href);
}

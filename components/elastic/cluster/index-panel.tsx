'use client';
import { formatBytes } from '#lib/format/bytes.ts';
import { formatCount } from '#lib/format/number.ts';
import { INDEX, type IndexAnswer, type IndexCopy, type SettingLine } from '#lib/systems/elastic/asked/model.ts';
import { CLUSTER_NODE, HEALTH, MEMBERS } from '#lib/systems/elastic/model.ts';
import { AskedPanel } from '../../asked/asked-panel.tsx';
import type { LongColumn } from '../../asked/long-table.tsx';
import { OwnTable } from '../../asked/own-table.tsx';
import { When } from '../../reading/when.tsx';
import { PlainDeed } from '../actions/plain-deed.tsx';
import { ShardButton } from '../actions/shard-button.tsx';
import { type ClusterLine, rowsIn } from '../lines.ts';
import { SETTING_COLUMNS } from './setting-columns.tsx';

type PanelProps = { cluster: ClusterLine; index: string; onShut(): void };

/** One index, asked for when somebody opens it: what it is called, how it is set, and every copy of its shards. */
export function IndexPanel({ cluster, index, onShut }: PanelProps) {
  const source = { system: 'elastic', group: cluster.board.name, node: CLUSTER_NODE, probe: HEALTH };
  return (
    <div className="es-opened">
      <button type="button" className="btn es-shut" onClick={onShut}>
        Close
      </button>
      <AskedPanel source={source} question={INDEX} input={{ index }} title={index}>
        {(answer: IndexAnswer) => <Answered cluster={cluster} answer={answer} />}
      </AskedPanel>
    </div>
  );
}

function Answered({ cluster, answer }: { cluster: ClusterLine; answer: IndexAnswer }) {
  const { name, createdAt, fields, aliases, stream, settings, blocks, copies, wantedCopies } = answer;
  const untold = wantedCopies === null ? 0 : wantedCopies - copies.length;
  return (
    <>
      <p className="note es-note">
        {createdAt === null ? null : (
          <>
            Created <When at={createdAt} />;{' '}
          </>
        )}
        {fields === null ? 'its mapping could not be read, or is too large to be' : `${formatCount(fields)} fields`}
        {stream === null ? '' : `; behind the data stream ${stream}`}
        {aliases.length === 0 ? '; no alias' : `; called ${aliases.map((alias) => alias.name).join(', ')}`}
      </p>
      {blocks.length === 0 ? null : (
        <p className="note es-note">
          <b className="w warning">Blocked: {blocks.map((block) => block.replaceAll('_', ' ')).join(', ')}</b>
          {blocks.includes('read_only_allow_delete') ? (
            <PlainDeed
              cluster={cluster}
              target={name}
              deed={{
                action: 'lift-block',
                words: 'Lift the block',
                note: 'asks',
                title: `Let ${name} be written again`,
                input: { index: name },
              }}
            />
          ) : null}
        </p>
      )}
      {untold <= 0 ? null : (
        <p className="note es-note">
          <b className="w warning">
            {formatCount(untold)} of {formatCount(wantedCopies)} copies {untold === 1 ? 'is' : 'are'} not in this list
          </b>
          : no member told of them, because they are on none or it did not answer.
        </p>
      )}
      <OwnTable label={`Copies of ${name}`} columns={copyColumns(cluster, name)} rows={copies} keyOf={keyOfCopy} minWidth={620} />
      <details className="es-more">
        <summary>{formatCount(settings.length)} settings</summary>
        <OwnTable
          label={`Settings of ${name}`}
          columns={SETTING_COLUMNS}
          rows={settings}
          keyOf={({ name: one }: SettingLine) => one}
          minWidth={520}
        />
      </details>
    </>
  );
}

const keyOfCopy = ({ number, isPrimary, member }: IndexCopy): string => `${number} ${isPrimary} ${member}`;

function copyColumns(cluster: ClusterLine, index: string): LongColumn<IndexCopy>[] {
  const names = new Map(rowsIn(cluster.told.get(MEMBERS), 'identity').map(({ view }) => [view.id, view.name]));
  const nameOf = (id: string | null): string | null => (id === null ? null : (names.get(id) ?? id));
  return [
    { id: 'number', head: 'Shard', isNumber: true, width: 70, cell: ({ number }) => number, sortedBy: ({ number }) => number },
    {
      ...{ id: 'kind', head: 'Is', isNumber: false, width: 80, sortedBy: ({ isPrimary }) => (isPrimary ? 0 : 1) },
      cell: ({ isPrimary }) => (isPrimary ? <b>primary</b> : 'replica'),
    },
    { id: 'state', head: 'State', isNumber: false, width: 110, cell: ({ state }) => state.toLowerCase(), sortedBy: ({ state }) => state },
    {
      id: 'member',
      head: 'On',
      isNumber: false,
      cell: ({ member }) => nameOf(member) ?? 'nowhere',
      sortedBy: ({ member }) => nameOf(member),
    },
    { id: 'docs', head: 'Documents', isNumber: true, width: 110, cell: ({ docs }) => formatCount(docs), sortedBy: ({ docs }) => docs },
    { id: 'bytes', head: 'Size', isNumber: true, width: 90, cell: ({ bytes }) => formatBytes(bytes), sortedBy: ({ bytes }) => bytes },
    {
      ...{ id: 'move', head: 'Move', isNumber: false, width: 80, sortedBy: () => null },
      cell: ({ member, ...copy }) => {
        const on = nameOf(member);
        return on === null ? null : <ShardButton cluster={cluster} copy={{ index, ...copy, member: on }} />;
      },
    },
  ];
}

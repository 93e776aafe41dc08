'use client';
import { formatBytes } from '#lib/format/bytes.ts';
import type { TempdbAnswer } from '#lib/systems/sql/instance/model-asked.ts';
import type { LongColumn } from '../../asked/long-table.tsx';
import { SortedTable } from '../../asked/sorted-table.tsx';
import { bytesColumn, textColumn } from './table-columns.tsx';
import { growthWords } from './words.ts';

type File = TempdbAnswer['files'][number];

const COLUMNS: readonly LongColumn<File>[] = [
  textColumn({ id: 'name', head: 'File', width: 150 }, ({ name }) => name),
  textColumn({ id: 'path', head: 'Path' }, ({ path }) => path),
  textColumn({ id: 'type', head: 'Type', width: 80 }, ({ type }) => type),
  bytesColumn({ id: 'size', head: 'Size', width: 110 }, ({ sizeBytes }) => sizeBytes),
  textColumn({ id: 'grows', head: 'Grows by', width: 110 }, growthWords),
];
const IDS = COLUMNS.map(({ id }) => id);

/** tempdb as it is now: who fills it, and its files. */
export function TempdbAnswered({ answer }: { answer: TempdbAnswer }) {
  const { files } = answer;
  const uses: readonly (readonly [string, number])[] = [
    ['size of its data files', answer.totalBytes],
    ['free', answer.freeBytes],
    ['tables and variables of users', answer.userObjectBytes],
    ['sorts, hashes and worktables', answer.internalObjectBytes],
    ['versions of rows', answer.versionStoreBytes],
    ['mixed extents', answer.mixedExtentBytes],
  ];
  return (
    <>
      <div className="figures">
        <div className="groups">
          <section>
            <dl>
              {uses.map(([name, bytes]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{formatBytes(bytes)}</dd>
                </div>
              ))}
            </dl>
          </section>
        </div>
      </div>
      {files.length === 0 ? (
        <p className="note none">It told of no file.</p>
      ) : (
        <SortedTable label="Files of tempdb" columns={COLUMNS} ids={IDS} rows={files} keyOf={({ path }) => path} minWidth={640} />
      )}
    </>
  );
}

'use client';
import { formatBytes } from '#lib/format/bytes.ts';
import type { MemberAnswer, SettingLine } from '#lib/systems/elastic/asked/model.ts';
import { OwnTable } from '../../asked/own-table.tsx';
import { StatusShape } from '../../ui/status-shape.tsx';
import { ShareMeter } from '../board/disk-meter.tsx';
import { Fact } from '../board/fact-part.tsx';
import { SETTING_COLUMNS } from '../cluster/setting-columns.tsx';
import { rolesWords } from '../words.ts';

/** How a member was started, by its own word. Settings that may be secrets are not shown. */
export function MemberAnswered({ answer }: { answer: MemberAnswer }) {
  const { version, build, roles, addresses, attributes, machine, java, plugins, fileSystems, heapPools, settings } = answer;
  return (
    <>
      <div className="figures es-facts">
        <Lines
          title="Product"
          lines={[
            { name: 'Version', value: version ?? '–' },
            { name: 'Build', value: build?.slice(0, 12) ?? '–' },
            { name: 'Roles', value: rolesWords(roles) },
          ]}
        />
        <Lines title="Addresses" lines={addresses} />
        <Lines title="Machine" lines={machine} />
        <Lines title="Java" lines={java} />
        <Lines title="Attributes" lines={attributes} />
        <Lines title="Plugins" lines={plugins} />
        <section aria-label="File systems">
          <h3>File systems</h3>
          {fileSystems.length === 0 ? (
            <NotTold />
          ) : (
            <dl>
              {fileSystems.map(({ path, mount, type, totalBytes, availableBytes }) => (
                <Fact key={path} name={mount ?? path}>
                  <ShareMeter
                    share={totalBytes === null || availableBytes === null || totalBytes === 0 ? null : 1 - availableBytes / totalBytes}
                    title={`${path}, ${type ?? 'type not told'}`}
                  />{' '}
                  {formatBytes(availableBytes)} left
                </Fact>
              ))}
            </dl>
          )}
        </section>
        <section aria-label="Heap">
          <h3>Heap</h3>
          {heapPools.length === 0 ? (
            <NotTold />
          ) : (
            <dl>
              {heapPools.map(({ name, usedBytes, maxBytes }) => (
                <Fact key={name} name={name}>
                  {formatBytes(usedBytes)}
                  {maxBytes === null ? '' : ` of ${formatBytes(maxBytes)}`}
                </Fact>
              ))}
            </dl>
          )}
        </section>
      </div>
      <OwnTable label="Settings of the member" columns={SETTING_COLUMNS} rows={settings} keyOf={({ name }) => name} minWidth={640} />
    </>
  );
}

/** Every member has a heap and a place for its data: where none is told, its statistics were not answered, with status 200 all the same. */
function NotTold() {
  return (
    <p className="small">
      <StatusShape status="unknown" small label="not known" /> the member did not tell
    </p>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly SettingLine[] }) {
  if (lines.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <dl>
        {lines.map(({ name, value }) => (
          <Fact key={name} name={name}>
            {value}
          </Fact>
        ))}
      </dl>
    </section>
  );
}

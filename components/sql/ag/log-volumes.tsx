'use client';
import { formatAge } from '#lib/format/age.ts';
import { formatBytes } from '#lib/format/bytes.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { Age } from '../../reading/age.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';
import { PollButton } from '../../reading/poll-button.tsx';
import { ProbeTrouble } from '../../reading/probe-trouble.tsx';
import { Bytes, Meter, None } from './cells.tsx';
import { type Volume, volumesOf } from './figures.ts';
import type { Ag } from './groups.ts';
import { counted } from './words.ts';

const YEAR_SECONDS = 365 * 86_400;

/** The logs of a group on its primary, by the volume that they lie on: how full, how much room, how fast it goes. */
export function LogVolumes({ ag }: { ag: Ag }) {
  const { board } = useBoardTime();
  const node = ag.primary?.node ?? null;
  if (node === null) return <p className="note">Logs: no replica says that it is the primary, so that none is known to be written.</p>;
  if (node.logs === null) return <p className="note">Logs on {node.name}: not asked.</p>;
  const volumes = volumesOf(ag, node);
  const isOld = !isReliedOn(node.logs, board);
  const waits = [...new Set(volumes.flatMap((volume) => volume.waits))];
  const missing = ag.databases.length - volumes.reduce((sum, { logs }) => sum + logs, 0);
  const { system, group, node: name } = node.logs.source;
  const failure = node.logs.attempt?.failure ?? null;
  const isOfNode = failure !== null && failure.kind === node.ag.attempt?.failure?.kind;
  return (
    <div className="logs">
      <header>
        <h4>Logs on {ag.primary?.name}</h4>
        {waits.length === 0 ? null : (
          <span className="q small">kept for {waits.map((wait) => wait.replaceAll('_', ' ').toLowerCase()).join(', ')}</span>
        )}
        <span className="grow" />
        <Age probe={node.logs} />
      </header>
      {volumes.length === 0 ? null : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is to be scrolled by the keyboard too
        <section className="scroll" aria-label={`Logs on ${ag.primary?.name} by volume, scrolls`} tabIndex={0}>
          <table className="volumes" aria-label={`Logs on ${ag.primary?.name} by volume`}>
            <thead>
              <tr>
                <th scope="col">Volume</th>
                <th scope="col" className="n">
                  Used
                </th>
                <th scope="col" className="n">
                  Free
                </th>
                <th scope="col" className="n">
                  Written
                </th>
                <th scope="col" className="n">
                  Full in
                </th>
              </tr>
            </thead>
            <tbody>
              {volumes.map((volume) => (
                <VolumeRow key={volume.mount} volume={volume} isOld={isOld} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {missing > 0 && node.logs.newest !== null ? <p className="note">{counted(missing, 'database')} of which no log is told.</p> : null}
      {isOfNode ? (
        <p className="note">Not read now, as nothing of {name} is: see the nodes above.</p>
      ) : (
        <ProbeTrouble
          probe={node.logs}
          moment={board}
          action={<PollButton target={{ system, group, node: name }} name={name} isPlain />}
          isNamed
        />
      )}
    </div>
  );
}

function VolumeRow({ volume, isOld }: { volume: Volume; isOld: boolean }) {
  const { mount, logs, totalBytes, freeBytes, usedBytes, sizeBytes, bytesPerSecond, fullInSeconds } = volume;
  const used = totalBytes === null || freeBytes === null || totalBytes <= 0 ? null : (totalBytes - freeBytes) / totalBytes;
  return (
    <tr className={isOld ? 'hatch' : ''}>
      <th scope="row" className="name">
        <b>{mount || 'volume not told'}</b> <span className="q">{logs === 0 ? 'more of these logs' : counted(logs, 'log')}</span>
      </th>
      <td
        className="n"
        title={`Of the volume. The log files of this group there hold ${formatBytes(usedBytes)} of ${formatBytes(sizeBytes)}`}
      >
        <Meter share={used} />
      </td>
      <td className="n">
        <Bytes bytes={freeBytes} />
        {totalBytes === null ? null : <span className="u">of {formatBytes(totalBytes)}</span>}
      </td>
      <td className="n">
        <Bytes bytes={bytesPerSecond === null ? null : bytesPerSecond * 60} />
        {bytesPerSecond === null ? null : <span className="u">/min</span>}
      </td>
      <td className="n">{fullInSeconds === null ? <None /> : fullInSeconds > YEAR_SECONDS ? 'years' : formatAge(fullInSeconds * 1_000)}</td>
    </tr>
  );
}

'use client';
import { worsened } from '#lib/finding.ts';
import { nodeKey } from '#lib/roll-up.ts';
import { judgeProbe } from '#lib/status.ts';
import { sentence } from '#lib/text/sentence.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { useFindingsAbout } from '../../findings/use-findings.ts';
import { NotesButton } from '../../notes/notes-button.tsx';
import { Age } from '../../reading/age.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';
import { PollButton } from '../../reading/poll-button.tsx';
import { ProbeTrouble } from '../../reading/probe-trouble.tsx';
import { rowTone } from '../../reading/row-tone.ts';
import { SinceWords } from '../../reading/since-words.tsx';
import { StatusShape } from '../../ui/status-shape.tsx';
import { markOf } from '../../ui/use-place.ts';
import type { ClusterLine, UrlLine } from '../lines.ts';
import { memberNames } from './masters.ts';

const HEADS = ['Asked at', 'Answers as', 'Master, by its own word', 'State', 'As of'];

/** The configured URLs, each with its own word and its age: what they say of each other is told by what they prove together. */
export function UrlTable({ cluster, place }: { cluster: ClusterLine; place: string }) {
  const names = memberNames(cluster);
  return (
    <div className="scroll pin">
      <table className="redis es-urls" aria-label={`Nodes that Vigil asks of ${cluster.board.title}`}>
        <thead>
          <tr>
            {HEADS.map((head) => (
              <th key={head} scope="col" className={head === 'As of' || head === 'State' ? 'n' : ''}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        {cluster.urls.map((url) => (
          <UrlRow key={url.key} url={url} names={names} place={place} />
        ))}
      </table>
    </div>
  );
}

function UrlRow({ url, names, place }: { url: UrlLine; names: ReadonlyMap<string, string>; place: string }) {
  const { board } = useBoardTime();
  const about = useFindingsAbout('elastic');
  const { probe, view, key, name } = url;
  const { system, group, node } = probe.source;
  const verdict = judgeProbe(probe, board);
  const status = worsened(verdict.status, about.get(nodeKey(probe.source)) ?? []);
  const isOld = probe.newest !== null && !isReliedOn(probe, board);
  const poll = <PollButton target={{ system, group, node }} name={name} isPlain />;
  const isSaid = verdict.status !== 'ok' && verdict.reason !== probe.attempt?.failure?.message;
  return (
    <tbody>
      <tr className={rowTone(status, isOld)} id={key} tabIndex={-1} aria-current={markOf(place === key)}>
        <th scope="row" className="name">
          <span className="cell">
            <StatusShape status={status} label={status} />
            <span className="b">{name}</span>
            <span className="q small">{probe.address}</span>
            {probe.notes.includes('node') ? <NotesButton system={system} group={group} node={node} title={name} /> : null}
          </span>
        </th>
        {view === null ? (
          <td colSpan={3} className="q">
            not known
          </td>
        ) : (
          <>
            <td>
              {view.name} <span className="q">of {view.clusterName}</span>
            </td>
            <td>{view.masterId === null ? <b className="w critical">none</b> : (names.get(view.masterId) ?? view.masterId)}</td>
            <td
              className="n"
              title={view.stateUuid === null ? undefined : `state ${view.stateUuid} of cluster ${view.uuid ?? 'that was never formed'}`}
            >
              {view.stateVersion === null ? '–' : String(view.stateVersion)}
            </td>
          </>
        )}
        <td className="n">
          <Age probe={probe} isInRow />
        </td>
      </tr>
      <tr className="why">
        <td colSpan={HEADS.length}>
          <div className="line">
            {isSaid ? (
              <span className="reason">
                <span className={`w ${verdict.status}`}>{verdict.status}</span> <SinceWords since={verdict.since} />:{' '}
                {sentence(verdict.reason)} {isReliedOn(probe, board) ? poll : null}
              </span>
            ) : null}
            <ProbeTrouble probe={probe} moment={board} action={poll} />
          </div>
        </td>
      </tr>
    </tbody>
  );
}

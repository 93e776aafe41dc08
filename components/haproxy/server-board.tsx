'use client';
import Link from 'next/link';
import { useContext } from 'react';
import { formatCount, formatRate } from '#lib/format/number.ts';
import { sourceId } from '#lib/reading.ts';
import { type Verdict, worstVerdict } from '#lib/status.ts';
import type { RowView } from '#lib/systems/haproxy/model.ts';
import { useMarkOf } from '../actions/mark-note.tsx';
import { useTimeFormat } from '../display/display-context.tsx';
import { HostNamesContext, hostPath } from '../hosts/host-link.tsx';
import { PinButton } from '../pins/pin-button.tsx';
import { Age, Ago } from '../reading/age.tsx';
import { useBoardTime } from '../reading/board-context.tsx';
import { OldestAge } from '../reading/oldest-age.tsx';
import { rowTone } from '../reading/row-tone.ts';
import { timelinePath } from '../timeline/timeline-url.ts';
import { Flash } from '../ui/flash.tsx';
import { Quantity } from '../ui/quantity.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { type Head, TableHeads } from '../ui/table-heads.tsx';
import { ByCell } from './by-cell.tsx';
import { CheckCell } from './cells.tsx';
import { useFollow } from './drain/follow-context.ts';
import { serverPath } from './paths.ts';
import { ProxyLink } from './proxy-name.tsx';
import { ServerButton } from './server-button.tsx';
import type { Place, Word } from './standing.ts';
import { answerOf } from './standing-words.ts';
import { WatchStar } from './watch.tsx';
import { stateWords } from './words.ts';

type BoardProps = { name: string; places: readonly Place[] };

/** One server name: where it is in rotation, in one sentence, and then the word of each instance on each backend. */
export function ServerBoard({ name, places }: BoardProps) {
  const verdict = worstVerdict(places.map((place) => place.verdict));
  const status = verdict?.status ?? 'unknown';
  const hosts = useContext(HostNamesContext);
  const tiers = [...Map.groupBy(places, ({ group }) => group)];
  const following = useFollow();
  const isOut = places.some(({ words }) => words.some(({ standing }) => standing === 'out'));
  return (
    <>
      <div className="crumb">
        <h1 className="host">
          <StatusShape status={status} label={status} /> {name}
        </h1>
        <PinButton path={serverPath(name)} name={name} about="server, where it is in rotation" />
        <WatchStar name={name} />
        <Link className="see small m" href={hostPath(hosts.nameOf(name))} prefetch={false}>
          The host {hosts.nameOf(name)}
        </Link>
        <Link className="see small m" href={`/audit?${new URLSearchParams({ target: name })}`} prefetch={false}>
          What was done to it
        </Link>
        <Link className="see small m" href={timelinePath({ system: 'haproxy', q: name })} prefetch={false}>
          What happened to it
        </Link>
        {following && isOut ? (
          <button type="button" className="btn" onClick={() => following.follow(name)}>
            Follow it empty
          </button>
        ) : null}
        <span className="grow" />
        <OldestAge probes={places.flatMap(({ words }) => words.map(({ probe }) => probe))} />
      </div>
      <Answer places={places} />
      {tiers.map(([group, own]) => (
        <TierPanel key={group} server={name} places={own} />
      ))}
    </>
  );
}

function Answer({ places }: { places: readonly Place[] }) {
  const { board } = useBoardTime();
  const format = useTimeFormat();
  const markOf = useMarkOf();
  const { head, outs, unread } = answerOf(places, {
    board,
    format,
    markOf: ({ probe, row }) => (row === null ? null : markOf({ group: probe.source.group, node: probe.source.node, row: row.id })),
  });
  return (
    <section className="answer" aria-label="Where it is in rotation">
      <b>{head}</b>
      {outs.map((out) => (
        <span key={out}>; {out}</span>
      ))}
      {unread ? <span className="w stale">; {unread}</span> : null}.
    </section>
  );
}

const HEADS: readonly Head[] = [
  { head: 'Backend' },
  { head: 'Instance' },
  { head: 'What it says' },
  { head: 'Sessions', isNumber: true },
  { head: 'Per s', isNumber: true },
  { head: 'Queue', isNumber: true },
  { head: 'Check' },
  { head: 'Weight', isNumber: true },
  { head: 'Since', isNumber: true, title: 'Since when it is so, by its own word' },
  { head: 'By', title: 'Who put it there through Vigil, and why' },
  { head: 'Age', isNumber: true },
];

function TierPanel({ server, places }: { server: string; places: readonly Place[] }) {
  const title = places[0]?.groupTitle ?? '';
  return (
    <section className="panel list standing" aria-label={`${server} in ${title}`}>
      <header>
        <h2>{title}</h2>
        <span className="m small">
          {formatCount(places.length)} {places.length === 1 ? 'backend' : 'backends'}
        </span>
      </header>
      <div className="scroll pin">
        <table>
          <TableHeads heads={HEADS} hasActions />
          {places.map((place) => (
            <tbody key={place.key}>
              {place.words.map((word, index) => (
                <WordRow key={`${sourceId(word.probe.source)} ${word.row?.id}`} place={place} word={word} isFirst={index === 0} />
              ))}
            </tbody>
          ))}
        </table>
      </div>
    </section>
  );
}

function WordRow({ place, word, isFirst }: { place: Place; word: Word; isFirst: boolean }) {
  const { probe, view, verdict, standing, row } = word;
  const { node } = probe.source;
  return (
    <tr className={rowTone(verdict.status, standing === 'unread')}>
      <th scope="row" className="name">
        {isFirst ? <ProxyLink proxy={place.backend} alias={place.alias} /> : <span className="vh">{place.backend}</span>}{' '}
        <span className="vh">on {node}</span>
      </th>
      <td>{node}</td>
      {view ? (
        <>
          <td>
            <Said view={view} verdict={verdict} />
          </td>
          <td className="n">
            <Quantity text={formatCount(view.sessions)} unit="" />
          </td>
          <td className="n">
            <Quantity text={formatRate(view.requestRate ?? view.sessionRate)} unit={view.requestRate === null ? 'ses' : 'req'} />
          </td>
          <td className="n">
            <Quantity text={formatCount(view.queue)} unit="" />
          </td>
          <CheckCell view={view} sums={null} />
          <td className="n">
            <Quantity text={formatCount(view.weight)} unit="" />
          </td>
          <td className="n small m">
            <Ago at={view.changedAt} />
          </td>
          <ByCell group={place.group} node={node} row={row?.id ?? null} view={view} />
        </>
      ) : (
        <td colSpan={8} className="m">
          <StatusShape status={verdict.status} small label={verdict.status} /> {verdict.reason}
        </td>
      )}
      <td className="n">
        <Age probe={probe} isInRow />
      </td>
      <td className="x">{row ? <ServerButton on={[{ probe, row }]} /> : null}</td>
    </tr>
  );
}

/** The state by one instance, in words. */
function Said({ view, verdict: { status, reason } }: { view: RowView; verdict: Verdict }) {
  return (
    <Flash of={status} className="state">
      <StatusShape status={status} small label={status} />
      <span className={status === 'ok' || status === 'stale' ? 'm' : `w ${status}`} title={`${reason}\nHAProxy says: ${view.state.said}`}>
        {stateWords(view)}
      </span>
    </Flash>
  );
}

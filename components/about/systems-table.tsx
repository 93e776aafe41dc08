'use client';
import Link from 'next/link';
import { NAVIGATION } from '#config/navigation.ts';
import { measureBytes } from '#lib/format/bytes.ts';
import { formatCount, formatRate } from '#lib/format/number.ts';
import type { AboutAnswer } from '#lib/http/about.ts';
import { Quantity } from '../ui/quantity.tsx';
import { perSecond } from './about-words.ts';

const ASKED = ['Polls', 'Requests', 'Sent', 'Received'] as const;
const BANDS = [
  { band: 'Watched', heads: ['Groups', 'Nodes', 'Probes', 'Planned'] },
  { band: 'Over the last minute', heads: ASKED },
  { band: 'Since the start', heads: ASKED },
] as const;

/** What is watched of each system, and what is asked of it: failed and aborted requests too, and those of actions. */
export function SystemsTable({ about: { systems, overMs } }: { about: AboutAnswer }) {
  return (
    <section className="panel" aria-label="Asked of the systems">
      <header>
        <h2>Asked of the systems</h2>
        <span className="q small">requests and bytes as they went over the network, failed ones and actions too</span>
      </header>
      <div className="scroll pin">
        <table className="asked">
          <thead>
            <tr>
              <td />
              {BANDS.map(({ band, heads }) => (
                <th key={band} scope="colgroup" colSpan={heads.length}>
                  {band}
                </th>
              ))}
            </tr>
            <tr>
              <th scope="col">System</th>
              {BANDS.flatMap(({ band, heads }) =>
                heads.map((head) => (
                  <th key={`${band} ${head}`} scope="col" className={head === heads[0] ? 'n first' : 'n'}>
                    {head}
                  </th>
                )),
              )}
            </tr>
          </thead>
          <tbody>
            {systems.map(({ name, title, groups, nodes, probes, plannedPerSecond, lastMinute, total }) => (
              <tr key={name}>
                <th scope="row" className="name b">
                  <SystemLink name={name} title={title} />
                </th>
                <td className="n first">{formatCount(groups)}</td>
                <td className="n">{formatCount(nodes)}</td>
                <td className="n">{formatCount(probes)}</td>
                <td className="n">
                  <Quantity text={formatRate(plannedPerSecond)} unit="/s" />
                </td>
                <td className="n first">
                  <Quantity text={formatRate(perSecond(lastMinute.polls, overMs))} unit="/s" />
                </td>
                <td className="n">
                  <Quantity text={formatRate(perSecond(lastMinute.requests, overMs))} unit="/s" />
                </td>
                <Bytes of={lastMinute.sentBytes} />
                <Bytes of={lastMinute.receivedBytes} />
                <td className="n first">{formatCount(total.polls)}</td>
                <td className="n">{formatCount(total.requests)}</td>
                <Bytes of={total.sentBytes} />
                <Bytes of={total.receivedBytes} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function SystemLink({ name, title }: { name: string; title: string }) {
  const page = NAVIGATION.find(({ system }) => system === name);
  return page ? (
    <Link href={page.path} prefetch={false}>
      {title}
    </Link>
  ) : (
    title
  );
}

function Bytes({ of }: { of: number }) {
  return (
    <td className="n">
      <Quantity {...measureBytes(of)} />
    </td>
  );
}

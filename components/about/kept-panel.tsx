'use client';
import { formatCount } from '#lib/format/number.ts';
import type { AboutAnswer } from '#lib/http/about.ts';
import { sentence } from '#lib/text/sentence.ts';
import { When } from '../reading/when.tsx';
import { StatusShape } from '../ui/status-shape.tsx';

/** What survives a restart, where it lies, and why what does not. */
export function KeptPanel({ about: { kept } }: { about: AboutAnswer }) {
  return (
    <section className="panel" aria-label="What is kept">
      <header>
        <h2>What is kept</h2>
        <span className="q small">over a restart, in the folder of state</span>
      </header>
      <div className="scroll pin">
        <table className="kept">
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Where</th>
              <th scope="col" className="n">
                Now
              </th>
              <th scope="col">Since</th>
              <th scope="col">On disk</th>
            </tr>
          </thead>
          <tbody>
            {kept.map(({ kind, place, count, since, trouble, cost }) => (
              <tr key={kind}>
                <th scope="row" className="name b">
                  {kind}
                </th>
                <td>
                  <code>{place}</code>
                </td>
                <td className="n">{count === null ? <None /> : formatCount(count)}</td>
                <td>{since === null ? <None /> : <When at={since} />}</td>
                <td className="free">
                  {trouble === null ? (
                    'kept'
                  ) : (
                    <>
                      <StatusShape status="warning" small /> <span className="w warning">not kept: {cost}.</span> {sentence(trouble)}
                    </>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function None() {
  return (
    <span className="q">
      <span aria-hidden="true">–</span>
      <span className="vh">not counted</span>
    </span>
  );
}

import type { ReactNode } from 'react';

type FactsProps = { title: string; note?: string; facts: readonly [name: string, value: ReactNode][] };

/** A panel of names and what they are. */
export function Facts({ title, note, facts }: FactsProps) {
  return (
    <section className="panel" aria-label={title}>
      <header>
        <h2>{title}</h2>
        {note ? <span className="q small">{note}</span> : null}
      </header>
      <dl className="about-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

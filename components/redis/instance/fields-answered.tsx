'use client';
import { formatBytes } from '#lib/format/bytes.ts';
import { formatFigure } from '#lib/format/number.ts';
import type { Field, FieldSection } from '#lib/systems/redis/model-asked.ts';
import { When } from '../../reading/when.tsx';
import { FilterBox } from '../../ui/filter-box.tsx';
import { useUrlText } from '../../ui/use-url.ts';
import { DatabaseTitle } from './database-titles.tsx';

/** Everything an instance tells of itself, in its own sections and under its own names. */
export function FieldsAnswered({ answer: { sections } }: { answer: { sections: FieldSection[] } }) {
  const [filter, setFilter] = useUrlText('q');
  const word = filter.trim().toLowerCase();
  const shown = sections
    .map(({ title, fields }) => ({ title, fields: fields.filter(({ name }) => `${title} ${name}`.toLowerCase().includes(word)) }))
    .filter(({ fields }) => fields.length > 0);
  return (
    <>
      <div className="ask-bar">
        <span className="grow" />
        <FilterBox text={filter} onText={setFilter} placeholder="Filter by name  ( / )" label="Filter the fields by name" />
      </div>
      <div className="figures">
        {shown.length === 0 ? <p className="note none">No field passes the filter.</p> : null}
        <div className="groups wide">
          {shown.map(({ title, fields }) => (
            <section key={title} aria-label={title}>
              <h3>
                {title}
                <DatabaseTitle name={title} />
              </h3>
              <dl>
                {fields.map((field, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a name may stand twice, and the order is that of the answer
                  <div key={`${field.name} ${at}`}>
                    <dt>
                      {field.name}
                      <DatabaseTitle name={field.name} />
                    </dt>
                    <dd title={String(field.value)}>
                      <FieldValue field={field} />
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </div>
    </>
  );
}

function FieldValue({ field: { value, unit } }: { field: Field }) {
  if (typeof value === 'string') return value === '' ? <span className="q">empty</span> : value;
  switch (unit) {
    case 'bytes':
      return formatBytes(value);
    case 'epoch seconds':
      return value > 0 ? <When at={value * 1_000} /> : '0';
    case null:
      // As it is written: a port or a number of a process is no quantity.
      return String(value);
    case 'seconds':
      return `${formatFigure(value)} s`;
    case '%':
    case 'ms':
    case 'µs':
      return `${formatFigure(value)} ${unit}`;
  }
}

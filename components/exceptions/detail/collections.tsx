'use client';
import { type ReactNode, useEffect, useState } from 'react';
import { formatCount } from '#lib/format/number.ts';
import { type Command, type ErrorAnswer, type NameValue, SECTIONS, type SectionName } from '#lib/systems/exceptions/model-detail.ts';
import { Linkified } from './facts.tsx';

const TITLES: Readonly<Record<SectionName, string>> = {
  query: 'Query string',
  form: 'Form',
  cookies: 'Cookies',
  headers: 'Request headers',
  serverVariables: 'Server variables',
  customData: 'Custom data',
};

/** What came with the request and what the application added: names to all, values to who may see them. */
export function Sections({ answer: { sections, isMasked }, unmask }: { answer: ErrorAnswer; unmask: ReactNode }) {
  const shown = SECTIONS.filter((name) => sections[name].length > 0);
  if (shown.length === 0) return null;
  return (
    <div className="pad">
      {isMasked ? <p className="ex-unmask">{unmask}</p> : null}
      {shown.map((name) => (
        <section key={name} aria-label={TITLES[name]}>
          <h3>
            {TITLES[name]} <span className="q">{formatCount(sections[name].length)}</span>
          </h3>
          <Values values={sections[name]} />
        </section>
      ))}
    </div>
  );
}

function Values({ values }: { values: readonly NameValue[] }) {
  const [bared, bare] = useState<ReadonlySet<string>>(new Set());
  return (
    <dl className="ex-values">
      {values.map(({ name, value, isSecret }, index) => {
        const key = `${index} ${name}`;
        const isHidden = value === null || (isSecret && !bared.has(key));
        return [
          <dt key={`${key} name`}>
            <bdi>{name}</bdi>
          </dt>,
          <dd key={key} className="mono">
            {isHidden ? (
              <span className="mask">••••••••</span>
            ) : (
              <bdi>
                <Linkified url={value} text={value} />
              </bdi>
            )}
            {value !== null && isSecret && isHidden ? (
              <button type="button" className="btn plain" onClick={() => bare(new Set([...bared, key]))}>
                Show
              </button>
            ) : null}
          </dd>,
        ];
      })}
    </dl>
  );
}

/** What was sent to others when it happened: statements, commands. */
export function Commands({ answer: { commands } }: { answer: ErrorAnswer }) {
  if (commands.length === 0) return null;
  return (
    <div className="pad">
      {commands.map((command, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: commands have no other names
        <One key={index} command={command} />
      ))}
    </div>
  );
}

function One({ command: { type, text, data } }: { command: Command }) {
  return (
    <section aria-label={type}>
      <h3>
        {type === '' ? 'Command' : type}{' '}
        <span className="q">
          {data.flatMap(({ name, value }) => (value === null || value === '' ? [] : [`${name} ${value}`])).join(', ')}
        </span>
      </h3>
      {text === null ? <p className="mask">••••••••</p> : <Sql text={text} isSql={/sql|query/i.test(type)} />}
    </section>
  );
}

type Segment = { name: string; content: string };
/** Longer statements are shown as they are: to colour them would hold the page up. */
const MOST_COLOURED = 20_000;

/** A statement with its words told apart. What colours it is fetched when it is first needed. */
function Sql({ text, isSql }: { text: string; isSql: boolean }) {
  const [segments, setSegments] = useState<readonly Segment[] | null>(null);
  useEffect(() => {
    if (!isSql || text.length > MOST_COLOURED) return;
    let isOver = false;
    import('sql-highlight').then(
      ({ getSegments }) => (isOver ? undefined : setSegments(getSegments(text))),
      () => undefined,
    );
    return () => {
      isOver = true;
    };
  }, [text, isSql]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is to be scrolled by the keyboard too
    <pre className="sql" tabIndex={0}>
      {segments === null
        ? text
        : segments.map(({ name, content }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text have no other names
            <span key={index} className={CLASSES[name]}>
              {content}
            </span>
          ))}
    </pre>
  );
}

const CLASSES: Readonly<Record<string, string>> = { keyword: 'k', function: 'k', string: 's', number: 'n', comment: 'd' };

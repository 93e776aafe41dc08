'use client';
import { memo, useEffect, useState } from 'react';
import { formatCount } from '#lib/format/number.ts';
import { type Command, type ErrorAnswer, type NameValue, SECTIONS, type SectionName } from '#lib/systems/exceptions/model-detail.ts';
import { Linkified } from './facts.tsx';
import { CutText, LongText } from './long-text.tsx';
import { beginning, visible } from './visible.ts';

const TITLES: Readonly<Record<SectionName, string>> = {
  query: 'Query string',
  form: 'Form',
  cookies: 'Cookies',
  headers: 'Request headers',
  serverVariables: 'Server variables',
  customData: 'Custom data',
};

/** What came with the request and what the application added: names to all, values to who may see them. */
export const Sections = memo(function Sections({ answer: { sections } }: { answer: ErrorAnswer }) {
  const shown = SECTIONS.filter((name) => sections[name].length > 0);
  if (shown.length === 0) return null;
  return (
    <div className="pad">
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
});

/** So many are drawn at once; there may be thousands. */
const STEP = 100;

function Values({ values }: { values: readonly NameValue[] }) {
  const [most, setMost] = useState(STEP);
  return (
    <>
      <table className="ex-values">
        <tbody>
          {values.slice(0, most).map((value, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a name may stand there several times
            <ValueRow key={index} value={value} />
          ))}
        </tbody>
      </table>
      {values.length > most ? (
        <p className="small">
          <button type="button" className="btn" onClick={() => setMost(most + STEP * 10)}>
            Show more
          </button>{' '}
          {formatCount(most)} of {formatCount(values.length)}
        </p>
      ) : null}
    </>
  );
}

/** What is secret by its name is bared one by one, to who may see it at all. */
function ValueRow({ value: { name, value, isSecret } }: { value: NameValue }) {
  const [isBare, bare] = useState(false);
  return (
    <tr>
      <th scope="row">
        <bdi>
          <CutText text={name} />
        </bdi>
      </th>
      <td className="mono">
        {value === null || (isSecret && !isBare) ? (
          <Mask />
        ) : (
          <bdi>
            <CutText text={value}>{(shown) => <Linkified url={value} text={shown} />}</CutText>
          </bdi>
        )}
        {value !== null && isSecret ? (
          <button type="button" className="btn plain" aria-pressed={isBare} aria-label={`Show ${name}`} onClick={() => bare(!isBare)}>
            {isBare ? 'Hide' : 'Show'}
          </button>
        ) : null}
      </td>
    </tr>
  );
}

function Mask() {
  return (
    <span className="mask" role="img" aria-label="hidden">
      ••••••••
    </span>
  );
}

/** What was sent to others when it happened: statements, commands. */
export const Commands = memo(function Commands({ answer: { commands } }: { answer: ErrorAnswer }) {
  if (commands.length === 0) return null;
  return (
    <div className="pad">
      {commands.map((command, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: commands have no other names
        <One key={index} command={command} />
      ))}
    </div>
  );
});

/** A kind of command is a word; a longer one is cut. */
const MOST_OF_TITLE = 200;

function One({ command: { type, text, data } }: { command: Command }) {
  const title = type === '' ? 'Command' : visible(beginning(type, MOST_OF_TITLE));
  const about = data.flatMap(({ name, value }) => (value === null || value === '' ? [] : [`${name} ${value}`])).join(', ');
  return (
    <section aria-label={title}>
      <h3>
        <bdi>{title}</bdi>{' '}
        <span className="q">
          <bdi>
            <CutText text={about} />
          </bdi>
        </span>
      </h3>
      {text === null ? (
        <p>
          <Mask />
        </p>
      ) : (
        <Sql text={text} isSql={/sql|query/i.test(type)} />
      )}
    </section>
  );
}

type Segment = { name: string; content: string };
/** Longer statements are shown as they are: to colour them would hold the page up. */
const MOST_COLOURED = 8_000;

/** A statement with its words told apart. What colours it is fetched when it is first needed. */
function Sql({ text, isSql }: { text: string; isSql: boolean }) {
  const [segments, setSegments] = useState<readonly Segment[] | null>(null);
  useEffect(() => {
    setSegments(null);
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
  if (segments === null) return <LongText text={text} label="The command as it was sent" />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is to be scrolled by the keyboard too
    <pre className="sql" tabIndex={0}>
      {segments.map(({ name, content }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text have no other names
        <span key={index} className={classOf(name, content)}>
          {visible(content)}
        </span>
      ))}
    </pre>
  );
}

const CLASSES: Readonly<Record<string, string>> = { keyword: 'k', function: 'k', string: 's', number: 'n', comment: 'd' };

/** A # begins a comment in MySQL, and the name of a temporary table in SQL Server: what may be code is not dimmed. */
function classOf(name: string, content: string): string | undefined {
  return name === 'comment' && content.startsWith('#') ? undefined : CLASSES[name];
}

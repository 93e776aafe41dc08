import type { ReactNode } from 'react';
import Markdown, { type Components } from 'react-markdown';

/** Where a note may lead. */
const LEADS_TO = /^(https?:\/\/|mailto:)/i;

/**
 * The text of a note as Markdown. What looks like HTML stays the text that it is. A link leads to another page or to a mail, tells nothing of where it was clicked, and
 * one that would do anything else is only its text; an image is only its description.
 */
export function NoteText({ text }: { text: string }) {
  return (
    <Markdown components={PARTS} urlTransform={(address) => (LEADS_TO.test(address) ? address : '')}>
      {text}
    </Markdown>
  );
}

const PARTS: Components = {
  a: ({ href, children }) =>
    href ? (
      <a href={href} target="_blank" rel="noreferrer noopener">
        {children}
      </a>
    ) : (
      <span>{children}</span>
    ),
  img: ({ alt }) => <span>{alt}</span>,
  h1: Head,
  h2: Head,
  h3: Head,
  h4: Head,
  h5: Head,
  h6: Head,
};

// All of one rank, below the title of the note: people begin with whichever looks right to them.
function Head({ children }: { children?: ReactNode }) {
  return <h4>{children}</h4>;
}

import { Fragment } from 'react';

/** A text in which what was searched is marked, in whatever case. Data is never more than text; what is written from right to left keeps to itself. */
export function Marked({ text, search }: { text: string; search: string | null }) {
  return <bdi>{search === null || search.trim() === '' ? text : marked(text, search)}</bdi>;
}

function marked(text: string, search: string) {
  const pieces = text.split(new RegExp(`(${search.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')})`, 'giu'));
  // Every other piece is what the pattern caught.
  // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text have no other names
  return pieces.map((piece, index) => (index % 2 === 1 ? <mark key={index}>{piece}</mark> : <Fragment key={index}>{piece}</Fragment>));
}

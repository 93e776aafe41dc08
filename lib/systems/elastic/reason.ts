import { JsonPart } from './json-part.ts';

/** The longest that is kept of why something failed: what a server says of it may be the traces of many errors. */
const REASON_LENGTH = 300;

/** An error as a server writes it: of one in JSON its reason. */
export function shortened(said: string | null): string | null {
  const text = said === null ? null : (reasonIn(said) ?? said);
  return text !== null && text.length > REASON_LENGTH ? `${text.slice(0, REASON_LENGTH - 1)}…` : text;
}

function reasonIn(said: string): string | null {
  if (!said.startsWith('{')) return null;
  try {
    return new JsonPart(JSON.parse(said), 'details').text('reason');
  } catch {
    return null;
  }
}

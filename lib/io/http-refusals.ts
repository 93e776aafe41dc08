import { FetchError } from '../failure.ts';
import type { Conceal } from './conceal.ts';

/** An answer other than 200: the first text of its body, and whether we had sent a user and password. */
export type RefusedAnswer = { status: number; reason: string; location: string | null; text: string; isAuthorized: boolean; path: string };

const WORDS_LENGTH = 120;
const TEXT_LENGTH = 2_000;

/** What an HTTP answer other than 200 means, and what to do about it. */
export function refusalFailure(said: RefusedAnswer, conceal: Conceal): FetchError {
  // Concealed before anything is cut off or taken out, which could leave a part of a secret that is no longer found.
  const location = said.location === null ? null : conceal(said.location);
  const text = conceal(said.text).slice(0, TEXT_LENGTH);
  const answer = { ...said, location, text, reason: conceal(said.reason), path: conceal(said.path) };
  const received = text === '' ? null : text;
  const { status } = answer;
  if (status === 401) return new FetchError('auth', authWords(answer.isAuthorized), received);
  if (status === 403) return new FetchError('permission', forbiddenWords(answer.isAuthorized), received);
  if (status >= 300 && status < 400) return new FetchError('http', redirectWords(answer), received);
  return new FetchError('http', statusWords(answer), received);
}

function authWords(isAuthorized: boolean): string {
  return isAuthorized ? '401: user or password refused' : '401: it wants a user and password; none is configured';
}

function forbiddenWords(isAuthorized: boolean): string {
  return isAuthorized ? '403: this user may not read it' : '403: it may not be read from this address, or not without a user and password';
}

function redirectWords({ status, location }: RefusedAnswer): string {
  const target = location === null ? 'without saying where' : `to ${withoutSecrets(location)}`;
  return `${status}: it sends us elsewhere, ${target}; put the address that answers itself in the config`;
}

function statusWords({ status, reason, text, path }: RefusedAnswer): string {
  const name = `${status} ${words(reason)}`.trim();
  if (status === 404) return `${name}: there is nothing at ${words(path)}; check the path in the config`;
  const plain = words(withoutMarkup(text));
  const rest = plain.startsWith(name) ? plain.slice(name.length).trim() : plain;
  return rest === '' ? name : `${name}: ${rest}`;
}

// A query or a user in a redirect may be a ticket or a password.
function withoutSecrets(location: string): string {
  const bare = location.replace(/[?#].*$/s, '').replace(/^([a-z][a-z0-9+.-]*:)?\/\/[^/]*@/i, '$1//');
  return words(bare);
}

function withoutMarkup(text: string): string {
  return text.replace(/<(script|style|title)\b.*?(<\/\1>|$)/gis, ' ').replace(/<[^>]*>?/g, ' ');
}

function words(text: string): string {
  const clean = text.replace(/[^\x21-\x7e\xa1-\uffff]+/g, ' ').trim();
  return clean.length > WORDS_LENGTH ? `${clean.slice(0, WORDS_LENGTH - 1)}…` : clean;
}

import { startAnswer } from './answer.ts';
import type { Fake } from './fake-server.ts';

const page = (title: string, text: string) =>
  `<html><head><title>${title}</title></head><body><h1>${title}</h1>\n${text}\n</body></html>\n`;

/** Wants a user and password, and takes none. */
export function startUnauthorized(): Promise<Fake> {
  return startAnswer({
    status: 401,
    headers: { 'www-authenticate': 'Basic realm="Statistics"' },
    body: page('401 Unauthorized', 'Who are you?'),
  });
}

export function startForbidden(): Promise<Fake> {
  return startAnswer({ status: 403, body: page('403 Forbidden', 'Not from here.') });
}

export function startNotFound(): Promise<Fake> {
  return startAnswer({ status: 404, body: page('404 Not Found', 'No such page.') });
}

export function startServerError(): Promise<Fake> {
  return startAnswer({ status: 500, headers: { 'content-type': 'text/plain' }, body: 'the database is gone' });
}

export function startUnavailable(): Promise<Fake> {
  return startAnswer({
    status: 503,
    headers: { 'content-type': 'text/html' },
    body: page('503 Service Unavailable', 'Nobody is left to answer.'),
  });
}

/** Sends everyone on to a sign-in page, with a ticket in the address. */
export function startRedirect(): Promise<Fake> {
  return startAnswer({ status: 302, headers: { location: 'https://user:hidden@sign-in.example.net/start?ticket=abc123#top' } });
}

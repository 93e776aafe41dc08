import type { Sent } from '../../acting.ts';
import { type HttpPoster, openHttpPoster, type PostAnswer } from '../../io/http-post.ts';
import { refusalFailure } from '../../io/http-refusals.ts';
import { basicAuthorization } from '../../io/http-request.ts';
import type { Meter } from '../../io/meter.ts';
import type { Command, Sendable } from './actions-orders.ts';
import type { HAProxySettings } from './config.ts';
import { looksLike } from './other-answers.ts';

/** One HAProxy to send commands to, by its statistics page. */
export type HAProxyActor = { url: string; user: string; poster: HttpPoster };

/** Null without a user to act with: that of reading is never used. Opens no socket before the first command. */
export function connectActor({ url, act, tls }: Pick<HAProxySettings, 'url' | 'act' | 'tls'>, meter: Meter): HAProxyActor | null {
  if (act === null) return null;
  const authorization = basicAuthorization(act.user, act.password.reveal());
  return { url, user: act.user, poster: openHttpPoster({ authorization, tls }, meter) };
}

/** HAProxy configuration.txt, "stats admin"; the names of the fields are those of its page. */
const WIRE: Record<Command, string> = {
  ...{ drain: 'drain', maintenance: 'maint', ready: 'ready' },
  ...{ 'health down': 'hdown', 'health up': 'hrunn', 'health no new sessions': 'hnolb' },
  ...{ 'checks off': 'dhlth', 'checks on': 'ehlth', 'agent checks off': 'dagent', 'agent checks on': 'eagent' },
  ...{ 'agent up': 'arunn', 'agent down': 'adown', 'cut sessions': 'shutdown' },
};

/** In what state a server is left where HAProxy took one of these, which others are sent after, and no more. */
const LEFT: Partial<Record<Command, string>> = {
  drain: 'in drain',
  maintenance: 'in maintenance',
  ready: 'ready',
  'health down': 'in drain and down until its checks have passed, so without new clients',
};

type Meaning = (actor: HAProxyActor, step: Sendable) => string;

const CODE = /;st=([A-Z]+)(?![A-Z])/;

/** What HAProxy's codes mean besides DONE (2.6.12, the same from 1.5 to 3.4), and what to do. */
const CODES: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['NONE', (_, { commands }) => noneWords(commands)],
  ['PART', () => 'it knows only a part of what was named: poll, and look at it again'],
  [
    'ERRP',
    (_, { backend, server }) =>
      `it knows no ${backend}/${server}, or two of that name; nothing was changed. A reload may have renamed it: poll first`,
  ],
  ['EXCD', () => 'the command is too long for its buffer (tune.bufsize); nothing was changed'],
  [
    'DENY',
    ({ user }) =>
      `"stats admin" is missing on this statistics page, or its condition does not hold for ${user} from here; nothing was changed`,
  ],
  ['IVAL', () => 'it takes no commands by this method; nothing was changed'],
  ['UNKN', () => 'it does not know what it was told; nothing was changed'],
]);

function noneWords(commands: readonly Command[]): string {
  const done = 'nothing of this can be done to this server, and nothing was';
  if (commands.includes('checks on')) return `${done}: no health check is configured for it that could be turned on`;
  if (commands.includes('agent checks on')) return `${done}: no agent check is configured for it that could be turned on`;
  return `${done}; was its check turned off meanwhile? poll, and look at it again`;
}

/** Sends the commands of one step, one after another, and stops at the first that is not taken. Never throws. */
export async function sendStep(actor: HAProxyActor, step: Sendable, signal: AbortSignal): Promise<Sent> {
  const taken: Command[] = [];
  for (const command of step.commands) {
    const sent = await sendOne(actor, step, command, signal);
    if (sent.is !== 'taken') return taken.length === 0 ? sent : brokenOff(sent, command, taken);
    taken.push(command);
  }
  const times = taken.length === 1 ? '' : ` to each of ${taken.join(', ')}`;
  return { is: 'taken', answer: `HAProxy says DONE${times}, which it says even where nothing changes: the next reading proves it` };
}

// Something was changed, so that "refused" and "not sent", which say that nothing was, would be untrue of the whole.
function brokenOff({ is, answer }: Sent, command: Command, taken: readonly Command[]): Sent {
  const last = taken.at(-1);
  const state = last === undefined ? undefined : LEFT[last];
  const left = state === undefined ? '' : `; the server is left ${state}`;
  return {
    is: 'no answer',
    answer: `${taken.join(' and ')} taken, then ${command} ${is === 'no answer' ? 'got no answer' : `was ${is}`}: ${answer}${left}`,
  };
}

async function sendOne(actor: HAProxyActor, step: Sendable, command: Command, signal: AbortSignal): Promise<Sent> {
  const form = new URLSearchParams({ s: step.server, b: step.backend, action: WIRE[command] });
  const posted = await actor.poster.post(actor.url, form.toString(), signal);
  switch (posted.is) {
    case 'answered':
      return judgeAnswer(actor, step, posted);
    case 'not sent':
      return { is: 'not sent', answer: posted.words };
    case 'no answer':
      // Measured on 2.6.12: a process that was stopped takes, once it goes on, a command whose sender has long hung up.
      return { is: 'no answer', answer: `${posted.words}: whether ${command} was taken, or will be once it goes on, only readings tell` };
  }
}

function judgeAnswer(actor: HAProxyActor, step: Sendable, answer: PostAnswer): Sent {
  const code = answer.status === 303 && isOwn(actor.url, answer.location) ? CODE.exec(answer.location ?? '')?.[1] : undefined;
  if (code === 'DONE') return { is: 'taken', answer: 'DONE' };
  if (code === undefined) return { is: 'refused', answer: otherWords(actor, answer) };
  const words = CODES.get(code)?.(actor, step) ?? 'a code that Vigil does not know; look at the server before anything is sent again';
  return { is: 'refused', answer: `HAProxy says ${code}: ${words}` };
}

function otherWords({ url, user }: HAProxyActor, { status, reason, location, text }: PostAnswer): string {
  if (status === 401) return `401: the user ${user} of act or its password is refused`;
  if (status === 403) return `403: ${user} may not send commands from here`;
  if (status >= 200 && status < 300)
    return `${status}, with a page, and nothing was taken: this is no statistics page that takes commands; ${looksLike(text)}`;
  const said = { status, reason, location, text, isAuthorized: true, path: new URL(url).pathname };
  const { message } = refusalFailure(said, (concealed) => concealed);
  return status === 503 ? `${message}; HAProxy says so where the path is not its "stats uri", or it takes no commands at all` : message;
}

// HAProxy sends back to its `stats uri`, which the address that was asked begins with. A sign-in page may carry that address on in its own.
function isOwn(url: string, location: string | null): boolean {
  if (location === null) return false;
  const { origin, pathname, search } = new URL(url);
  const target = location.startsWith(`${origin}/`) ? location.slice(origin.length) : location;
  const uri = target.split(';st=', 1).join();
  return uri.startsWith('/') && `${pathname}${search}`.startsWith(uri);
}

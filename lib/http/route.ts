import type { IncomingMessage, ServerResponse } from 'node:http';
import type { z } from 'zod';
import type { Access } from '../access/access.ts';
import type { Caller } from '../access/caller.ts';
import type { PreferenceBook } from '../access/preferences.ts';
import { isAdmin, may, mayActSomewhere, mayViewSomething, type Right } from '../access/rights.ts';
import type { AccessNotes } from '../act/access-notes.ts';
import type { Audit } from '../act/audit/audit.ts';
import type { SeenLines } from '../act/seen-lines.ts';
import type { DeployDesk } from '../deploys/desk.ts';
import type { Engine } from '../engine.ts';
import type { KeptCard } from '../state/kept-cards.ts';
import type { Product } from './about.ts';
import { HttpProblem } from './answer.ts';
import type { Rate } from './rate-limits.ts';

/** What handlers work with. */
export type Services = {
  engine: Engine;
  access: Access;
  audit: Audit;
  notes: AccessNotes;
  seen: SeenLines;
  deploys: DeployDesk;
  preferences: PreferenceBook;
  /** What survives a restart, as of now. */
  kept: () => readonly KeptCard[];
  product: Product;
};

/** One request that passed the door: who sent it, and its input as the schema read it. `lookAgain` looks the caller up anew; null when he has ended. */
export type Call<Input> = Services & {
  caller: Caller;
  input: Input;
  lookAgain(): Caller | null;
  request: IncomingMessage;
  response: ServerResponse;
};

/**
 * Who may: anybody, who may view something, who is signed in, who may do everything, who may act somewhere, or who has a right on the systems that the input names.
 * `some act` is for what concerns systems that only the handler finds out: it checks them itself.
 */
export type Need<Input> =
  | { is: 'nothing' }
  | { is: 'some view' }
  | { is: 'a session' }
  | { is: 'admin' }
  | { is: 'some act' }
  | { is: Right; of(input: Input): string | readonly string[] };

/**
 * One line of the table. `own` refuses a request that does not come from one of our own pages, unless it carries a token as a bearer: those are never sent by a browser on its own, as cookies are.
 * `input` is the schema of the JSON body of a POST and of the query of a GET; a query may hold nothing else.
 */
export type Route<Input = unknown> = {
  method: 'GET' | 'POST';
  path: string;
  need: Need<Input>;
  origin: 'any' | 'own';
  rate: Rate;
  input: z.ZodType<Input>;
  /** The one name that may stand in a query several times: it is read as a list. */
  repeats?: string;
  /** What to send, for people who sent something else. */
  usage: string;
  handle(call: Call<Input>): void | Promise<void>;
};

/** Forgets the type of a route's input: a handler is only ever given what its own schema read. */
export function defineRoute<Input>(route: Route<Input>): Route {
  return route as unknown as Route;
}

/** Throws HttpProblem 401 for who should sign in first, and 403 for who is known and may not. */
export function checkNeed<Input>(need: Need<Input>, caller: Caller, input: Input): void {
  const missing = missingRight(need, caller, input);
  if (missing === null) return;
  if (caller.is !== 'anonymous') throw new HttpProblem(403, `${caller.name} may not: this needs ${missing}`, { code: 'right' });
  const ended = caller.hadSession ? 'your session has ended: sign in again' : 'sign in, or send a token';
  const words = caller.wallRefusal ?? ended;
  throw new HttpProblem(401, `${words}; this needs ${missing}`, {
    code: caller.hadSession ? 'session ended' : 'sign in',
    headers: { 'www-authenticate': 'Bearer realm="Vigil"' },
  });
}

/** The right that a caller lacks, in words; null where he lacks none. */
export function missingRight<Input>(need: Need<Input>, caller: Caller, input: Input): string | null {
  const { grants } = caller;
  switch (need.is) {
    case 'nothing':
      return null;
    case 'some view':
      return mayViewSomething(grants) ? null : 'the right to view a system';
    case 'a session':
      return caller.is === 'user' ? null : 'somebody who is signed in';
    case 'admin':
      return caller.is === 'user' && isAdmin(grants) ? null : 'an admin of all systems';
    case 'some act':
      return mayActSomewhere(grants) ? null : 'the right "act" on a system';
    case 'view':
    case 'act':
    case 'details':
    case 'mark': {
      const refused = [need.of(input)].flat().find((system) => !may(grants, need.is, system));
      return refused === undefined ? null : `the right "${need.is}" on ${refused}`;
    }
  }
}

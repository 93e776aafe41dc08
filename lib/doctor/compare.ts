import type { Examining, GrantOf, Held, Login, Need, NodeReport, RightLine, Told } from '../doctor.ts';
import { type Failure, isUnavailable } from '../failure.ts';

/** What became of asking as one login. */
export type LoginAnswer = { login: Login; told: Told; failure: null } | { login: Login; told: null; failure: Failure | null };

type Found = Pick<NodeReport, 'version' | 'lines' | 'grants' | 'failures' | 'unasked'>;

/** Holds what a node's logins were told against what its panels need. Pure. What no answer tells is never granted. */
export function compareNode<Settings>(
  examining: Pick<Examining<Settings>, 'needs' | 'grant'>,
  settings: Settings,
  answers: readonly LoginAnswer[],
): Found {
  const version = answers.map(({ told }) => told?.version ?? null).find((one) => one !== null) ?? null;
  const lines = examining.needs(settings, version).flatMap((need) => linesOf(need, answers));
  const grants = answers.flatMap(({ login }): GrantOf[] => {
    const wanted = lines.filter(({ as, state, why }) => as === login.as && state === 'missing' && why !== null);
    const rights = [...new Set(wanted.map(({ right }) => right))];
    const isTold = answers.some((answer) => answer.login.as === login.as && answer.told !== null);
    if (rights.length === 0 || !isTold) return [];
    return [{ as: login.as, user: login.user, ...examining.grant(settings, { login, rights, version }) }];
  });
  const failures = answers.flatMap(({ login, failure }) => (failure === null ? [] : [{ as: login.as, failure }]));
  return { version, lines, grants, failures, unasked: whyUnasked(answers) };
}

function linesOf({ rights, ...need }: Need, answers: readonly LoginAnswer[]): RightLine[] {
  const answer = answers.find(({ login }) => login.as === need.as);
  const user = answer?.login.user ?? null;
  return rights.map((right) => ({ ...need, right, user, ...foundOf(right, answer) }));
}

function foundOf(right: string, answer: LoginAnswer | undefined): Pick<RightLine, 'state' | 'why'> {
  if (!answer) return { state: 'unasked', why: 'Vigil asks nobody about this right' };
  const { login, told, failure } = answer;
  if (login.without !== null) return { state: login.isNeeded ? 'unasked' : 'off', why: login.without };
  if (failure !== null) return { state: isRefused(failure) ? 'missing' : 'unasked', why: failure.message };
  const held: Held | undefined = told?.held[right];
  if (!held) return { state: 'untold', why: 'the answer says nothing about it' };
  return held.is === 'granted' ? { state: 'granted', why: null } : { state: held.is, why: held.why };
}

/** Who may not sign in has no right there: that is an answer. A version that is not watched is none. */
function isRefused(failure: Failure): boolean {
  return failure.kind === 'auth' || (isUnavailable(failure) && failure.kind !== 'unsupported');
}

/** Why not one login was told anything; null where one was. */
function whyUnasked(answers: readonly LoginAnswer[]): string | null {
  if (answers.some(({ told }) => told !== null)) return null;
  const failed = answers.find(({ failure }) => failure !== null);
  const needed = answers.find(({ login }) => login.isNeeded && login.without !== null);
  return failed?.failure?.message ?? needed?.login.without ?? answers[0]?.login.without ?? 'nobody is configured to ask it as';
}

import type { Held, Told } from '../../doctor.ts';
import { KEY_RIGHT, NO_KEY } from './doctor-needs.ts';
import type { RawRights } from './fetch-rights.ts';

type Said = RawRights['said'][number];
type Way = RawRights['way'];

const GRANTED: Held = { is: 'granted' };

/** From this version on there are users with rights of their own. */
const FIRST_WITH_USERS = 6;

/** What the answers tell of each right. Pure. */
export function readRights({ info, way, why, said, unasked }: RawRights): Told {
  const version = typeof info === 'string' ? (/^(?:valkey|redis)_version:(\S+)/m.exec(info)?.[1] ?? null) : null;
  const hasUsers = version === null || Number.parseInt(version, 10) >= FIRST_WITH_USERS;
  const held: Record<string, Held> = {};
  for (const one of said) held[one.right] = heldIn(one, way);
  for (const right of unasked) held[right] = hasUsers ? unaskedRight(why) : GRANTED;
  return { version, held: { ...held, [KEY_RIGHT]: keysIn(said, way, hasUsers) } };
}

function unaskedRight(why: RawRights['why']): Held {
  const how =
    why === 'version'
      ? 'this version does not tell, as Redis does from 7.0 on (ACL DRYRUN)'
      : 'this user may not ask, which takes +acl|dryrun';
  return { is: 'untold', why: `it is not tried, because it would change something, and ${how}` };
}

/** Redis 7.0.15, ACL DRYRUN: "OK", or "This user has no permissions to run the 'x' command", "... to access the 'k' key"; a command that it does not know is an error. */
function heldIn(said: Said, way: Way): Held {
  switch (said.is) {
    case 'done':
      return GRANTED;
    case 'said':
      if (said.text === 'OK' || isOfKey(said.text)) return GRANTED;
      return /no permissions? to run/i.test(said.text)
        ? { is: 'missing', why: 'the server says that the user may not run it' }
        : { is: 'untold', why: `the server says: ${said.text}` };
    case 'error':
      return heldByError(said, way);
  }
}

/** Where the commands themselves were asked, any error but these is said by one that was let through. */
function heldByError({ kind, words }: Extract<Said, { is: 'error' }>, way: Way): Held {
  if (kind === 'permission') return isOfKey(words) ? GRANTED : { is: 'missing', why: 'the server refuses it to this user' };
  if (kind === 'unsupported' || /^ERR Command '.*' not found/i.test(words))
    return { is: 'untold', why: 'this server does not know the command: it is renamed there, or of another version' };
  if (kind === 'protocol' && way === 'asking') return GRANTED;
  return { is: 'untold', why: `it was not answered: ${words}` };
}

/** Whether the user reaches the key that was asked about. One that it may not reach says nothing of others. */
function keysIn(said: readonly Said[], way: Way, hasUsers: boolean): Held {
  const keyed = said.filter(({ hasKey }) => hasKey);
  const refused = keyed.some((one) => isOfKey(one.is === 'said' ? one.text : one.is === 'error' ? one.words : ''));
  if (refused)
    return {
      is: 'untold',
      why: `it may not reach a key called ${NO_KEY}: to reach all it needs ~*, and which others it may reach is not told`,
    };
  if (!hasUsers || keyed.some((one) => isThrough(one, way))) return GRANTED;
  return { is: 'untold', why: 'no command that is about a key could be asked' };
}

function isThrough(one: Said, way: Way): boolean {
  if (one.is === 'error') return way === 'asking' && one.kind === 'protocol';
  return one.is === 'done' || one.text === 'OK';
}

function isOfKey(text: string): boolean {
  return /access .*\bkeys?\b/i.test(text);
}

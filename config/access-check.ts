import { userKey } from '#lib/access/user-key.ts';
import type { Misfit, Path } from '#lib/section.ts';
import { items, repeats, valueAt } from '#lib/section-check.ts';

/** What stands for the system of a token that may view all of them. */
export const ALL_SYSTEMS = 'all';

/** Why a token of all systems may not act. */
export const ALL_MAY_ACT =
  'cannot be act for all systems, because a token that is lost would do harm everywhere: write view, or name one system';

/** What to say where the access section is missing. */
export function missingWords(systems: readonly string[]): string {
  return `is missing, so nobody could be let in: add access: { secret: { env: VIGIL_SECRET }, anonymous: [${systems.join(', ')}] } to let everybody look, or users: as config/example.yaml shows; VIGIL_SECRET is at least 32 characters that nobody can guess`;
}

/** What one value of the access section alone cannot tell: repeats, users without a right, a section that lets nobody in. Looks at whatever is readable of a broken one. */
export function checkAccess(raw: unknown, systems: readonly string[]): Misfit[] {
  const access = { path: ['access'], raw };
  const users = items(access, 'users');
  const tokens = items(access, 'tokens');
  return [
    ...repeats(users, 'name', {
      read: (value) => (typeof value === 'string' ? userKey(value) : null),
      words: (first) => `is the name of ${first} too, for upper and lower case are one: give each user a name of their own`,
    }),
    ...repeats(tokens, 'name', { read: asText, words: (first) => `is the name of ${first} too: give each token a name of its own` }),
    ...repeats(tokens, 'tokenHash', {
      read: asText,
      words: (first) => `is the hash of ${first} too: make each token anew with "npm run make-token"`,
    }),
    ...tokens.flatMap(({ raw, path }) => (mayActOnAll(raw) ? [{ path: [...path, 'may'], message: ALL_MAY_ACT }] : [])),
    ...users.flatMap((user) => checkRights(user.raw, user.path)),
    ...checkDemo(raw),
    ...checkDoors(raw, systems),
  ];
}

function mayActOnAll(token: unknown): boolean {
  return valueAt(token, ['system']) === ALL_SYSTEMS && valueAt(token, ['may']) === 'act';
}

function checkRights(raw: unknown, path: Path): Misfit[] {
  if (!isMapping(raw)) return [];
  const role = valueAt(raw, ['role']);
  const systems = valueAt(raw, ['systems']);
  if (role === undefined && (systems === undefined || isEmpty(systems)))
    return [{ path, message: 'may do nothing: give the user a role: (viewer or admin) of all systems, or systems: with a role for each' }];
  if (role !== 'admin' || !isMapping(systems)) return [];
  return Object.entries(systems)
    .filter(([, own]) => own === 'viewer')
    .map(([system]) => ({
      path: [...path, 'systems', system],
      message:
        'takes nothing away, because role: makes the user an admin of all systems: take the role out and name the systems one by one',
    }));
}

function checkDemo(raw: unknown): Misfit[] {
  const users = valueAt(raw, ['users']);
  if (valueAt(raw, ['demo']) !== true || users === undefined || isEmpty(users)) return [];
  return [{ path: ['access', 'demo'], message: 'would let in two users whose passwords everybody knows beside your own: take it out' }];
}

function checkDoors(raw: unknown, systems: readonly string[]): Misfit[] {
  if (!isMapping(raw)) return [];
  const isShut = ['users', 'anonymous', 'tokens'].every((key) => {
    const value = valueAt(raw, [key]);
    return value === undefined || isEmpty(value);
  });
  if (!isShut || (valueAt(raw, ['demo']) ?? false) !== false) return [];
  return [{ path: ['access'], message: `lets nobody in: add users:, or anonymous: [${systems.join(', ')}] to let everybody look` }];
}

function isMapping(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function asText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

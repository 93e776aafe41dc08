import * as z from 'zod';
import type { AccessSettings } from '#lib/access/access.ts';
import { isPasswordHash } from '#lib/access/password.ts';
import { type Grants, type Right, ROLES, rightsOf } from '#lib/access/rights.ts';
import { isTokenHash } from '#lib/access/tokens.ts';
import type { Secret } from '#lib/secret.ts';
import { type Misfit, misfitsOf } from '#lib/section.ts';
import { choice, duration, flag, line, list, mapping, name, secret, shaped } from '#lib/settings.ts';
import { ALL_SYSTEMS, checkAccess, missingWords } from './access-check.ts';

/** Who may come in. `secret` is what the cookies of the sign-in are signed with. */
export type AccessConfig = AccessSettings & { secret: Secret };

type AccessRead = { ok: true; access: AccessConfig } | { ok: false; misfits: Misfit[] };

type AccessSection = z.output<ReturnType<typeof accessSchema>>;

const HOUR_MS = 3_600_000;
const MIN_SECRET_LENGTH = 32;

const accessSecret = secret().refine((value) => value.reveal().length >= MIN_SECRET_LENGTH, {
  error: `is too short: give it at least ${MIN_SECRET_LENGTH} characters that nobody can guess, such as what "openssl rand -base64 32" prints`,
});

const userName = line('ann').refine((value) => value.trim() === value, { error: 'begins or ends with a space: take it out' });

const passwordHash = shaped({
  example: 'what "npm run hash-password" prints',
  rule: 'is no scrypt hash that Vigil can use, or is too cheap or too dear: make one with "npm run hash-password", and keep it in single quotes',
  fits: isPasswordHash,
});

const tokenHash = shaped({
  example: 'what "npm run make-token" prints',
  rule: 'is no hash of a token (sha256: and 64 hexadecimal digits): make one with "npm run make-token"',
  fits: isTokenHash,
});

/** Reads the access section, secrets resolved, over the systems that can be configured. Gives every misfit at once. */
export function readAccess(raw: unknown, systems: readonly [string, ...string[]]): AccessRead {
  if (raw === undefined || raw === null) return { ok: false, misfits: [{ path: ['access'], message: missingWords(systems) }] };
  const parsed = accessSchema(systems).safeParse(raw, { reportInput: true });
  const misfits = [...misfitsOf(parsed.error, ['access']), ...checkAccess(raw, systems)];
  return parsed.success && misfits.length === 0 ? { ok: true, access: toAccess(parsed.data) } : { ok: false, misfits };
}

function accessSchema(systems: readonly [string, ...string[]]) {
  const system = choice(systems);
  const role = choice(ROLES);
  const known = systems.join(', ');
  const details = z.union([z.literal('all'), z.array(z.enum(systems))], {
    error: `is neither all nor a list of systems that Vigil knows (${known}): write all, or [${systems[0]}]`,
  });
  const user = mapping({
    name: userName,
    passwordHash,
    role: role.exactOptional(),
    systems: mapping(Object.fromEntries(systems.map((name) => [name, role.exactOptional()]))).exactOptional(),
    details: details.exactOptional(),
  });
  const token = mapping({ name: name(), tokenHash, system: tokenSystem(systems), may: choice(TOKEN_MAY) });
  return mapping({
    secret: accessSecret,
    sessionLength: duration({ minMs: HOUR_MS / 12, maxMs: 720 * HOUR_MS, example: '12h' }).default(12 * HOUR_MS),
    anonymous: list(system, 'system').default([]),
    users: list(user, 'user').default([]),
    tokens: list(token, 'token').default([]),
    demo: flag().default(false),
  });
}

/** What a token may: look, act, or mark deploys and nothing else. */
export const TOKEN_MAY = ['view', 'act', 'mark'] as const;
type TokenMay = (typeof TOKEN_MAY)[number];

/** Of what a token may be: one system, or all. */
export function tokenSystem(systems: readonly [string, ...string[]]) {
  return choice([...systems, ALL_SYSTEMS]);
}

function toAccess({ secret, sessionLength, anonymous, users, tokens, demo }: AccessSection): AccessConfig {
  return {
    secret,
    sessionMs: sessionLength,
    anonymous: [...new Set(anonymous)],
    isDemo: demo,
    users: users.map((user) => ({ name: user.name, passwordHash: user.passwordHash, grants: userGrants(user) })),
    tokens: tokens.map(({ name, tokenHash, system, may }) => ({
      name,
      hash: tokenHash,
      grants: tokenGrants(system, may),
    })),
  };
}

const RIGHTS_OF: Record<TokenMay, readonly Right[]> = { view: ['view'], act: ['view', 'act'], mark: ['mark'] };

/** That no token may act on all systems was checked before. */
function tokenGrants(system: string, may: TokenMay): Grants {
  return system === ALL_SYSTEMS ? { all: RIGHTS_OF[may], systems: {} } : { all: [], systems: { [system]: RIGHTS_OF[may] } };
}

function userGrants({ role, systems = {}, details = [] }: AccessSection['users'][number]): Grants {
  const rights = new Map<string, Right[]>();
  for (const [system, own] of Object.entries(systems)) if (own !== undefined) rights.set(system, [...rightsOf(own)]);
  if (details !== 'all') for (const system of new Set(details)) rights.set(system, [...(rights.get(system) ?? []), 'details']);
  const all: Right[] = [...(role === undefined ? [] : rightsOf(role)), ...(details === 'all' ? (['details'] as const) : [])];
  return { all, systems: Object.fromEntries(rights) };
}

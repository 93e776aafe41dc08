import type { AuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { engine } from '../../../engine.ts';

/**
 * How next-auth signs people in: by name and password, which the engine checks. The cookie holds nothing but the id of a session that the engine keeps, looks up
 * at each request and can end: next-auth's own token is that id and no more. Another way to sign in (OIDC, LDAP) is another provider here.
 */
export function authOptions(headers: Headers): AuthOptions {
  const { secret, sessionMs, cookieName } = engine();
  const isSecure = headers.get('x-forwarded-proto') === 'https';
  const options = { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure } as const;
  return {
    secret,
    session: { strategy: 'jwt', maxAge: Math.floor(sessionMs / 1_000) },
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
    cookies: {
      sessionToken: { name: cookieName('session', isSecure), options },
      csrfToken: { name: cookieName('csrf', isSecure), options },
      callbackUrl: { name: cookieName('from', isSecure), options },
    },
    providers: [byPassword(headers)],
    jwt: {
      encode: async ({ token }) => String(token?.cookie ?? ''),
      decode: async ({ token }) => (token ? { cookie: token } : null),
    },
    callbacks: { jwt: ({ token, user }) => (user ? { cookie: user.id } : token) },
    events: { signOut: ({ token }) => engine().signOut(String(token?.cookie ?? ''), addressOf(headers)) },
  };
}

function byPassword(headers: Headers) {
  return Credentials({
    credentials: { name: {}, password: {} },
    async authorize(given) {
      const { signIn, signOut, cookieName } = engine();
      const agent = headers.get('user-agent') ?? '';
      const answer = await signIn({ name: given?.name ?? '', password: given?.password ?? '', address: addressOf(headers), agent });
      // next-auth brings the words of an error to the page that asked.
      if (!answer.ok) throw new Error(answer.message);
      const before = ownCookie(headers, cookieName('session', headers.get('x-forwarded-proto') === 'https'));
      if (before) await signOut(before, addressOf(headers));
      return { id: answer.cookie, name: answer.name };
    },
  });
}

function addressOf(headers: Headers): string {
  return headers.get('x-vigil-address') ?? '';
}

function ownCookie(headers: Headers, name: string): string | undefined {
  const pairs = (headers.get('cookie') ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

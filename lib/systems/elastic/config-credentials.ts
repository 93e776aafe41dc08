import { basicUser, mapping, orNone, refuse, secret } from '../../settings.ts';
import type { ElasticCredentials } from './settings.ts';

const RAW_KEY = 'is an id and a key with a colon between them: use the one text that is called "encoded" where the key was made';
const SEVERAL = 'names more than one way to sign in: keep user and password, apiKey, or token';
const NONE = 'names no way to sign in: write user and password, apiKey, or token; or none in place of all of it';

const written = mapping({
  user: basicUser().exactOptional(),
  password: secret().exactOptional(),
  apiKey: secret()
    .refine((key) => !/[\s:]/.test(key.reveal()), { error: RAW_KEY })
    .exactOptional(),
  token: secret().exactOptional(),
});

/** As whom a URL is asked: basic authentication, an API key as Elasticsearch encodes it, or a bearer token; `none` clears what would be inherited. */
export const credentials = orNone(
  written.transform(({ user, password, apiKey, token }, context): ElasticCredentials => {
    const ways = [user ?? password, apiKey, token].filter((way) => way !== undefined);
    if (ways.length > 1) return refuse(context, SEVERAL);
    if (apiKey !== undefined) return { by: 'apiKey', apiKey };
    if (token !== undefined) return { by: 'token', token };
    if (user !== undefined && password !== undefined) return { by: 'password', user, password };
    if (user !== undefined) return refuse(context, 'names a user without a password: add password: { env: NAME } or { file: path }');
    return refuse(context, password === undefined ? NONE : 'has a password without a user: add user: (vigil)');
  }),
).exactOptional();

/** In words that hold no secret; `without` is said where there is nobody. */
export function credentialWords(login: ElasticCredentials | null, without: string): string {
  if (login === null) return without;
  switch (login.by) {
    case 'password':
      return `${login.user} / ${login.password}`;
    case 'apiKey':
      return `whom an API key stands for (${login.apiKey})`;
    case 'token':
      return `whom a bearer token stands for (${login.token})`;
  }
}

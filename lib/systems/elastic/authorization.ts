import { basicAuthorization } from '../../io/http-request.ts';
import type { ElasticCredentials } from './settings.ts';

/** The value of the authorization header, null for nobody. An API key is sent in the form in which Elasticsearch gives it out as `encoded` (security API, create API key). */
export function authorizationOf(credentials: ElasticCredentials | null): string | null {
  switch (credentials?.by) {
    case undefined:
      return null;
    case 'password':
      return basicAuthorization(credentials.user, credentials.password.reveal());
    case 'apiKey':
      return `ApiKey ${credentials.apiKey.reveal()}`;
    case 'token':
      return `Bearer ${credentials.token.reveal()}`;
  }
}

import type { IncomingHttpHeaders } from 'node:http';
import { isElasticFrom, isSearch, numbersOf, type Release } from './release.ts';
import { problem, WireError } from './wire-error.ts';

const PLAIN = ['application/json', 'application/x-ndjson', 'application/yaml', 'application/smile', 'application/cbor'];
const VENDORED = /^application\/vnd\.elasticsearch\+(json|x-ndjson|yaml|smile|cbor)/;
const COMPATIBLE = /compatible-with=(\d+)/;

/**
 * Checks the headers as each version does: 8 and 9 know two versions of the media type and want the same on both headers where there is a body, 7.11 to 7.17 leave the version out, older ones and
 * OpenSearch take no such body at all. Gives the media type of the answer; throws what the server answers instead.
 */
export function mediaOf(release: Release, headers: IncomingHttpHeaders, hasBody: boolean): string {
  const content = headers['content-type'] ?? '';
  const accept = headers.accept ?? '';
  if (hasBody) checkContent(release, content);
  if (!isElasticFrom(release, 8)) return 'application/json; charset=UTF-8';
  checkVersions(release, { accept, content, hasBody });
  const version = versionOf(accept);
  return version === null ? 'application/json' : `application/vnd.elasticsearch+json;compatible-with=${version}`;
}

function checkContent(release: Release, content: string): void {
  const type = content.split(';')[0]?.trim().toLowerCase() ?? '';
  const takesVendored = isElasticFrom(release, 7, 11);
  if (PLAIN.includes(type) || (takesVendored && VENDORED.test(type))) return;
  throw new WireError(406, { error: `Content-Type header [${content}] is not supported`, status: 406 });
}

type Told = { accept: string; content: string; hasBody: boolean };

function checkVersions(release: Release, { accept, content, hasBody }: Told): void {
  const { major } = numbersOf(release.version);
  for (const [name, header] of [
    ['Accept', accept],
    ['Content-Type', content],
  ] as const) {
    const version = versionOf(header);
    if (version !== null && version !== major && version !== major - 1)
      refuse(
        name,
        `${name} version must be either version ${major} or ${major - 1}, but found ${version}. Accept=${accept}, Content-Type=${content}`,
      );
  }
  if (hasBody && versionOf(accept) !== versionOf(content))
    refuse(
      'Content-Type, Accept',
      `A compatible version is required on both Content-Type and Accept headers if either one has requested a compatible version and the compatible versions must match. Accept=${accept}, Content-Type=${content}`,
    );
}

function refuse(headers: string, reason: string): never {
  throw problem(400, 'media_type_header_exception', `Invalid media-type value on headers [${headers}]`, {
    caused_by: { type: 'status_exception', reason },
  });
}

function versionOf(header: string): number | null {
  const type = header.split(',')[0] ?? '';
  const version = VENDORED.test(type.trim()) ? COMPATIBLE.exec(type)?.[1] : undefined;
  return version === undefined ? null : Number(version);
}

/** What every answer says of the product: nothing before 7.14, and nothing at all in OpenSearch. */
export function productHeader(release: Release): Record<string, string> {
  return isSearch(release) && isElasticFrom(release, 7, 14) ? { 'X-elastic-product': 'Elasticsearch' } : {};
}

import { ParseError } from '../../failure.ts';
import { JsonPart } from './json-part.ts';
import type { Product } from './model.ts';

/** The number that OpenSearch 1.x and 2.x give in place of their own while compatibility.override_main_response_version is set. */
const PRETENDED = '7.10.2';

/**
 * Which product answers `GET /`, by its own word: OpenSearch names its distribution, or itself in its tagline. Where it pretends to be an Elasticsearch its version is not known, and
 * given as "1.x or 2.x". Throws ParseError for what is neither.
 */
export function parseProduct(root: unknown): Product {
  const part = new JsonPart(root, '');
  const version = part.part('version');
  const [tagline, distribution] = [part.text('tagline') ?? '', version.text('distribution')];
  if (distribution === 'opensearch') return { is: 'opensearch', version: version.neededText('number') };
  if (tagline.startsWith('The OpenSearch Project')) {
    const number = version.neededText('number');
    return { is: 'opensearch', version: number === PRETENDED ? '1.x or 2.x' : number };
  }
  if (tagline === 'You Know, for Search') return { is: 'elasticsearch', version: version.neededText('number') };
  throw new ParseError('what answers is neither Elasticsearch nor OpenSearch by its own word', JSON.stringify(root).slice(0, 400));
}

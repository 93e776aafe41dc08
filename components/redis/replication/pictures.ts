import type { Pictures } from '../../actions/pictures-context.ts';
import { TreePictures } from './tree-picture.tsx';

/** What draws the pictures of the previews of Redis. */
export const REDIS_PICTURES: Pictures = { redis: TreePictures };

import { createTimeFormat } from '#lib/format/time-format.ts';
import { openZone } from '#lib/format/zone.ts';

/** Times as addresses hold them. */
export const UTC = createTimeFormat(openZone('UTC'), null);

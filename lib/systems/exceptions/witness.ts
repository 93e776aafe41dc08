import type { Found } from '../../finding.ts';
import type { WitnessInput } from '../../system.ts';
import type { ExceptionsSettings } from './settings.ts';
import { burstsOf } from './witness-burst.ts';
import { givenOf } from './witness-given.ts';
import { silencesOf } from './witness-silence.ts';

/** What the readings of one store prove together: bursts, and applications that fell silent. An application is held against its own days. Pure. */
export function witnessStore({ nodes, standing }: WitnessInput<ExceptionsSettings>): Found[] {
  return nodes.flatMap((node) => {
    const given = givenOf(node, standing);
    return [...burstsOf(given), ...silencesOf(given)];
  });
}

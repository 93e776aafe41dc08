import { createContext } from 'react';
import { readEvents, readGroups, readSeries } from './series-client.ts';

/** How a page of charts asks Vigil. */
export type Asks = { readSeries: typeof readSeries; readGroups: typeof readGroups; readEvents: typeof readEvents };

export const AsksContext = createContext<Asks>({ readSeries, readGroups, readEvents });

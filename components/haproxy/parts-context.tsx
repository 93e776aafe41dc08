'use client';
import { createContext } from 'react';
import type { Part } from './summary.ts';

/** All instances with their newest readings: what is done to a server on one of them concerns the others. */
export const PartsContext = createContext<readonly Part[]>([]);

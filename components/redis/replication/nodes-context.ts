'use client';
import { createContext } from 'react';
import type { NodeLine } from '../node-line.ts';

/** All nodes of the board: what a menu offers rests on the others of a group. */
export const NodesContext = createContext<readonly NodeLine[]>([]);

'use client';
import { type ComponentType, createContext } from 'react';

/** What draws how it is and how it would be, by system: each knows the pictures of its own previews. */
export type Pictures = Readonly<Record<string, ComponentType<{ picture: unknown }>>>;

export const PicturesContext = createContext<Pictures>({});

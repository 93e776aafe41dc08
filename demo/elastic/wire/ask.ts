import type { Cluster, Node } from '../model/cluster.ts';
import type { View } from '../model/view.ts';
import type { Privilege, WireUser } from './access.ts';
import type { Release } from './release.ts';

/** A request as what answers it sees it: `view` is how the asked `node` sees its cluster, `cluster` the side of it that it belongs to, `parts` what stood in the path for the names of the route. */
export type Ask = {
  release: Release;
  cluster: Cluster;
  node: Node;
  view: View;
  user: WireUser | null;
  method: string;
  path: string;
  parts: Record<string, string>;
  query: URLSearchParams;
  body: unknown;
  now: number;
};

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';

/**
 * One call: `path` with names in braces, `parameters` beside those that every call takes, `isThere` where a version has it. `needsMaster`: the asked node passes it on, unless `local` tells it not
 * to. What it gives is sent as JSON; text is sent as text.
 */
export type Route = {
  methods: readonly Method[];
  path: string;
  action: string;
  privilege: Privilege;
  parameters?: (release: Release) => readonly string[];
  isThere?: (release: Release) => boolean;
  needsMaster?: (ask: Ask) => boolean;
  serve: (ask: Ask) => unknown;
};

export const always = (): boolean => true;

/** The body as an object; empty where there is none. */
export function bodyOf({ body }: Ask): Record<string, unknown> {
  return isRecord(body) ? body : {};
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

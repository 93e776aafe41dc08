import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';

const BUILD = new URL('../.next/', import.meta.url);
const isBuilt = existsSync(new URL('BUILD_ID', BUILD)) && existsSync(new URL('prerender-manifest.json', BUILD));

/** Routes that hold no reading: they may be made once, when the project is built. */
const MAY_BE_PRERENDERED = /^\/(_not-found|_global-error|favicon\.ico|icon[^/]*|apple-icon[^/]*)$/;

const manifestSchema = z.object({ routes: z.record(z.string(), z.unknown()), dynamicRoutes: z.record(z.string(), z.unknown()) });
const routesSchema = z.record(z.string(), z.string());

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, BUILD), 'utf8'));
}

/** The routes that the build has made once and for all, or keeps and makes again. */
function prerenderedRoutes(manifest: unknown): string[] {
  const { routes, dynamicRoutes } = manifestSchema.parse(manifest);
  return [...Object.keys(routes), ...Object.keys(dynamicRoutes)].filter((route) => !MAY_BE_PRERENDERED.test(route));
}

describe('a page that shows readings', () => {
  test('is never made when the project is built', ({ skip }) => {
    skip(!isBuilt, 'there is no build in .next: run npm run build first');
    expect(prerenderedRoutes(readJson('prerender-manifest.json'))).toEqual([]);
  });

  test('is among the routes of the build that was looked at', ({ skip }) => {
    skip(!isBuilt, 'there is no build in .next: run npm run build first');
    expect(Object.values(routesSchema.parse(readJson('app-path-routes-manifest.json')))).toContain('/');
  });

  test('would be found in a manifest, whole or by its parts', () => {
    const manifest = { version: 4, routes: { '/_not-found': {}, '/icon.svg': {}, '/haproxy': {} }, dynamicRoutes: { '/hosts/[name]': {} } };
    expect(prerenderedRoutes(manifest)).toEqual(['/haproxy', '/hosts/[name]']);
  });
});

import { gzipSync } from 'node:zlib';
import { startAnswer } from './answer.ts';
import type { Fake } from './fake-server.ts';

/** A web page of something else, served well. */
export function startOtherPage(): Promise<Fake> {
  const body = '<!doctype html>\n<html><head><title>Welcome</title></head><body><h1>It works</h1><p>A, B, and C.</p></body></html>\n';
  return startAnswer({ status: 200, headers: { 'content-type': 'text/html' }, body });
}

/** The greeting of an Elasticsearch node, where something else was expected. */
export function startElasticGreeting(): Promise<Fake> {
  const body = JSON.stringify(
    { name: 'es-01', cluster_name: 'logs', version: { number: '8.13.0' }, tagline: 'You Know, for Search' },
    null,
    2,
  );
  return startAnswer({ status: 200, headers: { 'content-type': 'application/json' }, body });
}

/** A body in an encoding that was not asked for. */
export function startGzip(body: string): Promise<Fake> {
  return startAnswer({ status: 200, headers: { 'content-encoding': 'gzip' }, body: gzipSync(body) });
}

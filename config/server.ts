import { isIP } from 'node:net';
import type * as z from 'zod';
import type { Misfit } from '#lib/section.ts';
import { valueAt } from '#lib/section-check.ts';
import { httpUrl, line, list, mapping, network, refuse, shaped, wholeNumber } from '#lib/settings.ts';

/** `trustedProxies` are addresses and networks in CIDR form: what they say of where a request came from is believed. */
export type ServerSettings = {
  host: string;
  port: number;
  publicUrl: string | null;
  environment: string | null;
  trustedProxies: string[];
};

const LOCAL_HOSTS = ['127.0.0.1', 'localhost', '::1'];
const PUBLIC_URL_EXAMPLE = 'https://vigil.example.com';

const host = shaped({
  example: '127.0.0.1',
  rule: 'is neither an address nor a host name to listen on: write it like 127.0.0.1, 0.0.0.0, :: or vigil.example.com, the port under port',
  fits: (value) => isIP(value) !== 0 || isHostName(value),
});

export const serverSchema = mapping({
  host: host.default('127.0.0.1'),
  port: wholeNumber({ min: 1, max: 65_535, example: '8400' }).default(8400),
  publicUrl: origin(PUBLIC_URL_EXAMPLE).exactOptional(),
  environment: line('PROD', 20).exactOptional(),
  trustedProxies: list(network('believe everybody'), 'proxy').default([]),
});

/** The settings of the server, what is not set as null. */
export function toServer(server: z.output<typeof serverSchema>): ServerSettings {
  return { ...server, publicUrl: server.publicUrl ?? null, environment: server.environment ?? null };
}

/** What one value of the server section alone cannot tell; `raw` is the whole configuration as written. */
export function checkServer(raw: unknown): Misfit[] {
  const read = host.safeParse(valueAt(raw, ['server', 'host']));
  if (!read.success || isLocalHost(read.data) || valueAt(raw, ['server', 'publicUrl']) !== undefined) return [];
  const message = `is reached from other machines, so browsers must be told by which name they reach Vigil: add publicUrl (${PUBLIC_URL_EXAMPLE})`;
  return [{ path: ['server', 'host'], message }];
}

/** True for a host, as in a URL or without brackets, that only this machine can reach. */
export function isLocalHost(host: string): boolean {
  return LOCAL_HOSTS.includes(host.toLowerCase().replace(/^\[|\]$/g, ''));
}

/** The address browsers use, without a path: pages live at its root. */
function origin(example: string) {
  return httpUrl(example).transform((value, context) => {
    const { origin, pathname, search } = new URL(value);
    return pathname === '/' && search === '' ? origin : refuse(context, `has a path or a query: end it after the host, like ${example}`);
  });
}

/** A last part of digits alone belongs to an address; this one is malformed. */
function isHostName(value: string): boolean {
  const label = /^(?!-)[A-Za-z0-9-]{1,63}(?<!-)$/;
  const labels = value.split('.');
  return value.length <= 253 && labels.every((part) => label.test(part)) && !/^\d+$/.test(labels.at(-1) ?? '');
}

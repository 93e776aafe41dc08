import type { FailureKind } from '#lib/failure.ts';
import { startCutChunks, startCutLength } from '#test/fakes/cut.ts';
import type { Fake } from '#test/fakes/fake-server.ts';
import { startGarbage } from '#test/fakes/garbage.ts';
import { startGzip } from '#test/fakes/other-product.ts';
import { startForbidden, startRedirect, startUnauthorized, startUnavailable } from '#test/fakes/refusals.ts';
import { startReset, startSilentClose } from '#test/fakes/reset.ts';
import { startSshBanner } from '#test/fakes/ssh-banner.ts';

/** What goes wrong, the server with which it does, and as what it is told. */
export type HttpFault = [what: string, fake: () => Promise<Fake>, kind: FailureKind];

/** What can go wrong with any answer over HTTP, whatever was asked. */
export const HTTP_FAULTS: readonly HttpFault[] = [
  ['an encoded body', () => startGzip('text'), 'protocol'],
  ['a body shorter than announced', () => startCutLength('text'), 'protocol'],
  ['chunks without an end', () => startCutChunks('text'), 'protocol'],
  ['random bytes', startGarbage, 'protocol'],
  ['an SSH greeting', startSshBanner, 'protocol'],
  ['a reset', startReset, 'protocol'],
  ['a close without a word', startSilentClose, 'protocol'],
  ['401', startUnauthorized, 'auth'],
  ['403', startForbidden, 'permission'],
  ['503', startUnavailable, 'http'],
  ['a redirect', startRedirect, 'http'],
];

import tls from 'node:tls';
import { type Answer, answerBytes } from './answer.ts';
import type { Certificate } from './certificate.ts';
import { type Fake, onRequest, startFake } from './fake-server.ts';

/** Answers over TLS with the given certificate. Its `url` begins with https. */
export function startTls(certificate: Certificate, answer: Answer): Promise<Fake> {
  const bytes = answerBytes(answer);
  return startFake((socket) => onRequest(socket, () => socket.write(bytes)), tls.createServer(certificate), 'https');
}

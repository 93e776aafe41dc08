import { type Fake, startFake } from './fake-server.ts';

/** Greets as an SSH server does, before being asked. */
export function startSshBanner(): Promise<Fake> {
  return startFake((socket) => {
    socket.write('SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n');
  });
}

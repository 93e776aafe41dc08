import { type Fake, onRequest, startFake } from './fake-server.ts';

/** Takes a connection and resets it at once. */
export function startReset(): Promise<Fake> {
  return startFake((socket) => {
    socket.resetAndDestroy();
  });
}

/** Takes a question and closes in good order, without a word. */
export function startSilentClose(): Promise<Fake> {
  return startFake((socket) => {
    onRequest(socket, () => socket.end());
  });
}

/** Answers the first question on a socket and resets the socket when the second comes: a kept socket that died while idle. */
export function startResetWhenReused(): Promise<Fake> {
  return startFake((socket) => {
    let asked = 0;
    onRequest(socket, () => {
      asked += 1;
      if (asked > 1) socket.resetAndDestroy();
      else socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok');
    });
  });
}

import { connect } from 'node:net';

/** One command to a unix socket that closes after its answer; gives what it says. */
export function askSocket(path: string, line: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    let said = '';
    socket.setEncoding('latin1').setTimeout(5_000, () => socket.destroy(new Error(`no answer to ${line}`)));
    socket.on('connect', () => socket.write(`${line}\n`));
    socket.on('data', (text) => {
      said += text;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(said));
  });
}

import { connect } from 'node:net';

/** A connection to a redis-server of ours that writes commands and counts replies; no more of the protocol is needed here. */
export type Resp = {
  /** Resolves with the first reply after it. Rejects when that is an error, or none comes within 2 s. */
  ask(command: readonly string[]): Promise<void>;
  /** Writes commands whose replies nobody waits for. */
  send(commands: readonly (readonly string[])[]): void;
  close(): void;
};

const PATIENCE_MS = 2_000;

/** Opens it as the default user. What goes wrong is told by `ask`; what is sent when the connection is gone is lost. */
export function openResp(port: number, password: string): Resp {
  const socket = connect({ host: '127.0.0.1', port });
  socket.on('error', () => {});
  socket.write(encode(['AUTH', password]));
  let onReply: ((text: string) => void) | null = null;
  socket.on('data', (data) => onReply?.(data.toString('latin1')));
  return {
    ask: (command) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`redis-server on port ${port} does not answer`)), PATIENCE_MS);
        let text = '';
        onReply = (more) => {
          text += more;
          // The reply to AUTH comes first.
          const replies = text.split('\r\n').filter((line) => /^[+-]/.test(line));
          const failed = replies.find((line) => line.startsWith('-'));
          if (replies.length < 2 && failed === undefined) return;
          clearTimeout(late);
          if (failed === undefined) resolve();
          else reject(new Error(failed.slice(1)));
        };
        socket.write(encode(command));
      }),
    send: (commands) => void (socket.writable && socket.write(commands.map(encode).join(''))),
    close: () => void socket.destroy(),
  };
}

function encode(command: readonly string[]): string {
  return `*${command.length}\r\n${command.map((part) => `$${Buffer.byteLength(part)}\r\n${part}\r\n`).join('')}`;
}

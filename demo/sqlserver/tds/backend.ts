import type { Column, SqlError, SqlErrorPlace, SqlType, Value } from './types.ts';

/** What a client said of itself in LOGIN7. `database` is empty when it asked for none; `isIntegrated` is a login by Windows account, whose password is proved: `userName` is then "CORP\\vigil". */
export type Login = {
  userName: string;
  password: string;
  database: string;
  appName: string;
  hostName: string;
  serverName: string;
  library: string;
  language: string;
  isIntegrated: boolean;
  isReadOnlyIntent: boolean;
  tdsVersion: number;
  packetSize: number;
  features: readonly number[];
};

/** A parameter of a request, its name with its @. `isOutput`: the client wants its value back. */
export type Param = { name: string; type: SqlType; value: Value; isOutput: boolean };

/** A batch to run. `definitions` is the text that declares the parameters ("@a int, @b nvarchar(20)"), empty for a plain batch. */
export type Batch = { sql: string; params: readonly Param[]; definitions: string };

/** A procedure called by name, without "sys." or "dbo." before it; an unnamed parameter stands at its place. */
export type Call = { procedure: string; params: readonly Param[] };

/** A message that is no error: PRINT, RAISERROR below severity 11, a change of database. */
export type Message = SqlErrorPlace & { number: number; text: string };

/**
 * What an answer is written to, in the order of the calls: `metadata`, its rows, then `done`; for a statement without a result only `done`.
 * `row` throws a TypeError, and sends nothing of the row, when a value has not the form of its column.
 */
export type Out = {
  metadata(columns: readonly Column[]): void;
  row(values: readonly Value[]): void;
  /** Ends a statement; `command` is one of COMMANDS. Without a count (SET NOCOUNT ON) no count is sent. */
  done(command: number, count?: number): void;
  info(message: Message): void;
  /** Sends an error and lets the batch go on; what ends the batch is thrown instead. */
  error(error: SqlError): void;
  /** Tells the client that the database changed, with message 5701. */
  database(now: string, before: string): void;
  /** The value of an OUTPUT parameter; sent with the end of the request. */
  output(name: string, type: SqlType, value: Value): void;
  /** To be awaited every few hundred rows: resolves when the client has taken enough of what was written, or is gone, or has cancelled. */
  flush(): Promise<void>;
};

/** What is known of one connection after its login. Its requests come one after another, never two at a time. */
export type Session = {
  /** The database it stands in now. */
  readonly database: string;
  /** Whether a transaction is open, by whatever means it was opened. */
  readonly isInTransaction: boolean;
  /** Runs a batch. A SqlError thrown ends the batch; any other error is told as a fault of the stand-in. `signal` aborts on cancel and when the client is gone: end soon then, in any way. */
  batch(batch: Batch, out: Out, signal: AbortSignal): void | Promise<void>;
  /** Runs a procedure, resolves with its return status. */
  call(call: Call, out: Out, signal: AbortSignal): number | Promise<number>;
  /** A request to the transaction manager; throws SqlError 3902 or 3903 where there is none to end. */
  transaction(operation: 'begin' | 'commit' | 'rollback'): void | Promise<void>;
  /** Puts the session back to how it began: a pool gives the connection to its next user. */
  reset(): void;
  /** The connection is gone. */
  close(): void;
};

/** The SQL behind a server. */
export type Backend = {
  /** Admits a login; a thrown SqlError (18456, 4060) refuses it. `spid` is the number of its session on this server. */
  login(login: Login, spid: number): Session | Promise<Session>;
};

/** What `Out.done` names the statement by (MS-TDS 2.2.7.6, CurCmd). */
export const COMMANDS = { other: 0, select: 0xc1, insert: 0xc3, delete: 0xc4, update: 0xc5 } as const;

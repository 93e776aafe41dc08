import type { SqlCommand } from '../fetch.ts';

/** How far back the log of the server is read, in hours. */
const LOG_HOURS = 6;

const READ_LOG = 'EXECUTE on master.dbo.xp_readerrorlog';

/** The trace flags that are on for everybody. It answers without any set of rows where none is. */
export const TRACE_FLAGS: SqlCommand = { name: 'flags', right: null, text: 'DBCC TRACESTATUS(-1) WITH NO_INFOMSGS' };

/** The newest lines of the server's log (log 0 of kind 1: SQL Server's own), newest first, after how far its clock, by which they are told, is ahead of UTC. */
export const ERROR_LOG: SqlCommand = {
  name: 'log',
  right: { before2022: READ_LOG, from2022: READ_LOG },
  text: `DECLARE @since datetime = DATEADD(hour, -${LOG_HOURS}, GETDATE());
SELECT DATEPART(TZOFFSET, SYSDATETIMEOFFSET()) AS offset_minutes;
EXEC master.dbo.xp_readerrorlog 0, 1, NULL, NULL, @since, NULL, N'desc'`,
};

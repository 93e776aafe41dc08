/** A kind of error as an application throws it: what is in braces is another thing each time. */
export type Kind = {
  app: string;
  type: string;
  source: string;
  message: string;
  /** The frames from the throw outwards. */
  frames: readonly string[];
  inner?: { type: string; message: string };
  sql?: string;
  status: number;
  url: string;
  category?: string;
  /** How often, beside the others. */
  weight: number;
};

const MVC = [
  'at Microsoft.AspNetCore.Mvc.Infrastructure.ActionMethodExecutor.TaskOfIActionResultExecutor.Execute(ActionContext actionContext, IActionResultTypeMapper mapper)',
  'at Microsoft.AspNetCore.Mvc.Infrastructure.ControllerActionInvoker.<InvokeActionMethodAsync>g__Awaited|12_0(ControllerActionInvoker invoker)',
  'at Microsoft.AspNetCore.Mvc.Infrastructure.ResourceInvoker.<InvokeFilterPipelineAsync>g__Awaited|20_0(ResourceInvoker invoker)',
];
const SQL_CLIENT = [
  'at Microsoft.Data.SqlClient.SqlConnection.OnError(SqlException exception, Boolean breakConnection, Action`1 wrapCloseInAction)',
  'at Microsoft.Data.SqlClient.TdsParser.ThrowExceptionAndWarning(TdsParserStateObject stateObj, Boolean callerHasConnectionLock)',
  'at Microsoft.Data.SqlClient.SqlDataReader.TryConsumeMetaData()',
  'at Dapper.SqlMapper.QueryAsync[T](IDbConnection cnn, Type effectiveType, CommandDefinition command)',
];

const own = (method: string, file: string, line: number): string => `at StackOverflow.${method} in C:\\Build\\src\\${file}.cs:line ${line}`;

/** What the applications of the demo throw. */
export const KINDS: readonly Kind[] = [
  {
    ...{
      app: 'Q&A',
      type: 'Microsoft.Data.SqlClient.SqlException',
      source: 'Core Microsoft SqlClient Data Provider',
      weight: 9,
      status: 500,
    },
    message: 'Execution Timeout Expired. The timeout period elapsed prior to completion of the operation or the server is not responding.',
    inner: { type: 'System.ComponentModel.Win32Exception (258)', message: 'The wait operation timed out.' },
    frames: [
      ...SQL_CLIENT,
      own('Data.PostQueries.TaggedPage(TagSet tags, Sort sort, Int32 page)', 'Data\\PostQueries', 218),
      own('Web.QuestionsController.Tagged(String tagNames)', 'Web\\QuestionsController', 94),
      ...MVC,
    ],
    sql: 'Select p.Id, p.Title, p.Score, p.OwnerUserId\n  From Posts p Join PostTags pt On pt.PostId = p.Id\n Where pt.TagId In @tagIds And p.PostTypeId = 1\n Order By p.Score Desc Offset 2000 Rows Fetch Next 50 Rows Only',
    url: '/questions/tagged/{word}',
  },
  {
    ...{
      app: 'Q&A',
      type: 'StackExchange.Redis.RedisTimeoutException',
      source: 'StackExchange.Redis',
      weight: 6,
      status: 500,
      url: '/users/{n}',
    },
    message:
      'Timeout performing GET prod:user:{n} (5000ms), next: GET prod:user:{n}, inst: 0, qu: 0, qs: {n}, aw: False, serverEndpoint: ny-redis01:6379, mgr: 10 of 10 available',
    frames: [
      'at StackExchange.Redis.ConnectionMultiplexer.ExecuteSyncImpl[T](Message message, ResultProcessor`1 processor)',
      own('Caching.RedisCache.Get[T](String key)', 'Caching\\RedisCache', 77),
      own('Web.UsersController.<Show>d__12.MoveNext()', 'Web\\UsersController', 140),
      '--- End of stack trace from previous location ---',
      ...MVC,
    ],
  },
  {
    ...{
      app: 'Q&A',
      type: 'System.Threading.Tasks.TaskCanceledException',
      source: 'System.Private.CoreLib',
      weight: 5,
      status: 499,
      url: '/search',
    },
    message: 'A task was canceled. The request was aborted: {n} ms.',
    frames: [
      'at System.Threading.Tasks.Task.GetExceptions(Boolean includeTaskCanceledExceptions)',
      own('Search.TagEngine.<Query>d__7.MoveNext()', 'Search\\TagEngine', 301),
      ...MVC,
    ],
  },
  {
    ...{
      app: 'Careers',
      type: 'System.Net.Http.HttpRequestException',
      source: 'System.Net.Http',
      weight: 4,
      status: 500,
      url: '/jobs/{n}/apply',
      category: 'Integrations',
    },
    message: 'Response status code does not indicate success: 502 (Bad Gateway) from https://api.github.com/repos/{word}/{n}.',
    frames: [
      'at System.Net.Http.HttpResponseMessage.EnsureSuccessStatusCode()',
      own('Careers.GitHubImport.<Fetch>d__3.MoveNext()', 'Careers\\GitHubImport', 61),
      ...MVC,
    ],
  },
  {
    ...{ app: 'Open ID', type: 'System.Net.WebException', source: 'System', weight: 3, status: 500, url: '/account/oauth' },
    message: 'The operation has timed out at oauth2.googleapis.com after {n} ms',
    frames: [
      'at System.Net.HttpWebRequest.GetResponse()',
      own('OpenId.GoogleProvider.Exchange(String code)', 'OpenId\\GoogleProvider', 118),
    ],
  },
  {
    ...{
      app: 'Data jobs',
      type: 'Microsoft.Data.SqlClient.SqlException',
      source: 'Core Microsoft SqlClient Data Provider',
      weight: 3,
      status: 0,
      url: '',
      category: 'Jobs',
    },
    message: 'Lock request time out period exceeded. ALTER INDEX IX_Posts_OwnerUserId_{n}',
    frames: [...SQL_CLIENT, own('Jobs.RebuildIndexes.Run(JobContext context)', 'Jobs\\RebuildIndexes', 44)],
    sql: 'Alter Index IX_Posts_OwnerUserId On Posts Reorganize',
  },
  {
    ...{
      app: 'Chat',
      type: 'StackExchange.Redis.RedisConnectionException',
      source: 'StackExchange.Redis',
      weight: 2,
      status: 500,
      url: '/rooms/{n}',
    },
    message:
      'SocketFailure on co-redis02:6380/Interactive, Idle/Faulted, last: SMEMBERS, unanswered-write: {n}s, state: ConnectedEstablished',
    frames: ['at StackExchange.Redis.PhysicalConnection.OnReader()', own('Chat.Rooms.Members(Int32 room)', 'Chat\\Rooms', 203), ...MVC],
  },
  {
    ...{
      app: 'Sockets',
      type: 'System.Net.WebSockets.WebSocketException',
      source: 'System.Net.WebSockets',
      weight: 2,
      status: 0,
      url: '/sockets',
    },
    message: 'The remote party closed the WebSocket connection without completing the close handshake.',
    frames: [
      'at System.Net.WebSockets.ManagedWebSocket.ThrowIfEOFUnexpected(Boolean throwOnPrematureClosure)',
      own('Sockets.Pump.<Receive>b__4_0(Object state)', 'Sockets\\Pump', 58),
    ],
  },
  {
    ...{ app: 'Mailer', type: 'System.Net.Mail.SmtpException', source: 'System.Net.Mail', weight: 1, status: 0, url: '', category: 'Mail' },
    message: 'smtp-ny02 did not answer in time, {n} ms',
    frames: ['at System.Net.Mail.SmtpClient.Send(MailMessage message)', own('Mail.Sender.<Deliver>d__9.MoveNext()', 'Mail\\Sender', 33)],
  },
  {
    ...{ app: 'Q&A', type: 'System.NullReferenceException', source: 'StackOverflow.Web', weight: 1, status: 500, url: '/posts/{n}/edit' },
    message: 'Object reference not set to an instance of an object.',
    frames: [
      own('Web.Models.PostEdit.get_Tags()', 'Web\\Models\\PostEdit', 71),
      own('Web.PostsController.Edit(Int32 id)', 'Web\\PostsController', 412),
      ...MVC,
    ],
  },
];

/** Texts as Exception.ToString() of .NET gives them, written for the tests. */

/** .NET 8: an inner exception on a line of its own, async methods resolved. */
export const TIMEOUT = `Microsoft.Data.SqlClient.SqlException (0x80131904): Execution Timeout Expired.  The timeout period elapsed prior to completion of the operation or the server is not responding.
 ---> System.ComponentModel.Win32Exception (258): The wait operation timed out.
   at Microsoft.Data.SqlClient.SqlConnection.OnError(SqlException exception, Boolean breakConnection, Action\`1 wrapCloseInAction)
   at Microsoft.Data.SqlClient.SqlInternalConnection.OnError(SqlException exception, Boolean breakConnection, Action\`1 wrapCloseInAction)
   at Microsoft.Data.SqlClient.TdsParser.ThrowExceptionAndWarning(TdsParserStateObject stateObj, Boolean callerHasConnectionLock, Boolean asyncClose)
   at Dapper.SqlMapper.QueryAsync[T](IDbConnection cnn, Type effectiveType, CommandDefinition command) in /_/Dapper/SqlMapper.Async.cs:line 434
   at StackOverflow.Data.PostQueries.TaggedPage(TagSet tags, Sort sort, Int32 page) in C:\\build\\src\\StackOverflow.Data\\PostQueries.cs:line 214
   at StackOverflow.Web.QuestionsController.Tagged(String tag) in C:\\build\\src\\StackOverflow.Web\\QuestionsController.cs:line 88
   at Microsoft.AspNetCore.Mvc.Infrastructure.ActionMethodExecutor.TaskOfIActionResultExecutor.Execute(ActionContext actionContext, IActionResultTypeMapper mapper)
   at System.Runtime.CompilerServices.TaskAwaiter.HandleNonSuccessAndDebuggerNotification(Task task)
   at Microsoft.AspNetCore.Mvc.Infrastructure.ResourceInvoker.InvokeFilterPipelineAsync()
--- End of stack trace from previous location ---
   at StackOverflow.Web.TimingMiddleware.Invoke(HttpContext context)
ClientConnectionId:6f1b2b0e-6a0b-4d55-9d1a-0d6c9a6f6f10
Error Number:-2,State:0,Class:11`;

/** .NET Framework: inner exceptions behind the message, state machines as they are. */
export const FRAMEWORK = `System.Web.HttpUnhandledException (0x80004005): Exception of type 'System.Web.HttpUnhandledException' was thrown. ---> Shop.CartException: Nothing in it ---> System.InvalidOperationException: Sequence contains no elements
   at System.Linq.Enumerable.First[TSource](IEnumerable\`1 source)
   at Shop.Cart.<FirstAsync>d__3.MoveNext() in c:\\Builds\\7\\Shop\\Cart.cs:line 31
--- End of stack trace from previous location where exception was thrown ---
   at System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw()
   at System.Runtime.CompilerServices.TaskAwaiter.HandleNonSuccessAndDebuggerNotification(Task task)
   at Shop.Pages.CartPage.<LoadAsync>d__9.MoveNext()
   --- End of inner exception stack trace ---
   at Shop.Pages.CartPage.<LoadAsync>d__9.MoveNext()
   --- End of inner exception stack trace ---
   at System.Web.UI.Page.HandleError(Exception e)
   at ASP.cart_aspx.ProcessRequest(HttpContext context)`;

export const GERMAN = `System.InvalidOperationException: Die Sequenz enthält keine Elemente. ---> System.Exception: Innen
   bei Shop.Lager.Suchen(String was) in C:\\src\\Lager.cs:Zeile 12.
   --- Ende der internen Ausnahmestapelüberwachung ---
   bei Shop.Cart.<FirstAsync>d__3.MoveNext() in C:\\src\\Cart.cs:Zeile 31.
--- Ende der Stapelüberwachung vom vorhergehenden Ort, an dem die Ausnahme ausgelöst wurde ---
   bei Shop.Web.Start.Main()`;

export const RUSSIAN = `System.Exception: Снаружи ---> System.Exception: Внутри
   в Магазин.Склад.Найти(String что) в /src/Склад.cs:строка 12
   --- Конец трассировки внутреннего стека исключений ---
   в Магазин.Старт.Main()`;

export const JAPANESE = `System.Exception: 外 ---> System.Exception: 中
   場所 Shop.Lager.Find(String what) 場所 C:\\src\\Lager.cs:行 12
   --- 内部例外スタック トレースの終わり ---
   場所 Shop.Start.Main()`;

/** .NET Framework tells the first of several twice. */
export const AGGREGATE = `System.AggregateException: One or more errors occurred. ---> System.Exception: first
   at Shop.One.Go() in C:\\src\\One.cs:line 1
   --- End of inner exception stack trace ---
   at System.Threading.Tasks.Task.WaitAll(Task[] tasks)
   at Shop.All.Go()
---> (Inner Exception #0) System.Exception: first
   at Shop.One.Go() in C:\\src\\One.cs:line 1<---

---> (Inner Exception #1) System.Exception: second ---> System.IO.IOException: below
   at Shop.Disk.Read()
   --- End of inner exception stack trace ---
   at Shop.Two.Go() in C:\\src\\Two.cs:line 2<---
`;

/** .NET 8: one of several is an AggregateException itself. */
export const NESTED_AGGREGATE = `System.AggregateException: One or more errors occurred. (first) (One or more errors occurred. (a) (b))
 ---> System.Exception: first
   at Shop.One.Go()
   --- End of inner exception stack trace ---
   at Shop.All.Go()
 ---> (Inner Exception #1) System.AggregateException: One or more errors occurred. (a) (b)
 ---> System.Exception: a
   at Shop.A.Go()
   --- End of inner exception stack trace ---
   at Shop.Both.Go()
 ---> (Inner Exception #1) System.Exception: b
   at Shop.B.Go()<---
<---

   at Shop.After.Go()`;

export const WITH_APPENDIX = `System.Exception: Failed
   at Shop.Cart.Add(Int32 id) in C:\\src\\Cart.cs:line 42

Full Trace:

Add at offset 87 in file:line:column C:\\src\\Cart.cs:42:13
Start at offset 12 in file:line:column <filename unknown>:0:0
`;

export const JAVASCRIPT = `TypeError: Cannot read properties of undefined (reading 'id')
    at add (/app/cart.js:10:5)
    at async Promise.all (index 0)
    at /app/start.js:3:1`;

export const PYTHON = `Traceback (most recent call last):
  File "/app/cart.py", line 3, in <module>
    add(1)
ValueError: nothing in it`;

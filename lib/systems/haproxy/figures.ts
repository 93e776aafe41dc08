import type { Figures } from './model.ts';

/** Wire name, Vigil's name, group on the page, unit where the name alone does not say it. HAProxy management.txt 9.1, and the headers of 1.4 to 3.4 where they differ from it. */
export const FIGURES = [
  ['scur', 'sessions', 'Sessions', ''],
  ['smax', 'sessionsMax', 'Sessions', ''],
  ['slim', 'sessionsLimit', 'Sessions', ''],
  ['stot', 'sessionsTotal', 'Sessions', ''],
  ['rate', 'sessionsPerSecond', 'Sessions', ''],
  ['rate_max', 'sessionsPerSecondMax', 'Sessions', ''],
  ['rate_lim', 'sessionsPerSecondLimit', 'Sessions', ''],
  ['lastsess', 'lastSessionAgoSeconds', 'Sessions', 's'],
  ['lbtot', 'balancedTotal', 'Sessions', ''],
  ['dses', 'sessionsDenied', 'Sessions', ''],
  ['sess_other', 'otherSessionsTotal', 'Sessions', ''],
  ['h1sess', 'http1SessionsTotal', 'Sessions', ''],
  ['h2sess', 'http2SessionsTotal', 'Sessions', ''],
  ['h3sess', 'http3SessionsTotal', 'Sessions', ''],
  ['qcur', 'queue', 'Queue', ''],
  ['qmax', 'queueMax', 'Queue', ''],
  ['qlimit', 'queueLimit', 'Queue', ''],
  ['bin', 'bytesIn', 'Traffic', ''],
  ['bout', 'bytesOut', 'Traffic', ''],
  ['reqbin', 'requestBytesIn', 'Traffic', ''],
  ['reqbout', 'requestBytesOut', 'Traffic', ''],
  ['resbin', 'responseBytesIn', 'Traffic', ''],
  ['resbout', 'responseBytesOut', 'Traffic', ''],
  ['req_rate', 'requestsPerSecond', 'Requests', ''],
  ['req_rate_max', 'requestsPerSecondMax', 'Requests', ''],
  ['req_tot', 'requestsTotal', 'Requests', ''],
  ['dreq', 'requestsDenied', 'Requests', ''],
  ['intercepted', 'requestsIntercepted', 'Requests', ''],
  ['wredis', 'requestsRedispatched', 'Requests', ''],
  ['req_other', 'otherRequestsTotal', 'Requests', ''],
  ['h1req', 'http1RequestsTotal', 'Requests', ''],
  ['h2req', 'http2RequestsTotal', 'Requests', ''],
  ['h3req', 'http3RequestsTotal', 'Requests', ''],
  ['hrsp_1xx', 'responses1xx', 'Responses', ''],
  ['hrsp_2xx', 'responses2xx', 'Responses', ''],
  ['hrsp_3xx', 'responses3xx', 'Responses', ''],
  ['hrsp_4xx', 'responses4xx', 'Responses', ''],
  ['hrsp_5xx', 'responses5xx', 'Responses', ''],
  ['hrsp_other', 'responsesOther', 'Responses', ''],
  ['dresp', 'responsesDenied', 'Responses', ''],
  ['ereq', 'requestErrors', 'Errors', ''],
  ['econ', 'connectErrors', 'Errors', ''],
  ['eresp', 'responseErrors', 'Errors', ''],
  ['eint', 'internalErrors', 'Errors', ''],
  ['cli_abrt', 'clientAborts', 'Errors', ''],
  ['srv_abrt', 'serverAborts', 'Errors', ''],
  ['wrew', 'rewriteWarnings', 'Errors', ''],
  ['wretr', 'connectRetries', 'Errors', ''],
  ['qtime', 'queueTimeMs', 'Times', 'ms'],
  ['ctime', 'connectTimeMs', 'Times', 'ms'],
  ['rtime', 'responseTimeMs', 'Times', 'ms'],
  ['ttime', 'totalTimeMs', 'Times', 'ms'],
  ['qtime_max', 'queueTimeMaxMs', 'Times', 'ms'],
  ['ctime_max', 'connectTimeMaxMs', 'Times', 'ms'],
  ['rtime_max', 'responseTimeMaxMs', 'Times', 'ms'],
  ['ttime_max', 'totalTimeMaxMs', 'Times', 'ms'],
  ['weight', 'weight', 'Servers', ''],
  ['uweight', 'setWeight', 'Servers', ''],
  ['act', 'activeServers', 'Servers', ''],
  ['bck', 'backupServers', 'Servers', ''],
  ['throttle', 'slowStartPercent', 'Servers', '%'],
  ['agg_server_status', 'aggregatedServerStatus', 'Servers', ''],
  ['agg_server_check_status', 'aggregatedServerCheckStatus', 'Servers', ''],
  ['agg_check_status', 'aggregatedCheckStatus', 'Servers', ''],
  ['lastchg', 'lastChangeAgoSeconds', 'Health', 's'],
  ['downtime', 'downtimeSeconds', 'Health', 's'],
  ['chkfail', 'checksFailed', 'Health', ''],
  ['chkdown', 'downTransitions', 'Health', ''],
  ['check_code', 'checkCode', 'Health', ''],
  ['check_duration', 'checkDurationMs', 'Health', 'ms'],
  ['check_rise', 'checkRise', 'Health', ''],
  ['check_fall', 'checkFall', 'Health', ''],
  ['check_health', 'checkHealth', 'Health', ''],
  ['agent_code', 'agentCode', 'Health', ''],
  ['agent_duration', 'agentDurationMs', 'Health', 'ms'],
  ['agent_rise', 'agentRise', 'Health', ''],
  ['agent_fall', 'agentFall', 'Health', ''],
  ['agent_health', 'agentHealth', 'Health', ''],
  ['conn_rate', 'connectionsPerSecond', 'Connections', ''],
  ['conn_rate_max', 'connectionsPerSecondMax', 'Connections', ''],
  ['conn_tot', 'connectionsTotal', 'Connections', ''],
  ['dcon', 'connectionsDenied', 'Connections', ''],
  ['connect', 'connectAttempts', 'Connections', ''],
  ['reuse', 'connectionsReused', 'Connections', ''],
  ['srv_icur', 'idleConnections', 'Connections', ''],
  ['src_ilim', 'idleConnectionsLimit', 'Connections', ''],
  ['idle_conn_cur', 'unsafeIdleConnections', 'Connections', ''],
  ['safe_conn_cur', 'safeIdleConnections', 'Connections', ''],
  ['priv_idle_cur', 'privateIdleConnections', 'Connections', ''],
  ['used_conn_cur', 'usedConnections', 'Connections', ''],
  ['need_conn_est', 'neededConnectionsEstimate', 'Connections', ''],
  ['comp_in', 'compressionBytesIn', 'Compression', ''],
  ['comp_out', 'compressionBytesOut', 'Compression', ''],
  ['comp_byp', 'compressionBytesBypassed', 'Compression', ''],
  ['comp_rsp', 'responsesCompressed', 'Compression', ''],
  ['cache_lookups', 'cacheLookups', 'Cache', ''],
  ['cache_hits', 'cacheHits', 'Cache', ''],
  ['ssl_sess', 'tlsSessionsTotal', 'TLS', ''],
  ['ssl_reused_sess', 'tlsSessionsReused', 'TLS', ''],
  ['ssl_failed_handshake', 'tlsHandshakesFailed', 'TLS', ''],
  ['h1_open_connections', 'http1OpenConnections', 'HTTP/1', ''],
  ['h1_open_streams', 'http1OpenStreams', 'HTTP/1', ''],
  ['h1_total_connections', 'http1ConnectionsTotal', 'HTTP/1', ''],
  ['h1_total_streams', 'http1StreamsTotal', 'HTTP/1', ''],
  ['h1_bytes_in', 'http1BytesIn', 'HTTP/1', ''],
  ['h1_bytes_out', 'http1BytesOut', 'HTTP/1', ''],
  ['h1_spliced_bytes_in', 'http1SplicedBytesIn', 'HTTP/1', ''],
  ['h1_spliced_bytes_out', 'http1SplicedBytesOut', 'HTTP/1', ''],
  ['h2_open_connections', 'http2OpenConnections', 'HTTP/2', ''],
  ['h2_backend_open_streams', 'http2OpenStreams', 'HTTP/2', ''],
  ['h2_total_connections', 'http2ConnectionsTotal', 'HTTP/2', ''],
  ['h2_backend_total_streams', 'http2StreamsTotal', 'HTTP/2', ''],
  ['h2_headers_rcvd', 'http2HeadersReceived', 'HTTP/2', ''],
  ['h2_data_rcvd', 'http2DataReceived', 'HTTP/2', ''],
  ['h2_settings_rcvd', 'http2SettingsReceived', 'HTTP/2', ''],
  ['h2_rst_stream_rcvd', 'http2StreamResetsReceived', 'HTTP/2', ''],
  ['h2_goaway_rcvd', 'http2GoawaysReceived', 'HTTP/2', ''],
  ['h2_rst_stream_resp', 'http2StreamResetsSent', 'HTTP/2', ''],
  ['h2_goaway_resp', 'http2GoawaysSent', 'HTTP/2', ''],
  ['h2_detected_conn_protocol_errors', 'http2ConnectionProtocolErrors', 'HTTP/2', ''],
  ['h2_detected_strm_protocol_errors', 'http2StreamProtocolErrors', 'HTTP/2', ''],
  ['pid', 'process', 'Identity', ''],
  ['iid', 'proxyId', 'Identity', ''],
  ['sid', 'serverId', 'Identity', ''],
  ['srid', 'serverRevision', 'Identity', ''],
  ['type', 'type', 'Identity', ''],
] as const;

export type FigureName = (typeof FIGURES)[number][1];

/**
 * One figure of a row by its name; null where HAProxy gave none: the column is missing in its version, or empty on this kind of row. Throws for a figure that is not kept of
 * earlier readings.
 */
export function figure({ figures }: { figures: Figures }, name: FigureName): number | null {
  const { columns, values, width, isPast } = figures.table;
  const column = columns.get(name);
  if (column === undefined && isPast) throw new Error(`the figure ${name} is not kept of earlier readings`);
  if (column === undefined) return null;
  const value = values[figures.row * width + column];
  return value === undefined || Number.isNaN(value) ? null : value;
}

/**
 * Epoch ms at which the state last changed by HAProxy's own word, null where it gives none. HAProxy counts in whole seconds of its own clock: taken from the
 * whole second of the question, the moment stays the same from reading to reading.
 */
export function lastChangeAt(row: { figures: Figures }, observedAt: number): number | null {
  const seconds = figure(row, 'lastChangeAgoSeconds');
  return seconds === null ? null : (Math.floor(observedAt / 1_000) - seconds) * 1_000;
}

/** Every figure that the row carries, in the order of the wire. A column that Vigil does not know keeps its wire name. */
export function figureEntries({ figures }: { figures: Figures }): [name: string, value: number][] {
  const { columns, values, width } = figures.table;
  return [...columns].flatMap(([name, column]): [string, number][] => {
    const value = values[figures.row * width + column];
    return value === undefined || Number.isNaN(value) ? [] : [[name, value]];
  });
}

/** The columns of every table of the page: they share their widths, so that numbers line up from tier to tier. `title` explains a short head. */
export type Column = {
  id: string;
  head: string;
  isNumber: boolean;
  title?: string;
  /** The head is read out and not shown. */
  isUnseen?: boolean;
};

export const COLUMNS: readonly Column[] = [
  { id: 'name', head: 'Proxy / server', isNumber: false },
  { id: 'state', head: 'State', isNumber: false },
  {
    id: 'sessions',
    head: 'Sessions',
    isNumber: true,
    title: 'Current sessions, and the limit',
  },
  {
    id: 'rate',
    head: 'Per s',
    isNumber: true,
    title: 'Requests per second over the last two readings; sessions where requests are not counted',
  },
  { id: 'in', head: 'In /s', isNumber: true, title: 'Bytes in per second' },
  { id: 'out', head: 'Out /s', isNumber: true, title: 'Bytes out per second' },
  { id: 'queue', head: 'Queue', isNumber: true, title: 'Requests waiting now' },
  {
    id: 'errors',
    head: 'Err/min',
    isNumber: true,
    title: 'Connection, response and request errors per minute',
  },
  {
    id: 'fivexx',
    head: '5xx/min',
    isNumber: true,
    title: 'Answers 500 to 599 per minute',
  },
  { id: 'time', head: 'Time', isNumber: true, title: 'Response time' },
  {
    id: 'check',
    head: 'Check',
    isNumber: false,
    title: 'The last health check: code, status, text',
  },
  { id: 'weight', head: 'Weight', isNumber: true },
  {
    id: 'changed',
    head: 'Changed',
    isNumber: true,
    title: 'Since the last change of state',
  },
  {
    id: 'age',
    head: 'Age',
    isNumber: true,
    title: 'How long ago this was read',
  },
  { id: 'menu', head: 'Actions', isNumber: false, isUnseen: true },
];

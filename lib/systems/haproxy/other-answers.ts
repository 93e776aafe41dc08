const TITLE = /<title[^>]*>([^<]{1,100})/i;

/** Says in words what an answer looks like that is not the statistics CSV, so that a wrong address is told from a wrong product. */
export function looksLike(text: string): string {
  const head = text.slice(0, 4_000).trimStart();
  if (head === '') return 'the answer is empty';
  if (head.startsWith('<')) return htmlWords(head);
  if (head.startsWith('{') || head.startsWith('[')) return 'the answer looks like JSON';
  if (head.startsWith('# HELP') || head.startsWith('# TYPE')) return 'the answer looks like Prometheus metrics';
  if (/^Name: HAProxy\b/.test(head)) return 'the answer looks like "show info"';
  if (/^[^\n,]*,(FRONTEND|BACKEND),/m.test(head)) return 'the line that names the columns is missing';
  return 'the answer is other text';
}

function htmlWords(head: string): string {
  const title = TITLE.exec(head)?.[1]?.trim();
  return title ? `the answer looks like an HTML page, "${title}"` : 'the answer looks like an HTML page';
}

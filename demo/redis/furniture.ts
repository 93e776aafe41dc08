const USERS = 400;
const PAGES = 150;

/** Keys of every type that an instance of sessions holds beside what comes and goes, and some in a second database. */
export function furniture(): string[][] {
  return [
    ...count(USERS).flatMap((n) => [
      ['HSET', `user:${n}:profile`, 'name', `user ${n}`, 'mail', `user${n}@example.net`, 'about', 'x'.repeat((n * 37) % 900)],
      ['ZADD', `user:${n}:seen`, ...count(1 + (n % 40)).flatMap((page) => [String(page), `page/${page}`])],
    ]),
    ...count(PAGES).map((n) => ['SADD', `tags/page.${n}`, ...count(1 + (n % 12)).map(String)]),
    ['RPUSH', 'queue:mail', ...count(3_000).map((n) => `{"to":"user${n}@example.net"}`)],
    ['SELECT', '1'],
    ...count(PAGES).map((n) => ['SET', `report:${n}:html`, 'x'.repeat(200 * (n % 20)), 'EX', '86000']),
    ['SELECT', '0'],
  ];
}

function count(to: number): number[] {
  return Array.from({ length: to }, (_, n) => n);
}

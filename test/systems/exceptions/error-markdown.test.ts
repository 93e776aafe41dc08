import { describe, expect, test } from 'vitest';
import { markdownOf } from '#lib/systems/exceptions/error-markdown.ts';
import type { ErrorAnswer } from '#lib/systems/exceptions/model-detail.ts';
import { maskError, parseError } from '#lib/systems/exceptions/parse-error.ts';
import { FOUND, GIVEN, ROW } from './found-error.ts';

const ANSWER = parseError(FOUND, GIVEN);

/** What of a text in Markdown is neither in a fence nor in a span of code (CommonMark 0.31, 4.5 and 6.1). */
function outside(markdown: string): string {
  const left: string[] = [];
  let fence: string | null = null;
  for (const line of markdown.split(/\r\n|\n|\r/)) {
    const ticks = /^ {0,3}(`{3,})/.exec(line)?.[1];
    if (fence !== null) {
      if (ticks !== undefined && ticks.length >= fence.length && /^ {0,3}`+[ \t]*$/.test(line)) fence = null;
    } else if (ticks === undefined) left.push(line);
    else fence = ticks;
  }
  expect(fence).toBeNull();
  return left.join('\n').replace(/(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)/gs, '');
}

test('an error as it is pasted', () => {
  expect(markdownOf(ANSWER).slice(0, 620)).toMatchInlineSnapshot(`
    "### \` Microsoft.Data.SqlClient.SqlException \`

    \`\`\`text
    Execution Timeout, whole
    \`\`\`

    - Application: \` Core \`
    - Machine: \` NY-WEB01 \`
    - Request: \` GET https://example.test/questions/1 \`
    - Status: \` 500 \`
    - First seen: \` 2025-11-21T16:40:47.123Z \`
    - Last seen: \` 2025-11-21T16:41:40.000Z \`
    - Count: \` 3 \`
    - Error: \` 6f1b2b0e-6a0b-4d55-9d1a-0d6c9a6f6f10 \`

    **Stack**

    \`\`\`text
    Microsoft.Data.SqlClient.SqlException (0x80131904): Execution Timeout Expired.  The timeout period elapsed prior to completion of the operation or the server is not responding.
     ---> System.ComponentModel.Win32Exception (258): The wait operation t"
  `);
});

describe('nothing breaks out of its fence', () => {
  test.each([
    ['a fence', '```\n# PWNED'],
    ['a longer fence', '\n````````\n# PWNED\n````````'],
    ['a fence of tildes', '~~~\n# PWNED'],
    ['a fence after a carriage return', 'x\r```\r# PWNED'],
    ['a fence after a line separator', 'x\u2028```\u2028# PWNED'],
    ['backticks alone', '`` ` ``` PWNED'],
    ['a link', '[PWNED](javascript:alert(1)) ![PWNED](http://evil.example/x)'],
    ['HTML', '</code></pre><script>PWNED</script>'],
    ['a mention', '@PWNED #PWNED'],
    ['a backtick at the end', 'PWNED`'],
    ['nothing but backticks', '``````'],
  ])('%s', (_, text) => {
    const pairs = [{ name: text, value: text, isSecret: false }];
    const sections = { query: pairs, form: pairs, cookies: pairs, headers: pairs, serverVariables: pairs, customData: pairs };
    const row = {
      ...ROW,
      type: text,
      message: text,
      app: text,
      machine: text,
      host: text,
      url: text,
      method: text,
      category: text,
      guid: text,
    };
    const answer: ErrorAnswer = {
      ...ANSWER,
      row,
      text,
      sections,
      fullUrl: text,
      trouble: text,
      commands: [{ type: text, text, data: pairs }],
    };
    const rest = outside(markdownOf(answer));
    expect(rest).not.toMatch(/PWNED|script|[`[\]<>~]/);
    expect(rest).toContain('**Stack**');
  });

  test('line ends are those of Unix', () => {
    expect(markdownOf({ ...ANSWER, text: 'one\r\ntwo\rthree' })).toContain('\none\ntwo\nthree\n');
  });

  test('what turns the direction of writing is written out', () => {
    const markdown = markdownOf({ ...ANSWER, text: 'a\u202eb\u0007c شيء 😀' });
    expect(markdown).toContain('a\\u202eb\\u0007c شيء 😀');
  });
});

describe('no secret is in it', () => {
  const pairs = [
    { name: 'password', value: 'hidden-1', isSecret: true },
    { name: 'Referer', value: 'https://h/reset?token=hidden-2&page=3', isSecret: false },
    { name: 'X', value: 'Authorization: Bearer hidden-3', isSecret: false },
    { name: 'Y', value: 'Server=a;Password="hidden 4";Database=b', isSecret: false },
    { name: 'Z', value: '{"api_key": "hidden-5"}', isSecret: false },
  ];
  const sections = { ...ANSWER.sections, form: pairs, headers: pairs, cookies: [{ name: 'prov', value: 'hidden-6', isSecret: false }] };
  const commands = [{ type: 'SQL', text: "Update Users Set Password = 'hidden-7' Where Id = 3", data: pairs }];
  const answer = {
    ...ANSWER,
    sections,
    commands,
    fullUrl: 'https://bob:hidden-8@h/a?b=hidden-9',
    text: 'Login failed: password=hidden-10',
  };

  test('values by secret names, of cookies, and of the query of the address', () => {
    const markdown = markdownOf(answer);
    expect(markdown).not.toContain('hidden');
    expect(markdown).toContain('password: ***');
    expect(markdown).toContain('page=3');
    expect(markdown).toContain('Where Id = 3');
    expect(markdown).toContain('GET https://h/a ');
  });

  test('of an answer that is masked there is no value', () => {
    expect(markdownOf(maskError(ANSWER))).not.toContain('secret');
  });

  test('the head of an exception stays', () => {
    expect(markdownOf({ ...ANSWER, text: 'System.Security.Authentication.AuthenticationException: Remote is not known' })).toContain(
      'AuthenticationException: Remote is',
    );
  });
});

test('what is long is cut and says so', () => {
  const markdown = markdownOf({ ...ANSWER, text: 'x'.repeat(5_000_000), isCut: true });
  expect(markdown).toContain('… 4,980,000 more characters');
  expect(markdown).toContain('Only the beginning of the stack was read.');
  expect(markdown.length).toBeLessThan(30_000);
});

import { afterEach, describe, expect, test } from 'vitest';
import type { Sent } from '#lib/acting.ts';
import { NO_METER } from '#lib/io/meter.ts';
import { haproxyActing } from '#lib/systems/haproxy/actions.ts';
import type { StepDetail } from '#lib/systems/haproxy/actions-orders.ts';
import { answerBytes, startAnswer } from '#test/fakes/answer.ts';
import { closedPort } from '#test/fakes/closed-port.ts';
import { type Fake, onRequest, startFake } from '#test/fakes/fake-server.ts';
import { startGarbage } from '#test/fakes/garbage.ts';
import { startElasticGreeting, startOtherPage } from '#test/fakes/other-product.ts';
import { startForbidden, startNotFound, startRedirect, startUnauthorized, startUnavailable } from '#test/fakes/refusals.ts';
import { startSilentClose } from '#test/fakes/reset.ts';
import { actionOf, settingsOf, stepOf } from './acting-on.ts';

const NEVER = new AbortController().signal;
const RETURN: Partial<StepDetail> = { aim: 'return', commands: ['drain', 'health down', 'ready'], before: 'maintenance' };
const open: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function start(starting: Promise<Fake>): Promise<Fake> {
  const fake = await starting;
  open.push(() => fake.close());
  return fake;
}

function send(url: string, detail: Partial<StepDetail> = {}): Promise<Sent> {
  const actor = haproxyActing.connect(settingsOf(url), NO_METER);
  open.push(() => haproxyActing.close(actor));
  return actionOf('drain').send(actor, stepOf(detail), NEVER);
}

const to = (location: string, status = 303) => ({ status, headers: { location } });

/** Answers one command after another; after the last it closes without a word. */
function startAnswers(answers: readonly { status: number; headers?: Record<string, string> }[]): Promise<Fake> {
  let asked = 0;
  return startFake((socket) =>
    onRequest(socket, () => {
      const answer = answers[asked];
      asked += 1;
      if (answer) socket.write(answerBytes(answer));
      else socket.end();
    }),
  );
}

test('without a user to act with there is nothing to send by, whoever reads', () => {
  expect(haproxyActing.connect(settingsOf(undefined, null), NO_METER)).toBeNull();
  expect(haproxyActing.howToEnable).toMatch(/act: .*stats admin/);
});

describe('a command is taken only where HAProxy says so', () => {
  test.each(['/stats;st=DONE', '/stats;st=DONE;up;norefresh', '/stats;st=DONE?scope=web', '/st;st=DONE'])(
    'by a redirect to %s',
    async (location) => {
      const fake = await start(startAnswer(to(location)));
      expect(await send(fake.url)).toEqual({
        is: 'taken',
        answer: expect.stringMatching(/^HAProxy says DONE, .*the next reading proves it$/),
      });
      expect(fake.heard()).toContain('\r\n\r\ns=web03&b=be_web&action=drain');
    },
  );

  test.each<[string, RegExp]>([
    ['NONE', /nothing of this can be done to this server/],
    ['PART', /it knows only a part/],
    ['ERRP', /it knows no be_web\/web03, or two of that name; nothing was changed/],
    ['EXCD', /too long for its buffer \(tune\.bufsize\)/],
    ['DENY', /"stats admin" is missing on this statistics page, or its condition does not hold for ann from here/],
    ['IVAL', /takes no commands by this method/],
    ['UNKN', /does not know what it was told/],
    ['DONEX', /a code that Vigil does not know/],
    ['WHAT', /a code that Vigil does not know/],
  ])('%s is a refusal, with what to do', async (code, words) => {
    const { url } = await start(startAnswer(to(`/stats;st=${code}`)));
    expect(await send(url)).toEqual({ is: 'refused', answer: expect.stringMatching(words) });
  });

  test.each<[string, () => Promise<Fake>, RegExp]>([
    ['a page', startOtherPage, /^200, with a page, and nothing was taken: .*an HTML page, "Welcome"$/],
    ['the greeting of another product', startElasticGreeting, /^200, .* looks like JSON$/],
    ['401', startUnauthorized, /^401: the user ann of act or its password is refused$/],
    ['403', startForbidden, /^403: ann may not send commands from here$/],
    ['404', startNotFound, /^404 Not Found: there is nothing at \/stats/],
    ['503', startUnavailable, /^503 Service Unavailable: .*"stats uri"/],
    ['a sign-in page', startRedirect, /^302: it sends us elsewhere, to https:\/\/sign-in\.example\.net\/start; /],
    ['a redirect without a code', () => startAnswer(to('/stats')), /^303: it sends us elsewhere/],
    ['a redirect to nowhere', () => startAnswer({ status: 303 }), /^303: it sends us elsewhere, without saying where/],
    [
      'a sign-in page that carries the code on',
      () => startAnswer(to('https://sign-in.example.net/?next=/stats;st=DONE')),
      /^303: it sends us/,
    ],
    ['another page of its own that carries it', () => startAnswer(to('/login?next=/stats;st=DONE')), /^303: it sends us elsewhere/],
    ['a page beside it', () => startAnswer(to('/stats-login;st=DONE')), /^303: it sends us elsewhere/],
    ['the code in another redirect', () => startAnswer(to('/stats;st=DONE', 302)), /^302: it sends us elsewhere/],
  ])('%s is a refusal', async (_, fake, words) => {
    const { url } = await start(fake());
    expect(await send(url)).toEqual({ is: 'refused', answer: expect.stringMatching(words) });
  });
});

test('a command that never went out is told apart from one that got no answer', async () => {
  const { url } = await closedPort();
  expect(await send(url)).toEqual({ is: 'not sent', answer: expect.stringMatching(/^connection refused/) });
  for (const fake of [startGarbage, startSilentClose]) {
    const server = await start(fake());
    expect(await send(server.url)).toEqual({
      is: 'no answer',
      answer: expect.stringMatching(/: whether drain was taken, or will be once it goes on, only readings tell$/),
    });
    expect(server.connections()).toBe(1);
  }
});

describe('several commands', () => {
  const done = to('/stats;st=DONE');

  test('are sent in their order, each when the one before was taken', async () => {
    const fake = await start(startAnswers([done, done, done]));
    expect(await send(fake.url, RETURN)).toMatchObject({ is: 'taken', answer: expect.stringContaining('drain, health down, ready') });
    expect(fake.heard().match(/action=[a-z]+/g)).toEqual(['action=drain', 'action=hdown', 'action=ready']);
  });

  test('stop at the first that is refused, which changed nothing', async () => {
    const fake = await start(startAnswers([to('/stats;st=DENY'), done, done]));
    expect(await send(fake.url, RETURN)).toMatchObject({ is: 'refused' });
    expect(fake.connections()).toBe(1);
  });

  test.each<[string, Parameters<typeof startAnswers>[0], RegExp]>([
    [
      'refused',
      [done, to('/stats;st=NONE')],
      /^drain taken, then health down was refused: HAProxy says NONE: .*; the server is left in drain$/,
    ],
    ['without an answer', [done, done], /^drain and health down taken, then ready got no answer: .*; the server is left in drain and down/],
    ['not HAProxy', [done, done, { status: 200 }], /^drain and health down taken, then ready was refused: 200, with a page/],
  ])('that break off in the middle, %s, say how far they came and what that leaves', async (_, answers, words) => {
    const fake = await start(startAnswers(answers));
    expect(await send(fake.url, RETURN)).toEqual({ is: 'no answer', answer: expect.stringMatching(words) });
  });
});

test('the password is in no answer', async () => {
  const fake = await start(startAnswer({ status: 500, body: 'wrong: pw-of-ann' }));
  const actor = haproxyActing.connect(settingsOf(fake.url, { user: 'ann', password: 'pw-of-ann' }), NO_METER);
  open.push(() => haproxyActing.close(actor));
  const sent = await actionOf('drain').send(actor, stepOf(), NEVER);
  expect(sent).toEqual({ is: 'refused', answer: '500 Internal Server Error: wrong: ***' });
});

import { describe, expect, test } from 'vitest';
import { impossibleHash } from '#lib/access/password.ts';
import { SignIn } from '#lib/access/sign-in.ts';
import { userKey } from '#lib/access/user-key.ts';
import { until } from '#test/fakes/until.ts';
import { handClock, handVerify } from './by-hand.ts';

type User = { name: string; passwordHash: string };

const CHEAP = '$scrypt$ln=14,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E';
const DEAR = impossibleHash(null);
const costOf = (hash = '') => hash.split('$')[2];
const known = (...users: User[]) => new Map(users.map((user) => [userKey(user.name), user]));

/** A sign-in whose comparisons end at once. */
function quick(users: User[] = [{ name: 'Ann', passwordHash: CHEAP }]) {
  const clock = handClock();
  const compared: string[] = [];
  const signIn = new SignIn<User>(clock, async (password, hash) => {
    compared.push(hash);
    return password === 'right' && users.some((user) => user.passwordHash === hash);
  });
  signIn.replace(known(...users));
  const ask = (name: string, password: string, address = '10.0.0.1') => signIn.check({ name, password, address });
  const fail = async (times: number, name = 'ann', address = '10.0.0.1') => {
    for (let i = 0; i < times; i += 1) await ask(name, 'wrong', address);
  };
  return { clock, compared, signIn, ask, fail };
}

/** A sign-in whose comparisons a test ends by hand. */
function byHand() {
  const hand = handVerify();
  const signIn = new SignIn<User>(handClock(), hand.verify);
  signIn.replace(known({ name: 'ann', passwordHash: CHEAP }));
  const answers: { label: string; why: string }[] = [];
  let asked = 0;
  const ask = (
    label: string,
    { name = `nobody${asked}`, password = 'wrong', address }: { name?: string; password?: string; address: string },
  ) => {
    asked += 1;
    return signIn.check({ name, password, address }).then((answer) => answers.push({ label, why: answer.ok ? 'in' : answer.why }));
  };
  const finishAll = async () => {
    while (answers.length < asked) {
      await until('one is compared, or all are answered', () => hand.running() > 0 || answers.length === asked);
      hand.finish();
      await new Promise(setImmediate);
    }
  };
  return { hand, signIn, answers, ask, finishAll };
}

describe('who is let in', () => {
  test.each<[string, string, string, boolean]>([
    ['the right name and password', 'Ann', 'right', true],
    ['the name in other letters', 'aNN', 'right', true],
    ['the name with a space around it', ' ann ', 'right', true],
    ['a wrong password', 'ann', 'wrong', false],
    ['a name that nobody has', 'bob', 'right', false],
    ['a name of every object', '__proto__', 'right', false],
    ['no name', '', 'right', false],
  ])('%s', async (_name, name, password, isLetIn) => {
    const answer = await quick().ask(name, password);
    expect(answer.ok).toBe(isLetIn);
    expect(answer.ok ? answer.user.name : answer.message).toBe(isLetIn ? 'Ann' : 'The name or the password is wrong.');
  });

  test('a name or a password that nobody can have is refused without comparing', async () => {
    const { ask, compared } = quick();
    for (const [name, password] of [
      ['x'.repeat(101), 'right'],
      ['ann', ''],
      ['ann', 'x'.repeat(2_000)],
    ] as const)
      expect(await ask(name, password)).toMatchObject({ ok: false, why: 'wrong' });
    expect(compared).toEqual([]);
  });

  test('a user who was taken out while his password was compared is not let in', async () => {
    const { hand, signIn, answers, ask } = byHand();
    const asked = ask('ann', { name: 'ann', password: 'right', address: '10.0.0.1' });
    signIn.replace(known());
    hand.finish();
    await asked;
    expect(answers).toEqual([{ label: 'ann', why: 'wrong' }]);
  });
});

describe('a user that does not exist', () => {
  test('costs one comparison as dear as that of one who does, and gets the same words', async () => {
    const { ask, compared } = quick();
    const [stranger, ann] = [await ask('nobody', 'wrong'), await ask('ann', 'wrong')];
    expect(stranger).toEqual(ann);
    expect(compared).toHaveLength(2);
    expect(costOf(compared[0])).toBe(costOf(CHEAP));
  });

  test('is slowed down as one who does', async () => {
    const { ask, fail } = quick();
    await fail(3, 'nobody');
    await fail(3, 'ann');
    expect(await ask('nobody', 'wrong')).toEqual(await ask('ann', 'wrong'));
  });

  test('costs the same at each try, and over many names what the users cost', async () => {
    const { ask, compared } = quick([
      { name: 'ann', passwordHash: CHEAP },
      { name: 'bob', passwordHash: DEAR },
    ]);
    for (let i = 0; i < 64; i += 1) await ask(`nobody${i}`, 'wrong');
    const first = [...compared];
    for (let i = 0; i < 64; i += 1) await ask(`nobody${i}`, 'wrong');
    expect(compared.slice(64)).toEqual(first);
    expect(new Set(first.map(costOf))).toEqual(new Set([costOf(CHEAP), costOf(DEAR)]));
  });

  test('costs something where there are no users at all', async () => {
    const { ask, compared } = quick([]);
    await ask('nobody', 'wrong');
    expect(compared.map(costOf)).toEqual([costOf(DEAR)]);
  });
});

describe('who fails again and again', () => {
  test.each([
    [1, 0],
    [2, 0],
    [3, 1_000],
    [4, 2_000],
    [5, 4_000],
    [8, 32_000],
    [9, 60_000],
    [30, 60_000],
  ])('waits, after %i failures, %i ms', async (failures, waitMs) => {
    const { clock, ask, fail, compared } = quick();
    for (let i = 0; i < failures; i += 1) {
      await fail(1);
      if (i < failures - 1) clock.pass(60_000);
    }
    const before = compared.length;
    expect(before).toBe(failures);
    if (waitMs > 0) {
      clock.pass(waitMs - 1);
      expect(await ask('ann', 'right')).toMatchObject({ ok: false, why: 'slow down', retryInMs: 1 });
      expect(compared).toHaveLength(before);
      clock.pass(1);
    }
    expect(await ask('ann', 'right')).toMatchObject({ ok: true });
  });

  test('is told how long he has to wait', async () => {
    const { ask, fail } = quick();
    await fail(3);
    expect(await ask('ann', 'right')).toEqual({
      ok: false,
      why: 'slow down',
      message: 'Wrong too often for this name from this address: try again in 1s.',
      retryInMs: 1_000,
    });
  });

  test.each<[string, string, string]>([
    ['from another address', 'ann', '10.0.0.2'],
    ['from another IPv6 network', 'ann', '2001:db8:0:2::1'],
  ])('slows nobody else down: %s', async (_name, name, address) => {
    const { ask, fail } = quick();
    await fail(5);
    await fail(5, 'ann', '2001:db8:0:1::1');
    expect(await ask(name, 'right', address)).toMatchObject({ ok: true });
  });

  test('slows down no other user of the same address', async () => {
    const { ask, fail } = quick([
      { name: 'ann', passwordHash: CHEAP },
      { name: 'bob', passwordHash: DEAR },
    ]);
    await fail(5, 'bob');
    expect(await ask('ann', 'right')).toMatchObject({ ok: true });
  });

  test('is slowed down over all spellings of the name and all addresses of an IPv6 network', async () => {
    const { ask, fail } = quick();
    await fail(1, 'ann', '2001:db8:0:1::1');
    await fail(1, 'ANN', '2001:db8:0:1::2');
    await fail(1, ' ann', '2001:db8::1:ffff:0:0:1');
    expect(await ask('ann', 'right', '2001:DB8:0:1::3')).toMatchObject({ why: 'slow down' });
  });

  test('is forgotten 15 minutes after the last failure, and at once when he is right', async () => {
    const { clock, ask, fail } = quick();
    await fail(2);
    clock.pass(15 * 60_000);
    await fail(2);
    expect(await ask('ann', 'right')).toMatchObject({ ok: true });
    await fail(2);
    expect(await ask('ann', 'right')).toMatchObject({ ok: true });
  });

  test('a try while he waits makes the wait no longer', async () => {
    const { clock, ask, fail } = quick();
    await fail(3);
    await fail(20);
    clock.pass(1_000);
    expect(await ask('ann', 'right')).toMatchObject({ ok: true });
  });

  test('is not let off by asking several times at once', async () => {
    const { hand, answers, ask, finishAll } = byHand();
    for (let i = 0; i < 5; i += 1) void ask('ann', { name: 'ann', address: '10.0.0.1' });
    await finishAll();
    expect(hand.calls).toHaveLength(3);
    expect(answers.map(({ why }) => why)).toEqual(['wrong', 'wrong', 'wrong', 'slow down', 'slow down']);
  });
});

describe('a flood of sign-ins', () => {
  test('keeps one comparison running at most, and lets somebody from another address have the next turn but one', async () => {
    const { hand, answers, ask, finishAll } = byHand();
    for (let i = 0; i < 200; i += 1) void ask('flood', { address: '10.6.6.6' });
    void ask('ann', { name: 'ann', password: 'right', address: '10.0.0.1' });
    await finishAll();
    expect(hand.mostAtOnce()).toBe(1);
    expect(hand.calls.map(({ password }) => password).indexOf('right')).toBeLessThanOrEqual(2);
    expect(answers.filter(({ label }) => label === 'ann')).toEqual([{ label: 'ann', why: 'in' }]);
    expect(answers.filter(({ why }) => why === 'busy')).toHaveLength(195);
  });

  test('from many addresses lets 16 wait, and somebody new takes the place of one of those who have several', async () => {
    const { hand, answers, ask, finishAll } = byHand();
    for (let i = 0; i < 50; i += 1) void ask('flood', { address: `10.6.6.${i % 5}` });
    void ask('ann', { name: 'ann', password: 'right', address: '10.0.0.1' });
    await finishAll();
    expect(hand.mostAtOnce()).toBe(1);
    expect(hand.calls).toHaveLength(17);
    expect(answers).toContainEqual({ label: 'ann', why: 'in' });
  });

  test('where nobody has two waiting, one more is told to come again', async () => {
    const { answers, ask, finishAll } = byHand();
    for (let i = 0; i < 17; i += 1) void ask('one of many', { address: `10.6.6.${i}` });
    await ask('late', { name: 'ann', password: 'right', address: '10.0.0.1' });
    expect(answers).toEqual([{ label: 'late', why: 'busy' }]);
    await finishAll();
  });

  test('a comparison that breaks down is told, and the next one has its turn', async () => {
    let calls = 0;
    const signIn = new SignIn<User>(handClock(), async () => {
      calls += 1;
      if (calls === 1) throw new Error('out of memory');
      return true;
    });
    signIn.replace(known({ name: 'ann', passwordHash: CHEAP }));
    const ask = () => signIn.check({ name: 'ann', password: 'right', address: '10.0.0.1' });
    const [broken, next] = await Promise.allSettled([ask(), ask()]);
    expect(broken.status).toBe('rejected');
    expect(next).toMatchObject({ status: 'fulfilled', value: { ok: true } });
  });
});

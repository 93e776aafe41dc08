import { describe, expect, test } from 'vitest';
import type { Proof } from '#lib/acting.ts';
import { idRanges, type KillDetail, killDetail, proveKilled } from '#lib/systems/redis/instance/clients.ts';
import type { Client, ClientsAnswer } from '#lib/systems/redis/model-asked.ts';

const client = (id: number, over: Partial<Client> = {}): Client => ({
  ...{ id, address: `10.0.0.5:${40_000 + id}`, ip: '10.0.0.5', name: 'web', user: 'app', ageSeconds: 10, idleSeconds: 1 },
  ...{ flags: 'N', db: 0, command: 'get', queryBytes: 0, outputBytes: 0, totalBytes: 0 },
  ...over,
});
const list = (...clients: Client[]): ClientsAnswer => ({ isMasked: false, count: clients.length, clients });

const BEFORE = list(client(5), client(6), client(9, { name: 'other' }));
const ofOne = killDetail([client(5)], BEFORE);
const ofTwo = killDetail([client(5), client(6)], BEFORE);

describe('a list asked after a kill', () => {
  const TOLD: [name: string, detail: KillDetail, answer: ClientsAnswer, proof: Proof['is'], words: string][] = [
    ['that has it no more proves it', ofOne, list(client(6)), 'proved', 'client 5 is gone, and was not back a second later'],
    ['that has it proves nothing', ofOne, list(client(5), client(6)), 'not proved', 'client 5 is still there'],
    [
      'that has one of its kind with a new id tells so',
      ofOne,
      list(client(6), client(12)),
      'proved',
      'client 5 is gone; came back as id 12',
    ],
    ['that has an older one of its kind does not call it back', ofOne, list(client(6)), 'proved', 'was not back'],
    [
      'that has its id at another address, after a restart, has it no more',
      ofOne,
      list(client(5, { address: '10.0.0.9:1' })),
      'proved',
      'gone',
    ],
    ['tells how many of many are left', ofTwo, list(client(6)), 'not proved', '1 of 2 clients are still there: id 6'],
    ['tells how many of many came back', ofTwo, list(client(12), client(13)), 'proved', '2 clients are gone; came back as ids 12–13'],
    ['that is cut proves nothing', ofOne, { ...list(client(6)), count: 30_000 }, 'not proved', 'more clients than Vigil reads'],
  ];
  test.each(TOLD)('%s', (_, ...[detail, answer, is, words]) =>
    expect(proveKilled(detail, answer)).toEqual({ is, words: expect.stringContaining(words) }),
  );

  test('calls nobody without a name back, but tells of one from the same address', () => {
    const nameless = client(5, { name: null });
    expect(proveKilled(killDetail([nameless], list(nameless)), list(client(12, { name: null }))).words).toBe(
      'client 5 is gone; from the same address came since id 12',
    );
  });

  test('never names who the clients are', () => {
    const words = [ofOne, ofTwo].map((detail) => proveKilled(detail, list(client(6), client(12))).words).join();
    expect(words).not.toMatch(/web|10\.0|app/);
  });
});

test('ids that follow each other are told as one range', () => expect(idRanges([9, 1, 2, 3, 7])).toEqual(['1–3', '7', '9']));

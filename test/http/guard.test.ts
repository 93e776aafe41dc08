import { describe, expect, test } from 'vitest';
import { allowedHosts } from '#lib/http/guard.ts';

describe('the names of this server', () => {
  test.each<[string, number, string | null, string[]]>([
    ['are its own with its port', 8765, null, ['localhost:8765', '127.0.0.1:8765', '[::1]:8765']],
    ['are told without a port where it is the usual one, as browsers do', 80, null, ['localhost', '127.0.0.1', '[::1]']],
    ['hold its public name', 8765, 'https://vigil.example/', ['vigil.example']],
    ['hold the port of its public name', 8765, 'http://vigil.example:8080', ['vigil.example:8080']],
    ['hold its public name as browsers spell it', 8765, 'https://VIGIL.example:443/board', ['vigil.example']],
  ])('%s', (_name, port, publicUrl, expected) => {
    const hosts = allowedHosts(port, publicUrl);
    for (const host of expected) expect(hosts).toContain(host);
    expect(hosts.size).toBe(publicUrl ? 4 : 3);
  });
});

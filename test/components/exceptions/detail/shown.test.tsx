import { screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { until } from '#test/fakes/until.ts';
import { press } from '../../actions/door.tsx';
import { words } from '../../draw.tsx';
import { GUID, NO_SECTIONS, openDetail, READER, SHOWN, storeSays, told } from './told.tsx';

const SHOW = 'Show values, writes an audit line';

describe('what is asked', () => {
  test('of who may see details too is what is masked, until he wants to see more', async () => {
    const { asked } = storeSays({ error: { answer: told() } });
    const { detail } = openDetail();
    await screen.findByText('acct');
    expect(asked.map(({ question }) => question).toSorted()).toEqual(['error', 'trend']);
    expect(words(detail)).not.toContain('cookie-value');
    expect(within(detail).getAllByLabelText('hidden').length).toBeGreaterThan(0);
  });

  test('when he does is asked by POST, once, and shown with when it was read and a way to hide it', async () => {
    const { asked, times } = storeSays({ error: { answer: told() }, 'error-details': { answer: told(SHOWN) } });
    const { detail } = openDetail();
    await screen.findByText('acct');
    press(SHOW);
    await screen.findByText('cookie-value');
    expect(asked.find(({ question }) => question === 'error-details')).toEqual({
      question: 'error-details',
      input: { guid: GUID },
      method: 'POST',
    });
    await until('the statement is there', () => words(detail).includes('Select 1 From Posts'));
    expect(words(detail)).toContain('192.0.2.9');
    press('Hide');
    expect(words(detail)).not.toContain('cookie-value');
    press(SHOW);
    await screen.findByText('cookie-value');
    expect(times('error-details')).toBe(2);
  });

  test('is asked again where another looks at it later: what was shown is kept by nobody', async () => {
    const { times } = storeSays({ error: { answer: told() }, 'error-details': { answer: told(SHOWN) } });
    const { unmount } = openDetail();
    await screen.findByText('acct');
    press(SHOW);
    await screen.findByText('cookie-value');
    unmount();
    openDetail();
    await screen.findByText('acct');
    expect(screen.queryByText('cookie-value')).toBeNull();
    press(SHOW);
    await screen.findByText('cookie-value');
    expect(times('error-details')).toBe(2);
  });

  test('is not offered to who may not, who is told what it takes', async () => {
    const { asked } = storeSays({ error: { answer: told() } });
    const { detail } = openDetail({ viewer: READER });
    await screen.findByText('acct');
    expect(screen.queryByText(SHOW)).toBeNull();
    expect(words(detail).match(/needs the right “details” on exceptions/g)).toHaveLength(2);
    expect(asked.some(({ method }) => method === 'POST')).toBe(false);
  });

  test('is offered for commands alone too', async () => {
    storeSays({
      error: { answer: told({ sections: NO_SECTIONS }) },
      'error-details': { answer: told({ ...SHOWN, sections: NO_SECTIONS }) },
    });
    const { detail } = openDetail();
    await screen.findByRole('region', { name: 'SQL' });
    press(SHOW);
    await until('the statement is there', () => words(detail).includes('Select 1 From Posts'));
  });

  test('and refused says why, and shows nothing', async () => {
    const message = 'not shown: who looks at it could not be written to the audit: disk full';
    storeSays({ error: { answer: told() }, 'error-details': { status: 503, message } });
    const { detail } = openDetail();
    await screen.findByText('acct');
    press(SHOW);
    await screen.findByText(/disk full/);
    expect(within(detail).getAllByLabelText('hidden').length).toBeGreaterThan(0);
  });

  test('a value that is secret by its name is bared by itself', async () => {
    const cookies = [
      { name: 'prov', value: 'plain', isSecret: false },
      { name: 'token', value: 'very-secret', isSecret: true },
    ];
    storeSays({ error: { answer: told() }, 'error-details': { answer: told({ ...SHOWN, sections: { ...NO_SECTIONS, cookies } }) } });
    const { detail } = openDetail();
    await screen.findByText('acct');
    press(SHOW);
    await screen.findByText('plain');
    expect(words(detail)).not.toContain('very-secret');
    press('Show token');
    expect(words(detail)).toContain('very-secret');
  });

  test('JSON is shown as it was stored, no number of it rounded', async () => {
    const { asked } = storeSays({ error: { answer: told() }, raw: { answer: { json: '{"n":12345678901234567890}', isCut: false } } });
    const { detail } = openDetail();
    await screen.findByText('Raw JSON');
    press('Show JSON, writes an audit line');
    await until('it is there', () => words(detail).includes('{ "n": 12345678901234567890 }'));
    expect(asked.at(-1)).toEqual({ question: 'raw', input: { guid: GUID }, method: 'POST' });
  });
});

import { render } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { NoteText } from '#components/notes/markdown.tsx';

const drawn = (text: string) => render(<NoteText text={text} />).container;

describe('a link in a note', () => {
  test.each([
    ['a page', '[w](https://wiki.example/a)', 'https://wiki.example/a'],
    ['a page without TLS', '[w](http://wiki.example)', 'http://wiki.example'],
    ['an address in brackets', '<https://wiki.example/a>', 'https://wiki.example/a'],
    ['a mail', '[m](mailto:web@example.net)', 'mailto:web@example.net'],
  ])('leads to %s, and tells nothing of where it was clicked', (_name, text, href) => {
    const link = drawn(text).querySelector('a');
    expect([link?.getAttribute('href'), link?.rel, link?.target]).toEqual([href, 'noreferrer noopener', '_blank']);
  });

  test.each([
    ['runs a script', "[w](javascript:alert('x'))"],
    ['runs a script in capitals', '[w](JaVaScRiPt:alert)'],
    ['runs a script behind an entity', '[w](&#106;avascript:alert)'],
    ['carries a page', '[w](data:text/html,x)'],
    ['opens a program', '[w](vbscript:x)'],
    ['leads into Vigil', '[w](/live/v1/poll)'],
    ['leads to whichever protocol', '[w](//evil.example)'],
  ])('that %s is only its text', (_name, text) => {
    const container = drawn(text);
    expect(container.querySelector('a')).toBeNull();
    expect(container.textContent).toBe('w');
  });
});

test('what looks like HTML is the text that it is: nothing of a note is lost or run', () => {
  const container = drawn('ssh <host>\n\n<script>alert(1)</script>\n\n<b onclick="x">bold</b>');
  expect(container.querySelector('script, b, host')).toBeNull();
  expect(container.textContent).toContain('ssh <host>');
  expect(container.textContent).toContain('<script>alert(1)</script>');
});

test('an image is not fetched: its description stands there', () => {
  const container = drawn('![the plan](https://evil.example/track.png)');
  expect(container.querySelector('img')).toBeNull();
  expect(container.textContent).toBe('the plan');
});

test('heads of every rank stand below the title of the note', () => {
  expect([...drawn('# a\n\n### b\n\n###### c').children].map(({ tagName }) => tagName)).toContain('H4');
  expect(drawn('# a\n\n### b').querySelectorAll('h1, h2, h3, h5, h6')).toHaveLength(0);
});

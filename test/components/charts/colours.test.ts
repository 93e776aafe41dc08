import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const TOKENS = readFileSync(new URL('../../../app/tokens.css', import.meta.url), 'utf8');
const LINES = [1, 2, 3, 4, 5, 6].map((index) => `chart-${index}`);
const TROUBLES = ['critical-shape', 'stale-shape', 'warning-shape'];
const GROUNDS = ['surface', 'chart-area', 'stale-hatch'];
const pairs = LINES.flatMap((one, index) => LINES.slice(index + 1).map((other) => [one, other] as const));

describe.each(['light', 'dark'] as const)('of the colours of lines, %s', (theme) => {
  const of = (token: string): number[] => {
    const found = new RegExp(`--${token}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(TOKENS);
    const hex = found?.[theme === 'light' ? 1 : 2] ?? '';
    return [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16) / 255);
  };

  test.each(LINES)('%s stands out from every ground that it may be drawn on', (line) => {
    for (const ground of GROUNDS) expect(contrast(of(line), of(ground)), ground).toBeGreaterThan(3);
  });

  test.each(pairs)('%s can be told from %s', (one, other) => {
    expect(distance(of(one), of(other))).toBeGreaterThan(0.08);
  });

  test.each(LINES)('%s is not taken for trouble', (line) => {
    for (const trouble of TROUBLES) expect(distance(of(line), of(trouble)), trouble).toBeGreaterThan(0.08);
  });
});

const linear = (part: number): number => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);

/** WCAG 2.2, "contrast ratio". */
function contrast(a: readonly number[], b: readonly number[]): number {
  const [dark = 0, light = 0] = [a, b].map((parts) => luminance(parts.map(linear))).sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function luminance([red = 0, green = 0, blue = 0]: readonly number[]): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Distance in OKLab (Ottosson, 2020), where equal distances look about equal. */
function distance(a: readonly number[], b: readonly number[]): number {
  const [one, other] = [oklab(a.map(linear)), oklab(b.map(linear))];
  return Math.hypot(...one.map((part, index) => part - (other[index] ?? 0)));
}

function oklab([red = 0, green = 0, blue = 0]: readonly number[]): number[] {
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

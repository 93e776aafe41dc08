import type { Page } from '@playwright/test';
import { makeToken, tokenHashOf } from '#lib/access/tokens.ts';

/** A token of a wall, and the lines of the section access: that let it in. */
export type WallToken = { name: string; token: string };

export function makeWallToken(name: string): WallToken {
  return { name, token: makeToken() };
}

export function tokenLines(tokens: readonly WallToken[], may = 'view', system = 'all'): string[] {
  return tokens.map(({ name, token }) => `  - { name: ${name}, tokenHash: '${tokenHashOf(token)}', system: ${system}, may: ${may} }`);
}

/** Keeps, from now on, what the wall showed at every change of it: whether it was red, and how many healthy shapes stood on it. */
export async function recordWall(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen: Shown[] = [];
    const look = (): void => {
      const healthy = document.querySelectorAll('.fine svg.i.ok, .groups svg.i.ok').length;
      seen.push({ isRed: document.querySelector('.lost') !== null, healthy });
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
    Object.assign(window, { vigilWall: seen });
  });
}

export type Shown = { isRed: boolean; healthy: number };

export function recordedOfWall(page: Page): Promise<Shown[]> {
  return page.evaluate(() => (window as unknown as { vigilWall: Shown[] }).vigilWall);
}

/** How much of a picture, a PNG in base64, is red as the wall is when it knows nothing: 0 to 1. Any page can tell. */
export function shareOfRed(page: Page, png: string): Promise<number> {
  return page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    context.drawImage(image, 0, 0);
    const { data: bytes } = context.getImageData(0, 0, image.width, image.height);
    let red = 0;
    for (let i = 0; i < bytes.length; i += 4) if ((bytes[i] ?? 0) > 140 && (bytes[i + 1] ?? 0) < 110 && (bytes[i + 2] ?? 0) < 110) red += 1;
    return red / (bytes.length / 4);
  }, png);
}

import { expect, type Page } from '@playwright/test';
import type { VigilUser } from './vigil-process.ts';

export const ADMIN: VigilUser = { name: 'ann', password: 'a good long password', rights: 'role: admin' };
export const SECOND_ADMIN: VigilUser = { name: 'mo', password: 'yet another good password', rights: 'role: admin' };
/** The admin, who may see details too. */
export const SEER: VigilUser = { ...ADMIN, rights: 'role: admin\n      details: all' };
export const VIEWER: VigilUser = { name: 'bob', password: 'another good password', rights: 'role: viewer' };

/** Fills the form that the page shows, and waits until it has led elsewhere. */
export async function fillSignIn(page: Page, { name, password }: Pick<VigilUser, 'name' | 'password'>): Promise<void> {
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page).not.toHaveURL(/\/sign-in/);
}

/** Signs somebody in and opens a page. */
export async function signInTo(page: Page, address: string, user: VigilUser): Promise<void> {
  await page.goto(address);
  await fillSignIn(page, user);
  await expect(page).toHaveURL(address);
}

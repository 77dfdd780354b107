import Sqlite from 'better-sqlite3';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCity } from '../../fixtures/city/server.js';
import { type CityServer, startServer } from '../../server/city-server.js';
import { virtualClock } from '../../server/clock.js';
import { settingsFrom } from '../../server/config.js';
import { silentLog } from '../../server/log.js';
import { axeFindings, openBrowser, openPage } from '../support/browser.js';
import { codeOf, MORNING, PASSWORD } from '../support/console.js';
import { Scratch } from '../support/tablo-process.js';

let scratch: Scratch;
let city: Awaited<ReturnType<typeof startCity>>;
let server: CityServer;
let browser: Browser;
/** The administrator's page, signed in by the first test, and what it complained about. */
let page: Page;
let complaints: string[];
let totpSecret: string;

beforeAll(async () => {
  scratch = new Scratch();
  const clock = virtualClock(MORNING);
  city = await startCity({ seed: 7, now: () => clock.now(), dir: scratch.path('city') });
  const settings = { ...settingsFrom({}), gtfs: city.gtfsPath, port: 0, data_dir: scratch.path('data') };
  server = await startServer(settings, clock, silentLog);
  await server.ready;
  browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await city?.close();
  scratch.remove();
});

const heading = (name: string) => page.getByRole('heading', { name, level: 1 });

describe('the people of the control room', () => {
  it('the first administrator opens the link of the log, sets a password and a second factor, and is in', async () => {
    ({ page, complaints } = await openPage(browser, server.firstLink!, { width: 1366, height: 768 }));
    await heading('Първи администратор').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByLabel('Име').fill('Невена');
    await page.getByLabel('Нова парола').fill('Blagoevgrad2026');
    await page.getByLabel('Паролата още веднъж').fill('Blagoevgrad2026');
    await page.getByRole('button', { name: 'Създай профила' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('отгатва лесно');
    await page.getByLabel('Нова парола').fill(PASSWORD);
    await page.getByLabel('Паролата още веднъж').fill(PASSWORD);
    await page.getByRole('button', { name: 'Създай профила' }).click();

    await heading('Втори фактор').waitFor();
    await page.getByRole('img', { name: 'QR код за приложението' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    totpSecret = ((await page.locator('code').textContent()) ?? '').replaceAll(' ', '');
    await page.getByLabel('Въведете шестте цифри').fill(codeOf(totpSecret));
    await page.getByRole('button', { name: 'Потвърди' }).click();

    await heading('Резервни кодове').waitFor();
    expect(await page.getByRole('listitem').count()).toBe(10);
    expect(await axeFindings(page)).toEqual([]);
    await page.getByLabel('Запазих кодовете').check();
    await page.getByRole('button', { name: 'Към диспечерската' }).click();
    await page.getByRole('navigation', { name: 'Меню' }).waitFor();
    expect(new URL(page.url()).hash).not.toContain('link');
    // The browser keeps a cookie of ours on plain HTTP from this machine alone, and no script reads it.
    const [cookie] = await page.context().cookies();
    expect(cookie).toMatchObject({ name: '__Host-tablo', httpOnly: true, secure: true, sameSite: 'Strict' });
    expect(await page.evaluate(() => document.cookie)).toBe('');
    // The one refusal of the server is the password that it did not take.
    expect(complaints.filter((text) => !text.includes('400'))).toEqual([]);
  });

  it('invites a dispatcher, who comes by the link in another browser', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('p');
    await heading('Хора').waitFor();
    await page.getByRole('button', { name: 'Покани човек' }).click();
    await page.getByLabel('Име', { exact: true }).fill('Иван Петров');
    await page.getByLabel('диспечер – съобщения').check();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Създай връзка' }).click();
    const link = (await page.locator('.address').textContent()) ?? '';
    await page.getByRole('button', { name: 'Готово' }).click();

    const guest = await openPage(browser, link, { width: 1366, height: 768 });
    await guest.page.getByText('Поканени сте като диспечер').waitFor();
    await guest.page.getByLabel('Нова парола').fill(PASSWORD);
    await guest.page.getByLabel('Паролата още веднъж').fill(PASSWORD);
    await guest.page.getByRole('button', { name: 'Създай профила' }).click();
    await guest.page.getByRole('navigation', { name: 'Меню' }).waitFor();
    // People are an administrator's business.
    expect(await guest.page.getByRole('link', { name: 'Хора' }).count()).toBe(0);

    // Stopped by the administrator, the dispatcher is at the door again.
    await page.reload();
    await page.getByRole('button', { name: 'Промени: Иван Петров' }).click();
    await page.getByLabel('Може да влиза').uncheck();
    await page.getByRole('button', { name: 'Запази' }).click();
    await page.getByText('спрян').waitFor();
    await guest.page.getByRole('link', { name: 'Дневник' }).click();
    await guest.page.getByRole('heading', { name: 'Вход в диспечерската' }).waitFor();
    await guest.page.context().close();
  });

  it('finds in the audit who did what, and sees where somebody has tampered with it', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('a');
    await heading('Дневник').waitFor();
    await page.getByText(/Дневникът е цял: \d+ записа/).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('Иван Петров');
    await expect.poll(() => page.getByRole('row').count()).toBe(5);
    expect(await page.getByRole('row').nth(1).textContent()).toContain('промяна на права');
    expect(await axeFindings(page)).toEqual([]);

    const file = new Sqlite(scratch.path('data', 'tablo.sqlite'));
    file.exec("DROP TRIGGER audit_no_update; UPDATE audit SET name = 'Някой друг' WHERE kind = 'account.change'");
    file.close();
    await page.reload();
    await page.getByText('Дневникът е променян').waitFor();
    await page.getByText('записът е променен').waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  it('changes her password and ends a session that she has left open elsewhere', async () => {
    const elsewhere = await openPage(browser, `${server.url}/console/`, { width: 1366, height: 768 });
    await elsewhere.page.getByLabel('Име').fill('невена');
    await elsewhere.page.getByLabel('Парола').fill(PASSWORD);
    await elsewhere.page.getByRole('button', { name: 'Влез' }).click();
    await elsewhere.page.getByLabel('Код от телефона').fill(codeOf(totpSecret, 1));
    expect(await axeFindings(elsewhere.page)).toEqual([]);
    await elsewhere.page.getByRole('button', { name: 'Влез' }).click();
    await elsewhere.page.getByRole('navigation', { name: 'Меню' }).waitFor();

    await page.keyboard.press('g');
    await page.keyboard.press('i');
    await heading('Моят профил').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: /^Прекрати/ }).click();
    await page.getByText('Сесията е прекратена.').waitFor();
    await elsewhere.page.reload();
    await elsewhere.page.getByRole('heading', { name: 'Вход в диспечерската' }).waitFor();
    await elsewhere.page.context().close();

    await page.getByLabel('Сегашна парола').fill(PASSWORD);
    await page.getByLabel('Нова парола', { exact: false }).first().fill('чехли от мечта и дъжд');
    await page.getByLabel('Новата парола още веднъж').fill('чехли от мечта и дъжд');
    await page.getByRole('button', { name: 'Смени паролата' }).click();
    await page.getByText('Паролата е сменена.').waitFor();
  });

  it('finds the keys, turns the page dark and English, and signs out', async () => {
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Клавиши' }).waitFor();
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.getByLabel('Изглед').selectOption('light');
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('light');
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'English' }).click();
    await heading('My account').waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
    await page.reload();
    await heading('My account').waitFor();
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('light');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in to the control room' }).waitFor();
    await page.goBack();
    expect(await page.getByRole('navigation').count()).toBe(0);
  });

  it('S6: text that a page is given becomes neither markup nor script', async () => {
    const outcome = await page.evaluate(() => {
      try {
        document.body.insertAdjacentHTML('beforeend', '<b>x</b>');
        return 'written';
      } catch (error) {
        return (error as Error).name;
      }
    });
    expect(outcome).toBe('TypeError');
  });
});

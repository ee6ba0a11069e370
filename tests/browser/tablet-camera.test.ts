import { it } from 'vitest';
import { expectAccessible } from '../support/accessibility.ts';
import { PHONE, useBrowser } from '../support/browser.ts';
import { aPurchase, aSupplier } from '../support/deliveries.ts';
import { cameraThatSees } from '../support/fake-camera.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { openKitchen } from '../support/screens.ts';
import { sheetOf } from '../support/tablet-page.ts';

const CODE = '9001234567896';
const browser = useBrowser(cameraThatSees(CODE));

it('a code before the camera finds its delivery and ticks its line; without a camera it is said why', async () => {
  const kitchen = await openKitchen({ clock: new ManualClock('2026-03-20T09:00:00Z') });
  const supplier = await aSupplier(kitchen, 'Fisch Eder', { LACHS: { pack: 'Kiste', of: 5000, code: CODE } });
  await aPurchase(kitchen, supplier, { LACHS: 2 }, '2026-03-20T11:00:00Z');
  const tablet = await kitchen.openTablet(browser(), { viewport: PHONE, permissions: ['camera'] });
  await tablet.getByRole('button', { name: 'Deliveries 1 due' }).click();
  const scan = tablet.getByRole('button', { name: 'Scan with the camera' });
  await scan.click();
  await tablet.getByText('Lachsfilet mit Haut: 2 Kiste, 10,000 g').waitFor();
  await sheetOf(tablet)
    .getByRole('checkbox', { name: /^Lachsfilet/, checked: true })
    .waitFor();
  await sheetOf(tablet).getByRole('button', { name: 'Scan with the camera' }).click();
  await tablet.getByText('Hold the code into the frame.').waitFor();
  await expectAccessible(tablet);
  await tablet.keyboard.press('Escape');

  await tablet.evaluate(() => {
    const refused = () => Promise.reject(new DOMException('', 'NotAllowedError'));
    Object.assign(navigator.mediaDevices, { getUserMedia: refused });
  });
  await sheetOf(tablet).getByRole('button', { name: 'Scan with the camera' }).click();
  await tablet.getByText(/The camera is not allowed for this page/).waitFor();
  await tablet.getByLabel('Take a picture of the code').waitFor();
  await expectAccessible(tablet);
});

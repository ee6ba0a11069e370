import { dirname } from 'node:path';
import { expect, it } from 'vitest';
import { writeAcknowledgement } from '../../server/purchasing/x12/acknowledgement.ts';
import { openFileTrader } from '../support/file-trader.ts';
import { startProgram } from '../support/larder-command.ts';

/** Between two deaths: enough to get on a little, and at another place each time. */
const STEP = 29;
const MOST_DEATHS = 40;

it('a file whose reader is killed again and again is done once, answered once and kept once', async () => {
  const trader = await openFileTrader();
  const { app, clock } = trader.buyer;
  const orders = [await trader.order(), await trader.order(), await trader.order()];
  const sets = orders.map(({ po, order }) =>
    writeAcknowledgement(
      { type: 'order.acknowledged', order, lines: [{ supplierSku: 'S-1', packs: 1 }] },
      trader.items(po),
      { timeZone: 'Europe/Vienna', at: clock.now().toISOString() },
    ),
  );
  await trader.put('855.edi', trader.interchange(sets));
  let deaths = 0;
  for (; deaths < MOST_DEATHS; deaths++) {
    clock.advance({ seconds: 61 });
    const { connectionString } = app.database;
    const args = [
      connectionString,
      dirname(trader.folder),
      clock.now().toISOString(),
      `${(deaths + 1) * STEP}`,
    ];
    const { code, err } = await startProgram('../tests/support/doomed-reader.ts', args, {}).ended;
    expect(err).toBe('');
    if (code === 0) break;
  }
  expect(deaths).toBeGreaterThan(2);
  expect(deaths).toBeLessThan(MOST_DEATHS);
  for (const { po } of orders) {
    const { events } = await trader.story(po);
    expect(events.filter(({ kind }) => kind === 'acknowledged')).toHaveLength(1);
  }
  expect(await trader.list('in')).toEqual([]);
  expect(await trader.list('archive')).toHaveLength(1);
  expect((await trader.list('out')).filter((name) => name.startsWith('receipt-'))).toHaveLength(1);
  expect((await trader.files())[1]).toMatchObject({ name: '855.edi', state: 'done', reasons: [] });
  await trader.buyer.expectSound();
});

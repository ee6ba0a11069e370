import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { takeFound } from '../../../server/suppliers/supplier-files.service.ts';
import { writeAcknowledgement } from '../../../server/purchasing/x12/acknowledgement.ts';
import { writeDelay } from '../../../server/purchasing/x12/delay.ts';
import { readInterchange, type Group } from '../../../server/purchasing/x12/envelope.ts';
import {
  readFunctionalAcknowledgement,
  writeFunctionalAcknowledgement,
} from '../../../server/purchasing/x12/functional-acknowledgement.ts';
import { readOrder } from '../../../server/purchasing/x12/order.ts';
import { writePriceList } from '../../../server/purchasing/x12/price-list.ts';
import { writeShipment } from '../../../server/purchasing/x12/shipment.ts';
import type { Message } from '../../../shared/notifications/message.schema.ts';
import type { PurchaseOrder } from '../../../shared/purchasing/purchase-order.schema.ts';
import { eur, lineOf, MONDAY, TUESDAY } from '../../support/buyer.ts';
import { openFileTrader, type FileTrader } from '../../support/file-trader.ts';

const ZONE = 'Europe/Vienna';
const AT = '2026-03-20T11:00:00Z';

function groupOf(text: string): Group {
  const read = readInterchange(text);
  if ('mistake' in read) throw new Error(read.mistake.detail);
  return read.interchange.groups[0]!;
}

/** The 997 of a supplier for a file of ours. */
function receiptFor(trader: FileTrader, text: string, state: 'A' | 'R'): string {
  const group = groupOf(text);
  const mistakes =
    state === 'A' ? [] : [{ position: 12, segment: 'PO1', element: 7, detail: '', code: '7', value: 'S-1' }];
  const outcomes = group.sets.map((set) => ({ set, state, mistakes }));
  return trader.interchange([writeFunctionalAcknowledgement(group, outcomes)]);
}

function confirmation(trader: FileTrader, po: PurchaseOrder, order: string, packs = 1): string {
  const lines = [{ supplierSku: 'S-1', packs, expectedAt: TUESDAY }];
  const message = { type: 'order.acknowledged' as const, order, lines };
  return trader.interchange([writeAcknowledgement(message, trader.items(po), { timeZone: ZONE, at: AT })]);
}

describe('a supplier that works with X12 files', () => {
  it('gets its orders as 850, and answers with 997, 855 and 856, each told in the story and answered with a 997', async () => {
    const trader = await openFileTrader();
    const { po, order, file } = await trader.order();
    expect(file).toBe(`order-${order}-v1-000000001.edi`);
    const sent = await trader.text('out', file);
    const read = readOrder(groupOf(sent).sets[0]!, ZONE);
    expect(read).toMatchObject({ reference: order, purpose: 'original', version: 1, currency: 'EUR' });
    expect(
      read.lines.map(({ supplierSku, packs, unit, price, wantedAt }) => [
        supplierSku,
        packs,
        unit,
        price,
        wantedAt,
      ]),
    ).toEqual([
      ['S-1', 2, 'CA', '180.00', MONDAY],
      ['CAKE', 3, 'BX', '24.00', MONDAY],
    ]);

    expect(await trader.give('receipt.edi', receiptFor(trader, sent, 'A'))).toMatchObject({
      state: 'done',
      kind: 'receipt',
    });
    expect(await trader.give('855.edi', confirmation(trader, po, order))).toMatchObject({
      state: 'done',
      kind: 'confirmation',
      reasons: [],
    });
    const shipment = {
      type: 'order.shipped' as const,
      order,
      expectedAt: '2026-03-24T06:15:00.000Z',
      lines: [{ supplierSku: 'S-1', packs: 1 }],
    };
    const facts = { timeZone: ZONE, at: AT, shipment: 'LS 9' };
    await trader.give('856.edi', trader.interchange([writeShipment(shipment, trader.items(po), facts)]));

    const after = await trader.story(po);
    expect(after.state).toBe('acknowledged');
    expect(lineOf(after, 'SALMON')).toMatchObject({
      outstanding: 10,
      cancelled: 10,
      expectedAt: '2026-03-24T06:15:00.000Z',
    });
    expect(after.events.slice(2).map(({ kind, via, by }) => [kind, via, by])).toEqual([
      ['mailed', 'file', 'Larder'],
      ['mailed', 'file', 'Larder'],
      ['acknowledged', 'file', 'Fish Lang'],
      ['shipped', 'file', 'Fish Lang'],
    ]);
    const delay = {
      type: 'order.delayed' as const,
      order,
      expectedAt: '2026-03-25T07:00:00.000Z',
      reason: 'Truck broke down',
    };
    const late = trader.interchange([writeDelay(delay, [], { timeZone: ZONE, at: AT })]);
    expect(await trader.give('late.edi', late)).toMatchObject({ state: 'done', kind: 'delay' });
    const { words } = (await trader.story(po)).events.at(-1)!;
    expect(words).toBe('delayed to 2026-03-25T07:00:00.000Z: Truck broke down');
    expect(after.events[3]!.words).toBe(`997: ${file} was accepted by the system of Fish Lang`);
    // A receipt is not answered by another.
    const answers = (await trader.list('out')).filter((name) => name.startsWith('receipt-'));
    expect(answers).toHaveLength(3);
    expect(readFunctionalAcknowledgement(groupOf(await trader.text('out', answers[0]!)).sets[0]!)).toEqual({
      ...{ functionalId: 'PR', controlNumber: 2, state: 'accepted', problem: null },
    });
    expect(await trader.list('in')).toEqual([]);
    expect(await trader.list('archive')).toEqual([
      '20260320T110000-000000001-receipt.edi',
      '20260320T110000-000000002-855.edi',
      '20260320T110000-000000003-856.edi',
      '20260320T110000-000000004-late.edi',
    ]);
    await trader.buyer.expectSound();
  });

  it('is told by the place what is wrong, and nothing of that is done; what is mended is read again', async () => {
    const trader = await openFileTrader();
    const { po, order } = await trader.order();
    const before = await trader.story(po);
    const tooMuch = await trader.give('much.edi', confirmation(trader, po, order, 5));
    expect(tooMuch).toMatchObject({ state: 'refused', controlNumber: 1 });
    expect(tooMuch.reasons[0]!.place).toBe('segment 6 (ACK, 4 of its message), element 2');
    expect(tooMuch.reasons[0]!.detail).toContain('at most 20 kg are still to come');
    const [kept = '', reason = ''] = await trader.list('refused');
    expect([kept, reason]).toEqual([
      '20260320T110000-000000001-much.edi',
      '20260320T110000-000000001-much.edi.reason.txt',
    ]);
    expect(await trader.text('refused', reason)).toContain(
      'segment 6 (ACK, 4 of its message), element 2: SALMON: at most 20 kg',
    );
    const [answer = ''] = (await trader.list('out')).filter((name) => name.startsWith('receipt-'));
    expect(await trader.text('out', answer)).toContain('AK3*ACK*4**8~\nAK4*2**7*5~\nAK5*R*5~\nAK9*R*1*1*0~');

    const cases: [string, string, string][] = [
      [
        'early.edi',
        confirmation(trader, po, order).replaceAll('20260324', '20260301'),
        'is before the order was sent',
      ],
      ['code.edi', confirmation(trader, po, order).replace('VN*S-1', 'VN*S-9'), 'S-9 is not on order'],
      [
        'other.edi',
        confirmation(trader, po, order).replace(order, '77-00000000'),
        'there is no order 77-00000000',
      ],
      ['cut.edi', confirmation(trader, po, order).slice(0, -30), 'seems to be cut off'],
      ['count.edi', confirmation(trader, po, order).replace(/SE\*\d+/, 'SE*99'), 'says 99 segments'],
      [
        'sender.edi',
        confirmation(trader, po, order).replaceAll('9012345000004', '9012345000005'),
        'this supplier is 14 9012345000004',
      ],
      ['test.edi', confirmation(trader, po, order).replace('*P*>', '*T*>'), 'is marked as a test'],
      ['noise.edi', 'ISA*nothing', 'does not begin with an ISA segment'],
    ];
    for (const [name, text, words] of cases) {
      const file = await trader.give(name, text);
      expect(file.state, name).toBe('refused');
      expect(file.reasons[0]!.detail).toContain(words);
    }
    const items = new Map(trader.items(po).map((item) => [item.supplierSku, item]));
    const prices = {
      type: 'prices.changed' as const,
      prices: [{ supplierSku: 'S-1', packPrice: eur(1_800_000) }],
    };
    const list = trader.interchange([writePriceList(prices, items, { number: 'P1', currency: 'EUR' })]);
    expect((await trader.give('prices.edi', list)).reasons[0]!.detail).toContain('100 times');
    expect(await trader.story(po)).toEqual(before);

    // The supplier was known under another number.
    await trader.buyer.app.expectOk('PUT', `${trader.supplierPath}/exchange`, {
      ...{
        format: 'x12',
        us: { qualifier: 'ZZ', id: 'LARDER' },
        them: { qualifier: '14', id: '9012345000005' },
      },
    });
    const refused = (await trader.files()).find(({ name }) => name === 'sender.edi')!;
    const path = `${trader.supplierPath}/files/${refused.fileId}/read`;
    expect(await trader.buyer.app.expectOk('POST', path)).toMatchObject({ state: 'done', reasons: [] });
    expect((await trader.buyer.app.request('POST', path)).status).toBe(409);
    expect(await trader.list('archive')).toEqual([expect.stringContaining('sender.edi')]);
    expect((await trader.story(po)).state).toBe('acknowledged');
  });

  it('has each file read once, whoever reads it and whatever happens, and a number once', async () => {
    const trader = await openFileTrader();
    const { po, order } = await trader.order();
    const { app, clock, supplier } = trader.buyer;
    const text = confirmation(trader, po, order);
    // Somebody who took it up is gone; nobody else touches it for a while.
    await trader.put('a.edi', text);
    const found = { name: 'a.edi', size: text.length, modifiedAt: clock.now(), content: Buffer.from(text) };
    await takeFound(app.app.ctx, { ...found, supplierId: supplier.id });
    await trader.look();
    expect((await trader.story(po)).state).toBe('sent');
    clock.advance({ seconds: 61 });
    await trader.look(new Map(), new Map());
    expect(await trader.list('in')).toEqual([]);
    await trader.put('b.edi', text);
    await trader.look(new Map());
    const confirmed = (await trader.story(po)).events.filter(({ kind }) => kind === 'acknowledged');
    expect(confirmed).toHaveLength(1);
    const [file] = (await trader.files()).filter(({ direction }) => direction === 'in');
    expect(file).toMatchObject({ name: 'b.edi', state: 'done', seen: 3 });

    const other = confirmation(trader, po, order, 2)
      .replaceAll('000000002', '000000001')
      .replaceAll('*2*X*', '*1*X*')
      .replace('GE*1*2', 'GE*1*1');
    const doubled = await trader.give('c.edi', other);
    expect(doubled).toMatchObject({ state: 'refused', reasons: [{ place: 'segment 1 (ISA), element 13' }] });
    expect(doubled.reasons[0]!.detail).toContain('is the control number of b.edi of 2026-03-20');
    expect((await trader.story(po)).events.filter(({ kind }) => kind === 'acknowledged')).toHaveLength(1);
  });

  it('leaves alone what is not meant to be read, and refuses what is too large', async () => {
    const trader = await openFileTrader();
    const { po, order } = await trader.order();
    const text = confirmation(trader, po, order);
    await trader.put('.hidden.edi', text);
    await trader.put('855.edi.part', text);
    await writeFile(join(trader.folder, 'secret.txt'), text);
    await symlink(join(trader.folder, 'secret.txt'), join(trader.folder, 'in', 'link.edi'));
    await trader.put('growing.edi', text.slice(0, 100));
    await trader.look();
    expect(await trader.list('in')).toEqual(['.hidden.edi', '855.edi.part', 'link.edi']);
    expect((await trader.story(po)).state).toBe('sent');
    expect(await trader.give('a..:..large.edi', Buffer.alloc(5_000_001, 'A'))).toMatchObject({
      ...{ state: 'refused', readable: false, size: 5_000_001 },
      reasons: [{ place: 'the file', detail: 'is larger than 5 MB; send it in parts' }],
    });
    expect((await trader.list('refused')).every((name) => !name.startsWith('.'))).toBe(true);
  });

  it('that refuses an order fails its message; sent again it is a file of its own', async () => {
    const trader = await openFileTrader();
    const { po, order, file } = await trader.order();
    await trader.give('refusal.edi', receiptFor(trader, await trader.text('out', file), 'R'));
    const { events } = await trader.story(po);
    expect(events.at(-1)).toMatchObject({ kind: 'mail-failed', via: 'file' });
    expect(events.at(-1)!.words).toContain('element 7 ("S-1") has a code that is not known');
    const path = `/stores/${trader.buyer.storeId}/messages`;
    const { items } = await trader.buyer.app.expectOk<{ items: Message[] }>('GET', path);
    expect(items[0]).toMatchObject({ channel: 'files', state: 'failed' });
    await trader.buyer.app.expectOk('POST', `${path}/${items[0]!.messageId}/retry`);
    await trader.post();
    expect(await trader.list('out')).toEqual([file, `order-${order}-v1-000000002.edi`]);
    expect(
      (await trader.files()).filter(({ direction }) => direction === 'out').map(({ state }) => state),
    ).toEqual(['sent', 'refused']);
  });
});

describe('a supplier that works with CSV files', () => {
  it('gets orders as tables, and answers in rows; an order of which a row is wrong is left as it is', async () => {
    const trader = await openFileTrader({ format: 'csv' });
    const [first, second] = [await trader.order(), await trader.order()];
    expect(first.file).toBe(`order-${first.order}-v1.csv`);
    expect(await trader.text('out', first.file)).toContain(`,${first.order}\r\n`);
    const file = await trader.give(
      'answers.csv',
      [
        'type,order,supplier_sku,packs,expected,reason,price',
        `confirmation,${first.order},S-1,2,2026-03-24,,`,
        `confirmation,${first.order},CAKE,0,,,`,
        `shipment,${first.order},S-1,1,2026-03-24 06:15,,`,
        `confirmation,${second.order},S-1,2,2026-03-24,,`,
        `confirmation,${second.order},CAKE,two,,,`,
        'confirmation,99-12345678,S-1,1,,,',
        'price,,S-1,,,,185.00',
      ].join('\n'),
    );
    expect(file).toMatchObject({
      ...{ state: 'partly', kind: 'confirmation, shipment, prices' },
      reasons: [
        { place: 'row 6, packs', detail: expect.stringContaining('"two" is not a number') as string },
        { place: 'row 7, order', detail: expect.stringContaining('there is no order 99-12345678') as string },
      ],
    });
    const [one, two] = [await trader.story(first.po), await trader.story(second.po)];
    expect([one.state, two.state]).toEqual(['acknowledged', 'sent']);
    expect(lineOf(one, 'CAKE')).toMatchObject({ outstanding: 0, cancelled: 18 });
    const items = await trader.buyer.app.expectOk<{ items: object[] }>('GET', `${trader.supplierPath}/items`);
    expect(items.items).toContainEqual(
      expect.objectContaining({ supplierSku: 'S-1', packPrice: eur(18_500) }),
    );

    const delay = `type;order;expected;reason\ndelay;${second.order};25.3.2026 09:00;Stau\n`;
    expect(await trader.give('delay.csv', Buffer.from(delay, 'latin1'))).toMatchObject({
      state: 'done',
      kind: 'delay',
    });
    expect(lineOf(await trader.story(second.po), 'SALMON').expectedAt).toBe('2026-03-25T08:00:00.000Z');
    const much = await trader.give(
      'much.csv',
      `type,order,supplier_sku,packs\nconfirmation,${second.order},S-1,9\n`,
    );
    expect(much).toMatchObject({ state: 'refused', reasons: [{ place: 'row 2, packs' }] });
    await trader.buyer.expectSound();
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SupplierDocument } from '../../../server/purchasing/supplier-document.ts';
import type { Acknowledged } from '../../../server/purchasing/x12/acknowledgement.ts';
import type { Delayed } from '../../../server/purchasing/x12/delay.ts';
import { readInterchange } from '../../../server/purchasing/x12/envelope.ts';
import {
  readFunctionalAcknowledgement,
  writeFunctionalAcknowledgement,
} from '../../../server/purchasing/x12/functional-acknowledgement.ts';
import { readMessages } from '../../../server/purchasing/x12/messages.ts';
import { orderProblem, readOrder, writeOrder } from '../../../server/purchasing/x12/order.ts';
import { plainText } from '../../../server/purchasing/x12/segments.ts';
import type { Shipped } from '../../../server/purchasing/x12/shipment.ts';
import { readTime, writeTime } from '../../../server/purchasing/x12/times.ts';
import { packCode, unitCode } from '../../../server/purchasing/x12/units.ts';
import {
  ACKNOWLEDGED,
  acknowledgementOf,
  delayedOf,
  groupOf,
  ITEMS,
  knownOrder,
  MOZZARELLA,
  orderDocument,
  readBack,
  REFERENCE,
  shipmentOf,
  written,
  ZONE,
} from '../../support/x12-orders.ts';

const day = fc.integer({
  min: Date.parse('2026-01-01T00:00:00Z') / 60_000,
  max: Date.parse('2027-12-31T00:00:00Z') / 60_000,
});
const instant = day.map((minutes) => new Date(minutes * 60_000).toISOString());
const item = fc.constantFrom(...ITEMS);
const packs = fc.integer({ min: 0, max: 5_000 }).map((thousandths) => thousandths / 1000);
const text = fc.string({ minLength: 1, maxLength: 200 }).map((it) => plainText(it, 200));

/** An amount of an item, in packs or in its own unit where that is another one. */
const amountOf = (sold: typeof MOZZARELLA) =>
  unitCode(sold.unit) === packCode(sold)
    ? packs.map((it) => ({ packs: it }))
    : fc.oneof(
        packs.map((it) => ({ packs: it })),
        packs.map((quantity) => ({ quantity })),
      );

const acknowledged: fc.Arbitrary<Acknowledged> = fc.record({
  type: fc.constant('order.acknowledged' as const),
  order: fc.constant(REFERENCE),
  lines: fc.array(
    item.chain((sold) =>
      fc.tuple(amountOf(sold), fc.option(instant, { nil: undefined })).map(([amount, expectedAt]) => {
        const isNone = 'packs' in amount ? amount.packs === 0 : amount.quantity === 0;
        const line = { supplierSku: sold.supplierSku, ...(isNone ? { packs: 0 } : amount) };
        return isNone || expectedAt === undefined ? line : { ...line, expectedAt };
      }),
    ),
    { minLength: 1, maxLength: 6 },
  ),
});
const shipped: fc.Arbitrary<Shipped> = fc.record({
  type: fc.constant('order.shipped' as const),
  order: fc.constant(REFERENCE),
  expectedAt: instant,
  lines: fc
    .uniqueArray(item, { minLength: 1 })
    .chain((items) =>
      fc.tuple(
        ...items.map((sold) =>
          amountOf(sold).map((amount) => ({ supplierSku: sold.supplierSku, ...amount })),
        ),
      ),
    ),
});

const delayed: fc.Arbitrary<Delayed> = fc
  .tuple(
    instant,
    fc.option(text, { nil: undefined }),
    fc.option(fc.uniqueArray(item, { minLength: 1 }), { nil: undefined }),
  )
  .map(([expectedAt, reason, items]) => ({
    ...{ type: 'order.delayed', order: REFERENCE, expectedAt },
    ...(reason && { reason }),
    ...(items && { supplierSkus: items.map(({ supplierSku }) => supplierSku) }),
  }));

/** Of one item after the other, as an 855 lists them. */
function byItem({ lines = [], ...message }: Acknowledged): Acknowledged {
  const codes = [...new Set(lines.map(({ supplierSku }) => supplierSku))];
  return {
    ...message,
    lines: codes.flatMap((code) => lines.filter(({ supplierSku }) => supplierSku === code)),
  };
}

const documents: fc.Arbitrary<SupplierDocument> = fc
  .tuple(
    fc.constantFrom('sent' as const, 'amended' as const),
    fc.option(text, { nil: null }),
    fc.uniqueArray(
      fc.record({
        sold: item,
        code: fc.stringMatching(/^[A-Za-z0-9 ./-]{1,20}$/).map((it) => it.trim() || 'X'),
        name: fc.string({ minLength: 1, maxLength: 40 }),
        count: fc.integer({ min: 1, max: 99_999 }),
        price: fc.option(fc.integer({ min: 0, max: 9_999_999 }), { nil: null }),
        wantedAt: instant,
      }),
      { minLength: 1, maxLength: 8, selector: ({ code }) => code },
    ),
  )
  .map(([kind, note, lines]) =>
    orderDocument({
      ...{ kind, note, version: 2 },
      lines: lines.map(({ sold, code, name, count, price, wantedAt }) => ({
        ...{ ...sold, supplierSku: code, name, wantedAt, packs: count, quantity: count * sold.packQuantity },
        ...{ cancelled: 0, packPrice: price, total: price === null ? null : price * count },
      })),
    }),
  );

describe('round trips', () => {
  it('leave an order what it is', () => {
    fc.assert(
      fc.property(documents, (document) => {
        expect(orderProblem(document)).toBeNull();
        const read = readOrder(groupOf(written(writeOrder(document))).sets[0]!, ZONE);
        expect(read).toEqual({
          ...{ reference: REFERENCE, purpose: document.kind === 'sent' ? 'original' : 'replace', version: 2 },
          ...{ currency: 'EUR', store: 'Kuche am Ring', note: plainText(document.note ?? '', 2000) },
          lines: document.lines.map((line) => ({
            ...{
              supplierSku: line.supplierSku,
              sku: line.sku,
              name: plainText(line.name, 80),
              packs: line.packs,
            },
            ...{ unit: packCode(line), wantedAt: line.wantedAt },
            price: line.packPrice === null ? '' : (line.packPrice / 100).toFixed(2),
          })),
        });
      }),
    );
  });

  it.each(['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z', '2026-03-29T01:00:00.000Z'])(
    'leave %s what it is, in a night in which clocks change',
    (at) => {
      const { day: date, ...rest } = writeTime(at, ZONE);
      expect(readTime({ day: date, ...rest }, { timeZone: ZONE, deliveryTime: '08:00' })).toEqual({
        value: at,
      });
    },
  );

  it('leave messages of suppliers what they are', () => {
    fc.assert(
      fc.property(acknowledged, shipped, delayed, (answer, shipment, delay) => {
        expect(readBack(written(delayedOf(delay))).messages[0]?.message).toEqual(delay);
        expect(readBack(written(acknowledgementOf(answer))).messages[0]?.message).toEqual(byItem(answer));
        const read = readBack(written(shipmentOf(shipment)));
        expect(read.messages[0]?.message).toEqual({ ...shipment, note: 'shipment LS-77' });
      }),
    );
  });

  it('of files that were changed or cut off on their way end in words, and never in half of a message', () => {
    const whole = written(
      acknowledgementOf(ACKNOWLEDGED),
      acknowledgementOf({ ...ACKNOWLEDGED, note: 'Two' }),
    );
    const change = fc.record({
      at: fc.nat(whole.length - 3),
      length: fc.nat(40),
      put: fc.oneof(
        fc.string({ maxLength: 8 }),
        fc.constantFrom('~', '*', 'SE*1*1~', 'ST*855*9~', '\n', '\u0000'),
      ),
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), fc.boolean(), (changes, isCut) => {
        let damaged = whole;
        for (const { at, length, put } of changes)
          damaged = damaged.slice(0, at) + put + damaged.slice(at + length);
        if (isCut) damaged = whole.slice(0, changes[0]!.at);
        const read = readInterchange(damaged);
        if ('mistake' in read) expect(read.mistake.detail).not.toBe('');
        // Cut off, a file has no end, and then nothing of it is read.
        if (isCut) expect(read).toHaveProperty('mistake');
        if ('mistake' in read) return;
        for (const group of read.interchange.groups) {
          const outcomes = group.sets.map((set) => {
            const { messages, mistakes } = readMessages(set, knownOrder());
            const state = mistakes.length > 0 ? ('R' as const) : ('A' as const);
            for (const { message } of mistakes.length > 0 ? [] : messages)
              expect(message.type).toBeTypeOf('string');
            return { set, state, mistakes };
          });
          const answer = written(writeFunctionalAcknowledgement(group, outcomes));
          expect(readFunctionalAcknowledgement(groupOf(answer).sets[0]!)).not.toBeNull();
        }
      }),
      { numRuns: 300 },
    );
  });

  it('refuses a file of more segments than anybody sends', () => {
    const sets = Array.from({ length: 20_000 }, () =>
      acknowledgementOf({ type: 'order.acknowledged', order: REFERENCE }),
    );
    expect(groupOf(written(...sets)).sets).toHaveLength(20_000);
    const tooMany = [...sets, ...sets];
    expect(readInterchange(written(...tooMany))).toHaveProperty('mistake.position', 0);
  });
});

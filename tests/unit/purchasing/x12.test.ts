import { describe, expect, it } from 'vitest';
import { readInterchange, type NewSet } from '../../../server/purchasing/x12/envelope.ts';
import {
  readFunctionalAcknowledgement,
  writeFunctionalAcknowledgement,
} from '../../../server/purchasing/x12/functional-acknowledgement.ts';
import { readMessages } from '../../../server/purchasing/x12/messages.ts';
import { writeOrder } from '../../../server/purchasing/x12/order.ts';
import {
  ACKNOWLEDGED,
  acknowledgementOf,
  DELAYED,
  delayedOf,
  golden,
  groupOf,
  knownOrder,
  orderDocument,
  PRICES,
  priceListOf,
  readBack,
  REFERENCE,
  shipmentOf,
  SHIPPED,
  written,
} from '../../support/x12-orders.ts';

describe('X12 files', () => {
  it('are written byte for byte as they were agreed', () => {
    const cancelled = orderDocument({
      ...{ kind: 'cancelled', version: 3 },
      lines: orderDocument().lines.map((line) => ({
        ...line,
        packs: 0,
        quantity: 0,
        cancelled: line.quantity,
      })),
    });
    const refused = groupOf(written(acknowledgementOf({ ...ACKNOWLEDGED, order: '1-00000000' })));
    const outcome = {
      set: refused.sets[0]!,
      state: 'R' as const,
      mistakes: readMessages(refused.sets[0]!, knownOrder()).mistakes,
    };
    const files: Record<string, NewSet> = {
      '850.edi': writeOrder(orderDocument()),
      '850-cancelled.edi': writeOrder(cancelled),
      '855.edi': acknowledgementOf(ACKNOWLEDGED),
      '855-delay.edi': delayedOf(DELAYED),
      '856.edi': shipmentOf(SHIPPED),
      '832.edi': priceListOf(PRICES),
      '997-refused.edi': writeFunctionalAcknowledgement(refused, [outcome]),
    };
    for (const [name, set] of Object.entries(files)) expect(written(set)).toBe(golden(name));
  });

  it('say what a supplier said', () => {
    expect(readBack(golden('855.edi'))).toMatchObject({
      messages: [{ message: ACKNOWLEDGED }],
      mistakes: [],
    });
    expect(readBack(golden('855-delay.edi'))).toMatchObject({
      messages: [{ message: DELAYED }],
      mistakes: [],
    });
    const shipped = { ...SHIPPED, note: 'shipment LS-77' };
    expect(readBack(golden('856.edi'))).toMatchObject({ messages: [{ message: shipped }], mistakes: [] });
    expect(readBack(golden('832.edi'))).toMatchObject({ messages: [{ message: PRICES }], mistakes: [] });
    const refused = readFunctionalAcknowledgement(groupOf(golden('997-refused.edi')).sets[0]!);
    expect(refused).toEqual({
      ...{ functionalId: 'PR', controlNumber: 42, state: 'refused' },
      problem: 'segment 2 (BAK) has wrong elements; element 3 ("1-00000000") has a code that is not known',
    });
  });
});

/** A file as partners write them: a hand-written body between ST and SE. */
function fileOf(type: string, functional: string, body: string[], change = (text: string) => text): string {
  const isa = `ISA*00*          *00*          *ZZ*DAIRY          *14*9012345000004  *261126*0930*U*00401*000000042*0*P*>`;
  const lines = [isa, `GS*${functional}*DAIRY*LARDER*20261126*0930*42*X*004010`, `ST*${type}*0001`];
  const end = [`SE*${body.length + 2}*0001`, 'GE*1*42', 'IEA*1*000000042', ''];
  return change([...lines, ...body, ...end].join('~'));
}

describe('what partners send', () => {
  it('confirms as a whole, gives up as a whole, and leaves open what is on hold', () => {
    const said = (...body: string[]) => readBack(fileOf('855', 'PR', body)).messages[0]?.message;
    expect(said(`BAK*00*AT*${REFERENCE}*20261126`)).toEqual({ type: 'order.acknowledged', order: REFERENCE });
    expect(said(`BAK*00*AC*${REFERENCE}*20261126`, 'DTM*067*20261129')).toMatchObject({
      lines: [
        { supplierSku: 'MOZ-125', expectedAt: '2026-11-29T07:00:00.000Z' },
        { supplierSku: 'BAS-1', expectedAt: '2026-11-29T07:00:00.000Z' },
      ],
    });
    expect(said(`BAK*00*RJ*${REFERENCE}*20261126`)).toMatchObject({
      lines: [
        { supplierSku: 'MOZ-125', packs: 0 },
        { supplierSku: 'BAS-1', packs: 0 },
      ],
    });
    const po1 = 'PO1*1*3*CA***VN*MOZ-125';
    expect(said(`BAK*00*AC*${REFERENCE}*20261126`, po1, 'ACK*IH')).toBeUndefined();
    expect(said(`BAK*00*AC*${REFERENCE}*20261126`, po1, 'ACK*IQ*12.5*KG*068*20261130')).toMatchObject({
      lines: [{ supplierSku: 'MOZ-125', quantity: 12.5, expectedAt: '2026-11-30T07:00:00.000Z' }],
    });
  });

  it('may come in version 005010', () => {
    const newer = golden('855.edi').replace('*U*00401*', '*^*00501*').replace('*X*004010', '*X*005010');
    expect(readBack(newer)).toMatchObject({ messages: [{ message: ACKNOWLEDGED }], mistakes: [] });
  });

  it('names goods of several orders under one shipment, in packages of several levels', () => {
    const body = [
      ...['BSN*00*LS1*20261126*0930', 'DTM*011*20261127', 'HL*1**S', 'HL*2*1*O', `PRF*${REFERENCE}`],
      ...['DTM*017*20261128*0530*UT', 'HL*3*2*P', 'HL*4*3*I', 'LIN**VN*MOZ-125', 'SN1**1*CA'],
      ...['HL*5*2*P', 'HL*6*5*I', 'LIN**VN*MOZ-125', 'SN1**2*CA'],
    ];
    expect(readBack(fileOf('856', 'SH', body)).messages[0]?.message).toEqual({
      ...{ type: 'order.shipped', order: REFERENCE, expectedAt: '2026-11-28T05:30:00.000Z' },
      lines: [{ supplierSku: 'MOZ-125', packs: 3 }],
      note: 'shipment LS1',
    });
  });

  it.each([
    [['BAK*00*AC*7-00000000*20261126'], 4, 'BAK', 3, 'there is no order 7-00000000 of ours to you'],
    [[`BAK*00*AC*${REFERENCE}`, 'PO1*1*3*CA***VN*FETA'], 5, 'PO1', 7, 'FETA is not on order'],
    [
      [`BAK*00*AC*${REFERENCE}`, 'PO1*1*3*CA***VN*MOZ-125', 'ACK*ZX*3*CA'],
      6,
      'ACK',
      1,
      '"ZX" is not known here',
    ],
    [
      [`BAK*00*AC*${REFERENCE}`, 'PO1*1*3*CA***VN*MOZ-125', 'ACK*IQ*two*CA'],
      6,
      'ACK',
      2,
      '"two" is no quantity',
    ],
    [
      [`BAK*00*AC*${REFERENCE}`, 'PO1*1*3*CA***VN*MOZ-125', 'ACK*IQ*2*PL'],
      6,
      'ACK',
      3,
      'not counted in PL; use CA or KG',
    ],
    [
      [`BAK*00*AC*${REFERENCE}`, 'PO1*1*3*CA***VN*MOZ-125', 'ACK*DR*2*CA*067*20261301'],
      6,
      'ACK',
      5,
      'is no day',
    ],
    [[`BAK*00*AC*${REFERENCE}`, 'PO1*1*3*CA***VN*MOZ-125', 'ACK*IB*2*CA'], 6, 'ACK', 5, 'say when it comes'],
  ])('is refused by the place of what is wrong: %j', (body, position, segment, element, words) => {
    const { messages, mistakes } = readBack(fileOf('855', 'PR', body));
    expect(mistakes).toMatchObject([{ position, segment, element }]);
    expect(mistakes[0]!.detail).toContain(words);
    expect(messages.length === 0 || mistakes.length > 0).toBe(true);
  });

  it('is refused as a message, a group or a file whose numbers do not agree', () => {
    const body = [`BAK*00*AT*${REFERENCE}*20261126`];
    const change = (from: string, to: string) =>
      readInterchange(fileOf('855', 'PR', body, (text) => text.replace(from, to)));
    const groupBy = (from: string, to: string) => {
      const read = change(from, to);
      return 'interchange' in read ? read.interchange.groups[0]! : null;
    };
    expect(groupBy('SE*3*', 'SE*4*')?.sets[0]?.broken).toMatchObject({ position: 5, element: 1, code: '4' });
    expect(groupBy('SE*3*0001', 'SE*3*0002')?.sets[0]?.broken).toMatchObject({ element: 2, code: '3' });
    expect(groupBy('GE*1*42', 'GE*2*42')?.broken).toMatchObject({ position: 6, code: '5' });
    expect(groupBy('GE*1*42', 'GE*1*41')?.broken).toMatchObject({ code: '4' });
    expect(change('IEA*1*000000042', 'IEA*1*000000041')).toMatchObject({
      mistake: { position: 7, element: 2 },
    });
    expect(change('*00401*', '*00305*')).toMatchObject({ mistake: { position: 1, element: 12 } });
    expect(change('~IEA', '~IE')).toHaveProperty('mistake');
  });
});

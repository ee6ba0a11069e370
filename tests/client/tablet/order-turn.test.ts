import { describe, expect, it } from 'vitest';
import { openThings, readyWords } from '../../../client/tablet/order-lines.ts';
import { deedOf, isPossible, orderTaskName } from '../../../client/tablet/order-task.ts';
import { inTurn, isMeant } from '../../../client/tablet/order-turn.ts';
import { soldUnit } from '../../../client/tablet/sold-unit.ts';
import { anOrderLine, anOrderOf } from './order-builders.ts';

describe('the list of orders', () => {
  it('has first what can be handed over, in it what is needed first, and then the oldest', () => {
    const orders = [
      anOrderOf('Anna', 1, { status: 'backordered', neededBy: '2026-11-24T08:00:00.000Z' }),
      anOrderOf('Ben', 2),
      anOrderOf('Cem', 3, { neededBy: '2026-11-24T20:00:00.000Z' }),
      anOrderOf('Dora', 4, { status: 'partly-ready', neededBy: '2026-11-24T12:00:00.000Z' }),
      anOrderOf('Emil', 5, { neededBy: '2026-11-24T19:00:00.000Z' }),
      anOrderOf('Fritz', 6),
    ];
    expect(inTurn(orders).map(({ number }) => number)).toEqual([5, 3, 2, 6, 4, 1]);
  });

  it.each([
    ['', true],
    ['10', true],
    ['#1042', true],
    ['42', false],
    ['ozd', true],
    ['ben oz', true],
    ['demir', false],
    ['anna', false],
  ])('finds order #1042 of Ben Özdemir by %j: %s', (query, found) => {
    expect(isMeant({ number: 1042 }, 'Ben Özdemir', query)).toBe(found);
  });

  it('finds by number where the name is not known', () => {
    expect(isMeant({ number: 7 }, undefined, '7')).toBe(true);
    expect(isMeant({ number: 7 }, undefined, 'ben')).toBe(false);
  });
});

describe('an order at a glance', () => {
  const waits = anOrderLine({ lineId: 'line-2', itemId: 'butter', allocated: 0, backordered: 1250 });
  const part = anOrderLine({ lineId: 'line-3', allocated: 1, backordered: 3 });
  const gone = anOrderLine({ lineId: 'line-4', allocated: 0, fulfilled: 4 });

  it('says how much of it is there', () => {
    expect(readyWords({ lines: [anOrderLine(), gone] })).toBe('1 line');
    expect(readyWords({ lines: [anOrderLine(), waits] })).toBe('1 of 2 lines');
    expect(readyWords({ lines: [part] })).toBe('part of 1 line');
  });

  it('names what is still open of it', () => {
    const items = new Map([
      ['torte', { name: 'Torte', unit: 'each' }],
      ['butter', { name: 'Butter', unit: 'g' }],
    ]);
    expect(openThings({ lines: [anOrderLine(), waits, gone] }, (id) => items.get(id))).toBe(
      '4 × Torte · 1.25 kg Butter',
    );
    expect(openThings({ lines: [anOrderLine()] }, () => undefined)).toBe('4 × an item that is gone');
  });
});

describe('what is done to an order', () => {
  const order = anOrderOf('Ben', 7);

  it('is asked of all of it, or of a part of one line', () => {
    expect(deedOf('fulfil', order, null)).toEqual({
      ...{ orderId: 'order-7', words: '#7 handed over', path: '/fulfil', body: {} },
    });
    const part = { line: anOrderLine(), quantity: 3 };
    expect(deedOf('cancel', order, part, 'Ordered twice')).toEqual({
      orderId: 'order-7',
      words: '#7 3 portions Torte cancelled',
      path: '/cancel',
      body: { lines: [{ lineId: 'line-1', quantity: 3 }], reason: 'Ordered twice' },
    });
    expect(orderTaskName('cancel', '#7', undefined)).toBe('Cancel: #7');
    expect(orderTaskName('substitute', '#7', 'Torte')).toBe('Instead of: Torte');
  });

  it('is offered only where there is something to do it with', () => {
    expect(isPossible('fulfil', order)).toBe(true);
    expect(isPossible('substitute', order)).toBe(false);
    const closed = { lines: [anOrderLine({ allocated: 0, fulfilled: 4 })] };
    expect(isPossible('cancel', closed)).toBe(false);
  });

  it.each([
    ['g', true],
    ['kg', true],
    ['l', true],
    ['portion', false],
    ['each', false],
    ['tray', false],
  ])('counts in parts of a %s: %s', (unit, divisible) => {
    expect(soldUnit(unit).divisible).toBe(divisible);
  });
});

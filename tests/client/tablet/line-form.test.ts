import { expect, it } from 'vitest';
import { commandOf } from '../../../client/tablet/action.ts';
import {
  delivered,
  differenceWords,
  findByCode,
  openLines,
  type OpenLine,
} from '../../../client/tablet/delivery-lines.ts';
import { LineForm } from '../../../client/tablet/line-form.svelte.ts';
import { expectedMoves, undoDeed } from '../../../client/tablet/undo.ts';
import { pressDigit, EMPTY_PAD, type PadState } from '../../../client/stock/number-pad.ts';
import { anAction } from './builders.ts';

const line: OpenLine = {
  ...{
    lineId: 'line',
    itemId: 'salmon',
    sku: 'SAL',
    supplierSku: '0012345678905',
    name: 'Salmon',
    unit: 'kg',
  },
  ...{ packs: [], packName: 'case', ordered: '2 cases, 20 kg', outstanding: 20 },
};
const trout = { itemId: 'trout', sku: 'TRT', name: 'Trout', unit: 'kg', quantity: 9, stillToCome: false };
const eur = (amount: number) => ({ amount, currency: 'EUR' });
const known = { poId: 'po', lineId: 'line', currency: 'EUR', packPrice: eur(18_000), substitutes: [] };

const open = (before?: ConstructorParameters<typeof LineForm>[0]['before']): LineForm =>
  new LineForm({ line: () => line, before, known, currency: 'CHF' });
const typed = (digits: string): PadState => [...digits].reduce(pressDigit, EMPTY_PAD);

it('what came instead stands for what is missing, and is sent and laid over the stock with it', () => {
  const form = open();
  form.kept = typed('8');
  form.rejected = typed('2');
  form.reason = 'Too warm';
  form.photos = ['picture'];
  form.instead = { ...trout, lot: 'T-1' };
  expect([form.made, form.problem, form.summary]).toEqual([
    10,
    null,
    '8 kg kept, 2 kg sent back, 9 kg Trout instead',
  ]);
  expect(form.outlook).toMatchObject({ after: 'all of it', odd: false });
  const { draft } = form;
  expect(differenceWords(draft, line, known.packPrice)).toBe(
    '8 kg came · 2 kg sent back: Too warm, no replacement · 9 kg Trout instead',
  );
  const action = anAction({ deed: { kind: 'delivery', poId: 'po', lines: [delivered(line, draft)] } });
  expect(commandOf(action, 'store')).toMatchObject({
    payload: {
      lines: [
        {
          ...{ lineId: 'line', quantity: 8, rejected: 2, replaced: false, reason: 'Too warm' },
          substitute: { sku: 'TRT', quantity: 9, insteadOf: 10, lot: 'T-1' },
        },
      ],
    },
  });
  expect(JSON.stringify(commandOf(action, 'store'))).not.toMatch(/picture|itemId/);
  expect(expectedMoves(action).map(({ sku, quantity }) => [sku, quantity])).toEqual([
    ['SAL', 8],
    ['TRT', 9],
  ]);
  expect(undoDeed(action, new Date())).toMatchObject({
    lines: [{ quantity: -8 }, { sku: 'TRT', quantity: -9 }],
  });
  const po = { poId: 'po', number: 7, supplier: 'Fish Lang', state: 'sent' as const };
  const ordered = { ...line, quantity: 20, received: 0, packQuantity: 10 };
  expect(openLines({ ...po, lines: [ordered] }, () => undefined, [action])).toEqual([]);
});

it('as long as nothing is typed nothing was kept of what came as something else; what is still to come stays', () => {
  const form = open();
  form.instead = { ...trout, stillToCome: true };
  expect([form.came, form.made, form.problem, form.summary]).toEqual([0, 0, null, '9 kg Trout instead']);
  expect(differenceWords(form.draft, line)).toBe('9 kg Trout instead · 20 kg still to come');
  const again = open(form.draft);
  expect(again.draft).toEqual(form.draft);
  again.instead = undefined;
  expect([again.came, again.problem]).toEqual([20, null]);
});

it('a price that is hard to believe is asked about before it is taken', () => {
  const form = open();
  form.price = '19,50';
  expect(form.problem).toBeNull();
  form.price = '19500';
  expect([form.problem, form.question?.meant]).toEqual(['Say whether the price is right.', eur(19_500)]);
  form.mendPrice(form.question!.meant);
  expect([form.price, form.problem, form.draft.price]).toEqual(['195.00', null, eur(19_500)]);
  expect(differenceWords(form.draft, line, known.packPrice)).toMatch(/195\.00 a case instead of .*180\.00/);
  form.price = '19500';
  form.believePrice();
  expect([form.problem, form.draft.priceConfirmed]).toEqual([null, true]);
  expect(delivered(line, form.draft)).toMatchObject({ price: eur(1_950_000), priceConfirmed: true });
  form.price = '20500';
  expect(form.problem).toBe('Say whether the price is right.');
  form.price = 'dear';
  expect(form.problem).toBe('The price cannot be read.');
  form.price = '180.00';
  expect(differenceWords(form.draft, line, known.packPrice)).toBe('');
});

it('a code of trade is the same with the noughts that some write before it', () => {
  const found = ['012345678905', '00012345678905', '12345678905', '0012345678905x', ' '].map((code) =>
    findByCode([line], code),
  );
  expect(found.map((it) => it?.lineId)).toEqual(['line', 'line', 'line', undefined, undefined]);
});

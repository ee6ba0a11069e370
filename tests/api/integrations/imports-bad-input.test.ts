import { beforeEach, describe, expect, it } from 'vitest';
import type { ImportKind } from '../../../shared/integrations/import.schema.ts';
import { aDish, anIngredient } from '../../support/builders.ts';
import { csv, sendCsv } from '../../support/csv-upload.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let app: TestApp;
let storeId: string;

beforeEach(async () => {
  app = await startTestApp();
  ({ id: storeId } = await app.createStore());
  await app.createItem(anIngredient('FLOUR', { packs: [{ name: 'bag', quantity: 1000 }] }));
  await app.createItem(anIngredient('EGG', { unit: 'each' }));
  await app.createItem(aDish('PASTA', { FLOUR: 100, EGG: 1 }));
});

interface Case {
  what: string;
  kind: ImportKind;
  file: string | Uint8Array<ArrayBuffer>;
  rejected: [row: number, column: string, problem: string | RegExp][];
}

const ITEMS = 'sku,name,unit,importance,par_level,packs';
const RECIPES = 'sku,component_sku,quantity,unit,yield';
const STOCK = 'sku,quantity,unit';
const SALES = 'external_id,sold_at,sku,quantity';

const CASES: Case[] = [
  {
    what: 'an unknown SKU',
    kind: 'sales',
    file: csv(SALES, 'T1,2026-03-19 19:00,PASTA,1', 'T1,2026-03-19 19:00,PIZZA,1'),
    rejected: [[3, 'sku', 'no item has SKU PIZZA']],
  },
  {
    what: 'an unknown SKU and component',
    kind: 'recipes',
    file: csv(RECIPES, 'PIZZA,FLOUR,1,,', 'PASTA,SALT,1,,'),
    rejected: [
      [2, 'sku', `"PIZZA" is no item's SKU; import the items first`],
      [3, 'component_sku', `"SALT" is no item's SKU; import the items first`],
    ],
  },
  {
    what: 'a wrong unit',
    kind: 'opening-stock',
    file: csv(STOCK, 'FLOUR,1,bag', 'EGG,1,kg'),
    rejected: [[3, 'unit', '"1 kg": kg cannot be turned into each; use each']],
  },
  {
    what: 'a wrong unit in a recipe',
    kind: 'recipes',
    file: csv(RECIPES, 'PASTA,FLOUR,1,litre,'),
    rejected: [[2, 'unit', '"1 litre": litre cannot be turned into g; use g or bag']],
  },
  {
    what: 'negative quantities',
    kind: 'sales',
    file: csv(SALES, 'T1,2026-03-19 19:00,PASTA,-1'),
    rejected: [[2, 'quantity', '"-1" is not more than 0; correct it, or leave the row out']],
  },
  {
    what: 'a negative count',
    kind: 'opening-stock',
    file: csv(STOCK, 'FLOUR,-1,'),
    rejected: [[2, 'quantity', '"-1" is less than 0; correct it']],
  },
  {
    what: 'a fourth decimal',
    kind: 'recipes',
    file: csv(RECIPES, 'PASTA,FLOUR,1.2345,,'),
    rejected: [[2, 'quantity', '"1.2345" has more than 3 decimals; round it']],
  },
  {
    what: 'words for numbers, too much, and decimal commas among commas',
    kind: 'opening-stock',
    file: csv(STOCK, 'FLOUR,some,', 'EGG,99999999,', 'FLOUR,"1,5",'),
    rejected: [
      [2, 'quantity', /^"some" is not a number/],
      [3, 'quantity', '"99999999" is more than 9999999.999; check its unit'],
      [4, 'quantity', '"1,5" has a comma; write 1.5'],
    ],
  },
  {
    what: 'a date in the far future, and what is no date',
    kind: 'sales',
    file: csv(SALES, 'T1,2036-03-19 19:00,PASTA,1', 'T2,19 March,PASTA,1'),
    rejected: [
      [2, 'sold_at', '2036-03-19T18:00:00.000Z is more than a day ahead; check the clock of the till'],
      [3, 'sold_at', /^"19 March" is not a date with a time; write 2026-11-24 19:40/],
    ],
  },
  {
    what: 'rows of one ticket that disagree on its time',
    kind: 'sales',
    file: csv(SALES, 'T1,2026-03-19 19:00,PASTA,1', 'T1,2026-03-19 19:05,EGG,1'),
    rejected: [
      [
        3,
        'sold_at',
        '"2026-03-19T18:05:00.000Z" is another time than in row 2 of the same ticket; give its rows one time',
      ],
    ],
  },
  {
    what: 'an item that is its own ingredient',
    kind: 'recipes',
    file: csv(RECIPES, 'PASTA,PASTA,1,,'),
    rejected: [[2, 'component_sku', '"PASTA" makes the recipes go in a circle: PASTA → PASTA']],
  },
  {
    what: 'two circles',
    kind: 'recipes',
    file: csv(RECIPES, 'FLOUR,PASTA,1,,', 'EGG,PASTA,1,,'),
    rejected: [
      [2, 'component_sku', '"PASTA" makes the recipes go in a circle: PASTA → FLOUR → PASTA'],
      [3, 'component_sku', '"PASTA" makes the recipes go in a circle: EGG → PASTA → EGG'],
    ],
  },
  {
    what: 'a component twice, and yields that disagree',
    kind: 'recipes',
    file: csv(RECIPES, 'PASTA,FLOUR,1,,2', 'PASTA,FLOUR,1,,', 'PASTA,EGG,1,,3', 'PASTA,EGG,1,,0'),
    rejected: [
      [3, 'component_sku', '"FLOUR" is in row 2 of this recipe already; add the two up'],
      [4, 'yield', '"3" is not what row 2 says of the same recipe; give it once'],
      [5, 'yield', '"0" is not between 0.001 and 1000000; say what one batch makes'],
    ],
  },
  {
    what: 'a count of what is made to order, and a SKU twice',
    kind: 'opening-stock',
    file: csv(STOCK, 'PASTA,1,', 'EGG,1,', 'EGG,2,'),
    rejected: [
      [2, 'sku', 'PASTA is made to order and not counted; name its ingredients'],
      [4, 'sku', '"EGG" is in row 3 already; add the two up'],
    ],
  },
  {
    what: 'items with wrong cells',
    kind: 'items',
    file: csv(
      ITEMS,
      ',Salt,g,,,',
      'SALT,Salt,g,D,,',
      'OIL,Oil,ml,,,bottle',
      'FLOUR,Flour,kg,,,',
      `${'x'.repeat(65)},X,g,,,`,
    ),
    rejected: [
      [2, 'sku', 'is empty; fill it in'],
      [3, 'importance', /^must be one of A, B, C, not "D"/],
      [4, 'packs', /^"bottle" is not a pack; write its name/],
      [5, 'unit', '"kg" is not g, in which FLOUR is counted; keep its unit'],
      [6, 'sku', /^"x{65}" must NOT have more than 64 characters/],
    ],
  },
  {
    what: 'missing columns',
    kind: 'sales',
    file: csv('ticket;sold_at;sku;pieces', 'T1;2026-03-19 19:00;PASTA;1'),
    rejected: [
      [
        1,
        'external_id',
        "is missing; the file's columns, parted by semicolons, are: ticket, sold_at, sku, pieces",
      ],
      [
        1,
        'quantity',
        "is missing; the file's columns, parted by semicolons, are: ticket, sold_at, sku, pieces",
      ],
    ],
  },
  {
    what: 'a column twice',
    kind: 'opening-stock',
    file: csv('sku,quantity,Quantity', 'EGG,1,2'),
    rejected: [[1, 'quantity', 'stands twice in the header, as columns B and C; remove one']],
  },
  {
    what: 'half a file, cut inside of quotes',
    kind: 'items',
    file: 'sku,name,unit\nSALT,Salt,g\nOIL,"Olive o',
    rejected: [[3, 'name', /^begins with a quotation mark that is never closed; .* cut off$/]],
  },
  {
    what: 'half a file, cut inside of a row',
    kind: 'sales',
    file: `${SALES}\nT1,2026-03-19 19:00,PASTA,1\nT2,2026-03-19 19:0`,
    rejected: [
      [3, 'sold_at', /^"2026-03-19 19:0" is not a date with a time/],
      [3, 'sku', 'is not there: the row ends before it; export the file again if it is cut off'],
      [3, 'quantity', 'is not there: the row ends before it; export the file again if it is cut off'],
    ],
  },
  {
    what: 'more cells than columns',
    kind: 'opening-stock',
    file: csv('sku,quantity', 'EGG,1,5'),
    rejected: [
      [2, '', '"5" is one value more than the header has columns; put texts with the delimiter in quotes'],
    ],
  },
  {
    what: 'an empty file',
    kind: 'opening-stock',
    file: '',
    rejected: [
      [1, 'sku', 'is missing: the file is empty'],
      [1, 'quantity', 'is missing: the file is empty'],
    ],
  },
  {
    what: 'a spreadsheet',
    kind: 'items',
    file: new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0x14, 0x00]),
    rejected: [[1, '', 'the file is a spreadsheet, not CSV; save it as "CSV UTF-8" and import that file']],
  },
  {
    what: 'a NUL',
    kind: 'items',
    file: csv('sku,name,unit', 'SALT,Sa\0lt,g'),
    rejected: [[2, 'name', 'has a NUL character; export the file again as UTF-8']],
  },
];

describe('a file is refused row by row for', () => {
  it.each(CASES)('$what', async ({ kind, file, rejected }) => {
    const before = await app.stock(storeId);
    for (const commit of [false, true]) {
      const { status, body } = await sendCsv(app, { kind, csv: file, storeId, commit });
      expect(status).toBe(commit ? 422 : 200);
      expect(body.rejected).toEqual(
        rejected.map(([row, column, problem]) => ({
          row,
          column,
          problem: typeof problem === 'string' ? problem : (expect.stringMatching(problem) as unknown),
        })),
      );
      expect(body).toMatchObject({ committed: false, mistakes: rejected.length });
    }
    expect(await app.stock(storeId)).toEqual(before);
  });

  it('more mistakes than anyone reads: the first thousand are told, all are counted', async () => {
    const file = csv(
      SALES,
      ...Array.from({ length: 1_500 }, (_, index) => `T${index},2026-03-19 19:00,PIZZA,1`),
    );
    const { body } = await sendCsv(app, { kind: 'sales', csv: file, storeId });
    expect(body).toMatchObject({ rows: 1_500, accepted: 0, mistakes: 1_500 });
    expect(body.rejected).toHaveLength(1_000);
  });
});

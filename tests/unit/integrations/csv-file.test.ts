import { describe, expect, it } from 'vitest';
import { readCsvTable } from '../../../server/integrations/csv-file.service.ts';
import { detectDelimiter, findHeaderLine } from '../../../server/integrations/csv-table.ts';
import { inChunks } from '../../support/csv-table.ts';

const read = (text: string) => readCsvTable(inChunks(Buffer.from(text)));

describe('a CSV file', () => {
  it('has the row numbers of a spreadsheet: empty rows count, line breaks in cells do not', async () => {
    const table = await read('\nsku,name\nA,"two\nlines"\n\n,\nB,x\n');
    expect(table).toMatchObject({ headerRow: 2, header: ['sku', 'name'] });
    expect(table.rows).toEqual([
      { row: 3, cells: ['A', 'two\nlines'] },
      { row: 6, cells: ['B', 'x'] },
    ]);
  });

  it('keeps quotes that are a part of a text, and undoes those that are not', async () => {
    const { rows } = await read('sku,name\nA,"say ""cheese"""\nB,12" pan\nC,"a,b"\n');
    expect(rows.map(({ cells }) => cells[1])).toEqual(['say "cheese"', '12" pan', 'a,b']);
  });

  it.each(['\n', '\r\n', '\r'])('may end its rows with %j', async (end) => {
    const { rows } = await read(['sku,name', 'A,x', 'B,y'].join(end));
    expect(rows).toMatchObject([{ cells: ['A', 'x'] }, { cells: ['B', 'y'] }]);
  });

  it('tells where it breaks off, with what came before', async () => {
    const table = await read('sku,name\nA,x\nB,"half a na');
    expect(table.rows).toEqual([{ row: 2, cells: ['A', 'x'] }]);
    expect(table.broken).toMatchObject({ row: 3, column: 'name' });
  });

  it('is given up at a quotation mark that nothing closes, however much follows', async () => {
    const table = await readCsvTable(
      inChunks(Buffer.from(`sku,name\nA,"x${'y,z\n'.repeat(100_000)}`), 65_536),
    );
    expect(table).toMatchObject({ rows: [], broken: { row: 2, column: 'name' } });
  });

  it('can be given up by whoever waits for it, and lets go of its source', async () => {
    const stopping = new AbortController();
    let closed = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (yield Buffer.from('sku\n'); ; yield Buffer.from('A\n'.repeat(1_000))) await Promise.resolve();
      } finally {
        closed = true;
      }
    }
    const onRows = (): void => stopping.abort(new Error('enough'));
    await expect(readCsvTable(endless(), { signal: stopping.signal, onRows })).rejects.toThrow('enough');
    expect(closed).toBe(true);
  });
});

describe('the delimiter', () => {
  it.each([
    ['sku,name,unit', ','],
    ['sku;name;unit', ';'],
    ['sku\tname\tunit', '\t'],
    ['"sku, the code";name;"unit, of stock"', ';'],
    ['sku', ','],
    ['', ','],
  ])('of %j is %j', (header, delimiter) => {
    expect(detectDelimiter(header)).toBe(delimiter);
  });

  it('is looked for in the first line that has something in it', () => {
    expect(findHeaderLine('\n\r\n  \nsku;name\nA;x')).toBe('sku;name');
    expect(findHeaderLine('"a\nb";c\n')).toBe('"a\nb";c');
    expect(findHeaderLine('sku;na')).toBeUndefined();
    expect(findHeaderLine('\n'.repeat(100_000))).toBeUndefined();
  });
});

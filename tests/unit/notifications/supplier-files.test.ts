import { parse } from 'csv-parse/sync';
import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, it } from 'vitest';
import { orderCsv } from '../../../server/notifications/supplier-csv.ts';
import { typefaces } from '../../../server/notifications/supplier-delivery.service.ts';
import { mailHtml } from '../../../server/notifications/supplier-mail.ts';
import { orderPdf } from '../../../server/notifications/supplier-pdf.ts';
import { sheetOf } from '../../../server/notifications/supplier-sheet.ts';
import type { DocumentLine, SupplierDocument } from '../../../server/purchasing/supplier-document.ts';

const LONG = 'Schwarzwälder Räucherlachsseitenaufschnittplattengeschenkverpackung "Łódź", extra groß';

function aLine(more: Partial<DocumentLine> = {}): DocumentLine {
  return {
    ...{ supplierSku: 'S-1', sku: 'SALMON', name: 'Lachs', packName: 'case', packQuantity: 2.5, unit: 'kg' },
    ...{ packs: 4, quantity: 10, cancelled: 0, packPrice: 1_850, total: 7_400 },
    wantedAt: '2026-03-30T06:00:00.000Z',
    ...more,
  };
}

function aDocument(lines: DocumentLine[], more: Partial<SupplierDocument> = {}): SupplierDocument {
  return {
    ...{
      kind: 'sent',
      what: 'sent',
      at: '2026-03-27T11:00:00.000Z',
      number: 12,
      reference: '12-9F3A2B1C',
      version: 3,
      currency: 'EUR',
    },
    store: { name: 'Gasthaus "Zum Löwen" <b>', timeZone: 'Europe/Vienna' },
    supplier: { name: 'Fisch Łąng', language: 'de', terms: '14 Tage' },
    ...{ total: 7_400, note: null, lines },
    ...more,
  };
}

async function printed(document: SupplierDocument): Promise<string[]> {
  const pdf = await orderPdf(sheetOf(document), await typefaces(), new Date(document.at));
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: false });
  return text.map((page) => page.replace(/\s+/g, ' '));
}

describe('the table for programs', () => {
  it('keeps what is typed into it from being a formula, and quotes what has to be', () => {
    const line = aLine({
      name: '=HYPERLINK("http://evil.example")',
      supplierSku: '+1',
      packPrice: null,
      total: null,
    });
    const csv = orderCsv(aDocument([line, aLine({ name: 'a "b",\nc' })]));
    expect(csv.startsWith('\uFEFFpurchase_order,version,line,')).toBe(true);
    expect(csv).toContain('"a ""b"",\nc"');
    expect(csv.split('\r\n')).toHaveLength(4);
    const [first, second] = parse<Record<string, string>>(csv, { columns: true, bom: true });
    expect(first).toMatchObject({
      name: `'${line.name}`,
      supplier_sku: "'+1",
      pack_price: '',
      line_total: '',
    });
    // The clocks went forward in the night before.
    expect(second).toMatchObject({ pack_price: '18.50', wanted: '2026-03-30T08:00:00+02:00' });
  });
});

describe('the print', () => {
  it('wraps what is long, and numbers as many pages as it takes, in the supplier’s language', async () => {
    const lines = Array.from({ length: 60 }, (_, i) =>
      aLine({ supplierSku: `S-${i}`, name: `${LONG} ${i}` }),
    );
    const pages = await printed(aDocument(lines, { note: 'Zweimal läuten' }));
    expect(pages.length).toBeGreaterThan(2);
    for (const [index, page] of pages.entries()) {
      expect(page).toContain(`Bestellung #12 · Seite ${index + 1} von ${pages.length}`);
      expect(page).toContain('Art.-Nr.');
    }
    const all = pages.join(' ');
    for (const words of ['Fassung 3', 'Fisch Łąng', '4 × case (2,5 kg)', 'Zweimal läuten', '14 Tage', '8:00'])
      expect(all).toContain(words);
    for (const { supplierSku } of lines) expect(all).toContain(`${supplierSku} `);
    expect(all.replace(/\s/g, '').match(/plattengeschenkverpackung"Łódź",extragroß/g)).toHaveLength(60);
  });

  it('is the same whenever it is made', async () => {
    const document = aDocument([aLine()]);
    const make = async () => orderPdf(sheetOf(document), await typefaces(), new Date(document.at));
    expect((await make()).equals(await make())).toBe(true);
  });
});

describe('the mail', () => {
  it('shows names as they are, and says when prices are open and days differ', () => {
    const lines = [
      aLine({ name: '<script>alert(1)</script>', packPrice: null, total: null }),
      aLine({ wantedAt: '2026-03-31T06:00:00Z' }),
    ];
    const html = mailHtml(sheetOf(aDocument(lines)), 'https://larder.example.com/supplier/x');
    expect(html).toContain('&lt;script&gt;');
    expect(html).not.toMatch(/<script>|<b>/);
    expect(html).toContain('Zeilen ohne Preis sind nicht enthalten.');
    expect(html.match(/Gewünscht:/g)).toHaveLength(2);
  });
});

import PdfDocument from 'pdfkit';
import type { Sheet, SheetLine } from './supplier-sheet.ts';

/** Typefaces with all letters of Europe, to be embedded as far as they are used. */
export interface Typefaces {
  regular: Buffer;
  bold: Buffer;
}

type Pdf = InstanceType<typeof PdfDocument>;

const MARGIN = 48;
const FOOT = 40;
const INK = '#1c1b19';
const MUTED = '#5d5a54';
const HAIRLINE = '#c9c5bc';

interface Column {
  width: number;
  align: 'left' | 'right';
  head: string;
  text: (line: SheetLine) => string;
}

/** A purchase order to print: A4, as many pages as it takes, each with its number. */
export function orderPdf(sheet: Sheet, typefaces: Typefaces, at: Date): Promise<Buffer> {
  const { words, named } = sheet;
  const pdf = new PdfDocument({
    ...{ size: 'A4', bufferPages: true, lang: words.locale },
    margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: MARGIN + FOOT },
    info: { Title: sheet.subject, Author: named.store, CreationDate: at },
  });
  const done = collect(pdf);
  pdf.registerFont('regular', typefaces.regular).registerFont('bold', typefaces.bold);
  writeHead(pdf, sheet);
  writeTable(pdf, sheet);
  writeFoot(pdf, sheet);
  numberPages(pdf, sheet);
  pdf.end();
  return done;
}

function collect(pdf: Pdf): Promise<Buffer> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => void chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
}

function writeHead(pdf: Pdf, sheet: Sheet): void {
  const { words, named, wanted } = sheet;
  pdf.font('bold').fontSize(18).fillColor(INK).text(words.title(named.number));
  pdf.font('regular').fontSize(10).fillColor(MUTED).text(words.version(named.version)).moveDown(0.6);
  const facts: [string, string][] = [
    [words.from, named.store],
    [words.to, sheet.supplier],
    [words.orderedOn, sheet.orderedOn],
    ...(wanted === null ? [] : [[words.wanted, wanted] as [string, string]]),
  ];
  for (const [name, value] of facts) {
    const { y } = pdf;
    pdf.font('regular').fillColor(MUTED).text(name, MARGIN, y, { width: 90 });
    pdf
      .font('bold')
      .fillColor(INK)
      .text(value, MARGIN + 95, y, { width: widthOf(pdf) - 95 });
  }
  pdf.font('regular').fillColor(INK).moveDown(0.6);
  pdf.text(sheet.opening, MARGIN, pdf.y, { width: widthOf(pdf) });
  pdf.fillColor(MUTED).text(sheet.clock).moveDown(1);
}

function columnsOf({ words, wanted }: Sheet, width: number): Column[] {
  const fixed = { code: 72, packs: 92, quantity: 62, price: 66, sum: 72 };
  const rest = width - Object.values(fixed).reduce((sum, each) => sum + each, 0);
  const more = (line: SheetLine): string =>
    [line.name, wanted === null && `${words.wanted}: ${line.wanted}`, line.cancelled]
      .filter(Boolean)
      .join('\n');
  return [
    { width: fixed.code, align: 'left', head: words.code, text: ({ code }) => code },
    { width: rest, align: 'left', head: words.what, text: more },
    { width: fixed.packs, align: 'left', head: words.packs, text: ({ packs }) => packs },
    { width: fixed.quantity, align: 'right', head: words.quantity, text: ({ quantity }) => quantity },
    { width: fixed.price, align: 'right', head: words.price, text: ({ price }) => price },
    { width: fixed.sum, align: 'right', head: words.sum, text: ({ sum }) => sum },
  ];
}

function writeTable(pdf: Pdf, sheet: Sheet): void {
  const columns = columnsOf(sheet, widthOf(pdf));
  const heads = columns.map(({ head }) => head);
  writeRow(pdf, columns, heads, 'bold');
  for (const line of sheet.lines) {
    const texts = columns.map(({ text }) => text(line));
    if (pdf.y + heightOf(pdf, columns, texts) > bottomOf(pdf)) {
      pdf.addPage();
      writeRow(pdf, columns, heads, 'bold');
    }
    writeRow(pdf, columns, texts, 'regular');
  }
}

const GAP = 6;

function heightOf(pdf: Pdf, columns: readonly Column[], texts: readonly string[]): number {
  pdf.fontSize(9);
  const heights = columns.map(({ width }, index) =>
    pdf.heightOfString(texts[index]!, { width: width - GAP }),
  );
  return Math.max(...heights) + 2 * GAP;
}

function writeRow(pdf: Pdf, columns: readonly Column[], texts: readonly string[], font: string): void {
  pdf.font(font).fontSize(9).fillColor(INK);
  const height = heightOf(pdf, columns, texts);
  const { y } = pdf;
  let x = MARGIN;
  for (const [index, { width, align }] of columns.entries()) {
    pdf.text(texts[index]!, x, y + GAP, { width: width - GAP, align });
    x += width;
  }
  const line = y + height;
  pdf
    .moveTo(MARGIN, line)
    .lineTo(x - GAP, line)
    .lineWidth(0.5)
    .strokeColor(HAIRLINE)
    .stroke();
  pdf.x = MARGIN;
  pdf.y = line;
}

function writeFoot(pdf: Pdf, sheet: Sheet): void {
  const { words, note, terms } = sheet;
  if (pdf.y + 60 > bottomOf(pdf)) pdf.addPage();
  const whole = { width: widthOf(pdf) };
  pdf.moveDown(0.8).font('bold').fontSize(12);
  pdf.text(`${words.total}: ${sheet.total}`, MARGIN, pdf.y, { width: whole.width - GAP, align: 'right' });
  pdf.font('regular').fontSize(9).fillColor(MUTED);
  if (sheet.hasOpenPrices) pdf.text(words.openPrices, { width: whole.width - GAP, align: 'right' });
  pdf.fontSize(10).fillColor(INK).moveDown(1);
  if (note !== null) pdf.text(`${words.note}: ${note}`, whole).moveDown(0.5);
  if (terms !== null) pdf.text(`${words.terms}: ${terms}`, whole);
}

function numberPages(pdf: Pdf, { words, named }: Sheet): void {
  const { count } = pdf.bufferedPageRange();
  for (let page = 0; page < count; page++) {
    pdf.switchToPage(page);
    // Below the margin of the text, where it would start a page of its own.
    pdf.page.margins.bottom = 0;
    const y = pdf.page.height - MARGIN;
    const name = `${words.title(named.number)} · ${words.page(page + 1, count)}`;
    pdf.font('regular').fontSize(8).fillColor(MUTED);
    pdf.text(name, (pdf.page.width - pdf.widthOfString(name)) / 2, y, { lineBreak: false });
  }
}

const widthOf = (pdf: Pdf): number => pdf.page.width - 2 * MARGIN;
const bottomOf = (pdf: Pdf): number => pdf.page.height - MARGIN - FOOT;

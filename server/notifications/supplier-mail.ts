import { escapeHtml } from './mail-html.ts';
import type { Sheet, SheetLine } from './supplier-sheet.ts';

/** The order as a plain text. */
export function mailText(sheet: Sheet, portalUrl: string): string {
  const { words, wanted, note, terms } = sheet;
  const parts = [
    words.hello(sheet.supplier),
    sheet.opening,
    [wanted && `${words.wanted}: ${wanted}`, sheet.clock].filter(Boolean).join('\n'),
    sheet.lines.map((line, index) => lineText(sheet, line, index)).join('\n\n'),
    `${words.total}: ${sheet.total}${sheet.hasOpenPrices ? ` (${words.openPrices})` : ''}`,
    note && `${words.note}: ${note}`,
    terms && `${words.terms}: ${terms}`,
    `${words.portal}\n${portalUrl}`,
    words.attached,
    sheet.named.store,
  ];
  return parts.filter(Boolean).join('\n\n');
}

function lineText({ words, wanted }: Sheet, line: SheetLine, index: number): string {
  const rows = [
    `${index + 1}. ${line.code}  ${line.name}`,
    `   ${line.packs} = ${line.quantity}`,
    `   ${words.price}: ${line.price}, ${words.sum}: ${line.sum}`,
    wanted === null && `   ${words.wanted}: ${line.wanted}`,
    line.cancelled && `   ${line.cancelled}`,
  ];
  return rows.filter(Boolean).join('\n');
}

const CELL = 'padding: 6px 10px; border-bottom: 1px solid #d5d2cb; vertical-align: top';
const FIGURE = `${CELL}; text-align: right; white-space: nowrap`;

/** The same in HTML: a table that mail programs of all ages show. */
export function mailHtml(sheet: Sheet, portalUrl: string): string {
  const { words, wanted, note, terms, total } = sheet;
  const heads = [words.code, words.what, words.packs, words.quantity, words.price, words.sum];
  const parts = [
    paragraph(words.hello(sheet.supplier)),
    paragraph(sheet.opening),
    paragraph([wanted && `${words.wanted}: ${wanted}`, sheet.clock].filter(Boolean).join('\n')),
    `<table style="border-collapse: collapse; width: 100%"><thead><tr>${heads.map(headCell).join('')}</tr></thead><tbody>${sheet.lines
      .map((line) => row(sheet, line))
      .join('')}</tbody></table>`,
    `<p><strong>${escapeHtml(`${words.total}: ${total}`)}</strong>${sheet.hasOpenPrices ? ` ${escapeHtml(words.openPrices)}` : ''}</p>`,
    note && paragraph(`${words.note}: ${note}`),
    terms && paragraph(`${words.terms}: ${terms}`),
    `<p>${escapeHtml(words.portal)}<br><a href="${escapeHtml(portalUrl)}">${escapeHtml(portalUrl)}</a></p>`,
    paragraph(words.attached),
    paragraph(sheet.named.store),
  ];
  return `<!doctype html><html><body style="font-family: sans-serif; line-height: 1.5; max-width: 50em">${parts.filter(Boolean).join('')}</body></html>`;
}

function paragraph(text: string): string {
  return `<p>${escapeHtml(text).replaceAll('\n', '<br>')}</p>`;
}

function headCell(text: string, index: number): string {
  return `<th style="${CELL}; text-align: ${index < 3 ? 'left' : 'right'}">${escapeHtml(text)}</th>`;
}

function row({ words, wanted }: Sheet, line: SheetLine): string {
  const more = [wanted === null && `${words.wanted}: ${line.wanted}`, line.cancelled].filter(Boolean);
  const name = [line.name, ...more].map((text) => escapeHtml(text as string)).join('<br>');
  const texts = [escapeHtml(line.code), name, escapeHtml(line.packs)];
  const figures = [line.quantity, line.price, line.sum].map(escapeHtml);
  const cells = [
    ...texts.map((it) => `<td style="${CELL}">${it}</td>`),
    ...figures.map((it) => `<td style="${FIGURE}">${it}</td>`),
  ];
  return `<tr>${cells.join('')}</tr>`;
}

import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expect, it } from 'vitest';
import { readFacts } from '../../support/source-facts.ts';
import { textOf } from '../../support/spoken-text.ts';

const ROOT = join(import.meta.dirname, '../../..');
/** The pages that offer a choice of languages. */
const TRANSLATED = ['wall', 'pair', 'tablet', 'setup', 'scorecard'];
/** Said the same in every language, or to browsers alone. */
const NEVER_TRANSLATED = [
  'Larder',
  '`${weight} ${size}px ${family}`',
  '`Bearer ${token}`',
  "`${weight} ${MEASURED_AT_PX}px ${style.getPropertyValue('--font')}`",
  // Kept in the ledger, whoever reads it.
  'Undo correction',
  '`Undo ${NOUNS[deed.kind]} of ${deed.quantity} ${action.unit}`',
];

/** Of countries, currencies and the like. */
const CODES = /^[A-Z|\s]+$/;

/** Every file of the client that a page is made of. */
function filesOf(page: string): Map<string, string> {
  const files = new Map<string, string>();
  const open = [`client/${page}/main.ts`];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (files.has(path) || !existsSync(join(ROOT, path))) continue;
    const source = readFileSync(join(ROOT, path), 'utf8');
    files.set(path, source);
    for (const { specifier, typeOnly } of readFacts(path, source).imports)
      if (!typeOnly && specifier.startsWith('.')) open.push(posix.join(posix.dirname(path), specifier));
  }
  return files;
}

it.each(TRANSLATED)('says nothing on %s that is not in a catalogue', (page) => {
  const files = filesOf(page);
  expect(files.size).toBeGreaterThan(20);
  const said = [...files]
    .filter(([path]) => path.startsWith('client/'))
    .flatMap(([path, source]) => textOf(path, source).map((found) => ({ path, ...found })))
    .filter(({ text }) => !NEVER_TRANSLATED.includes(text) && !CODES.test(text));
  expect(said.map(({ path, line, text }) => `${path}:${line} says “${text}”`)).toEqual([]);
});

it('finds what a component says by itself, wherever it stands, and leaves the rest alone', () => {
  const component = [
    '<script lang="ts">',
    "  const words = catalogue({ hello: 'Hello there' }, { hello: 'Guten Tag' });",
    '  const left = `${count} left`;',
    '  const key = { key: `line ${count}` };',
    '</script>',
    '<p class="quiet note" title="Help">{words.hello} you</p>',
    "<p aria-label={isOn ? 'on' : words.off}>{isOn ? `${count} more` : words.none}</p>",
    '<Card glyph="flash" title="Two words" label={words.label}>3 ×</Card>',
  ].join('\n');
  const found = textOf('Card.svelte', component).map(({ line, text }) => `${line}: ${text}`);
  expect(found.sort()).toEqual([
    ...['3: `${count} left`', '6: Help', '6: you', '7: more', '7: on', '8: Two words'],
  ]);
});

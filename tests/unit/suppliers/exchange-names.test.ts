import fc from 'fast-check';
import { posix } from 'node:path';
import { expect, it } from 'vitest';
import { folderName, isFinishedName, keptName, safeName } from '../../../server/suppliers/exchange-names.ts';

const nasty = fc.oneof(
  fc.string(),
  fc.constantFrom('../../etc/passwd', '..', '.', '/', 'a/../b', 'C:\\x', '\0', '東京'),
);

it('names of files and folders lead nowhere else, whatever they are made of', () => {
  fc.assert(
    fc.property(nasty, nasty, (name, id) => {
      const kept = keptName({ name, controlNumber: 7 }, new Date('2026-11-28T09:00:00Z')).file;
      for (const made of [safeName(name), folderName({ name, id: `${id}00000000` }), kept]) {
        expect(made).toMatch(/^[A-Za-z0-9_][A-Za-z0-9._-]*$/);
        expect(posix.join('/root', made)).toBe(`/root/${made}`);
      }
    }),
  );
  expect(folderName({ name: 'Molkerei Süd & Söhne', id: '0198-1a2b3c4d' })).toBe(
    'molkerei-sud-sohne-1a2b3c4d',
  );
});

it.each(['.855.edi', '855.edi.tmp', '855.edi.part', '855.EDI.FILEPART', '~855', '855.edi~', '#855#'])(
  '%s is still being written',
  (name) => {
    expect(isFinishedName(name)).toBe(false);
    expect(isFinishedName('855.edi')).toBe(true);
  },
);

import { catalogue } from './language.ts';

/** What controls say by themselves, wherever they stand. */
export const controlWords = catalogue(
  {
    close: 'Close',
    keep: 'Keep',
    undo: 'Undo',
    dismiss: 'Dismiss',
    takeBack: 'take back',
    nothingLike: 'Nothing like it',
    asTable: 'As a table',
    chartAsTable: (chart: string) => `${chart}, as a table`,
    picture: 'Picture',
    table: 'Table',
    savePicture: (chart: string) => `Save as a picture: ${chart}`,
    saveTable: (chart: string) => `Save as a table: ${chart}`,
  },
  {
    close: 'Schließen',
    keep: 'Belassen',
    undo: 'Rückgängig',
    dismiss: 'Ausblenden',
    takeBack: 'löschen',
    nothingLike: 'Nichts dergleichen',
    asTable: 'Als Tabelle',
    chartAsTable: (chart) => `${chart}, als Tabelle`,
    picture: 'Bild',
    table: 'Tabelle',
    savePicture: (chart) => `Als Bild speichern: ${chart}`,
    saveTable: (chart) => `Als Tabelle speichern: ${chart}`,
  },
);

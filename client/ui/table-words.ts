import { catalogue } from './language.ts';

export const tableWords = catalogue(
  {
    chooseAll: (rows: string): string => `Choose all that are shown: ${rows}`,
    choose: (name: string): string => `Choose ${name}`,
    name: 'Name',
    moved: (rows: string): string => `${rows} would stand elsewhere by now`,
    putInOrder: 'Put in order',
  },
  {
    chooseAll: (rows) => `Alles Gezeigte auswählen: ${rows}`,
    choose: (name) => `${name} auswählen`,
    name: 'Name',
    moved: (rows) => `${rows} stünden inzwischen anderswo`,
    putInOrder: 'Neu ordnen',
  },
);

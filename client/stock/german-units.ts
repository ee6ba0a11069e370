/** By the unit's English name: one of it, and several. */
export type UnitNames = Readonly<Record<string, readonly [one: string, several: string]>>;

/** Units and packs in one and in several, where the store's word is an English one. */
export const GERMAN_UNITS: UnitNames = {
  portion: ['Portion', 'Portionen'],
  bottle: ['Flasche', 'Flaschen'],
  case: ['Kiste', 'Kisten'],
  can: ['Dose', 'Dosen'],
  bag: ['Sack', 'Säcke'],
  slice: ['Scheibe', 'Scheiben'],
  box: ['Schachtel', 'Schachteln'],
  loaf: ['Laib', 'Laibe'],
  bunch: ['Bund', 'Bund'],
  tray: ['Tablett', 'Tabletts'],
  pack: ['Packung', 'Packungen'],
  crate: ['Steige', 'Steigen'],
  carton: ['Karton', 'Kartons'],
  tub: ['Eimer', 'Eimer'],
  tin: ['Dose', 'Dosen'],
  jar: ['Glas', 'Gläser'],
  keg: ['Fass', 'Fässer'],
  sack: ['Sack', 'Säcke'],
  block: ['Block', 'Blöcke'],
  net: ['Netz', 'Netze'],
  litre: ['Liter', 'Liter'],
  liter: ['Liter', 'Liter'],
};

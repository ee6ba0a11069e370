/** Codes of X12's element 355 for what packs are called. */
const PACKS: Readonly<Record<string, string>> = {
  ...{ bag: 'BG', bottle: 'BO', box: 'BX', bucket: 'BC', bundle: 'BD', can: 'CN', carton: 'CT', case: 'CA' },
  ...{ drum: 'DR', jar: 'JR', keg: 'KE', pack: 'PK', package: 'PK', pail: 'PA', pallet: 'PL', roll: 'RL' },
  tray: 'TY',
};
const UNITS: Readonly<Record<string, string>> = {
  ...{ each: 'EA', ea: 'EA', piece: 'EA', pc: 'EA', pcs: 'EA', unit: 'EA' },
  ...{ kg: 'KG', g: 'GR', lb: 'LB', oz: 'OZ', l: 'LT', ml: 'ML', gal: 'GA' },
};

export interface Packed {
  packName: string;
  packQuantity: number;
  /** The stock unit. */
  unit: string;
}

/** The code that a stock unit goes by; null where X12 has none that is sure to be understood. */
export function unitCode(unit: string): string | null {
  return UNITS[unit.toLowerCase()] ?? null;
}

/** The code that a pack is ordered by: a pack of one is counted or weighed, what has no code of its own is a case. */
export function packCode({ packName, packQuantity, unit }: Packed): string {
  if (packQuantity === 1) return unitCode(unit) ?? 'EA';
  return PACKS[packName.toLowerCase()] ?? 'CA';
}

import type { BackorderRisk } from '../../shared/forecasts/backorder-risk.schema.ts';
import type { Risk } from './backorder-risk.ts';

/** What is told of how an item comes again. */
export type SupplyFacts = Pick<BackorderRisk, 'next' | 'order' | 'made'>;
/** What is kept of a risk; the rest is as the store stands when somebody asks. */
export type RiskState = SupplyFacts & Pick<BackorderRisk, 'drivers' | 'par' | 'perDay' | 'usualPerDay'>;

export interface KeptRisk {
  itemId: string;
  chance: number;
  state: RiskState;
  isOut: boolean;
}

/** Chances that move by less are the same to whoever reads them. */
const MOVED = 0.02;
/** A sale moves what is sold in a day by less than this share. */
const SHARE = 0.1;

/** What was kept of items, and what is to be kept instead. */
export class RiskBook {
  readonly #before: ReadonlyMap<string, KeptRisk>;
  readonly #after = new Map<string, KeptRisk>();
  readonly #gone: string[] = [];
  readonly #ranOut: string[] = [];

  constructor(before: readonly KeptRisk[]) {
    this.#before = new Map(before.map((each) => [each.itemId, each]));
  }

  put(
    itemId: string,
    { chance, ...risk }: Risk,
    { isOut, ...facts }: SupplyFacts & { isOut: boolean },
  ): void {
    const after: KeptRisk = { itemId, chance, isOut, state: { ...risk, ...facts } };
    const before = this.#before.get(itemId);
    if (before && isOut && !before.isOut) this.#ranOut.push(itemId);
    if (!before || isRiskNews(before, after)) this.#after.set(itemId, after);
  }

  /** Nothing is known of the item any more. */
  drop(itemId: string): void {
    if (this.#before.has(itemId)) this.#gone.push(itemId);
  }

  get changes(): { kept: KeptRisk[]; gone: string[]; ranOut: string[] } {
    return { kept: [...this.#after.values()], gone: this.#gone, ranOut: this.#ranOut };
  }

  get isChanged(): boolean {
    return this.#after.size > 0 || this.#gone.length > 0;
  }
}

/** Whether somebody who reads of the risk would read something else. */
export function isRiskNews(before: KeptRisk, after: KeptRisk): boolean {
  const [was, is] = [before.state, after.state];
  return (
    Math.abs(before.chance - after.chance) >= MOVED ||
    (before.chance > 0 && after.chance === 0) ||
    before.isOut !== after.isOut ||
    was.drivers[0]?.kind !== is.drivers[0]?.kind ||
    JSON.stringify([was.next, was.order]) !== JSON.stringify([is.next, is.order]) ||
    Math.abs(was.perDay - is.perDay) > SHARE * was.perDay
  );
}

import { countText, dayText, moneyText, quantityText } from './amount-words.ts';
import type { Money } from '../../shared/money.ts';
import type { Chosen, Source } from './reorder-choice.ts';
import type { Cover } from './reorder-cover.ts';
import { isOut, type Levels, type ReorderItem } from './reorder-need.ts';
import { percentText } from './service-levels.ts';

/**
 * Why so many packs are proposed: "3.1 kg on hand, 1.1 kg of it set aside for orders, none coming: leaves 2 kg, below
 * its reorder point of 5 kg → 1 case of 10 kg brings it to its par of 12 kg".
 */
export function needWords(item: ReorderItem, levels: Levels, chosen: Chosen, packs: number): string {
  const because = [standing(item, levels), shortfall(item, levels)].join(', ');
  const urgent = chosen.instead ? `${emergencyWords(item, chosen, chosen.instead)}: ` : '';
  const until = chosen.instead && item.cover ? ` until ${chosen.instead.supplier.name} comes` : '';
  return `${passedOverWords(chosen)}${urgent}${because} → ${outcome(item, levels, chosen, packs)}${until}`;
}

export function topUpWords(item: ReorderItem, levels: Levels, source: Chosen, packs: number): string {
  const { name, minimumOrder } = source.supplier;
  const minimum = minimumOrder ? moneyText(minimumOrder) : '';
  const because = standing(item, levels);
  return `${passedOverWords(source)}fills the order up to the minimum of ${name}, ${minimum}: ${because}, not at its reorder point yet → ${outcome(item, levels, source, packs)}`;
}

export function belowMinimumWords(supplier: string, minimum: Money, missing: Money): string {
  return `${moneyText(missing)} short of ${moneyText(minimum)}, the least that ${supplier} delivers`;
}

function passedOverWords({ passedOver }: Chosen): string {
  return passedOver ? `${passedOver.name} is passed over for its standing; ` : '';
}

function emergencyWords(item: ReorderItem, { supplier, delivery }: Source, usual: Source): string {
  const comes = `${usual.supplier.name} comes on ${dayText(usual.delivery.day)}`;
  const why = isOut(item) ? `out, and ${comes}` : `likely to run out before ${comes}`;
  return `${why}, ${supplier.name} on ${dayText(delivery.day)} already`;
}

function standing(item: ReorderItem, { projected }: Levels): string {
  const { unit, onHand, allocated, backordered, onOrder, inPreparation } = item;
  const amount = (thousandths: number): string => quantityText(thousandths, unit);
  const parts = [
    `${amount(onHand)} on hand`,
    ...(allocated > 0 ? [`${amount(allocated)} of it set aside for orders`] : []),
    ...(backordered > 0 ? [`customers wait for ${amount(backordered)}`] : []),
    ...(onOrder > 0 ? [`${amount(onOrder)} coming`] : []),
    ...(inPreparation > 0 ? [`${amount(inPreparation)} in orders not sent yet`] : []),
    ...(onOrder + inPreparation === 0 ? ['none coming'] : []),
  ];
  const left = projected < 0 ? `${amount(-projected)} too little` : `leaves ${amount(projected)}`;
  return `${parts.join(', ')}${projected === onHand ? '' : `: ${left}`}`;
}

function shortfall(item: ReorderItem, { projected, point }: Levels): string {
  if (item.cover) return coverWords(item.cover, item.unit);
  if (point < 0) return 'and no par level to keep';
  const isBelow = projected < point;
  if (item.reorderPoint === null)
    return `${isBelow ? 'below' : 'at'} a third of its par of ${quantityText(item.parLevel ?? 0, item.unit)}`;
  return `${isBelow ? 'below' : 'at'} its reorder point of ${quantityText(item.reorderPoint, item.unit)}`;
}

/** "sells 4.2 kg a day, 90 % cover to Thu 26 Mar needs 11.3 kg" */
function coverWords({ perDay, share, day, point, forLateness }: Cover, unit: string): string {
  const amount = (thousandths: number): string => quantityText(aboutOf(thousandths), unit);
  const late = forLateness > 0.05 * point ? `, ${amount(forLateness)} of it in case that is late` : '';
  return `uses ${amount(perDay)} a day, ${percentText(share)} cover to ${dayText(day)} needs ${amount(point)}${late}`;
}

/** Three figures are as much as a forecast knows. */
function aboutOf(thousandths: number): number {
  return Number(thousandths.toPrecision(3));
}

function outcome(item: ReorderItem, { projected }: Levels, { choice }: Source, packs: number): string {
  const amount = (thousandths: number): string => quantityText(thousandths, item.unit);
  const after = projected + packs * choice.packQuantity;
  const { parLevel } = item;
  const reached =
    parLevel === after ? `its par of ${amount(after)}` : `${amount(after)}${parText(item, amount)}`;
  const least = packs === choice.moq && packs > 1 ? ` (no fewer are sold)` : '';
  const verb = packs === 1 ? 'brings' : 'bring';
  return `${countText(packs, choice.packName)} of ${amount(choice.packQuantity)}${least} ${verb} it to ${reached}`;
}

function parText({ parLevel }: ReorderItem, amount: (thousandths: number) => string): string {
  return parLevel === null ? '' : ` (par ${amount(parLevel)})`;
}

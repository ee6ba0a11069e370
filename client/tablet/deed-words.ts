import { unreachable } from '../../shared/assert.ts';
import type { Deed, TabletAction } from './action.ts';
import type { RefusedAction } from './action-log.svelte.ts';
import { exactAmount, listed } from './amount-words.ts';
import { stateWord } from './availability-words.ts';

/** What was done, as one says it across the pass: "Salmon is 86", "Cola: 24 received". */
export function deedDone({ name, unit, deed }: Pick<TabletAction, 'name' | 'unit' | 'deed'>): string {
  switch (deed.kind) {
    case 'availability':
      return availabilityDone(name, deed.availability);
    case 'count':
      return `${name}: counted ${exactAmount(deed.quantity, unit)}`;
    case 'waste':
      return `${name}: ${exactAmount(deed.quantity, unit)} wasted`;
    case 'receive':
      return `${name}: ${exactAmount(deed.quantity, unit)} received`;
    case 'correct':
      return `${name}: corrected`;
    case 'delivery':
      return `${name}: ${deed.lines.length} ${deed.lines.length === 1 ? 'line' : 'lines'} received`;
    case 'undo-delivery':
      return `${name}: receipt undone`;
    default:
      return unreachable(deed);
  }
}

function availabilityDone(
  name: string,
  availability: Extract<Deed, { kind: 'availability' }>['availability'],
): string {
  if (availability.state === 'available') return `${name} is back`;
  if (availability.state === 'limited') return `${name}: ${stateWord(availability)}`;
  return `${name} is 86${availability.reason ? ` · ${availability.reason}` : ''}`;
}

/** A refused action in words: what was not taken, why, and what the board has instead. */
export function refusalWords({ action, problem, board }: RefusedAction): {
  title: string;
  why: string;
  board: string;
} {
  const details = problem.errors?.map((it) => it.detail).join('. ');
  return {
    title: `Not taken: ${deedDone(action)}`,
    why: details || problem.detail || problem.title,
    board: isDelivery(action.deed)
      ? `Nothing of it was booked. Typed here: ${typedWords(action.deed.lines)}`
      : board === null
        ? 'The board does not have this item any more'
        : `The board says: ${boardWords(action, board)}`,
  };
}

type DeliveryDeed = Extract<Deed, { kind: 'delivery' | 'undo-delivery' }>;

const isDelivery = (deed: Deed): deed is DeliveryDeed =>
  deed.kind === 'delivery' || deed.kind === 'undo-delivery';

const typedWords = (lines: DeliveryDeed['lines']) =>
  listed(lines.map(({ sku, quantity }) => `${exactAmount(quantity, '')} ${sku}`));

function boardWords({ deed, unit }: TabletAction, board: NonNullable<RefusedAction['board']>): string {
  const { availability, onHand } = board;
  const by = availability.by ? ` by ${availability.by}` : '';
  if (deed.kind === 'availability') return stateWord(availability) + by;
  return onHand === null ? 'not counted' : `${exactAmount(onHand, unit)} on hand`;
}

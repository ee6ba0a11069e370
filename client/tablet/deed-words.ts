import { unreachable } from '../../shared/assert.ts';
import { reasonWords } from '../stock/known-reasons.ts';
import { catalogue, counting } from '../ui/language.ts';
import type { Deed, TabletAction } from './action.ts';
import type { RefusedAction } from './action-log.svelte.ts';
import { exactAmount, listed } from './amount-words.ts';
import { stateWord } from './availability-words.ts';

const words = catalogue(
  {
    counted: (name: string, amount: string) => `${name}: counted ${amount}`,
    wasted: (name: string, amount: string) => `${name}: ${amount} wasted`,
    received: (name: string, amount: string) => `${name}: ${amount} received`,
    corrected: (name: string) => `${name}: corrected`,
    linesReceived: (name: string, lines: number) => `${name}: ${counting(lines, 'line', 'lines')} received`,
    receiptUndone: (name: string) => `${name}: receipt undone`,
    isBack: (name: string) => `${name} is back`,
    isLimited: (name: string, left: string) => `${name}: ${left}`,
    isOff: (name: string) => `${name} is 86`,
    isOffAs: (name: string, reason: string) => `${name} is 86 · ${reason}`,
    notTaken: (deed: string) => `Not taken: ${deed}`,
    undone: (deed: string) => `Undone: ${deed}`,
    hadChangedNothing: 'It had changed nothing',
    noneBooked: (lines: string) => `Nothing of it was booked. Typed here: ${lines}`,
    typedLine: (amount: string, sku: string) => `${amount} ${sku}`,
    itemGone: 'The board does not have this item any more',
    boardSays: (state: string) => `The board says: ${state}`,
    stateBy: (state: string, person: string) => `${state} by ${person}`,
    notCounted: 'not counted',
    onHand: (amount: string) => `${amount} on hand`,
  },
  {
    counted: (name, amount) => `${name}: ${amount} gezählt`,
    wasted: (name, amount) => `${name}: ${amount} Schwund`,
    received: (name, amount) => `${name}: ${amount} eingegangen`,
    corrected: (name) => `${name}: berichtigt`,
    linesReceived: (name, lines) => `${name}: ${counting(lines, 'Position', 'Positionen')} eingegangen`,
    receiptUndone: (name) => `${name}: Wareneingang zurückgenommen`,
    isBack: (name) => `${name} ist wieder da`,
    isLimited: (name, left) => `${name}: ${left}`,
    isOff: (name) => `${name} ist 86`,
    isOffAs: (name, reason) => `${name} ist 86 · ${reason}`,
    notTaken: (deed) => `Nicht angenommen: ${deed}`,
    undone: (deed) => `Zurückgenommen: ${deed}`,
    hadChangedNothing: 'Es hatte nichts geändert',
    noneBooked: (lines) => `Nichts davon wurde gebucht. Hier eingegeben: ${lines}`,
    typedLine: (amount, sku) => `${amount} ${sku}`,
    itemGone: 'Die Tafel hat diesen Artikel nicht mehr',
    boardSays: (state) => `Auf der Tafel steht: ${state}`,
    stateBy: (state, person) => `${state} von ${person}`,
    notCounted: 'nicht gezählt',
    onHand: (amount) => `Bestand ${amount}`,
  },
);

/** What the server did not take, whatever it was. */
export const notTaken = words.notTaken;
/** What was taken back. */
export const undone = words.undone;
/** Said of what was taken back before it could do anything. */
export const HAD_CHANGED_NOTHING = words.hadChangedNothing;

/** What was done, as one says it across the pass: "Salmon is 86", "Cola: 24 received". */
export function deedDone({ name, unit, deed }: Pick<TabletAction, 'name' | 'unit' | 'deed'>): string {
  switch (deed.kind) {
    case 'availability':
      return availabilityDone(name, deed.availability);
    case 'count':
      return words.counted(name, exactAmount(deed.quantity, unit));
    case 'waste':
      return words.wasted(name, exactAmount(deed.quantity, unit));
    case 'receive':
      return words.received(name, exactAmount(deed.quantity, unit));
    case 'correct':
      return words.corrected(name);
    case 'delivery':
      return words.linesReceived(name, deed.lines.length);
    case 'undo-delivery':
      return words.receiptUndone(name);
    default:
      return unreachable(deed);
  }
}

function availabilityDone(
  name: string,
  availability: Extract<Deed, { kind: 'availability' }>['availability'],
): string {
  if (availability.state === 'available') return words.isBack(name);
  if (availability.state === 'limited') return words.isLimited(name, stateWord(availability));
  return availability.reason ? words.isOffAs(name, reasonWords(availability.reason)) : words.isOff(name);
}

/** A refused action in words: what was not taken, why, and what the board has instead. */
export function refusalWords({ action, problem, board }: RefusedAction): {
  title: string;
  why: string;
  board: string;
} {
  const details = problem.errors?.map((it) => it.detail).join('. ');
  return {
    title: words.notTaken(deedDone(action)),
    why: details || problem.detail || problem.title,
    board: isDelivery(action.deed)
      ? words.noneBooked(typedWords(action.deed.lines))
      : board === null
        ? words.itemGone
        : words.boardSays(boardWords(action, board)),
  };
}

type DeliveryDeed = Extract<Deed, { kind: 'delivery' | 'undo-delivery' }>;

const isDelivery = (deed: Deed): deed is DeliveryDeed =>
  deed.kind === 'delivery' || deed.kind === 'undo-delivery';

const typedWords = (lines: DeliveryDeed['lines']) =>
  listed(lines.map(({ sku, quantity }) => words.typedLine(exactAmount(quantity, ''), sku)));

function boardWords({ deed, unit }: TabletAction, board: NonNullable<RefusedAction['board']>): string {
  const { availability, onHand } = board;
  if (deed.kind === 'availability') {
    const state = stateWord(availability);
    return availability.by ? words.stateBy(state, availability.by) : state;
  }
  return onHand === null ? words.notCounted : words.onHand(exactAmount(onHand, unit));
}

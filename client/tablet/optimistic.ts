/** What the screen shows while actions are on their way: the last state told by the server with them laid over it. */
import type { ItemState } from '../../shared/live/change.ts';
import { fromThousandths, toThousandths } from '../../shared/quantity.ts';
import type { Availability, AvailabilityInput } from '../../shared/stock/availability.schema.ts';
import type { StockState, StockStatus } from '../../shared/stock/stock.schema.ts';
import type { TabletAction } from './action.ts';
import { personWords } from './person-words.ts';
import { expectedMoves } from './undo.ts';

export type Levels = Pick<ItemState, 'reorderPoint' | 'parLevel'>;

/** Low at or below the reorder point, which is a third of the par level when it is not set. */
export function statusAt(available: number, { reorderPoint, parLevel }: Levels): StockStatus {
  if (available <= 0) return 'out';
  const low = reorderPoint ?? (parLevel === null ? null : parLevel / 3);
  return low !== null && available <= low ? 'low' : 'ok';
}

function markedBy(availability: AvailabilityInput, action: TabletAction): Availability {
  if (availability.state === 'available') return { state: 'available' };
  return { ...availability, cause: 'hand', by: personWords.byYou, since: action.at };
}

/** A delivery ends what ran out by itself, and a mark "until back in stock". */
function endsWithStock(availability: Availability): boolean {
  return (
    availability.state === 'unavailable' &&
    (availability.cause === 'stock' || availability.until === 'restock')
  );
}

function withOnHand(stock: StockState, onHand: number, levels: Levels): StockState {
  const available = fromThousandths(
    toThousandths(onHand) - toThousandths(Math.min(stock.allocated, Math.max(onHand, 0))),
  );
  const more = available > 0 && onHand > (stock.onHand ?? 0);
  const availability = more
    ? afterMore(stock.availability)
    : available <= 0
      ? afterAll(stock)
      : stock.availability;
  return { ...stock, onHand, available, status: statusAt(available, levels), availability };
}

function afterMore(availability: Availability): Availability {
  return endsWithStock(availability) ? { state: 'available' } : availability;
}

/** What is counted goes off by itself with the last of it. */
function afterAll({ availability, counted }: StockState): Availability {
  return counted && availability.state === 'available'
    ? { state: 'unavailable', cause: 'stock' }
    : availability;
}

function applied(stock: StockState, action: TabletAction, levels: Levels): StockState {
  const { deed } = action;
  if (deed.kind === 'availability') return { ...stock, availability: markedBy(deed.availability, action) };
  if (stock.onHand === null) return stock;
  if (deed.kind === 'count') return withOnHand({ ...stock, counted: true }, deed.quantity, levels);
  const own = expectedMoves(action).filter((it) => it.itemId === stock.itemId);
  const moved = own.reduce((sum, it) => sum + toThousandths(it.quantity), toThousandths(stock.onHand));
  return withOnHand(stock, fromThousandths(moved), levels);
}

/** The stock of an item with its own waiting actions applied in order. */
export function overlayActions(
  stock: StockState,
  actions: readonly TabletAction[],
  levels: Levels,
): StockState {
  return actions.reduce((state, action) => applied(state, action, levels), stock);
}

/**
 * A dish with what is waiting for its components: off while a component is marked off here, and back once the only
 * components at fault are marked back. `components` maps the components that have waiting actions to their overlaid stock.
 */
export function overlayComponents(
  stock: StockState,
  components: ReadonlyMap<string, StockState>,
): StockState {
  const off = [...components.values()].filter((component) => component.availability.state === 'unavailable');
  if (off.length > 0)
    return stock.availability.cause === 'hand' ? stock : { ...stock, availability: offFor(off) };
  const { state, cause, because = [] } = stock.availability;
  const mended = state === 'unavailable' && cause === 'recipe' && because.length > 0;
  return mended && because.every((it) => isAvailable(components.get(it.itemId)))
    ? { ...stock, availability: { state: 'available' } }
    : stock;
}

function isAvailable(stock: StockState | undefined): boolean {
  return stock?.availability.state === 'available';
}

function offFor(components: StockState[]): Availability {
  const because = components.map(({ itemId }) => ({ itemId, problem: 'unavailable' as const }));
  return { state: 'unavailable', cause: 'recipe', because };
}

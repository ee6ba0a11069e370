import type { MessageKind } from '../../shared/notifications/message.schema.ts';
import type { Order, OrderLine, Substitution } from '../../shared/orders/order.schema.ts';

/** One thing that a customer should hear, as settlement noted it. Quantities in the item's stock unit. */
export interface News {
  id: number;
  kind: MessageKind;
  lineId: string | null;
  detail: {
    quantity?: number;
    from?: string | null;
    to?: string | null;
    reason?: string;
    substitutionId?: string;
  };
}

/** A line, and how much of it something is said of. */
export interface LineShare {
  line: OrderLine;
  quantity: number;
  reason?: string;
}

/** `until`, and before that `was`, are the dates told; null stands for no date. */
export interface AwaitedShare extends LineShare {
  until: string | null;
  was?: string | null;
}

/** Another item, in its own stock unit, for what waits of a line. */
export interface Offer {
  line: OrderLine;
  substitution: Substitution;
  unit: string;
}

/** What a message about an order says: what is new, and with it how the order stands as a whole. */
export interface Tidings {
  kind: MessageKind;
  ready: LineShare[];
  awaited: AwaitedShare[];
  cancelled: LineShare[];
  offers: Offer[];
}

/** Of several kinds in one message, the first of these gives it its words. */
const BY_WEIGHT: readonly MessageKind[] = ['substitute', 'ready', 'cancelled', 'moved', 'backordered'];

/**
 * What is left to tell of news, oldest first, as the order stands now; null when it is nothing. `units` are those of the
 * items that are offered.
 */
export function tidingsOf(
  news: readonly News[],
  order: Order,
  units: ReadonlyMap<string, string> = new Map(),
): Tidings | null {
  const lines = new Map(order.lines.map((line) => [line.lineId, line]));
  const live = news.filter((one) => isWorthTelling(one, news, order, lines.get(one.lineId ?? '')));
  const kind = BY_WEIGHT.find((each) => live.some((one) => one.kind === each));
  if (!kind) return null;
  const isOpen = order.closedAt === undefined;
  return {
    kind,
    ready: isOpen ? order.lines.filter(isReady).map((line) => ({ line, quantity: line.allocated })) : [],
    awaited: isOpen ? order.lines.filter(isAwaited).map((line) => awaitedShare(line, live)) : [],
    cancelled: cancelledShares(order.lines, live),
    offers: offersOf(order.lines, live, units),
  };
}

/** Whether a message that waited still says what holds. */
export function isStillTrue(kind: MessageKind, order: Order): boolean {
  if (kind === 'cancelled') return true;
  if (order.closedAt !== undefined) return false;
  if (kind === 'ready') return order.lines.some(isReady);
  if (kind === 'substitute') return order.lines.some((line) => line.substitutions.some(isAsked));
  return order.lines.some(isAwaited);
}

function isWorthTelling(
  { kind, detail, lineId }: News,
  all: readonly News[],
  order: Order,
  line: OrderLine | undefined,
): boolean {
  if (kind === 'cancelled') return line !== undefined;
  if (!line || order.closedAt !== undefined) return false;
  switch (kind) {
    case 'ready':
      return isReady(line);
    case 'backordered':
      return isAwaited(line);
    case 'moved':
      return isAwaited(line) && hasMoved(all, lineId);
    case 'substitute':
      return line.substitutions.some(
        (each) => each.substitutionId === detail.substitutionId && isAsked(each),
      );
    case 'back-in-stock':
      return false;
  }
}

const isReady = (line: OrderLine): boolean => line.allocated > 0;
const isAwaited = (line: OrderLine): boolean => line.backordered > 0;
const isAsked = ({ state }: Substitution): boolean => state === 'asked';

const movesOf = (news: readonly News[], lineId: string | null): News[] =>
  news.filter((one) => one.kind === 'moved' && one.lineId === lineId);

/** A date that went away and came back is none to speak of; goods that were there and are not any more are. */
function hasMoved(news: readonly News[], lineId: string | null): boolean {
  const moves = movesOf(news, lineId);
  const isLost = moves.some(({ detail }) => detail.reason === 'stock-lost');
  return isLost || (moves[0]?.detail.from ?? null) !== (moves.at(-1)?.detail.to ?? null);
}

function awaitedShare(line: OrderLine, news: readonly News[]): AwaitedShare {
  const moves = movesOf(news, line.lineId);
  const reason = moves.at(-1)?.detail.reason;
  const was = moves[0]?.detail.from;
  return {
    ...{ line, quantity: line.backordered, until: line.promise?.latest ?? null },
    ...(was !== undefined && { was }),
    ...(reason !== undefined && { reason }),
  };
}

function cancelledShares(lines: readonly OrderLine[], news: readonly News[]): LineShare[] {
  return lines.flatMap((line) => {
    const its = news.filter(({ kind, lineId }) => kind === 'cancelled' && lineId === line.lineId);
    if (its.length === 0) return [];
    const thousandths = its.reduce((sum, { detail }) => sum + Math.round((detail.quantity ?? 0) * 1000), 0);
    const reason = its.at(-1)?.detail.reason;
    return [{ line, quantity: thousandths / 1000, ...(reason !== undefined && { reason }) }];
  });
}

function offersOf(
  lines: readonly OrderLine[],
  news: readonly News[],
  units: ReadonlyMap<string, string>,
): Offer[] {
  const asked = new Set(news.map(({ detail }) => detail.substitutionId));
  return lines.flatMap((line) =>
    line.substitutions
      .filter((each) => asked.has(each.substitutionId) && isAsked(each))
      .map((substitution) => ({ line, substitution, unit: units.get(substitution.itemId) ?? line.unit })),
  );
}

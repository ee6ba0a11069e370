import type { Store } from '../../shared/identity/store.schema.ts';
import type { ItemChange } from '../../shared/live/change.ts';
import type { ReceivableLine } from '../../shared/purchasing/receipt.schema.ts';
import type { AvailabilityInput } from '../../shared/stock/availability.schema.ts';
import type { ScreenCredentials } from '../identity/pairing-credentials.ts';
import { StoreTimes } from '../stock/store-times.ts';
import { browserStorage } from '../ui/browser-storage.ts';
import type { LiveStore } from '../live/live-store.svelte.ts';
import type { Before, Deed, TabletAction } from './action.ts';
import { ActionLog, type RefusedAction } from './action-log.svelte.ts';
import { ActionStorage } from './action-storage.ts';
import { deedDone, HAD_CHANGED_NOTHING, undone } from './deed-words.ts';
import { withPricesConfirmed } from './asked-prices.ts';
import { loadCamera } from './camera.ts';
import { Deliveries, type Delivery } from './deliveries.svelte.ts';
import { delivered } from './delivery-lines.ts';
import { DeliveryPhotos } from './delivery-photos.svelte.ts';
import { ItemBrowser } from './item-browser.svelte.ts';
import { liveSender } from './live-sender.ts';
import { PersonGate } from './person-gate.svelte.ts';
import { fetchAs, orderApi, type OrderApiOptions } from './order-api.ts';
import { personSender } from './person-sender.ts';
import { PendingActions } from './pending-actions.svelte.ts';
import { sendPhoto } from './photo-sender.ts';
import { loadPictureTools } from './picture-tools.ts';
import { Snackbar } from './snackbar.svelte.ts';
import { TabletOrders } from './tablet-orders.svelte.ts';
import { StockView } from './stock-view.svelte.ts';
import { UsageStore } from './usage-counts.ts';

/** By then the stream has told what was said. */
const JUST_SAID_MS = 10_000;

/** One tablet in one store: what it shows, what is open, and what can be done. */
export class TabletState {
  readonly store: Store;
  readonly live: LiveStore;
  readonly times: StoreTimes;
  readonly log: ActionLog;
  readonly actions: PendingActions;
  readonly view: StockView;
  readonly browser: ItemBrowser;
  readonly snackbar = new Snackbar();
  /** Who is working here; everything that changes something goes through it. */
  readonly gate: PersonGate;
  readonly orders: TabletOrders;
  readonly deliveries: Deliveries;
  readonly photos: DeliveryPhotos;
  readonly #asWhom: OrderApiOptions;
  readonly #usage: UsageStore;
  /** The mark last made here on each item: changing its reason or end still takes back to what was before it. */
  readonly #marks = new Map<string, TabletAction>();
  #openId = $state<string | null>(null);
  #nowMs = $state(0);
  logOpen = $state(false);

  constructor(
    store: Store,
    live: LiveStore,
    screen: ScreenCredentials | null = null,
    storage = new ActionStorage(browserStorage(), store.id),
  ) {
    this.store = store;
    this.live = live;
    this.times = new StoreTimes(store.timeZone);
    this.#usage = new UsageStore(storage);
    this.log = new ActionLog(storage, live.now());
    const sender = liveSender(live);
    this.gate = new PersonGate({
      ...{ screen, storage, isLive: sender.isLive, now: sender.now },
      waitsFor: (personId) =>
        this.actions.queue.some(({ by }) => by?.id === personId) ||
        this.photos.waitsFor(personId) ||
        this.orders.deeds.waitsFor(personId),
    });
    this.#asWhom = { screen, gate: this.gate };
    this.actions = new PendingActions({
      storeId: store.id,
      sender: personSender(sender, this.gate),
      storage,
      log: this.log,
      who: () => this.gate.working,
    });
    this.view = new StockView(live, this.actions);
    this.orders = new TabletOrders({ store, live, screen, gate: this.gate, snackbar: this.snackbar });
    this.deliveries = new Deliveries({
      ...{ live, storage, actions: this.actions, times: this.times },
      nowMs: () => this.#nowMs,
    });
    this.photos = new DeliveryPhotos({
      ...{ storage, isLive: sender.isLive, tools: () => loadPictureTools(() => live.now()) },
      drafted: () => this.deliveries.draftedPhotos,
      isReceived: (receiptId) =>
        ![...this.actions.queue, ...this.log.refused.map(({ action }) => action)].some(
          ({ id }) => id === receiptId,
        ),
      send: (photo, picture) =>
        sendPhoto(store.id, photo, picture, (person) => fetchAs(person, this.#asWhom)),
    });
    this.tick();
    this.browser = new ItemBrowser(live, this.view, this.#usage.atStart);
  }

  get openItem(): ItemChange | undefined {
    return this.#openId === null ? undefined : this.view.item(this.#openId);
  }

  /** Server time, as of the last {@link tick}. */
  get now(): Date {
    return new Date(this.#nowMs);
  }

  tick(): void {
    this.#nowMs = this.live.now();
    this.gate.tick();
  }

  open(itemId: string): void {
    this.logOpen = false;
    this.#openId = itemId;
    this.#marks.delete(itemId);
  }

  close(): void {
    this.#openId = null;
  }

  /** Ends with the next delivery where there is stock to deliver; a dish stays off until somebody says otherwise. */
  markOff(item: ItemChange): void {
    this.mark(item, { state: 'unavailable', ...(item.stocked ? { until: 'restock' as const } : {}) });
  }

  mark(item: ItemChange, availability: AvailabilityInput): void {
    this.gate.asSomebody(() => {
      const before = this.#beforeOf(item.itemId);
      this.#marks.set(item.itemId, this.#do(item, { kind: 'availability', availability }, before));
    });
  }

  /** What was said of an item here a moment ago, which the stream may not have told yet. */
  markOf({ itemId }: ItemChange): AvailabilityInput | undefined {
    const made = this.#marks.get(itemId);
    const isRecent = made !== undefined && this.live.now() - Date.parse(made.at) < JUST_SAID_MS;
    return isRecent && made.deed.kind === 'availability' ? made.deed.availability : undefined;
  }

  /** Another reason or end for what is off now. */
  adjustMark(item: ItemChange, availability: AvailabilityInput): void {
    this.gate.asSomebody(() => this.#adjustMark(item, availability));
  }

  #adjustMark(item: ItemChange, availability: AvailabilityInput): void {
    const deed: Deed = { kind: 'availability', availability };
    const made = this.#marks.get(item.itemId);
    const adjusted = made && this.actions.adjust(made.id, deed);
    const before = made?.before ?? this.#beforeOf(item.itemId);
    const action = adjusted ?? this.#do(item, deed, before, made ? { adjusts: made.id } : {});
    this.#marks.set(item.itemId, action);
    this.snackbar.show({ text: deedDone(action), action });
  }

  record(item: ItemChange, deed: Exclude<Deed, { kind: 'availability' }>): void {
    this.gate.asSomebody(() => void this.#do(item, deed, this.#beforeOf(item.itemId)));
  }

  /** Books what was ticked of a delivery, as one receipt. */
  receive({ po, lines }: Delivery): void {
    const drafts = this.deliveries.draftsOf(po.poId);
    const ticked = lines.flatMap((line) => {
      const draft = drafts[line.lineId];
      return draft ? [delivered(line, draft)] : [];
    });
    if (ticked.length === 0) return;
    this.gate.asSomebody(() => {
      const subject = { itemId: po.poId, sku: '', name: `${po.supplier} #${po.number}`, unit: '' };
      const isTransfer = po.isTransfer && { isTransfer: true as const };
      const deed: Deed = { kind: 'delivery', poId: po.poId, ...isTransfer, lines: ticked };
      const before: Before = { availability: { state: 'available' }, onHand: null };
      const action = this.actions.record(subject, deed, before);
      this.photos.attach(action, po.poId, ticked);
      this.deliveries.forget(po.poId);
      this.deliveries.show(null);
      this.snackbar.show({ text: deedDone(action), action });
    });
  }

  undo(action: TabletAction): void {
    this.gate.asSomebody(() => this.#undo(action));
  }

  #undo(action: TabletAction): void {
    const outcome = this.actions.undo(action);
    if (outcome === 'unsent') this.photos.detach(action.id);
    this.#marks.delete(action.itemId);
    this.snackbar.show({
      text: outcome === 'nothing' ? HAD_CHANGED_NOTHING : undone(deedDone(action)),
    });
  }

  /** Sends a refused action once more, as a new one; a price that was asked about is right then. */
  tryAgain({ action, problem }: RefusedAction): void {
    this.gate.asSomebody(() => {
      this.log.dropRefused(action.id);
      const link = action.undoes === undefined ? {} : { undoes: action.undoes };
      const deed = withPricesConfirmed(action.deed, problem);
      const again = this.actions.record(action, deed, this.#beforeOf(action.itemId), link);
      this.photos.follow(action.id, again);
    });
  }

  /** What was refused is not tried again. */
  leaveRefused({ id }: TabletAction): void {
    this.log.dropRefused(id);
    this.photos.detach(id);
  }

  retryPhoto(id: string): void {
    this.gate.asSomebody(() => this.photos.retry(id, this.gate.working));
  }

  /** What has to be there before the connection goes: it does in the walk-in, where goods are received. */
  prepareReceiving(): void {
    if (this.live.status.kind !== 'live' || this.deliveries.list.length === 0) return;
    this.photos.prepare();
    void loadCamera().catch(() => undefined);
    if (this.gate.isNeeded && !this.gate.working) return;
    const api = orderApi(() => this.gate.working, this.#asWhom);
    const path = `/stores/${this.store.id}/receivable-lines`;
    void this.deliveries.learn(() => api.get<{ lines: ReceivableLine[] }>(path));
  }

  #do(item: ItemChange, deed: Deed, before: Before, link: { adjusts?: string } = {}): TabletAction {
    const action = this.actions.record(item, deed, before, link);
    this.#usage.add(item.itemId);
    this.snackbar.show({ text: deedDone(action), action });
    return action;
  }

  #beforeOf(itemId: string): Before {
    const stock = this.view.stock(itemId);
    return { availability: stock?.availability ?? { state: 'available' }, onHand: stock?.onHand ?? null };
  }
}

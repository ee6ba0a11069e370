import type { Problem } from '../../shared/errors.ts';
import type { ShiftPerson } from '../../shared/identity/person.schema.ts';
import type { DeliveredLine, TabletAction } from './action.ts';
import { newActionId } from './action-id.ts';
import type { ActionStorage } from './action-storage.ts';
import { insteadFormWords } from './delivery-line-words.ts';
import { frameWords } from './frame-words.ts';
import type { Pictures } from './pictures.ts';
import { nextTry } from './retry.ts';
import { realWait, type Wait } from './sender.ts';

/** A picture on its way: of which line of which receipt. */
export interface SentPhoto {
  id: string;
  poId: string;
  receiptId: string;
  lineId: string;
  /** Of the delivery, as one says it. */
  name: string;
  by?: ShiftPerson;
  /** Why it was not taken. */
  problem?: Problem;
}

export type PhotoAnswer = { ok: true } | { error: Problem };

/** What is done with pictures: loaded only where there are any. */
export interface PictureTools {
  pictures: Pictures;
  scale: (file: Blob) => Promise<Blob | null>;
  addressOf: (picture: Blob) => Promise<string>;
}

export interface PhotoOptions {
  storage: ActionStorage;
  isLive: () => boolean;
  /** Whether the server has the receipt that it belongs to. */
  isReceived: (receiptId: string) => boolean;
  send: (photo: SentPhoto, picture: Blob) => Promise<PhotoAnswer>;
  tools: () => Promise<PictureTools>;
  /** Ids of those that were taken of a delivery that is not received yet. */
  drafted: () => readonly string[];
  wait?: Wait;
}

const NAME = 'photos';

/**
 * Pictures of what went back. Each is on disk from the moment in which it was taken, and is sent by itself once the
 * receipt that it belongs to was: oldest first, until the server has it or says why not.
 */
export class DeliveryPhotos {
  readonly #options: PhotoOptions;
  #list = $state.raw<readonly SentPhoto[]>([]);
  #unkept = $state(false);
  #pumping = false;
  #tools: Promise<PictureTools> | undefined;

  constructor(options: PhotoOptions) {
    this.#options = options;
    this.#list = options.storage.load<SentPhoto[]>(NAME) ?? [];
  }

  get waiting(): readonly SentPhoto[] {
    return this.#list.filter(({ problem }) => !problem);
  }

  get refused(): readonly SentPhoto[] {
    return this.#list.filter(({ problem }) => problem);
  }

  /** The browser keeps no pictures: a reload loses those that wait. */
  get unkept(): boolean {
    return this.#unkept;
  }

  waitsFor(personId: string): boolean {
    return this.waiting.some(({ by }) => by?.id === personId);
  }

  /** The id of a picture that is kept from now on; null for what is no picture. */
  async take(file: Blob): Promise<string | null> {
    const { scale, pictures } = await this.#load();
    const picture = await scale(file);
    if (!picture) return null;
    const id = newActionId();
    if (!(await pictures.keep(id, picture))) this.#unkept = true;
    return id;
  }

  async addressOf(id: string): Promise<string | null> {
    const { pictures, addressOf } = await this.#load();
    const picture = await pictures.find(id);
    return picture && addressOf(picture);
  }

  /** It was not meant. */
  async forget(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const { pictures } = await this.#load();
    for (const id of ids) await pictures.drop(id);
  }

  /** They belong to a receipt from now on, and follow it. */
  attach({ id: receiptId, name, by }: TabletAction, poId: string, lines: readonly DeliveredLine[]): void {
    const head = { poId, receiptId, name, ...(by && { by }) };
    const added = lines.flatMap(({ lineId, photos = [] }) => photos.map((id) => ({ ...head, id, lineId })));
    if (added.length > 0) this.#keep([...this.#list, ...added]);
  }

  /** The receipt is not to be after all. */
  detach(receiptId: string): void {
    const gone = this.#list.filter((photo) => photo.receiptId === receiptId);
    this.#keep(this.#list.filter((photo) => photo.receiptId !== receiptId));
    void this.forget(gone.map(({ id }) => id));
  }

  /** The receipt is sent once more, as another one. */
  follow(receiptId: string, action: TabletAction): void {
    const by = action.by && { by: action.by };
    this.#keep(
      this.#list.map((photo) =>
        photo.receiptId === receiptId ? { ...photo, receiptId: action.id, ...by } : photo,
      ),
    );
  }

  drop(id: string): void {
    this.#keep(this.#list.filter((photo) => photo.id !== id));
    void this.forget([id]);
  }

  /** Once more, as whoever works here now. */
  retry(id: string, by: ShiftPerson | null): void {
    this.#change(id, ({ problem: _, by: before, ...photo }) => {
      const name = by ?? before;
      return { ...photo, ...(name && { by: name }) };
    });
    void this.pump();
  }

  /** Sends what waits, as long as the store is live. Safe to call at any time. */
  async pump(): Promise<void> {
    if (this.#pumping) return;
    this.#pumping = true;
    let tries = 1;
    for (let next = this.#next(); next; next = this.#next()) tries = await this.#send(next, tries);
    this.#pumping = false;
  }

  #next(): SentPhoto | undefined {
    const { isLive, isReceived } = this.#options;
    return isLive() ? this.waiting.find(({ receiptId }) => isReceived(receiptId)) : undefined;
  }

  /** The number of the next try: 1 once this one was answered for good. */
  async #send(photo: SentPhoto, tries: number): Promise<number> {
    const { send, wait = realWait } = this.#options;
    const { pictures } = await this.#load();
    const picture = await pictures.find(photo.id);
    const answer = picture ? await send(photo, picture).catch(noConnection) : lost();
    if ('ok' in answer) {
      this.drop(photo.id);
      return 1;
    }
    const { error } = answer;
    const delay = nextTry(error.code, tries);
    if (delay === null) this.#change(photo.id, (it) => ({ ...it, problem: error }));
    else await wait(delay);
    return delay === null ? 1 : tries + 1;
  }

  #change(id: string, change: (photo: SentPhoto) => SentPhoto): void {
    this.#keep(this.#list.map((photo) => (photo.id === id ? change(photo) : photo)));
  }

  #keep(list: readonly SentPhoto[]): void {
    this.#list = list;
    this.#options.storage.save(NAME, list);
  }

  /** Done ahead while there is a connection: without one nothing could be loaded any more. */
  prepare(): void {
    void this.#load().catch(() => undefined);
  }

  #load(): Promise<PictureTools> {
    this.#tools ??= this.#loadOnce().catch((error: unknown) => {
      this.#tools = undefined;
      throw error;
    });
    return this.#tools;
  }

  async #loadOnce(): Promise<PictureTools> {
    const { tools, drafted } = this.#options;
    const loaded = await tools();
    await loaded.pictures.tidy(new Set([...drafted(), ...this.#list.map(({ id }) => id)]));
    return loaded;
  }
}

const noConnection = (): PhotoAnswer => ({
  error: { type: 'about:blank', title: frameWords.noConnection, status: 503, code: 'unavailable' },
});

const lost = (): PhotoAnswer => ({
  error: {
    ...{ type: 'about:blank', title: 'Lost', status: 404, code: 'not-found' },
    detail: insteadFormWords.lost,
  },
});

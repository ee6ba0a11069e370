import { tick } from 'svelte';
import type { ItemCosts } from '../../shared/displays/item-overview.schema.ts';
import type { AuditEntry } from '../../shared/identity/audit.schema.ts';
import type { Item } from '../../shared/items/item.schema.ts';
import type { StockState } from '../../shared/stock/stock.schema.ts';
import { asProblem, sentence } from '../identity/api-problem.ts';
import { Remote } from '../identity/remote.svelte.ts';
import type { Session } from '../identity/session.svelte.ts';
import { Submission } from '../identity/submission.svelte.ts';
import { toast } from '../ui/toast.svelte.ts';
import { asWhole, itemDraftOf, itemInputOf, type ItemDraft } from './item-draft.ts';
import { itemMistakes, type Mistakes } from './item-mistakes.ts';
import { changedWords, mergeDraft, patchOf, undoOf } from './item-patch.ts';
import { recipeWorth, type Larder } from './recipe-worth.ts';

/** What somebody else made of an item while it was being changed here. */
export interface Meanwhile {
  item: Item;
  /** Empty for whoever may not see who did what. */
  who: string;
  /** What they changed. */
  fields: string[];
}

/** An item as it is changed or added, with all that its form has to know. */
export class ItemForm {
  readonly #session: Session;
  #before: Item | null;
  readonly submission = new Submission();
  readonly items: Remote<Item[]>;
  readonly #larder: Remote<Pick<Larder, 'costs' | 'stock'> & { currency: string }>;
  readonly draft: ItemDraft = $state(itemDraftOf(null));
  #mistakes = $state.raw<Mistakes>({});
  #meanwhile = $state.raw<Meanwhile | null>(null);

  constructor(session: Session, item: Item | null) {
    this.#session = session;
    this.#before = item;
    Object.assign(this.draft, itemDraftOf(item));
    const { api } = session;
    const store = `/stores/${session.store?.id ?? ''}`;
    this.items = new Remote((signal) => api.all<Item>('/items', signal));
    this.#larder = new Remote(async (signal) => {
      const [costs, stock] = await Promise.all([
        session.may('suppliers:read') ? api.get<ItemCosts>(`${store}/item-costs`, signal) : null,
        api.all<StockState>(`${store}/stock`, signal),
      ]);
      return {
        currency: costs?.currency ?? '',
        costs: costs && new Map(costs.items.map(({ itemId, ...cost }) => [itemId, cost])),
        stock: new Map(stock.map((state) => [state.itemId, state])),
      };
    });
  }

  get isNew(): boolean {
    return this.#before === null;
  }

  /** Another unit than the item had: its figures are not converted. */
  get changesUnit(): boolean {
    return this.#before !== null && this.draft.unit.trim() !== this.#before.unit;
  }

  get meanwhile(): Meanwhile | null {
    return this.#meanwhile;
  }

  get currency(): string {
    return this.#larder.value?.currency ?? '';
  }

  readonly bySku = $derived.by(() => new Map((this.items.value ?? []).map((item) => [item.sku, item])));
  readonly worth = $derived.by(() => {
    const larder = this.#larder.value;
    return larder && recipeWorth(this.draft, { ...larder, bySku: this.bySku });
  });

  /** For `$effect`. */
  load(): () => void {
    void this.items.load();
    void this.#larder.load();
    return () => (this.items.stop(), this.#larder.stop());
  }

  errorAt(pointer: string): string | undefined {
    return this.#mistakes[pointer] ?? this.submission.errorAt(pointer);
  }

  /** What is wrong with the recipe as a whole: a circle that was closed elsewhere meanwhile. */
  get recipeError(): string | undefined {
    const error = this.submission.problem?.fields.find(({ pointer }) => pointer === '/recipe');
    return error && sentence(error.detail);
  }

  /** What was saved; null when it was not. */
  async save(): Promise<Item | null> {
    this.#mistakes = itemMistakes(this.draft, this.isNew, this.items.value ?? []);
    if (Object.keys(this.#mistakes).length > 0) {
      await tick();
      document.querySelector<HTMLElement>('dialog [aria-invalid="true"]')?.focus();
      return null;
    }
    return this.#before ? this.#change(this.#before) : this.#add();
  }

  async #add(): Promise<Item | null> {
    let added: Item | null = null;
    await this.submission.run(async () => {
      added = await this.#session.api.post<Item>('/items', itemInputOf(this.draft));
    });
    return added;
  }

  async #change(before: Item): Promise<Item | null> {
    const patch = patchOf(asWhole(before), itemInputOf(this.draft));
    if (!patch) return before;
    const path = `/items/${before.id}`;
    const { api } = this.#session;
    let saved: Item | null = null;
    const isSaved = await this.submission.run(async () => {
      saved = await api.patch<Item>(path, patch, before.version);
    });
    if (this.submission.problem?.code === 'precondition-failed') await this.#learnWhatHappened(before);
    if (!isSaved) return null;
    const { version } = saved as unknown as Item;
    toast.say(`${before.name} is saved.`, () => {
      api.patch(path, undoOf(asWhole(before), patch), version).then(
        () => toast.say(`${before.name} is as it was.`),
        (error: unknown) => toast.say(asProblem(error).message),
      );
    });
    return saved;
  }

  async #learnWhatHappened(before: Item): Promise<void> {
    const { api } = this.#session;
    await this.submission.run(async () => {
      const item = await api.get<Item>(`/items/${before.id}`);
      const who = this.#session.may('audit:read') ? await this.#lastToChange(item) : '';
      this.#meanwhile = { item, who, fields: changedWords(before, item) };
    });
  }

  async #lastToChange({ id, name }: Item): Promise<string> {
    const path = `/stores/${this.#session.store?.id ?? ''}/audit?${new URLSearchParams({ search: name })}`;
    const { items } = await this.#session.api.get<{ items: AuditEntry[] }>(path);
    return items.find(({ entityId }) => entityId === id)?.actor.name ?? '';
  }

  /** Goes on from what somebody else made of it, without losing what was typed here. */
  takeOver(): void {
    if (!this.#meanwhile || !this.#before) return;
    const { item } = this.#meanwhile;
    Object.assign(this.draft, mergeDraft(this.draft, this.#before, item));
    this.#before = item;
    this.#meanwhile = null;
    this.submission.clear();
  }
}

/**
 * The queue on disk. Every action has a key of its own, so that two tabs of one tablet never overwrite each other's, and
 * 500 waiting actions cost one small write per tap. Sent twice by two tabs, an action still has one effect: its id is its
 * idempotency key. Where storage is refused (private window, full) the queue lives in memory only.
 */
import type { KeyValues } from '../ui/browser-storage.ts';
import type { TabletAction } from './action.ts';

const FORMAT = 1;

export class ActionStorage {
  readonly #storage: KeyValues | null;
  readonly #prefix: string;

  constructor(storage: KeyValues | null, storeId: string) {
    this.#storage = storage;
    this.#prefix = `larder.tablet.${storeId}.`;
  }

  loadActions(): TabletAction[] {
    const start = `${this.#prefix}action.`;
    const keys = this.#keys().filter((key) => key.startsWith(start));
    return keys
      .map((key) => this.#read<TabletAction>(key))
      .filter((action) => action !== null)
      .sort((a, b) => a.order - b.order);
  }

  /** False when it could not be kept: then a reload loses it. */
  saveAction(action: TabletAction): boolean {
    return this.#write(`${this.#prefix}action.${action.id}`, action);
  }

  dropAction(id: string): void {
    this.#try(() => this.#storage?.removeItem(`${this.#prefix}action.${id}`));
  }

  load<T>(name: string): T | null {
    return this.#read<T>(this.#prefix + name);
  }

  save(name: string, value: unknown): boolean {
    return this.#write(this.#prefix + name, value);
  }

  #keys(): string[] {
    const storage = this.#storage;
    if (storage === null) return [];
    return this.#try(() => Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? '')) ?? [];
  }

  /** Something unreadable, as a newer or broken version may have left it, counts as absent and is left alone. */
  #read<T>(key: string): T | null {
    return (
      this.#try(() => {
        const kept = JSON.parse(this.#storage?.getItem(key) ?? 'null') as { format: number; value: T } | null;
        return kept?.format === FORMAT ? kept.value : null;
      }) ?? null
    );
  }

  #write(key: string, value: unknown): boolean {
    return (
      this.#try(() => this.#storage?.setItem(key, JSON.stringify({ format: FORMAT, value })) === undefined) ??
      false
    );
  }

  #try<T>(use: () => T): T | null {
    try {
      return use();
    } catch {
      return null;
    }
  }
}

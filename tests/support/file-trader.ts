import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { exchangeFiles, type Looks } from '../../server/integrations/exchange-files.service.ts';
import { claimMessages, sendMessage } from '../../server/notifications/send.service.ts';
import { tellSuppliers } from '../../server/notifications/tell-suppliers.service.ts';
import { orderReference } from '../../server/purchasing/order-reference.ts';
import type { OrderedItem } from '../../server/purchasing/x12/acknowledgement.ts';
import { writeInterchange, type NewEnvelope, type NewSet } from '../../server/purchasing/x12/envelope.ts';
import type { PurchaseOrder } from '../../shared/purchasing/purchase-order.schema.ts';
import type {
  SupplierExchange,
  SupplierExchangeInput,
  SupplierFile,
} from '../../shared/suppliers/supplier-exchange.schema.ts';
import { openBuyer, type Buyer } from './buyer.ts';

const NEVER = new AbortController().signal;
export const US = { qualifier: 'ZZ', id: 'LARDER' } as const;
export const THEM = { qualifier: '14', id: '9012345000004' } as const;
export const X12: SupplierExchangeInput = { format: 'x12', us: US, them: THEM };

/** A buyer, and the gateway of its supplier, which finds orders in a folder and puts its answers there. */
export class FileTrader {
  readonly buyer: Buyer;
  readonly folder: string;
  readonly looks: Looks = new Map();
  #controlNumber = 0;

  constructor(buyer: Buyer, folder: string) {
    this.buyer = buyer;
    this.folder = folder;
  }

  get #ctx() {
    return this.buyer.app.app.ctx;
  }

  get supplierPath(): string {
    return `/suppliers/${this.buyer.supplier.id}`;
  }

  /** Sends what waits to be sent. */
  async post(): Promise<void> {
    await tellSuppliers(this.#ctx, NEVER);
    for (const message of await claimMessages(this.#ctx, 'files', 10))
      await sendMessage(this.#ctx, message, NEVER);
  }

  /** An order that was sent, with the name of its file. */
  async order(): Promise<{ po: PurchaseOrder; order: string; file: string }> {
    const before = await this.list('out');
    const po = await this.buyer.sent({ again: true });
    await this.post();
    const [file = ''] = (await this.list('out')).filter((name) => !before.includes(name));
    return { po, order: orderReference(this.buyer.storeId, po.number), file };
  }

  /** The lines of an order as its supplier has to count them. */
  items({ lines }: PurchaseOrder): OrderedItem[] {
    return lines;
  }

  interchange(sets: readonly NewSet[], given: Partial<NewEnvelope> = {}): string {
    this.#controlNumber = given.controlNumber ?? this.#controlNumber + 1;
    const at = this.buyer.clock.now();
    const envelope = { sender: THEM, receiver: US, controlNumber: this.#controlNumber, at, isTest: false };
    return writeInterchange({ ...envelope, ...given }, sets);
  }

  put(name: string, text: string | Buffer): Promise<void> {
    return writeFile(join(this.folder, 'in', name), text);
  }

  /** Looks twice, so that what lies still is read; by as many processes as there are lists of looks. */
  async look(...others: Looks[]): Promise<void> {
    const onError = (error: unknown): never => {
      throw error;
    };
    const options = { stopped: NEVER, onError };
    for (let turn = 0; turn < 2; turn++)
      await Promise.all([this.looks, ...others].map((looks) => exchangeFiles(this.#ctx, looks, options)));
  }

  /** Puts one file and has it read; returns what the log says of it. */
  async give(name: string, text: string | Buffer): Promise<SupplierFile> {
    await this.put(name, text);
    await this.look();
    return (await this.files()).find((file) => file.name === name && file.direction === 'in')!;
  }

  async files(): Promise<SupplierFile[]> {
    const path = `${this.supplierPath}/files`;
    return (await this.buyer.app.expectOk<{ items: SupplierFile[] }>('GET', path)).items;
  }

  /** Names of the files below a folder, hidden ones too. */
  async list(folder: string): Promise<string[]> {
    const entries = await readdir(join(this.folder, folder), { recursive: true, withFileTypes: true });
    return entries.flatMap((entry) => (entry.isDirectory() ? [] : [entry.name])).sort();
  }

  text(folder: string, name: string): Promise<string> {
    return readFile(join(this.folder, folder, name), 'utf8');
  }

  story({ poId }: PurchaseOrder): Promise<PurchaseOrder> {
    return this.buyer.app.expectOk('GET', this.buyer.path(`/${poId}`));
  }
}

export async function openFileTrader(settings: SupplierExchangeInput = X12): Promise<FileTrader> {
  const exchangeDir = await mkdtemp(join(tmpdir(), 'larder-exchange-'));
  onTestFinished(() => rm(exchangeDir, { recursive: true, force: true }));
  const buyer = await openBuyer({ exchangeDir });
  const path = `/suppliers/${buyer.supplier.id}`;
  await buyer.app.expectOk('PATCH', path, { channels: ['files', 'portal'] });
  const exchange = await buyer.app.expectOk<SupplierExchange>('PUT', `${path}/exchange`, settings);
  return new FileTrader(buyer, exchange.settings!.folder);
}

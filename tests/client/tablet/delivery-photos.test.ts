import { beforeEach, expect, it } from 'vitest';
import { ActionStorage } from '../../../client/tablet/action-storage.ts';
import {
  DeliveryPhotos,
  type PhotoAnswer,
  type PictureTools,
  type SentPhoto,
} from '../../../client/tablet/delivery-photos.svelte.ts';
import { sendPhoto } from '../../../client/tablet/photo-sender.ts';
import { anAction, MemoryStorage, problem, settled } from './builders.ts';

const ANNA = { id: 'anna', name: 'Anna' };
const PICTURE = new Blob(['fish'], { type: 'image/jpeg' });
const line = { lineId: 'line', itemId: 'salmon', sku: 'SAL', quantity: 3, rejected: 2, reason: 'Too warm' };

let disk: MemoryStorage;
let pictures: Map<string, Blob>;
let sent: string[];
let answers: (PhotoAnswer | 'no answer')[];
let live: boolean;
let waiting: Set<string>;
let waits: number[];
let photos: DeliveryPhotos;

const tools: PictureTools = {
  scale: async (file) => (file.size > 0 ? file : null),
  addressOf: async () => 'data:',
  pictures: {
    keep: async (id, picture) => pictures.set(id, picture).has(id),
    find: async (id) => pictures.get(id) ?? null,
    drop: async (id) => void pictures.delete(id),
    tidy: async (meant) => pictures.forEach((_, id) => meant.has(id) || pictures.delete(id)),
  },
};

function open(): void {
  photos = new DeliveryPhotos({
    storage: new ActionStorage(disk, 'store'),
    isLive: () => live,
    isReceived: (receiptId) => !waiting.has(receiptId),
    drafted: () => [],
    tools: async () => tools,
    send: async ({ id }) => {
      sent.push(id);
      const answer = answers.shift() ?? { ok: true };
      if (answer === 'no answer') throw new TypeError('Failed to fetch');
      return answer;
    },
    wait: async (ms) => void waits.push(ms),
  });
}

beforeEach(() => {
  [disk, pictures] = [new MemoryStorage(), new Map<string, Blob>()];
  [sent, answers, waits] = [[], [], []];
  [live, waiting] = [true, new Set()];
  open();
});

async function takeTwo(receiptId = 'receipt', by?: typeof ANNA): Promise<string[]> {
  const ids = [(await photos.take(PICTURE))!, (await photos.take(PICTURE))!];
  const action = anAction({ id: receiptId, name: 'Fish Lang #7', ...(by && { by }) });
  photos.attach(action, 'po', [{ ...line, photos: ids }]);
  return ids;
}

it('pictures wait for their receipt over a reload, and go out in the order in which they were taken', async () => {
  expect(await photos.take(new Blob([]))).toBeNull();
  waiting.add('receipt');
  const ids = await takeTwo('receipt', ANNA);
  open();
  await photos.pump();
  expect([sent, photos.waiting.length, photos.waitsFor('anna')]).toEqual([[], 2, true]);
  waiting.delete('receipt');
  live = false;
  await photos.pump();
  expect(sent).toEqual([]);
  live = true;
  answers = ['no answer', problem('unavailable'), { ok: true }];
  await Promise.all([photos.pump(), photos.pump()]);
  expect(sent).toEqual([ids[0], ids[0], ids[0], ids[1]]);
  expect(waits).toEqual([1000, 2000]);
  await settled();
  expect([photos.waiting, photos.refused, [...pictures.keys()]]).toEqual([[], [], []]);
});

it('one that is refused holds up no other, is kept with its reason, and tried again by whoever is there', async () => {
  const ids = await takeTwo('receipt', ANNA);
  answers = [problem('forbidden', 'Anna’s time was over.')];
  await photos.pump();
  expect(photos.refused).toMatchObject([
    { id: ids[0], by: ANNA, problem: { detail: 'Anna’s time was over.' } },
  ]);
  expect([sent, [...pictures.keys()], photos.waitsFor('anna')]).toEqual([ids, [ids[0]], false]);
  open();
  photos.retry(ids[0]!, { id: 'ben', name: 'Ben' });
  expect(photos.waiting[0]).toMatchObject({ by: { id: 'ben' } });
  await settled();
  expect([sent.at(-1), photos.refused, photos.waiting]).toEqual([ids[0], [], []]);
});

it('they go with a receipt that is not to be, follow one that is sent again, and are told when the browser lost them', async () => {
  waiting.add('one').add('two');
  await takeTwo('one');
  photos.detach('one');
  await settled();
  expect([photos.waiting, pictures.size]).toEqual([[], 0]);
  const [first] = await takeTwo('two');
  photos.follow('two', anAction({ id: 'three', by: ANNA }));
  expect(photos.waiting).toMatchObject([
    { receiptId: 'three', by: ANNA },
    { receiptId: 'three', by: ANNA },
  ]);
  pictures.delete(first!);
  await photos.pump();
  expect(photos.refused).toMatchObject([{ id: first, problem: { code: 'not-found' } }]);
  photos.drop(first!);
  expect([photos.refused, sent.length]).toEqual([[], 1]);
});

it('a picture is sent as what it is, to its receipt, in the name of whoever took it', async () => {
  const photo: SentPhoto = { id: 'p', poId: 'po', receiptId: 'r', lineId: 'l', name: '#7', by: ANNA };
  const asked: unknown[] = [];
  const fetchAs = (person: unknown) => async (path: string, init: RequestInit) => {
    asked.push(person, path, init.method, new Headers(init.headers).get('content-type'), init.body);
    return new Response('{}');
  };
  expect(await sendPhoto('s', photo, PICTURE, fetchAs)).toEqual({ ok: true });
  const path = '/api/v1/stores/s/purchase-orders/po/receipts/r/photos/p?lineId=l';
  expect(asked).toEqual([ANNA, path, 'PUT', 'image/jpeg', PICTURE]);
});

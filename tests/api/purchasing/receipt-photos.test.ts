import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { PurchaseOrder, Receipt } from '../../../shared/purchasing/purchase-order.schema.ts';
import type { SupplierPortalView } from '../../../shared/purchasing/supplier-portal.schema.ts';
import { MAX_PHOTOS } from '../../../shared/purchasing/receipt.schema.ts';
import { openBuyer, lineOf, type Buyer } from '../../support/buyer.ts';
import { aJpeg } from '../../support/photos.ts';
import { AUTHORIZATION } from '../../support/test-key.ts';

interface Received {
  buyer: Buyer;
  po: PurchaseOrder;
  receiptId: string;
  lineId: string;
}

async function openReceived(): Promise<Received> {
  const buyer = await openBuyer();
  const po = await buyer.sent();
  const { lineId } = lineOf(po, 'SALMON');
  const receiptId = randomUUID();
  await buyer.move(po, 'receive', {
    receiptId,
    lines: [{ lineId, quantity: 15, rejected: 5, reason: 'Too warm' }],
  });
  return { buyer, po, receiptId, lineId };
}

const photoPath = ({ buyer, po, receiptId }: Received, photoId: string): string =>
  buyer.path(`/${po.poId}/receipts/${receiptId}/photos/${photoId}`);

async function send(received: Received, photoId: string, payload: Buffer, type = 'image/jpeg') {
  const { lineId, buyer } = received;
  const response = await buyer.app.app.server.inject({
    ...{ method: 'PUT', url: `/api/v1${photoPath(received, photoId)}?lineId=${lineId}`, payload },
    headers: { ...AUTHORIZATION, 'content-type': type },
  });
  return { status: response.statusCode, body: response.json<Record<string, unknown>>() };
}

async function photosOf({ buyer, po }: Received): Promise<Receipt['photos']> {
  const { receipts } = await buyer.app.expectOk<{ receipts: Receipt[] }>(
    'GET',
    buyer.path(`/${po.poId}/receipts`),
  );
  return receipts[0]!.photos;
}

it('a photo of what was sent back is kept once, without where it was taken, and shown as what it is', async () => {
  const received = await openReceived();
  const photoId = randomUUID();
  const sent = aJpeg({ exif: 'GPS 48.2N 16.4E' });
  const answers = await Promise.all([1, 2, 3].map(() => send(received, photoId, sent)));
  for (const { status } of answers) expect(status).toBe(200);
  expect(await photosOf(received)).toMatchObject([{ photoId, lineId: received.lineId }]);
  const { app } = received.buyer;
  const url = `/api/v1${photoPath(received, photoId)}`;
  const shown = await app.app.server.inject({ method: 'GET', url, headers: AUTHORIZATION });
  expect(shown.rawPayload).toEqual(aJpeg());
  expect(shown.headers).toMatchObject({
    'content-type': 'image/jpeg',
    'x-content-type-options': 'nosniff',
    'cache-control': expect.stringMatching(/^private/) as string,
    'content-security-policy': expect.stringContaining('sandbox') as string,
  });
  expect(await send(received, photoId, aJpeg({ shows: 'eggs' }))).toMatchObject({ status: 409 });
  const portal = `/supplier-portal/${received.po.portalUrl!.split('/').at(-1)!}`;
  const page = (await app.requestAs<SupplierPortalView>({}, 'GET', portal)).body;
  expect(page.lines[0]!.sentBack).toMatchObject([{ quantity: 5, reason: 'Too warm', photos: [photoId] }]);
  const byLink = { method: 'GET', url: `/api/v1${portal}/photos/${photoId}` } as const;
  expect((await app.app.server.inject(byLink)).rawPayload).toEqual(aJpeg());
  const { portalUrl } = await received.buyer.sent({ again: true });
  const otherLink = `/supplier-portal/${portalUrl!.split('/').at(-1)!}/photos/${photoId}`;
  expect(await app.requestAs({}, 'GET', otherLink)).toMatchObject({ status: 404 });
  // The receipt stays what it was about, also once it was undone.
  await app.expectOk('POST', received.buyer.path(`/${received.po.poId}/receipts/${received.receiptId}/undo`));
  expect(await send(received, randomUUID(), aJpeg({ shows: 'later' }))).toMatchObject({ status: 200 });
  expect(await photosOf(received)).toHaveLength(2);
  expect((await app.app.server.inject(byLink)).statusCode).toBe(404);
});

it('what is no photo of this receipt is refused with a reason, and nothing of it is kept', async () => {
  const received = await openReceived();
  const { buyer } = received;
  const unsupported = { status: 415, body: { code: 'unsupported-media-type' } };
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  expect(await send(received, randomUUID(), svg, 'image/svg+xml')).toMatchObject(unsupported);
  for (const lie of [svg, Buffer.from('<html>'), aJpeg().subarray(0, 12), Buffer.from('\x89PNG\r\n\x1a\nno')])
    expect(await send(received, randomUUID(), lie)).toMatchObject(unsupported);
  expect(await send(received, randomUUID(), Buffer.alloc(0))).toMatchObject({ status: 422 });
  const other = { ...received, lineId: lineOf(received.po, 'CAKE').lineId };
  expect(await send(other, randomUUID(), aJpeg())).toMatchObject({ status: 422 });
  const unknown = { ...received, receiptId: randomUUID() };
  expect(await send(unknown, randomUUID(), aJpeg())).toMatchObject({ status: 404 });

  const mine = randomUUID();
  await send(received, mine, aJpeg());
  const { id: elsewhere } = await buyer.app.createStore({ name: 'Elsewhere' });
  const path = photoPath(received, mine).replace(buyer.storeId, elsewhere);
  expect(await buyer.app.request('GET', path)).toMatchObject({ status: 404 });
  for (let count = 1; count < MAX_PHOTOS; count++) await send(received, randomUUID(), aJpeg());
  expect(await send(received, randomUUID(), aJpeg())).toMatchObject({ status: 409 });
  expect(await photosOf(received)).toHaveLength(MAX_PHOTOS);
});

it('a photo of 40 MB is refused, announced or not, and the server goes on', async () => {
  const received = await openReceived();
  const url = `${await received.buyer.app.url()}/api/v1${photoPath(received, randomUUID())}?lineId=${received.lineId}`;
  const chunk = new Uint8Array(1_000_000);
  const streamed = (): ReadableStream => {
    let left = 40;
    return new ReadableStream({
      start: (controller) => controller.enqueue(aJpeg()),
      pull: (controller) => (left-- > 0 ? controller.enqueue(chunk) : controller.close()),
    });
  };
  const bodies = [Buffer.concat([aJpeg(), Buffer.alloc(40_000_000)]), streamed()];
  for (const body of bodies) {
    const headers = { ...AUTHORIZATION, 'content-type': 'image/jpeg' };
    const answer = await fetch(url, { method: 'PUT', body, headers, duplex: 'half' } as RequestInit);
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({
      detail: 'The photo is larger than 10 MB; scale it down and send it again.',
    });
  }
  expect(await photosOf(received)).toEqual([]);
});

import type { PushInput } from '../../shared/orders/order-status.schema.ts';

const WORKER = '/order/push-worker.js';

/** On plain http, in private windows and in some apps' browsers there is nothing to be told by. */
export function canBeTold(): boolean {
  return 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
}

/** Whether this browser is told already. */
export async function isTold(): Promise<boolean> {
  const registration = await navigator.serviceWorker.getRegistration(WORKER);
  return registration !== undefined && (await registration.pushManager.getSubscription()) !== null;
}

/** Asks whoever taps for their permission; null when they refuse. `key` is the store's, in base64url. */
export async function subscribeToPush(key: string): Promise<PushInput | null> {
  if ((await Notification.requestPermission()) !== 'granted') return null;
  await navigator.serviceWorker.register(WORKER);
  const registration = await navigator.serviceWorker.ready;
  const subscription = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: bytesOf(key),
  });
  const { endpoint = '', keys = {} } = subscription.toJSON();
  return { endpoint, keys: { p256dh: keys['p256dh'] ?? '', auth: keys['auth'] ?? '' } };
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(text, (sign) => sign.charCodeAt(0));
}

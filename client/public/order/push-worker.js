/* global URL, clients, self */
// Shows what the store sends, also while its page is closed. It caches nothing: the page itself is always fetched anew.

self.addEventListener('push', (event) => {
  const { title, body, url } = event.data.json();
  // One order has one message on the screen: a newer one takes its place.
  event.waitUntil(
    self.registration.showNotification(title, { body, tag: url, renotify: true, data: { url } }),
  );
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(show(new URL(event.notification.data.url, self.location.href)));
});

/** The order's page, if it is open somewhere, else a new one. Only ever a page of this store's own. */
async function show(url) {
  if (url.origin !== self.location.origin) return undefined;
  const open = await clients.matchAll({ type: 'window', includeUncontrolled: true });
  const page = open.find((client) => new URL(client.url).pathname === url.pathname);
  return page ? page.focus() : clients.openWindow(url.href);
}

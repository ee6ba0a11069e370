import Fastify from 'fastify';
import { uuidv7 } from 'uuidv7';
import { describe, expect, it } from 'vitest';
import { guardRoutes } from '../../../server/identity/access.routes.ts';
import { sessionCookieFor } from '../../../server/identity/session-cookie.ts';
import type { Permission } from '../../../shared/identity/access.schema.ts';
import { everyCaller, type Caller } from '../../support/callers.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

type Rule = 'public' | 'signed-in' | 'signed' | ['store' | 'any-store' | 'organisation', Permission];

/** Who may do what, said a second time and in another way: a route that is not here fails the test. */
const ROUTES: Record<string, Rule> = {
  'GET /setup': 'public',
  'POST /setup': 'public',
  'POST /auth/login': 'public',
  'POST /auth/reset': 'public',
  'POST /auth/link': 'public',
  'POST /auth/link/redeem': 'public',
  'POST /devices': 'public',
  'POST /devices/token': 'public',
  'GET /auth/me': 'signed-in',
  'POST /auth/confirm': 'signed-in',
  'POST /auth/password': 'signed-in',
  'GET /auth/people': 'signed-in',
  'POST /auth/pin': 'signed-in',
  'GET /auth/sessions': 'signed-in',
  'DELETE /auth/sessions/{sessionId}': 'signed-in',
  'POST /auth/logout': 'signed-in',
  'GET /stores-board': ['any-store', 'stock:read'],
  'GET /people': ['any-store', 'people:write'],
  'POST /people': ['any-store', 'people:write'],
  'PATCH /people/{personId}': ['any-store', 'people:write'],
  'DELETE /people/{personId}': ['any-store', 'people:write'],
  'POST /people/{personId}/invite': ['any-store', 'people:write'],
  'GET /devices': ['any-store', 'screens:write'],
  'GET /devices/pending': ['any-store', 'screens:write'],
  'POST /devices/claim': ['any-store', 'screens:write'],
  'PATCH /devices/{deviceId}': ['any-store', 'screens:write'],
  'DELETE /devices/{deviceId}': ['any-store', 'screens:write'],
  'POST /devices/{deviceId}/command': ['any-store', 'screens:write'],
  'GET /api-keys': ['organisation', 'keys:write'],
  'POST /api-keys': ['organisation', 'keys:write'],
  'POST /api-keys/{keyId}/rotate': ['organisation', 'keys:write'],
  'DELETE /api-keys/{keyId}': ['organisation', 'keys:write'],
  'GET /webhook-endpoints': ['organisation', 'keys:write'],
  'POST /webhook-endpoints': ['organisation', 'keys:write'],
  'POST /webhook-endpoints/{endpointId}/rotate': ['organisation', 'keys:write'],
  'POST /webhook-endpoints/{endpointId}/resume': ['organisation', 'keys:write'],
  'DELETE /webhook-endpoints/{endpointId}': ['organisation', 'keys:write'],
  'GET /audit': ['organisation', 'audit:read'],
  'GET /stores/{storeId}/audit': ['store', 'audit:read'],
  'GET /stores': ['any-store', 'stores:read'],
  'POST /stores': ['organisation', 'stores:write'],
  'GET /stores/{storeId}': ['store', 'stores:read'],
  'PATCH /stores/{storeId}': ['store', 'stores:write'],
  'GET /items': ['any-store', 'items:read'],
  'POST /items': ['any-store', 'items:write'],
  'GET /items/{itemId}': ['any-store', 'items:read'],
  'PATCH /items/{itemId}': ['any-store', 'items:write'],
  'POST /items/changes': ['any-store', 'items:write'],
  'POST /items/preferred-suppliers': ['any-store', 'suppliers:write'],
  'GET /suppliers': ['any-store', 'suppliers:read'],
  'POST /suppliers': ['any-store', 'suppliers:write'],
  'GET /suppliers/{supplierId}': ['any-store', 'suppliers:read'],
  'PATCH /suppliers/{supplierId}': ['any-store', 'suppliers:write'],
  'GET /suppliers/{supplierId}/items': ['any-store', 'suppliers:read'],
  'PUT /suppliers/{supplierId}/items': ['any-store', 'suppliers:write'],
  'GET /suppliers/{supplierId}/webhook': ['any-store', 'suppliers:write'],
  'PUT /suppliers/{supplierId}/webhook': ['any-store', 'suppliers:write'],
  'POST /suppliers/{supplierId}/webhook/secret': ['organisation', 'keys:write'],
  'POST /suppliers/{supplierId}/webhook/test': ['any-store', 'suppliers:write'],
  'GET /suppliers/{supplierId}/exchange': ['any-store', 'suppliers:read'],
  'PUT /suppliers/{supplierId}/exchange': ['any-store', 'suppliers:write'],
  'GET /suppliers/{supplierId}/files': ['any-store', 'suppliers:read'],
  'GET /suppliers/{supplierId}/files/{fileId}/content': ['any-store', 'suppliers:read'],
  'POST /suppliers/{supplierId}/files/{fileId}/read': ['any-store', 'suppliers:write'],
  'GET /refused-files': ['any-store', 'suppliers:read'],
  'POST /suppliers/{supplierId}/messages': 'signed',
  'GET /suppliers/{supplierId}/inbox': ['any-store', 'purchasing:read'],
  'GET /suppliers/{supplierId}/purchase-orders': 'signed',
  'GET /suppliers/scorecards': ['any-store', 'purchasing:read'],
  'GET /suppliers/standings': ['any-store', 'purchasing:read'],
  'GET /suppliers/{supplierId}/scorecard': ['any-store', 'purchasing:read'],
  'GET /suppliers/{supplierId}/scorecard/orders': ['any-store', 'purchasing:read'],
  'GET /suppliers/{supplierId}/scorecard/cost': ['any-store', 'purchasing:read'],
  'POST /suppliers/{supplierId}/scorecard/share': ['any-store', 'suppliers:write'],
  'GET /suppliers/{supplierId}/scorecard/shares': ['any-store', 'suppliers:write'],
  'DELETE /suppliers/{supplierId}/scorecard/shares/{shareId}': ['any-store', 'suppliers:write'],
  'GET /shared-scorecards/{token}': 'public',
  'GET /scorecard-policy': ['any-store', 'purchasing:read'],
  'PUT /scorecard-policy': ['any-store', 'suppliers:write'],
  'POST /scorecard-policy/preview': ['any-store', 'suppliers:write'],
  'GET /items/{itemId}/suppliers': ['any-store', 'suppliers:read'],
  'GET /stores/{storeId}/stock': ['store', 'stock:read'],
  'GET /stores/{storeId}/stock/{itemId}': ['store', 'stock:read'],
  'GET /stores/{storeId}/stock/{itemId}/movements': ['store', 'stock:read'],
  'GET /stores/{storeId}/stock-table': ['store', 'stock:read'],
  'GET /stores/{storeId}/table-views': ['store', 'stock:read'],
  'PUT /stores/{storeId}/table-views/{viewId}': ['store', 'stock:read'],
  'DELETE /stores/{storeId}/table-views/{viewId}': ['store', 'stock:read'],
  'POST /stores/{storeId}/availability': ['store', 'availability:write'],
  'POST /stores/{storeId}/sales': ['store', 'sales:write'],
  'POST /imports': ['any-store', 'imports:write'],
  'POST /stores/{storeId}/movements': ['store', 'stock:write'],
  'GET /stores/{storeId}/orders': ['store', 'orders:read'],
  'POST /stores/{storeId}/orders': ['store', 'orders:write'],
  'GET /stores/{storeId}/orders/{orderId}': ['store', 'orders:read'],
  'POST /stores/{storeId}/orders/{orderId}/cancel': ['store', 'orders:write'],
  'POST /stores/{storeId}/orders/{orderId}/fulfil': ['store', 'orders:write'],
  'POST /stores/{storeId}/orders/{orderId}/return': ['store', 'orders:write'],
  'POST /stores/{storeId}/orders/{orderId}/substitute': ['store', 'orders:write'],
  'POST /stores/{storeId}/orders/{orderId}/substitutions/{substitutionId}': ['store', 'orders:write'],
  'DELETE /stores/{storeId}/orders/{orderId}/substitutions/{substitutionId}': ['store', 'orders:write'],
  'POST /stores/{storeId}/orders/{orderId}/lines/{lineId}/bump': ['store', 'backorders:write'],
  'GET /stores/{storeId}/backorders': ['store', 'orders:read'],
  'GET /stores/{storeId}/backorders/report': ['store', 'orders:read'],
  'GET /stores/{storeId}/backorder-policy': ['store', 'orders:read'],
  'PUT /stores/{storeId}/backorder-policy': ['store', 'backorders:write'],
  'POST /stores/{storeId}/backorder-policy/preview': ['store', 'backorders:write'],
  'GET /stores/{storeId}/expected-deliveries': ['store', 'stock:read'],
  'POST /stores/{storeId}/expected-deliveries': ['store', 'deliveries:write'],
  'PATCH /stores/{storeId}/expected-deliveries/{deliveryId}': ['store', 'deliveries:write'],
  'POST /stores/{storeId}/expected-deliveries/{deliveryId}/cancel': ['store', 'deliveries:write'],
  'GET /stores/{storeId}/purchase-orders': ['store', 'purchasing:read'],
  'POST /stores/{storeId}/purchase-orders': ['store', 'purchasing:write'],
  'GET /stores/{storeId}/purchase-orders/{poId}': ['store', 'purchasing:read'],
  'PATCH /stores/{storeId}/purchase-orders/{poId}': ['store', 'purchasing:write'],
  'POST /stores/{storeId}/purchase-orders/{poId}/approve': ['store', 'purchasing:approve'],
  'POST /stores/{storeId}/purchase-orders/{poId}/send': ['store', 'purchasing:write'],
  'POST /stores/{storeId}/purchase-orders/{poId}/cancel': ['store', 'purchasing:write'],
  'POST /stores/{storeId}/purchase-orders/{poId}/acknowledge': ['store', 'purchasing:write'],
  'POST /stores/{storeId}/purchase-orders/{poId}/delay': ['store', 'purchasing:write'],
  'POST /stores/{storeId}/purchase-orders/{poId}/receive': ['store', 'receipts:write'],
  'GET /stores/{storeId}/purchase-orders/{poId}/receipts': ['store', 'purchasing:read'],
  'POST /stores/{storeId}/purchase-orders/{poId}/receipts/{receiptId}/undo': ['store', 'receipts:write'],
  'GET /stores/{storeId}/transfers': ['store', 'purchasing:read'],
  'POST /stores/{storeId}/transfers': ['store', 'stock:write'],
  'GET /stores/{storeId}/transfer-stores': ['store', 'purchasing:read'],
  'GET /stores/{storeId}/transfers/{transferId}': ['store', 'purchasing:read'],
  'POST /stores/{storeId}/transfers/{transferId}/send': ['store', 'stock:write'],
  'POST /stores/{storeId}/transfers/{transferId}/decline': ['store', 'stock:write'],
  'POST /stores/{storeId}/transfers/{transferId}/delay': ['store', 'stock:write'],
  'POST /stores/{storeId}/transfers/{transferId}/cancel': ['store', 'stock:write'],
  'POST /stores/{storeId}/transfers/{transferId}/receive': ['store', 'receipts:write'],
  'POST /stores/{storeId}/transfers/{transferId}/receipts/{receiptId}/undo': ['store', 'receipts:write'],
  'GET /stores/{storeId}/depletion': ['store', 'stock:read'],
  'GET /stores/{storeId}/forecast-accuracy': ['store', 'stock:read'],
  'GET /stores/{storeId}/backorder-risks': ['store', 'stock:read'],
  'GET /stores/{storeId}/items/{itemId}/forecast-days': ['store', 'stock:read'],
  'GET /stores/{storeId}/items/{itemId}/forecast': ['store', 'stock:read'],
  'GET /stores/{storeId}/demand-events': ['store', 'purchasing:read'],
  'POST /stores/{storeId}/demand-events': ['store', 'purchasing:write'],
  'DELETE /stores/{storeId}/demand-events/{eventId}': ['store', 'purchasing:write'],
  'GET /stores/{storeId}/items/{itemId}/overview': ['store', 'stock:read'],
  'GET /stores/{storeId}/item-costs': ['store', 'suppliers:read'],
  'GET /stores/{storeId}/report': ['store', 'purchasing:read'],
  'GET /report-subscriptions': ['any-store', 'purchasing:read'],
  'POST /report-subscriptions': ['any-store', 'purchasing:read'],
  'PUT /report-subscriptions/{subscriptionId}': ['any-store', 'purchasing:read'],
  'DELETE /report-subscriptions/{subscriptionId}': ['any-store', 'purchasing:read'],
  'POST /report-subscriptions/{subscriptionId}/send': ['any-store', 'purchasing:read'],
  'GET /report-mails/{token}': 'public',
  'POST /report-mails/{token}': 'public',
  'GET /stores/{storeId}/count-sheet': ['store', 'stock:read'],
  'PUT /stores/{storeId}/shelves': ['store', 'items:write'],
  'GET /stores/{storeId}/sale-prices': ['store', 'items:read'],
  'PUT /stores/{storeId}/sale-prices': ['store', 'items:write'],
  'GET /stores/{storeId}/search': ['store', 'stores:read'],
  'GET /stores/{storeId}/supplier-delays': ['store', 'purchasing:read'],
  'GET /stores/{storeId}/reorder-proposals': ['store', 'purchasing:read'],
  'GET /stores/{storeId}/reorder-proposals/outlook': ['store', 'purchasing:read'],
  'GET /stores/{storeId}/reorder-policy': ['store', 'purchasing:read'],
  'PUT /stores/{storeId}/reorder-policy': ['store', 'purchasing:approve'],
  'GET /stores/{storeId}/suppliers/{supplierId}/next-delivery': ['store', 'purchasing:read'],
  'POST /stores/{storeId}/reorder-proposals/accept': ['store', 'purchasing:write'],
  'GET /order-status/{token}': 'public',
  'POST /order-status/{token}/cancel': 'public',
  'PUT /stores/{storeId}/purchase-orders/{poId}/receipts/{receiptId}/photos/{photoId}': [
    'store',
    'receipts:write',
  ],
  'GET /stores/{storeId}/purchase-orders/{poId}/receipts/{receiptId}/photos/{photoId}': [
    'store',
    'purchasing:read',
  ],
  'GET /stores/{storeId}/receivable-lines': ['store', 'purchasing:read'],
  'POST /order-status/{token}/substitutions/{substitutionId}': 'public',
  'POST /order-status/{token}/subscription': 'public',
  'POST /order-status/{token}/push': 'public',
  'GET /supplier-portal/{token}': 'public',
  'GET /supplier-portal/{token}/photos/{photoId}': 'public',
  'POST /supplier-portal/{token}/acknowledge': 'public',
  'POST /supplier-portal/{token}/delay': 'public',
  'POST /supplier-portal/{token}/shipment': 'public',
  'POST /supplier-portal/{token}/prices': 'public',
  'GET /unsubscribe/{token}': 'public',
  'POST /unsubscribe/{token}': 'public',
  'POST /stores/{storeId}/back-in-stock': 'public',
  'GET /stores/{storeId}/messages': ['store', 'messages:write'],
  'POST /stores/{storeId}/messages/{messageId}/retry': ['store', 'messages:write'],
  'GET /stores/{storeId}/message-templates': ['store', 'messages:write'],
  'PUT /stores/{storeId}/message-templates/{kind}/{channel}/{language}': ['store', 'messages:write'],
  'DELETE /stores/{storeId}/message-templates/{kind}/{channel}/{language}': ['store', 'messages:write'],
  'POST /stores/{storeId}/message-templates/{kind}/{channel}/{language}/preview': ['store', 'messages:write'],
  'POST /stores/{storeId}/message-templates/{kind}/{channel}/{language}/test': ['store', 'messages:write'],
  'POST /stores/{storeId}/receipts': ['store', 'stock:write'],
  'PUT /stores/{storeId}/items/{itemId}/availability': ['store', 'availability:write'],
};

function isAllowed(rule: Rule, { who, everywhere, may }: Caller, own: boolean): boolean {
  if (rule === 'public') return true;
  // Not even owners can sign as a supplier does.
  if (rule === 'signed') return false;
  if (rule === 'signed-in') return who !== 'nobody';
  const [scope, permission] = rule;
  if (!may.includes(permission)) return false;
  if (scope === 'organisation') return everywhere;
  return scope === 'any-store' || own || everywhere;
}

describe('every route of the API', () => {
  it(
    'has a rule in this test, and keeps it for everybody, in their own store and in another',
    { timeout: 120_000 },
    async () => {
      const app = await startTestApp();
      const own = await app.createStore();
      const other = await app.createStore({ name: 'Other' });
      const { paths } = await app.expectOk<{ paths: Record<string, object> }>('GET', '/openapi.json');
      const routes = Object.entries(paths).flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace('/api/v1', '')}`),
      );
      expect(routes.sort()).toEqual(Object.keys(ROUTES).sort());

      const callers = await everyCaller(app, own.id);
      const wrong: string[] = [];
      for (const [route, rule] of Object.entries(ROUTES)) {
        for (const store of route.includes('{storeId}') ? [own, other] : [own]) {
          for (const caller of callers) {
            // A caller signed out by the test of signing out is of no use to the routes after it.
            if (route === 'POST /auth/logout' && caller.who !== 'nobody') continue;
            const { status, refused } = await call(app, route, store.id, caller);
            const allowed = isAllowed(rule, caller, store === own);
            if (allowed === refused) wrong.push(`${route} as ${caller.who} in ${store.name}: ${status}`);
          }
        }
      }
      expect(wrong).toEqual([]);
    },
  );

  it('has to say who may use it, or the server does not start', async () => {
    const { app } = await startTestApp();
    const api = Fastify();
    guardRoutes(api, { ctx: app.ctx, cookie: sessionCookieFor('http://localhost') });
    expect(() => api.get('/forgotten', () => 'data')).toThrow('GET /forgotten does not say who may use it');
  });
});

async function call(
  app: TestApp,
  route: string,
  storeId: string,
  { headers }: Caller,
): Promise<{ status: number; refused: boolean }> {
  const [method = '', template = ''] = route.split(' ');
  const path = template.replace('{storeId}', storeId).replaceAll(/\{\w+\}/g, uuidv7);
  const body = method === 'GET' || method === 'DELETE' ? undefined : {};
  const { status, body: answer } = await app.requestAs<{ code?: string; detail?: string }>(
    headers,
    method as 'GET',
    path,
    body,
  );
  // A handler may refuse by itself what the rule lets through: a person has no tablet to take over.
  const byHandler = route.endsWith('/auth/people') || route.endsWith('/auth/pin');
  return {
    status,
    refused:
      status === 401 ||
      (status === 403 && !byHandler) ||
      (status === 403 && answer.code === 'unauthenticated'),
  };
}

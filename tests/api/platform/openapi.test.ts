import { describe, expect, it } from 'vitest';
import { startTestApp } from '../../support/test-app.ts';

interface Operation {
  tags?: string[];
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { content?: Record<string, { schema: object }> }>;
  parameters?: { name: string; in: string; required?: boolean }[];
}

interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
}

/** What the contract promises of this version, and what each takes. */
const PROMISED: [method: string, path: string, takes: string[]][] = [
  ['get', '/stores', ['query limit', 'query cursor']],
  ['post', '/stores', ['body']],
  ['get', '/stores/{storeId}', ['path storeId']],
  ['patch', '/stores/{storeId}', ['path storeId', 'body']],
  ['get', '/items', ['query limit', 'query cursor']],
  ['post', '/items', ['body']],
  ['get', '/items/{itemId}', ['path itemId']],
  ['patch', '/items/{itemId}', ['path itemId', 'header if-match', 'body']],
  ['get', '/stores/{storeId}/stock', ['path storeId', 'query limit', 'query cursor']],
  ['get', '/stores/{storeId}/stock/{itemId}', ['path storeId', 'path itemId']],
  ['get', '/stores/{storeId}/stock/{itemId}/movements', ['path storeId', 'path itemId', 'query limit']],
  ['post', '/stores/{storeId}/sales', ['path storeId', 'header idempotency-key', 'body']],
  ['post', '/stores/{storeId}/movements', ['path storeId', 'header idempotency-key', 'body']],
  ['post', '/stores/{storeId}/receipts', ['path storeId', 'header idempotency-key', 'body']],
  [
    'put',
    '/stores/{storeId}/items/{itemId}/availability',
    ['path storeId', 'path itemId', 'header idempotency-key', 'body'],
  ],
];

async function readDocument(): Promise<{ document: Document; registered: string[] }> {
  const app = await startTestApp();
  const document = await app.expectOk<Document>('GET', '/openapi.json');
  return { document, registered: registeredRoutes(app.app.server.printRoutes({ commonPrefix: false })) };
}

/** Fastify prints its routes as a tree: "├── /api/v1/stores (GET, POST)". */
function registeredRoutes(tree: string): string[] {
  const trail: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const [, indent = '', part = '', methods] = /^([│ ]*)[├└]── (\S*)(?: \((.+)\))?/.exec(line) ?? [];
    trail.splice(indent.length / 4, Infinity, part);
    const path = trail.join('');
    const isApi = path.startsWith('/api/v1/') && !path.includes('openapi.json');
    return isApi && methods ? methods.split(', ').map((method) => `${method} ${path}`) : [];
  });
}

describe('the OpenAPI document', () => {
  it.each(PROMISED)('describes %s %s', async (method, path, takes) => {
    const { document } = await readDocument();
    const operation = document.paths[`/api/v1${path}`]?.[method];
    expect(operation).toBeDefined();
    const { requestBody, responses, parameters = [], tags } = operation!;
    const described = parameters.map((parameter) => `${parameter.in} ${parameter.name}`);
    expect([...described, ...(requestBody ? ['body'] : [])]).toEqual(expect.arrayContaining(takes));
    expect(tags).toHaveLength(1);
    const [success] = Object.entries(responses).filter(([status]) => status.startsWith('2'));
    expect(success![1].content!['application/json']!.schema).toHaveProperty('type', 'object');
  });

  it('has every route there is, and is of the version it says', async () => {
    const { document, registered } = await readDocument();
    expect(document.openapi).toBe('3.1.0');
    const described = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map(
        (method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
      ),
    );
    const routes = registered.filter((route) => !route.startsWith('HEAD '));
    expect(routes.length).toBeGreaterThanOrEqual(PROMISED.length);
    expect(described).toEqual(expect.arrayContaining(routes));
  });

  it('can be browsed', async () => {
    const app = await startTestApp();
    const page = await app.app.server.inject({ method: 'GET', url: '/api/docs/' });
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('swagger-ui');
  });
});

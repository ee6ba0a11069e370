import { BackorderRisk } from '../../shared/forecasts/backorder-risk.schema.ts';
import {
  DepletionList,
  ForecastDays,
  HorizonQuery,
  ItemForecast,
  StoreAccuracy,
} from '../../shared/forecasts/forecast.schema.ts';
import { inStore } from '../identity/access-rules.ts';
import type { Context } from '../platform/context.ts';
import { StoreItemParams, StoreParams, type HttpServer } from '../platform/http.ts';
import { PageQuery, pageOf, readPage, toPage } from '../platform/paging.ts';
import { findRisks, riskKey } from './backorder-risks.service.ts';
import { findAccuracy, findForecastDays } from './accuracy.service.ts';
import { ForecastThread } from './forecast-thread.service.ts';
import { findDepletions, findForecast } from './forecast.service.ts';

const tags = ['forecasts'];
/** In hours. */
const A_WEEK = 168;

export function forecastRoutes(app: HttpServer, ctx: Context): void {
  const config = inStore('stock:read');
  // Not the one on which forecasts are made: whoever looks at a chart does not wait for those.
  const thread = new ForecastThread(0);
  app.addHook('onClose', () => thread.stop());
  app.get(
    '/stores/:storeId/items/:itemId/forecast',
    {
      config,
      schema: { tags, params: StoreItemParams, querystring: HorizonQuery, response: { 200: ItemForecast } },
    },
    ({ params, query }) => findForecast(ctx, thread, params, Number(query.horizon ?? A_WEEK)),
  );
  app.get(
    '/stores/:storeId/items/:itemId/forecast-days',
    { config, schema: { tags, params: StoreItemParams, response: { 200: ForecastDays } } },
    ({ params }) => findForecastDays(ctx, params),
  );
  app.get(
    '/stores/:storeId/depletion',
    { config, schema: { tags, params: StoreParams, response: { 200: DepletionList } } },
    ({ params }) => findDepletions(ctx, params.storeId),
  );
  app.get(
    '/stores/:storeId/backorder-risks',
    {
      config,
      schema: { tags, params: StoreParams, querystring: PageQuery, response: { 200: pageOf(BackorderRisk) } },
    },
    async ({ params, query }) => {
      const { limit, after } = readPage(query);
      const risks = await findRisks(ctx, params.storeId, { limit, after });
      return toPage(risks, limit, riskKey);
    },
  );
  app.get(
    '/stores/:storeId/forecast-accuracy',
    { config, schema: { tags, params: StoreParams, response: { 200: StoreAccuracy } } },
    ({ params }) => findAccuracy(ctx, params.storeId),
  );
}

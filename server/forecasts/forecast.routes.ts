import {
  DepletionList,
  HorizonQuery,
  ItemForecast,
  StoreAccuracy,
} from '../../shared/forecasts/forecast.schema.ts';
import { inStore } from '../identity/access-rules.ts';
import type { Context } from '../platform/context.ts';
import { StoreItemParams, StoreParams, type HttpServer } from '../platform/http.ts';
import { findAccuracy, findDepletions, findForecast } from './forecast.service.ts';

const tags = ['forecasts'];
/** In hours. */
const A_WEEK = 168;

export function forecastRoutes(app: HttpServer, ctx: Context): void {
  const config = inStore('stock:read');
  app.get(
    '/stores/:storeId/items/:itemId/forecast',
    {
      config,
      schema: { tags, params: StoreItemParams, querystring: HorizonQuery, response: { 200: ItemForecast } },
    },
    ({ params, query }) => findForecast(ctx, params, Number(query.horizon ?? A_WEEK)),
  );
  app.get(
    '/stores/:storeId/depletion',
    { config, schema: { tags, params: StoreParams, response: { 200: DepletionList } } },
    ({ params }) => findDepletions(ctx, params.storeId),
  );
  app.get(
    '/stores/:storeId/forecast-accuracy',
    { config, schema: { tags, params: StoreParams, response: { 200: StoreAccuracy } } },
    ({ params }) => findAccuracy(ctx, params.storeId),
  );
}

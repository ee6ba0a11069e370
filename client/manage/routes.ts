import type { RouteDefinition } from 'svelte-spa-router';
import ForecastsPage from '../forecasts/ForecastsPage.svelte';
import ReportsPage from '../displays/ReportsPage.svelte';
import ScreensPage from '../displays/ScreensPage.svelte';
import StoresPage from '../displays/StoresPage.svelte';
import AuditPage from '../identity/AuditPage.svelte';
import KeysPage from '../identity/KeysPage.svelte';
import PeoplePage from '../identity/PeoplePage.svelte';
import SettingsPage from '../identity/SettingsPage.svelte';
import MessagesPage from '../notifications/MessagesPage.svelte';
import TemplatesPage from '../notifications/TemplatesPage.svelte';
import BackordersPage from '../orders/BackordersPage.svelte';
import OrdersPage from '../orders/OrdersPage.svelte';
import DeliveriesPage from '../purchasing/DeliveriesPage.svelte';
import ProposalsPage from '../purchasing/ProposalsPage.svelte';
import CountPage from '../stock/CountPage.svelte';
import StockPage from '../stock/StockPage.svelte';
import ItemForecastRoute from './ItemForecastRoute.svelte';
import ItemRoute from './ItemRoute.svelte';
import ItemsRoute from './ItemsRoute.svelte';
import NotFoundPage from './NotFoundPage.svelte';
import PurchasesRoute from './PurchasesRoute.svelte';
import SuppliersRoute from './SuppliersRoute.svelte';
import TodayPage from './TodayPage.svelte';
import TransfersRoute from './TransfersRoute.svelte';

export const ROUTES: RouteDefinition = {
  '/': TodayPage,
  // "#/items/import" opens the import at once, "#/items/new" the form of another one.
  '/items/:task?': ItemsRoute,
  '/stock': StockPage,
  // "#/stock/count/needed" shows only what was sold below its count.
  '/stock/count/:shown?': CountPage,
  '/stock/:itemId': ItemRoute,
  '/stock/:itemId/forecast': ItemForecastRoute,
  '/forecasts': ForecastsPage,
  // "#/orders/new" is the form of the counter, "#/orders/<id>" an order's panel.
  '/orders/:task?': OrdersPage,
  // "#/backorders/late" shows only what is late.
  '/backorders/:shown?': BackordersPage,
  // "#/order-now/<id>" shows what to order from that supplier first.
  '/order-now/:supplierId?': ProposalsPage,
  // "#/purchase-orders/new" writes one, "#/purchase-orders/<id>" is one of them.
  '/purchase-orders/:task?': PurchasesRoute,
  '/deliveries': DeliveriesPage,
  // "#/transfers/new" starts one, "#/transfers/<id>" is one of them.
  '/transfers/:task?': TransfersRoute,
  // "#/suppliers/scorecards" compares them, "#/suppliers/<id>/scorecard" is one of those.
  // "#/suppliers/new" adds one, "#/suppliers/import/supplier-items" loads a file, "#/suppliers/<id>" is one of them, "…/files" its files.
  '/suppliers/:task?/:kind?': SuppliersRoute,
  '/reports': ReportsPage,
  '/stores': StoresPage,
  '/messages/templates': TemplatesPage,
  // "#/messages/failed" shows only those in that state.
  '/messages/:state?': MessagesPage,
  // "#/screens/pair/K7QM4DXA" is what the QR code of an unpaired screen opens.
  '/screens/:task?/:code?': ScreensPage,
  '/people': PeoplePage,
  '/keys': KeysPage,
  '/audit': AuditPage,
  '/settings': SettingsPage,
  '*': NotFoundPage,
};

import type { Migration } from 'kysely/migration';
import * as stockLedger from './20261124T0900-stock-ledger.ts';
import * as identity from './20261124T1500-identity.ts';
import * as storeIsolation from './20261124T1600-store-isolation.ts';
import * as orders from './20261124T1700-orders.ts';
import * as purchasing from './20261127T1000-purchasing.ts';
import * as newsSetAside from './20261127T1100-news-set-aside.ts';
import * as supplierMessages from './20261127T1200-supplier-messages.ts';
import * as supplierExchange from './20261127T1800-supplier-exchange.ts';
import * as transfers from './20261127T1900-transfers.ts';
import * as webhooks from './20261127T1910-webhooks.ts';
import * as supplierFiles from './20261127T1920-supplier-files.ts';
import * as predictedDelays from './20261127T1930-predicted-delays.ts';
import * as receiptPhotos from './20261127T1940-receipt-photos.ts';
import * as forecasts from './20261127T2000-forecasts.ts';
import * as scorecards from './20261127T2010-scorecards.ts';
import * as backorderRisk from './20261127T2100-backorder-risk.ts';
import * as reorderPolicy from './20261127T2110-reorder-policy.ts';
import * as scorecardShares from './20261127T2120-scorecard-shares.ts';
import * as depletionClaims from './20261127T2145-depletion-claims.ts';
import * as salePrices from './20261127T2350-sale-prices-and-report-mails.ts';
import * as tableViews from './20261128T0010-table-views.ts';
import * as screenLanguage from './20261128T0020-screen-language.ts';
import * as shelves from './20261128T0030-shelves.ts';
import * as claimsLostAt from './20261128T0130-claims-lost-at.ts';

/** Every migration, oldest first. A static list, so that nothing depends on how files are found. */
export const migrations: Record<string, Migration> = {
  '20261124T0900-stock-ledger': stockLedger,
  '20261124T1500-identity': identity,
  '20261124T1600-store-isolation': storeIsolation,
  '20261124T1700-orders': orders,
  '20261127T1000-purchasing': purchasing,
  '20261127T1100-news-set-aside': newsSetAside,
  '20261127T1200-supplier-messages': supplierMessages,
  '20261127T1800-supplier-exchange': supplierExchange,
  '20261127T1900-transfers': transfers,
  '20261127T1910-webhooks': webhooks,
  '20261127T1920-supplier-files': supplierFiles,
  '20261127T1930-predicted-delays': predictedDelays,
  '20261127T1940-receipt-photos': receiptPhotos,
  '20261127T2000-forecasts': forecasts,
  '20261127T2010-scorecards': scorecards,
  '20261127T2100-backorder-risk': backorderRisk,
  '20261127T2110-reorder-policy': reorderPolicy,
  '20261127T2120-scorecard-shares': scorecardShares,
  '20261127T2145-depletion-claims': depletionClaims,
  '20261127T2350-sale-prices-and-report-mails': salePrices,
  '20261128T0010-table-views': tableViews,
  '20261128T0020-screen-language': screenLanguage,
  '20261128T0030-shelves': shelves,
  '20261128T0130-claims-lost-at': claimsLostAt,
};

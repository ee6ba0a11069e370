import type { CustomerLanguage, ToldBy } from '../../shared/orders/order.schema.ts';

export const LANGUAGE_NAMES: Readonly<Record<CustomerLanguage, string>> = { en: 'English', de: 'Deutsch' };
export const TOLD_BY_NAMES: Readonly<Record<ToldBy, string>> = { email: 'e-mail', sms: 'SMS' };

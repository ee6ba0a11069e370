import {
  KEY_PERMISSIONS,
  OPEN_TABLET_PERMISSIONS,
  ROLE_PERMISSIONS,
  SCREEN_PERMISSIONS,
  type Permission,
} from '../../shared/identity/access.schema.ts';
import { aKey, anOwner, aScreen, someoneIn, type Known } from './principals.ts';
import type { TestApp } from './test-app.ts';

/** Somebody, or nobody, and what they may do: everywhere, or in the one store they belong to. */
export interface Caller extends Partial<Known> {
  who: string;
  everywhere: boolean;
  may: readonly Permission[];
}

/** One of each kind that there is. */
export async function everyCaller(app: TestApp, storeId: string): Promise<Caller[]> {
  const here = { everywhere: false };
  return [
    { who: 'nobody', ...here, may: [] },
    { who: 'owner', everywhere: true, may: ROLE_PERMISSIONS.owner, ...(await anOwner(app)) },
    { who: 'manager', ...here, may: ROLE_PERMISSIONS.manager, ...(await someoneIn(app, storeId, 'manager')) },
    { who: 'staff', ...here, may: ROLE_PERMISSIONS.staff, ...(await someoneIn(app, storeId, 'staff')) },
    { who: 'wall', ...here, may: SCREEN_PERMISSIONS, ...(await aScreen(app, storeId, 'wall')) },
    { who: 'tablet', ...here, may: OPEN_TABLET_PERMISSIONS, ...(await aScreen(app, storeId, 'tablet')) },
    { who: 'key', ...here, may: KEY_PERMISSIONS, ...(await aKey(app, [...KEY_PERMISSIONS], [storeId])) },
  ];
}

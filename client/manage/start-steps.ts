import type { ApiKey } from '../../shared/identity/api-key.schema.ts';
import type { Device } from '../../shared/identity/device.schema.ts';

export interface StartFacts {
  storeId: string;
  /** Where screens find this server: "larder.example". */
  host: string;
  hasItems: boolean;
  screens: readonly Pick<Device, 'kind' | 'storeId'>[];
  /** Null: keys are not this person's business. */
  keys: readonly Pick<ApiKey, 'permissions' | 'storeIds' | 'lastUsedAt'>[] | null;
}

export interface StartStep {
  id: 'items' | 'wall' | 'till';
  done: boolean;
  title: string;
  text: string;
  action: string;
  href: string;
}

/** The way from an empty store to a wall that counts down by itself. */
export function startSteps({ storeId, host, hasItems, screens, keys }: StartFacts): StartStep[] {
  const walls = screens.filter((screen) => screen.kind === 'wall' && screen.storeId === storeId);
  const steps: StartStep[] = [
    {
      id: 'items',
      done: hasItems,
      title: 'Import your items',
      text: 'A CSV file from your till or spreadsheet: what you stock and what you sell. It is checked row by row first. Just looking? Take those of the demo’s restaurant.',
      action: 'Import items',
      href: '#/items/import',
    },
    {
      id: 'wall',
      done: walls.length > 0,
      title: 'Pair a first wall',
      text: `Open ${host}/pair on a television or any other screen, then enter the code it shows.`,
      action: 'Pair a screen',
      href: '#/screens/pair',
    },
  ];
  return keys === null ? steps : [...steps, tillStep(storeId, keys)];
}

function tillStep(storeId: string, keys: NonNullable<StartFacts['keys']>): StartStep {
  const forTills = keys.filter(
    ({ permissions, storeIds }) =>
      permissions.includes('sales:write') && (storeIds === null || storeIds.includes(storeId)),
  );
  const waits = forTills.length > 0;
  return {
    id: 'till',
    done: forTills.some(({ lastUsedAt }) => lastUsedAt !== null),
    title: 'Connect the till',
    text: waits
      ? 'It has a key. This is done as soon as its first sale arrives.'
      : 'With a key it reports what it sells, and stock counts itself down. The key comes with a ready-made example.',
    action: waits ? 'Look at its key' : 'Create a key',
    href: '#/keys',
  };
}

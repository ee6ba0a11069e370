import { mount } from 'svelte';
import type { Store } from '../../shared/identity/store.schema.ts';
import { goPair, pairedScreen } from '../identity/pairing-entry.ts';
import { StoreChoice } from '../identity/store-choice.svelte.ts';
import '../ui/base.css';
import '../ui/controls.css';
import { browserStorage } from '../ui/browser-storage.ts';
import './tablet.css';
import { ActionStorage } from './action-storage.ts';
import { frameWords } from './frame-words.ts';
import TabletPage from './TabletPage.svelte';

document.title = frameWords.title;
const asked = new URLSearchParams(location.search);
// Light unless asked otherwise: kitchens are bright, and a tablet lies under the lamp of the pass.
document.documentElement.dataset.theme = asked.get('theme') === 'dark' ? 'dark' : 'light';

const target = document.getElementById('tablet');
if (!target) throw new Error('tablet.html has no #tablet');

const screen = pairedScreen('tablet', asked.get('store'));
if (screen !== 'elsewhere') {
  const wanted = screen?.pairing.storeId ?? asked.get('store');
  const storage = wanted === null ? null : new ActionStorage(browserStorage(), wanted);
  const stores = new StoreChoice(wanted, {
    memory: {
      load: () => storage?.load<Store>('store') ?? null,
      save: (store) => void storage?.save('store', store),
    },
    screen,
    unpaired: goPair,
  });
  mount(TabletPage, { target, props: { stores, screen } });
}

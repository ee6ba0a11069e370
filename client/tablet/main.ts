import { mount } from 'svelte';
import '../ui/base.css';
import '../ui/tones.css';
import './tablet.css';
import { ActionStorage, browserStorage } from './action-storage.ts';
import { StoreChoice } from './store-choice.svelte.ts';
import TabletPage from './TabletPage.svelte';

const asked = new URLSearchParams(location.search);
// Light unless asked otherwise: kitchens are bright, and a tablet lies under the lamp of the pass.
document.documentElement.dataset.theme = asked.get('theme') === 'dark' ? 'dark' : 'light';

const wanted = asked.get('store');
const stores = new StoreChoice(wanted, new ActionStorage(browserStorage(), wanted ?? 'any'));
void stores.load();

const target = document.getElementById('tablet');
if (!target) throw new Error('tablet.html has no #tablet');
mount(TabletPage, { target, props: { stores } });

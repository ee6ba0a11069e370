import { mount } from 'svelte';
import { goTo, screenMemory } from '../identity/pairing-entry.ts';
import '../ui/base.css';
import { clockNow } from '../ui/clock.svelte.ts';
import { words } from './pair-words.ts';
import PairPage from './PairPage.svelte';
import { UnpairedScreen } from './unpaired-screen.svelte.ts';

document.title = words.title;
const query = new URLSearchParams(location.search);
document.documentElement.dataset['theme'] = query.get('theme') === 'light' ? 'light' : 'dark';

const memory = screenMemory();
const { pairing } = memory;
const target = document.getElementById('pair');
// A screen whose browser starts on this page is back on its board by itself.
if (pairing) goTo(`/${pairing.kind}`);
else if (target) {
  const screen = new UnpairedScreen(memory, { go: goTo, now: clockNow });
  mount(PairPage, { target, props: { screen, removed: location.hash === '#removed' } });
}

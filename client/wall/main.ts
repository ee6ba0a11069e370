import { mount } from 'svelte';
import { pairedScreen } from '../identity/pairing-entry.ts';
import '../ui/base.css';
import { words } from './message-words.ts';
import './wall.css';
import Wall from './Wall.svelte';

const query = new URLSearchParams(location.search);
document.documentElement.dataset['theme'] = query.get('theme') === 'light' ? 'light' : 'dark';

document.title = words.title;
const storeId = query.get('store');
const screen = pairedScreen('wall', storeId);
const target = document.getElementById('wall');
if (target && screen !== 'elsewhere') mount(Wall, { target, props: { storeId, screen } });

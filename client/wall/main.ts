import { mount } from 'svelte';
import { pairedScreen } from '../identity/pairing-entry.ts';
import '../ui/base.css';
import './wall.css';
import Wall from './Wall.svelte';

const query = new URLSearchParams(location.search);
document.documentElement.dataset['theme'] = query.get('theme') === 'light' ? 'light' : 'dark';

const storeId = query.get('store');
const screen = pairedScreen('wall', storeId);
const target = document.getElementById('wall');
if (target && screen !== 'elsewhere') mount(Wall, { target, props: { storeId, screen } });

import { mount } from 'svelte';
import '../ui/base.css';
import './wall.css';
import Wall from './Wall.svelte';

const query = new URLSearchParams(location.search);
document.documentElement.dataset['theme'] = query.get('theme') === 'light' ? 'light' : 'dark';

const target = document.getElementById('wall');
if (target) mount(Wall, { target, props: { storeId: query.get('store') } });

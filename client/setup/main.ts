import { mount } from 'svelte';
import '../ui/base.css';
import '../ui/controls.css';
import { FirstStart } from './first-start.svelte.ts';
import SetupPage from './SetupPage.svelte';

const theme = new URLSearchParams(location.search).get('theme');
if (theme === 'light' || theme === 'dark') document.documentElement.dataset['theme'] = theme;

const start = new FirstStart({ go: (path) => location.replace(path) });
const target = document.getElementById('setup');
if (target) mount(SetupPage, { target, props: { start } });
void start.check();

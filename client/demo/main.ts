import { mount } from 'svelte';
import '../ui/base.css';
import './demo.css';
import ControlStrip from './ControlStrip.svelte';
import { DemoControl } from './demo-control.svelte.ts';
import OutboxPage from './OutboxPage.svelte';
import { becomeScreen } from './paired-tab.ts';

const target = document.getElementById('demo');
if (!target) throw new Error('demo.html has no #demo');
const screen = new URLSearchParams(location.search).get('screen');
const isScreen = screen === 'wall' || screen === 'tablet';
if (location.pathname === '/demo/outbox') mount(OutboxPage, { target });
else if (!isScreen || !(await becomeScreen(screen)))
  mount(ControlStrip, { target, props: { control: new DemoControl() } });

import { mount } from 'svelte';
import '../ui/base.css';
import './demo.css';
import ControlStrip from './ControlStrip.svelte';
import { DemoControl } from './demo-control.svelte.ts';

const target = document.getElementById('demo');
if (!target) throw new Error('demo.html has no #demo');
mount(ControlStrip, { target, props: { control: new DemoControl() } });

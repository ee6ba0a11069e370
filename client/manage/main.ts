import { mount } from 'svelte';
import { Session } from '../identity/session.svelte.ts';
import '../ui/base.css';
import '../ui/controls.css';
import './manage.css';
import ManagePage from './ManagePage.svelte';
import { theme } from './theme.svelte.ts';

theme.apply();

const session = new Session();
void session.start();

const target = document.getElementById('manage');
if (!target) throw new Error('manage.html has no #manage');
mount(ManagePage, { target, props: { session } });

import { mount } from 'svelte';
import { onPageWake } from '../live/page-wake.ts';
import '../ui/base.css';
import '../ui/controls.css';
import './order.css';
import OrderPage from './OrderPage.svelte';
import { OrderLink } from './order-link.svelte.ts';

/** "/order/the-token", also with a slash that somebody's mail program put behind it. */
const token = decodeURIComponent(location.pathname.split('/')[2] ?? '');
const link = new OrderLink(token);
const target = document.getElementById('order');
if (!target) throw new Error('order.html has no #order');
mount(OrderPage, { target, props: { link } });

void link.ask();
onPageWake(() => void link.ask());

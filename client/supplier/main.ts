import { mount } from 'svelte';
import { onPageWake } from '../live/page-wake.ts';
import '../ui/base.css';
import '../ui/controls.css';
import '../order/order.css';
import { SupplierLink } from './supplier-link.svelte.ts';
import SupplierPage from './SupplierPage.svelte';

/** "/supplier/the-token", also with a slash that somebody's mail program put behind it. */
const token = decodeURIComponent(location.pathname.split('/')[2] ?? '');
const link = new SupplierLink(token);
const target = document.getElementById('supplier');
if (!target) throw new Error('supplier.html has no #supplier');
mount(SupplierPage, { target, props: { link } });

void link.ask();
onPageWake(() => void link.ask());

import { mount } from 'svelte';
import type { SharedScorecard } from '../../shared/purchasing/scorecard.schema.ts';
import { LinkedPage } from '../identity/linked-page.svelte.ts';
import { onPageWake } from '../live/page-wake.ts';
import '../ui/base.css';
import '../ui/controls.css';
import '../manage/manage.css';
import SharedScorecardPage from './SharedScorecardPage.svelte';

/** "/scorecard/the-token", also with a slash that somebody's mail program put behind it. */
const token = decodeURIComponent(location.pathname.split('/')[2] ?? '');
const link = new LinkedPage<SharedScorecard>(`/shared-scorecards/${encodeURIComponent(token)}`);
const target = document.getElementById('scorecard');
if (!target) throw new Error('scorecard.html has no #scorecard');
mount(SharedScorecardPage, { target, props: { link } });

void link.ask();
onPageWake(() => void link.ask());

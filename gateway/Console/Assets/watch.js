// Draws a page that waits for something anew every second: as the gateway has it now, in the place of what was there.
import {page, say} from './forms.js';
import {morph} from './morph.js';

async function look() {
    const main = document.querySelector('main');
    if (!main.querySelector('[data-watch]')) return;
    const begun = Date.now();
    try {
        const answer = await fetch(location.href, {cache: 'no-store', signal: AbortSignal.timeout(10000)});
        if (new URL(answer.url).pathname === '/login') {
            location.assign(answer.url);
            return;
        }
        const fresh = await page(answer);
        if (fresh) morph(main, fresh.innerHTML);
    } catch {
        say(document.body.dataset.unreached);
    }
    setTimeout(look, Math.max(200, 1000 - (Date.now() - begun)));
}

setTimeout(look, 1000);

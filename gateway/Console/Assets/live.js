// Keeps a page up to date by its one event stream, and says so when it is not. What counts is how long ago the gateway spoke, not whether a
// connection seems to be open: a network that is silent closes nothing.
import {morph} from './morph.js';

const staleAfter = 5000;
const againAfter = 15000;
const main = document.querySelector('main[data-live]');

class Live {
    constructor(main) {
        this.main = main;
        this.banner = document.getElementById('stale');
        this.asOf = document.getElementById('as-of');
        this.version = new URL(import.meta.url).pathname.split('/').at(-2);
        this.heard = this.asked = Date.now();
        this.open();
        setInterval(() => this.look(), 1000);
        document.addEventListener('visibilitychange', () => this.look());
        addEventListener('online', () => this.again());
    }

    open() {
        this.source?.close();
        this.asked = Date.now();
        const source = this.source = new EventSource(this.main.dataset.live);
        source.addEventListener('hello', event => this.greet(JSON.parse(event.data)));
        source.addEventListener('part', event => this.show(JSON.parse(event.data)));
        source.addEventListener('word', event => this.hear(JSON.parse(event.data)));
    }

    // Another version of the gateway has other pages; what is being typed is worth more than a new look.
    greet({version}) {
        if (version !== this.version && !document.querySelector('form:focus-within')) location.reload();
    }

    show({name, html}) {
        for (const part of document.querySelectorAll(`[data-part="${CSS.escape(name)}"]`)) {
            morph(part, html);
            part.dispatchEvent(new CustomEvent('changed', {bubbles: true}));
        }
    }

    hear({at}) {
        this.heard = Date.now();
        this.asOf.textContent = at;
        this.look();
    }

    look() {
        const age = Date.now() - this.heard;
        const isStale = age > staleAfter;
        if (isStale !== document.body.classList.contains('is-stale')) {
            document.body.classList.toggle('is-stale', isStale);
            this.banner.textContent = isStale ? this.banner.dataset.say.replace('{at}', this.asOf.textContent) : '';
            this.banner.hidden = !isStale;
            document.dispatchEvent(new CustomEvent('stale', {detail: isStale}));
        }
        if (this.source.readyState === EventSource.CLOSED || age > againAfter && Date.now() - this.asked > againAfter) this.again();
    }

    // A stream that was refused says not why: a session that has ended leads to the login, anything else is tried for ever.
    async again() {
        if (this.asking) return;
        this.asking = true;
        try {
            const answer = await fetch('/live', {cache: 'no-store', signal: AbortSignal.timeout(4000)});
            if (answer.status === 401) {
                location.assign(`/login?back=${encodeURIComponent(location.pathname + location.search)}`);
                return;
            }
            if (answer.ok) this.open();
        } catch {
            // Not reached: again in a second.
        } finally {
            this.asking = false;
        }
    }
}

if (main) new Live(main);

// Sends a form that is marked data-quiet without leaving the page, so that sound and stream go on, and looks for what is typed into a form
// that is marked data-search.
import {morph} from './morph.js';

export async function page(answer) {
    const text = await answer.text();
    const fresh = new DOMParser().parseFromString(text, 'text/html').querySelector('main');
    return fresh;
}

document.addEventListener('submit', async event => {
    const form = event.target;
    if (!form.matches('form[data-quiet]') || event.defaultPrevented) return;
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form, event.submitter));
    const address = event.submitter?.hasAttribute('formaction') ? event.submitter.formAction : form.action;
    const place = event.submitter?.closest('[id]')?.id;
    event.submitter?.setAttribute('aria-busy', 'true');
    try {
        const answer = await fetch(address, {method: 'POST', body, signal: AbortSignal.timeout(15000)});
        if (new URL(answer.url).pathname === '/login') {
            location.assign(answer.url);
            return;
        }
        const fresh = await page(answer);
        if (answer.ok) {
            for (const field of form.elements) if (field.matches('input:not([type=hidden]), textarea, select')) clear(field);
        }
        const main = document.querySelector('main');
        morph(main, fresh.innerHTML);
        const said = document.getElementById('said');
        said?.scrollIntoView({block: 'nearest'});

        // What was pressed may be gone with what it did: whoever has no mouse goes on beside it.
        if (!document.activeElement || document.activeElement === document.body) {
            (document.getElementById(place)?.querySelector('button, a, input:not([type=hidden])') ?? said)?.focus();
        }
    } catch {
        say(document.body.dataset.unreached);
    } finally {
        event.submitter?.removeAttribute('aria-busy');
    }
});

function clear(field) {
    if (field.matches('[type=checkbox], [type=radio]')) field.checked = field.defaultChecked;
    else if (field.matches('select')) for (const option of field.options) option.selected = option.defaultSelected;
    else field.value = field.defaultValue;
}

export function say(words) {
    const main = document.querySelector('main');
    let said = document.getElementById('said');
    if (!said) {
        said = document.createElement('p');
        said.id = 'said';
        main.prepend(said);
    }
    said.className = 'said bad';
    said.setAttribute('role', 'alert');
    said.textContent = words;
}

// As it is typed: the last answer counts, whatever order they come in.
const search = document.querySelector('form[data-search]');
if (search) {
    let waiting, number = 0;
    search.addEventListener('input', () => {
        clearTimeout(waiting);
        waiting = setTimeout(async () => {
            const mine = ++number;
            const address = `${search.action.split('?')[0]}?${new URLSearchParams(new FormData(search))}`;
            const answer = await fetch(address).catch(() => null);
            if (!answer?.ok || mine !== number) return;
            const found = (await page(answer))?.querySelector('[data-found]');
            if (found) morph(document.querySelector('[data-found]'), found.innerHTML);
            history.replaceState(null, '', address);
        }, 150);
    });
}

// What every page has: it keeps the page up to date and sends a form without leaving it. Without it every page can be read and every form
// sent all the same.
import './live.js';
import './forms.js';

// A link to a resident's page carries its code behind the #, which no server is told.
const code = document.querySelector('[data-from-link]');
if (code && location.hash.length > 1) {
    code.value = decodeURIComponent(location.hash.slice(1));
    history.replaceState(null, '', location.pathname);
}

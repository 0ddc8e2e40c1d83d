// Prints the page: the browser's own menu does it as well, so the button is there only where this runs.
for (const button of document.querySelectorAll('[data-print]')) {
    button.hidden = false;
    button.addEventListener('click', () => window.print());
}

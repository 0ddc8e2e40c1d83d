// Says that something is being done that takes a while. What is done is done whole or not at all, so there is no part of it to count.
for (const form of document.querySelectorAll('form[data-busy]')) {
    form.addEventListener('submit', () => {
        form.querySelector('[data-working]').hidden = false;
        form.querySelector('button').setAttribute('aria-busy', 'true');
    });
}

// Goes on where the page says that it is not whole yet.
const link = document.querySelector('[data-again]');
if (link) setTimeout(() => location.replace(link.href), 150);

// The site file's sheet: numbers for lines that are added, and a problem's link leads into its line. The trial's page follows by itself,
// through a start of the gateway too.
import { morph } from './morph.js';

const sheet = document.querySelector('[data-sheet]');
if (sheet) {
    const numbers = document.querySelector('[data-numbers]');
    sheet.addEventListener('input', () => {
        const lines = sheet.value.split('\n').length;
        while (numbers.childElementCount > lines) numbers.lastElementChild.remove();
        while (numbers.childElementCount < lines) {
            const number = document.createElement('span');
            number.id = `line-${numbers.childElementCount + 1}`;
            number.textContent = numbers.childElementCount + 1;
            numbers.append(number);
        }
        sheet.rows = lines + 2;
    });
    for (const link of document.querySelectorAll('[data-line]')) {
        link.addEventListener('click', () => {
            const line = Number(link.dataset.line);
            const before = sheet.value.split('\n').slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
            sheet.focus({ preventScroll: true });
            sheet.setSelectionRange(before, before + (sheet.value.slice(before).split('\n')[0]).length);
        });
    }
}

async function look() {
    const part = document.querySelector('[data-watched]');
    if (!part) return;
    try {
        const answer = await fetch(part.dataset.watched, { cache: 'no-store' });
        if (answer.redirected || answer.status === 401) return location.reload();
        if (answer.ok) {
            const next = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('main');
            morph(document.querySelector('main'), next.innerHTML);
        }
    } catch {
        // It starts anew: the next look finds it.
    }
    setTimeout(look, 2000);
}
setTimeout(look, 2000);

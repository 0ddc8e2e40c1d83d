// One live camera: a picture after the other, and how old the one that is shown is. A picture that does not follow is marked as frozen.
const figure = document.querySelector('[data-still]');
const image = figure.querySelector('img');
const seen = figure.querySelector('.seen');
const age = figure.querySelector('.age');
const pace = 700;
const frozenAfter = 4000;
let taken = Date.now();

// Who is in the picture, over it.
function mark(marks) {
    seen.querySelectorAll('.seen > span').forEach(old => old.remove());
    for (const {isFace, box: [left, top, right, bottom], label} of marks) {
        const frame = document.createElement('span');
        frame.className = isFace ? 'face' : 'person';
        frame.textContent = label;
        Object.assign(frame.style, {left: `${left * 100}%`, top: `${top * 100}%`, width: `${(right - left) * 100}%`,
            height: `${(bottom - top) * 100}%`});
        seen.append(frame);
    }
}

async function next() {
    const begun = Date.now();
    try {
        const answer = await fetch(figure.dataset.still, {cache: 'no-store', signal: AbortSignal.timeout(5000)});
        if (answer.status === 401) {
            location.reload();
            return;
        }
        if (answer.ok && !document.hidden) {
            const fresh = URL.createObjectURL(await answer.blob());
            const old = image.src;
            image.src = fresh;
            await image.decode();
            if (old.startsWith('blob:')) URL.revokeObjectURL(old);
            mark(JSON.parse(answer.headers.get('X-Marks') ?? '[]'));
            taken = Date.now();
        }
    } catch {
        // The age says it.
    }
    setTimeout(next, Math.max(0, pace - (Date.now() - begun)) + (document.hidden ? 2000 : 0));
}

setInterval(() => {
    const seconds = Math.round((Date.now() - taken) / 1000);
    const isFrozen = Date.now() - taken > frozenAfter;
    figure.classList.toggle('frozen', isFrozen);
    age.textContent = isFrozen ? figure.dataset.frozen.replace('{seconds}', seconds) : figure.dataset.fresh;
}, 1000);
next();

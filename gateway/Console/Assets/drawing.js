// Draws zones, lines and masks over a camera's picture, and places on the plan. The form's own fields hold what is drawn: they are what is
// sent, and what is read and typed without this script.
import {cornersOf, field, form, rows, setCorners, state} from './drawn.js';

const svg = document.getElementById('drawing');
const tools = document.getElementById('tools');
const told = document.getElementById('told');
const layer = document.getElementById('shapes');
const space = 'http://www.w3.org/2000/svg';
const {width, height} = svg.viewBox.baseVal;
const step = 0.005;
const most = 60;
const [past, future] = [[], []];
let handles = [];
let drag = null;
let repeated = null;
let current = state();

function nameOf(row) {
    return field(row, 'id').value || tools.dataset.mask;
}

function commit(what) {
    const now = state();
    if (now === current) return;
    // A key that is held is one step back.
    const isSame = what && repeated?.what === what && Date.now() - repeated.at < 1000;
    if (!isSame) past.push(current);
    future.length = 0;
    current = now;
    repeated = what ? {what, at: Date.now()} : null;
    offer();
}

function go(from, to) {
    if (from.length === 0) return;
    to.push(current);
    current = from.pop();
    repeated = null;
    JSON.parse(current).forEach((values, i) => ['kind', 'id', 'corners'].forEach((name, k) => {
        field(rows()[i], name).value = values[k];
    }));
    build();
    offer();
}

function offer() {
    tools.querySelector('[data-tool=undo]').disabled = past.length === 0;
    tools.querySelector('[data-tool=redo]').disabled = future.length === 0;
}

function make(name, attributes, parent) {
    const made = document.createElementNS(space, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    parent.append(made);
    return made;
}

// All shapes and handles anew, the one that was chosen still chosen.
function build() {
    const key = document.activeElement?.dataset?.key;
    layer.replaceChildren();
    handles = [];
    for (const row of rows()) {
        const [kind, corners] = [field(row, 'kind').value, cornersOf(row)];
        row.shape = row.label = null;
        if (kind === 'point') put(row).hidden = corners.length > 0;
        if (!kind || corners.length < (kind === 'point' ? 1 : 2)) continue;
        if (kind !== 'point') row.shape = make(kind === 'line' ? 'polyline' : 'polygon', {class: kind}, layer);
        row.label = make('text', {}, layer);
        row.label.textContent = kind === 'mask' ? '' : nameOf(row);
        if (kind === 'zone' || kind === 'mask') corners.forEach((_, i) => handle(row, i, true));
        corners.forEach((_, i) => handle(row, i, false));
    }
    place();
    if (key) handles.find(one => one.dataset.key === key)?.focus();
}

function handle(row, corner, isBetween) {
    const one = make('g', {class: isBetween ? 'handle between' : 'handle', tabindex: isBetween ? -1 : 0, role: 'button'}, layer);
    const words = isBetween ? tools.dataset.between : tools.dataset.corner;
    one.setAttribute('aria-label', words.replace('{number}', corner + 1).replace('{name}', nameOf(row)));
    one.dataset.key = `${isBetween ? 'b' : 'c'}${row.dataset.row}-${corner}`;
    make('circle', {class: 'touch'}, one);
    make('circle', {class: 'dot'}, one);
    Object.assign(one, {row, corner, isBetween});
    handles.push(one);
}

// Everything where the fields have it; handles as large as a finger, however large the picture is shown.
function place() {
    const pixel = width / (svg.getBoundingClientRect().width || width);
    for (const row of rows()) {
        if (!row.label) continue;
        const corners = cornersOf(row);
        row.shape?.setAttribute('points', corners.map(([x, y]) => `${x * width},${y * height}`).join(' '));
        row.label.setAttribute('x', corners[0][0] * width + 12 * pixel);
        row.label.setAttribute('y', corners[0][1] * height - 10 * pixel);
        row.label.style.fontSize = `${16 * pixel}px`;
    }
    for (const one of handles) {
        const corners = cornersOf(one.row);
        const [a, b] = [corners[one.corner], corners[(one.corner + 1) % corners.length]];
        if (!a) continue;
        const [x, y] = one.isBetween ? [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] : a;
        one.setAttribute('transform', `translate(${x * width} ${y * height})`);
        one.querySelector('.touch').setAttribute('r', 22 * pixel);
        one.querySelector('.dot').setAttribute('r', (one.isBetween ? 4 : 7) * pixel);
    }
}

function put(row) {
    return row.querySelector('[data-put]');
}

function move(row, corner, x, y) {
    const corners = cornersOf(row);
    corners[corner] = [x, y].map(n => Math.min(1, Math.max(0, n)));
    setCorners(row, corners);
    place();
    return corners[corner];
}

function insert(row, corner) {
    const corners = cornersOf(row);
    if (['line', 'point'].includes(field(row, 'kind').value) || corners.length >= most) return false;
    const [a, b] = [corners[corner], corners[(corner + 1) % corners.length]];
    corners.splice(corner + 1, 0, [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]);
    setCorners(row, corners);
    build();
    return true;
}

function take(row, corner) {
    const corners = cornersOf(row);
    const kind = field(row, 'kind').value;
    if (kind === 'line' || (kind !== 'point' && corners.length <= 3)) return;
    corners.splice(corner, 1);
    setCorners(row, corners);
    build();
    if (corners.length === 0) put(row).focus();
    else focus(row, Math.min(corner, corners.length - 1));
}

function focus(row, corner) {
    handles.find(one => one.row === row && one.corner === corner && !one.isBetween)?.focus();
}

function add(kind) {
    const row = rows().find(one => !field(one, 'kind').value && !field(one, 'corners').value);
    if (!row) {
        told.textContent = tools.dataset.full;
        return;
    }
    const taken = rows().map(one => field(one, 'id').value);
    let number = 1;
    while (taken.includes(`${kind}-${number}`)) number++;
    field(row, 'kind').value = kind;
    field(row, 'id').value = kind === 'mask' ? '' : `${kind}-${number}`;
    setCorners(row, kind === 'line' ? [[0.2, 0.6], [0.8, 0.6]] : [[0.3, 0.4], [0.7, 0.4], [0.7, 0.8], [0.3, 0.8]]);
    row.closest('details')?.setAttribute('open', '');
    build();
    commit();
    focus(row, 0);
}

svg.addEventListener('pointerdown', event => {
    let one = event.target.closest('.handle');
    if (!one) return;
    event.preventDefault();
    if (one.isBetween) {
        const {row, corner} = one;
        if (!insert(row, corner)) return;
        one = handles.find(other => other.row === row && other.corner === corner + 1 && !other.isBetween);
    }
    drag = one;
    one.focus();
    svg.setPointerCapture(event.pointerId);
});

svg.addEventListener('pointermove', event => {
    if (!drag) return;
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    move(drag.row, drag.corner, at.x / width, at.y / height);
});

for (const end of ['pointerup', 'pointercancel']) {
    svg.addEventListener(end, () => {
        drag = null;
        commit();
    });
}

svg.addEventListener('keydown', event => {
    const one = event.target.closest('.handle');
    if (!one || one.isBetween) return;
    const {row, corner} = one;
    const by = event.shiftKey ? step * 10 : step;
    const ways = {ArrowLeft: [-by, 0], ArrowRight: [by, 0], ArrowUp: [0, -by], ArrowDown: [0, by]};
    if (event.key in ways) {
        const [x, y] = cornersOf(row)[corner];
        const to = move(row, corner, x + ways[event.key][0], y + ways[event.key][1]);
        told.textContent = to.map(n => n.toFixed(3)).join(' ');
        commit(one.dataset.key);
    } else if (event.key === 'Insert') {
        if (insert(row, corner)) focus(row, corner + 1);
        commit();
    } else if (event.key === 'Delete') {
        take(row, corner);
        commit();
    } else {
        return;
    }
    event.preventDefault();
});

document.addEventListener('keydown', event => {
    if (!(event.ctrlKey || event.metaKey) || event.target.matches('input, select, textarea')) return;
    const key = event.key.toLowerCase();
    if (key === 'z' && !event.shiftKey) go(past, future);
    else if (key === 'y' || key === 'z') go(future, past);
    else return;
    event.preventDefault();
});

tools.addEventListener('click', event => {
    const tool = event.target.closest('[data-tool]')?.dataset.tool;
    if (tool === 'undo') go(past, future);
    else if (tool === 'redo') go(future, past);
    else if (tool) add(tool);
});

form.addEventListener('click', event => {
    const row = event.target.closest('[data-put]')?.closest('[data-row]');
    if (!row) return;
    setCorners(row, [[0.5, 0.5]]);
    build();
    commit();
    focus(row, 0);
    svg.scrollIntoView({block: 'nearest'});
});

form.addEventListener('input', build);
form.addEventListener('change', () => commit());
new ResizeObserver(place).observe(svg);
tools.hidden = document.getElementById('keys').hidden = false;
build();

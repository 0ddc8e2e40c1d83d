// What is drawn, as the form's fields have it: a row a shape, with its kind, its name and its corners.
export const form = document.getElementById('shapes-form');

export function rows() {
    return [...form.querySelectorAll('[data-row]')];
}

export function field(row, name) {
    return row.querySelector(`[name="${name}-${row.dataset.row}"]`);
}

export function cornersOf(row) {
    const numbers = field(row, 'corners').value.split(/[\s,;]+/).filter(Boolean).map(Number);
    if (!numbers.every(Number.isFinite)) return [];
    const corners = [];
    for (let i = 0; i + 1 < numbers.length; i += 2) corners.push([numbers[i], numbers[i + 1]]);
    return corners;
}

export function setCorners(row, corners) {
    field(row, 'corners').value = corners.map(corner => corner.map(n => Number(n.toFixed(3))).join(' ')).join(', ');
}

export function state() {
    return JSON.stringify(rows().map(row => ['kind', 'id', 'corners'].map(name => field(row, name).value)));
}

// Puts new markup in the place of old without touching what somebody is typing, has chosen or has opened.
/* global Idiomorph */

// Whether a person has changed it since the page was drawn.
export function isTyped(node) {
    if (node === document.activeElement && node.matches('input, textarea, select')) return true;
    if (node.matches('input[type=checkbox], input[type=radio]')) return node.checked !== node.defaultChecked;
    if (node.matches('input:not([type=hidden]), textarea')) return node.value !== node.defaultValue;
    if (node.matches('select')) return [...node.options].some(option => option.selected !== option.defaultSelected);
    return false;
}

export function morph(element, html) {
    Idiomorph.morph(element, html, {
        morphStyle: 'innerHTML',
        restoreFocus: true,
        callbacks: {
            beforeNodeMorphed: old => !(old instanceof Element && isTyped(old)),
            beforeNodeRemoved: old => !(old instanceof Element && old.hasAttribute('data-keep')),
            beforeAttributeUpdated: (name, node) => !(name === 'open' && node.matches('details, dialog')),
        },
    });
}

/**
 * Choosing an option opens the page with that option, as in the original; the page that opens has
 * the focus where it was, so that the keyboard can go on from there.
 */
export const CLIENT_SCRIPT = `'use strict';
const KEY = 'webshop-focus';
for (const radio of document.querySelectorAll('input[type=radio]')) {
  radio.addEventListener('click', () => {
    sessionStorage.setItem(KEY, radio.id);
    location.href = radio.dataset.url;
  });
}
document.getElementById(sessionStorage.getItem(KEY) ?? '')?.focus();
sessionStorage.removeItem(KEY);
`;

// While DOKU is called the button is off and the page says what goes on. The shop holds by itself against a second
// press; this is for the one who waits.
(() => {
    'use strict';
    const forms = Array.from(document.querySelectorAll('form[data-calling]'));
    const show = (form, calling) => {
        form.querySelectorAll('button').forEach((button) => { button.disabled = calling; });
        form.querySelector('.calling').hidden = !calling;
    };
    forms.forEach((form) => form.addEventListener('submit', () => show(form, true)));
    // Back from Akulaku's page: the browser may bring the page as it was left.
    window.addEventListener('pageshow', (event) => event.persisted && forms.forEach((form) => show(form, false)));
})();
